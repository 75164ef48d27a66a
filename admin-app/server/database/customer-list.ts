/** The list of customers, a page at a time by key: no offset, no count, whatever the shop's size. */
import type { Confidence } from '../../core/prediction/types.ts';
import { type Day, type DayText, formatDay } from '../../core/time.ts';
import { JOIN_SUPPRESSION, MAY_EMAIL } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';

export type CustomerListKind = 'overdue' | 'due' | 'all';

export interface ListedCustomer {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly orders: number;
  readonly spent_minor: number;
  readonly last_order_day: DayText | null;
  readonly due_day: DayText | null;
  readonly chance_90d: number | null;
  readonly confidence: Confidence | null;
  readonly tier: string | null;
  readonly may_email: boolean;
}

/** Where a page ended: the sort key of its last row. Customers without a due day come last. */
export interface ListPosition {
  readonly dueDay: DayText | null;
  readonly customerId: number;
}

export interface CustomerListQuery {
  readonly list: CustomerListKind;
  /** Part of a name or e-mail address; empty for everybody. */
  readonly search: string;
  readonly after: ListPosition | null;
  readonly today: Day;
  readonly zone: string;
  readonly limit: number;
}

/** Postgres sorts this after every real date. */
const NO_DUE_DAY = 'infinity';

/** Ordered by due day: the most overdue first, then those due soon, those without a date last. */
export async function listCustomers(
  tx: ShopTransaction,
  { list, search, after, today, zone, limit }: CustomerListQuery,
): Promise<readonly ListedCustomer[]> {
  return await tx.query<ListedCustomer>(
    `select c.customer_id, c.first_name, c.last_name, c.email,
            coalesce(f.orders, 0) as orders, coalesce(f.spent_minor, 0) as spent_minor,
            (f.last_order_at at time zone $1)::date as last_order_day,
            p.due_day, p.chance_90d, p.confidence, tier.name as tier,
            ${MAY_EMAIL} as may_email
       from customers c ${JOIN_SUPPRESSION}
       left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
       left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
       left join customer_tiers t on t.shop_id = c.shop_id and t.customer_id = c.customer_id
       left join value_tiers tier on tier.shop_id = t.shop_id and tier.tier_id = t.tier_id
      where c.deleted_at is null
        and ($2 = 'all' or ($2 = 'overdue' and p.due_day < $3::date)
             or ($2 = 'due' and p.due_day between $3::date and $3::date + 30))
        and ($4 = '' or concat_ws(' ', c.first_name, c.last_name, c.email) ilike '%' || $4 || '%')
        and ($5::bigint is null
             or (coalesce(p.due_day, '${NO_DUE_DAY}'), c.customer_id) > (coalesce($6::date, '${NO_DUE_DAY}'), $5))
      order by coalesce(p.due_day, '${NO_DUE_DAY}'), c.customer_id
      limit $7`,
    [
      zone,
      list,
      formatDay(today),
      search.replace(/[\\%_]/g, '\\$&'),
      after?.customerId ?? null,
      after?.dueDay ?? null,
      limit,
    ],
  );
}

export interface CustomerCounts {
  readonly customers: number;
  readonly overdue: number;
  readonly overdue_reachable: number;
}

/** Totals for the home page. */
export async function countCustomers(tx: ShopTransaction, today: Day): Promise<CustomerCounts> {
  return await tx.one<CustomerCounts>(
    `select count(*) as customers,
            count(*) filter (where p.due_day < $1::date) as overdue,
            count(*) filter (where p.due_day < $1::date and ${MAY_EMAIL}) as overdue_reachable
       from customers c ${JOIN_SUPPRESSION} left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
      where c.deleted_at is null`,
    [formatDay(today)],
  );
}
