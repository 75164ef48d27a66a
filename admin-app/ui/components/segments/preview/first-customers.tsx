import type { CustomerRow } from '../../../../contract/customers.ts';
import { exactMoney } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import { to } from '../../../navigation.ts';
import { Card } from '../../card.tsx';
import { Overdue } from '../../customers/customers-table.tsx';
import './preview.css';

/** The first who match, so that one sees whether these are the people one means. */
export function FirstCustomers({ customers }: { readonly customers: readonly CustomerRow[] }) {
  return (
    <Card flush title={t('answer.first')} class="first-customers">
      {customers.length === 0 ? (
        <p class="soft">{t('answer.nobody')}</p>
      ) : (
        <ul>
          {customers.map((customer) => (
            <li key={customer.customerId}>
              <a class="row-link" href={to(`/customers/${customer.customerId}`)}>
                {customer.name}
              </a>
              <span class="number">{exactMoney(customer.spentMinor)}</span>
              <span class="small soft">{t('answer.ordersOf', { n: customer.orders })}</span>
              <span class="small">
                <Overdue days={customer.daysOverdue} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
