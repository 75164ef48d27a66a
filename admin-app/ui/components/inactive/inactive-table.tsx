import type { InactiveCustomer } from '../../../contract/inactive.ts';
import { dateOf, day, exactMoney, fromNow, number } from '../../language/format.ts';
import { activityInWords, channelInWords } from '../../language/history.ts';
import { t, textFor } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import { valueInWords } from '../append/attributes-card.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Mailable } from '../mailable.tsx';
import '../table.css';

const ICONS: Readonly<Record<string, IconName>> = {
  store: 'order',
  email: 'mail',
  sms: 'sms',
  push: 'bell',
  'on-site': 'onSite',
  staff: 'staff',
};

interface Props {
  readonly customers: readonly InactiveCustomer[];
  /** They have never ordered: what counts is when they signed up. */
  readonly signedUp: boolean;
}

/** Customers with what is worth knowing before writing to them; the whole row leads to the customer. */
export function InactiveTable({ customers, signedUp }: Props) {
  const anyKnown = customers.some(({ known }) => known.length > 0);
  return (
    <table class="table cards linked">
      <thead>
        <tr>
          <th>{t('customers.column.name')}</th>
          <th>{t('inactive.column.touch')}</th>
          <th>{t('inactive.column.interest')}</th>
          {anyKnown && <th>{t('inactive.column.known')}</th>}
          <th>{t(signedUp ? 'inactive.column.signedUp' : 'inactive.column.lastOrder')}</th>
          {!signedUp && <th class="amount">{t('customers.column.orders')}</th>}
          {!signedUp && <th class="amount">{t('customers.column.spent')}</th>}
          <th>{t('customers.column.mail')}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          <Row key={customer.customerId} {...{ customer, signedUp, anyKnown }} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly customer: InactiveCustomer;
  readonly signedUp: boolean;
  readonly anyKnown: boolean;
}

function Row({ customer, signedUp, anyKnown }: RowProps) {
  const date = signedUp ? customer.signedUpOn : customer.lastOrderDay;
  return (
    <tr>
      <td class="wide">
        <a class="row-link" href={to(`/customers/${customer.customerId}`)}>
          {customer.name}
        </a>
        {customer.email && customer.email !== customer.name && (
          <div class="small soft inactive-email">{customer.email}</div>
        )}
      </td>
      <td class="wide" data-label={t('inactive.column.touch')}>
        <Touch touch={customer.lastTouch} />
      </td>
      <td class="wide" data-label={t('inactive.column.interest')}>
        <Interest interest={customer.interest} />
      </td>
      {anyKnown && (
        <td class="wide" data-label={t('inactive.column.known')}>
          <Known known={customer.known} />
        </td>
      )}
      <td
        class="number"
        data-label={t(signedUp ? 'inactive.column.signedUp' : 'inactive.column.lastOrder')}
      >
        {date === null ? <span class="faint">—</span> : day(date)}
      </td>
      {!signedUp && (
        <td class="amount" data-label={t('customers.column.orders')}>
          {number(customer.orders)}
        </td>
      )}
      {!signedUp && (
        <td class="amount" data-label={t('customers.column.spent')}>
          {exactMoney(customer.spentMinor)}
        </td>
      )}
      <td data-label={t('customers.column.mail')}>
        <Mailable mayEmail={customer.mayEmail} />
      </td>
    </tr>
  );
}

function Touch({ touch }: { readonly touch: InactiveCustomer['lastTouch'] }) {
  if (touch === null) return <span class="faint">{t('inactive.noTouch')}</span>;
  const { at, channel, kind } = touch;
  return (
    <span class="inactive-touch">
      <Icon name={ICONS[channel] ?? 'info'} size={16} />
      <span>
        {activityInWords(channel, kind)}
        <span class="small soft inactive-when">
          {textFor('inactive.channel', channel) ?? channelInWords(channel)} ·{' '}
          <time dateTime={new Date(at).toISOString()} title={fromNow(at, now())}>
            {dateOf(at)}
          </time>
        </span>
      </span>
    </span>
  );
}

function Known({ known }: Pick<InactiveCustomer, 'known'>) {
  if (known.length === 0) return <span class="faint">—</span>;
  return (
    <div>
      {known.map((each) => (
        <div key={each.name} class="small">
          {each.type === 'class' ? '' : `${each.name}: `}
          {valueInWords(each)}
        </div>
      ))}
    </div>
  );
}

function Interest({ interest }: { readonly interest: InactiveCustomer['interest'] }) {
  const { category, product, viewed } = interest;
  const first = category ?? product;
  if (first === null && viewed === null)
    return <span class="faint">{t('inactive.noInterest')}</span>;
  return (
    <span class="inactive-interest">
      {first}
      {category !== null && product !== null && <span class="small soft">{product}</span>}
      {viewed !== null && (
        <span class="small soft">{t('inactive.lookedAt', { what: viewed })}</span>
      )}
    </span>
  );
}
