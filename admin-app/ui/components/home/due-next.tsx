import type { CustomersPage } from '../../../contract/customers.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import { Chance } from '../chance.tsx';
import { Overdue } from '../customers/customers-table.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import './home.css';

const SHOWN = 5;

/** Whose next order is to be expected now: who of them does not come will be overdue next. */
export function DueNext({ page }: { readonly page: CustomersPage | null }) {
  if (page?.customers.length === 0) return null;
  return (
    <Card
      title={t('home.dueNext')}
      aside={<a href={to('/customers', { list: 'due' })}>{t('home.seeAll')}</a>}
    >
      {page === null && (
        <Loading>
          <Bones lines={SHOWN} />
        </Loading>
      )}
      <div class="glance-head" aria-hidden="true">
        <span>{t('customers.column.name')}</span>
        <span>{t('customers.column.due')}</span>
        <span>{t('customers.column.chance')}</span>
      </div>
      <ul class="glance">
        {page?.customers.slice(0, SHOWN).map((customer) => (
          <li key={customer.customerId}>
            <a href={to(`/customers/${customer.customerId}`)}>{customer.name}</a>
            <Overdue days={customer.daysOverdue} />
            <Chance chance={customer.chance90d} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
