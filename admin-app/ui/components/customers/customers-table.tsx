import type { CustomerRow } from '../../../contract/customers.ts';
import { day, money, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Badge } from '../badge.tsx';
import { Chance } from '../chance.tsx';
import { Bone } from '../skeleton.tsx';
import '../table.css';
import './customers.css';

const AMOUNTS: readonly string[] = ['orders', 'spent'];

interface Props {
  readonly customers: readonly CustomerRow[];
  /** How far the shown chance to order reaches. */
  readonly chanceDays: 30 | 90;
}

/** Customers as rows, or as cards where the screen is narrow; the whole row leads to the customer. */
export function CustomersTable({ customers, chanceDays }: Props) {
  const chance = chanceDays === 30 ? 'chance30' : 'chance';
  return (
    <table class="table cards linked">
      <Head names={['name', 'overdue', 'due', chance, 'orders', 'spent', 'mail']} />
      <tbody>
        {customers.map((customer) => (
          <Row key={customer.customerId} customer={customer} chance={chance} />
        ))}
      </tbody>
    </table>
  );
}

type ChanceColumn = 'chance' | 'chance30';
type Column = 'name' | 'overdue' | 'due' | ChanceColumn | 'orders' | 'spent' | 'mail';

function Head({ names }: { readonly names: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} class={AMOUNTS.includes(name) ? 'amount' : ''}>
            {t(`customers.column.${name}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly customer: CustomerRow;
  readonly chance: ChanceColumn;
}

function Row({ customer, chance }: RowProps) {
  return (
    <tr>
      <td class="wide">
        <a class="row-link" href={to(`/customers/${customer.customerId}`)}>
          {customer.name}
        </a>
        {customer.tier && (
          <>
            {' '}
            <Badge tone="accent">{customer.tier}</Badge>
          </>
        )}
        {customer.email && customer.email !== customer.name && (
          <div class="small soft customer-email">{customer.email}</div>
        )}
      </td>
      <td data-label={t('customers.column.overdue')}>
        <Overdue days={customer.daysOverdue} />
      </td>
      <td class="number" data-label={t('customers.column.due')}>
        {customer.dueDay ? day(customer.dueDay) : <span class="faint">—</span>}
      </td>
      <td data-label={t(`customers.column.${chance}`)}>
        <Chance chance={chance === 'chance30' ? customer.chance30d : customer.chance90d} />
      </td>
      <td class="amount" data-label={t('customers.column.orders')}>
        {number(customer.orders)}
      </td>
      <td class="amount" data-label={t('customers.column.spent')}>
        {money(customer.spentMinor)}
      </td>
      <td data-label={t('customers.column.mail')}>
        {customer.mayEmail ? (
          <Badge tone="good">{t('customers.mailable')}</Badge>
        ) : (
          <Badge>{t('customers.notMailable')}</Badge>
        )}
      </td>
    </tr>
  );
}

/** Days past the due date; before it, how many are left. */
export function Overdue({ days }: { readonly days: number | null }) {
  if (days === null) return <span class="faint">{t('prediction.noDate')}</span>;
  if (days > 0)
    return <span class="overdue-days number">{t('customers.daysOverdue', { n: days })}</span>;
  if (days === 0) return <span class="number">{t('customers.dueToday')}</span>;
  return <span class="number soft">{t('customers.dueIn', { n: -days })}</span>;
}

export function CustomersBones() {
  return (
    <div class="customers-bones">
      {Array.from({ length: 9 }, (_, row) => (
        <div key={row}>
          <Bone width={row % 3 === 0 ? 70 : 55} />
          <Bone width={60} />
          <Bone width={80} />
          <Bone width={90} />
        </div>
      ))}
    </div>
  );
}
