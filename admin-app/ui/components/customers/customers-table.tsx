import type { ListedCustomerRow } from '../../../contract/customers.ts';
import { day, exactMoney, number, roundMoney } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Badge } from '../badge.tsx';
import { Chance } from '../chance.tsx';
import { Mailable } from '../mailable.tsx';
import { Bone } from '../skeleton.tsx';
import '../table.css';
import './customers.css';

/** Customers as rows, or as short cards where the screen is narrow; the whole row leads to the customer. */
export function CustomersTable({
  customers,
}: {
  readonly customers: readonly ListedCustomerRow[];
}) {
  return (
    <table class="table linked customers-table">
      <thead>
        <tr>
          <th>{t('customers.column.name')}</th>
          <th>{t('customer.column.next')}</th>
          <th>{t('customers.column.chance30')}</th>
          <th class="amount">{t('customer.column.value')}</th>
          <th class="amount">{t('customers.column.orders')}</th>
          <th class="amount">{t('customers.column.spent')}</th>
          <th>{t('customers.column.mail')}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          <Row key={customer.customerId} customer={customer} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ customer }: { readonly customer: ListedCustomerRow }) {
  const { customerId, value365dMinor, orders, spentMinor, mayEmail } = customer;
  return (
    <tr>
      <td class="customer-who">
        <Who customer={customer} href={to(`/customers/${customerId}`)} />
      </td>
      <td class="customer-next">
        <Next days={customer.daysOverdue} />
        {customer.dueDay && (
          <div class="small soft number">{t('customer.due', { day: day(customer.dueDay) })}</div>
        )}
      </td>
      <td class="customer-chance" data-label={t('customers.column.chance30')}>
        <Chance chance={customer.chance30d} />
      </td>
      <td class="amount customer-value" data-label={t('customer.column.value')}>
        {value365dMinor === null ? <span class="faint">—</span> : roundMoney(value365dMinor)}
      </td>
      <td class="amount" data-label={t('customers.column.orders')}>
        {number(orders)}
      </td>
      <td class="amount" data-label={t('customers.column.spent')}>
        {exactMoney(spentMinor)}
      </td>
      <td class="customer-mail">
        <Mailable mayEmail={mayEmail} />
      </td>
    </tr>
  );
}

function Who({ customer, href }: { readonly customer: ListedCustomerRow; readonly href: string }) {
  const { name, email, tier, orderName } = customer;
  return (
    <>
      <a class="row-link" href={href}>
        {name}
      </a>
      {tier && (
        <>
          {' '}
          <Badge tone="accent">{tier}</Badge>
        </>
      )}
      {orderName && (
        <>
          {' '}
          <Badge tone="due">{t('customer.find.order', { order: orderName })}</Badge>
        </>
      )}
      {email && email !== name && <div class="small soft customer-email">{email}</div>}
    </>
  );
}

/** The same as `Overdue`, where no heading says that it is about being late. */
function Next({ days }: { readonly days: number | null }) {
  if (days === null || days <= 0) return <Overdue days={days} />;
  return <span class="overdue-days number">{t('customer.late', { n: days })}</span>;
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
