import type { ComponentChildren } from 'preact';
import type { CustomersPage, ListedCustomerRow } from '../../../contract/customers.ts';
import { roundMoney } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import { Chance } from '../chance.tsx';
import { Overdue } from '../customers/customers-table.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import './home.css';

const SHOWN = 5;

interface Props {
  /** Null while they load. */
  readonly page: CustomersPage | null;
}

/** Whom it pays most to write to: overdue, and of most value within a year by the prediction. */
export function WorthMost({ page }: Props) {
  return (
    <CustomersGlance
      title={t('home.worthMost')}
      all={to('/customers', { order: 'value' })}
      page={page}
      columns={[t('customers.column.overdue'), t('customer.column.value')]}
      last={({ value365dMinor }) => (
        <span data-label={t('customer.column.value')}>
          {value365dMinor === null ? <span class="faint">—</span> : roundMoney(value365dMinor)}
        </span>
      )}
    />
  );
}

/** Whose next order is to be expected now: who of them does not come will be overdue next. */
export function DueNext({ page }: Props) {
  return (
    <CustomersGlance
      title={t('home.dueNext')}
      all={to('/customers', { list: 'due' })}
      page={page}
      columns={[t('customers.column.due'), t('customers.column.chance')]}
      last={({ chance90d }) => (
        <span data-label={t('customers.column.chance')}>
          <Chance chance={chance90d} />
        </span>
      )}
    />
  );
}

interface GlanceProps extends Props {
  readonly title: string;
  /** The list that begins with them. */
  readonly all: string;
  /** Headings of the days and of what comes last. */
  readonly columns: readonly [string, string];
  readonly last: (customer: ListedCustomerRow) => ComponentChildren;
}

function CustomersGlance({ title, all, page, columns, last }: GlanceProps) {
  if (page?.customers.length === 0) return null;
  return (
    <Card title={title} aside={<a href={all}>{t('home.seeAll')}</a>}>
      {page === null && (
        <Loading>
          <Bones lines={SHOWN} />
        </Loading>
      )}
      <div class="glance-head" aria-hidden="true">
        <span>{t('customers.column.name')}</span>
        {columns.map((column) => (
          <span key={column}>{column}</span>
        ))}
      </div>
      <ul class="glance">
        {page?.customers.slice(0, SHOWN).map((customer) => (
          <li key={customer.customerId}>
            <a href={to(`/customers/${customer.customerId}`)}>{customer.name}</a>
            <Overdue days={customer.daysOverdue} />
            {last(customer)}
          </li>
        ))}
      </ul>
    </Card>
  );
}
