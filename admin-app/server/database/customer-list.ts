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
  readonly chance_30d: number | null;
  readonly chance_90d: number | null;
  readonly confidence: Confidence | null;
  readonly tier: string | null;
  readonly may_email: boolean;
}

/** The most overdue first, or those who are likeliest to order within 30 days. */
export type CustomerOrder = 'overdue' | 'likeliest';

/** Where a page ended: what its last row is sorted by, null among the customers at the end who have none. */
export type ListPosition =
  | { readonly order: 'overdue'; readonly dueDay: DayText | null; readonly customerId: number }
  | { readonly order: 'likeliest'; readonly chance30d: number | null; readonly customerId: number };

export interface CustomerListQuery {
  readonly list: CustomerListKind;
  readonly order: CustomerOrder;
  /** Part of a name or e-mail address; empty for everybody. */
  readonly search: string;
  /** Of the same order. */
  readonly after: ListPosition | null;
  readonly today: Day;
  readonly zone: string;
  readonly limit: number;
}

const SELECT = `
  select c.customer_id, c.first_name, c.last_name, c.email,
         coalesce(f.orders, 0) as orders, coalesce(f.spent_minor, 0) as spent_minor,
         (f.last_order_at at time zone $1)::date as last_order_day,
         p.due_day, p.chance_30d, p.chance_90d, p.confidence, tier.name as tier,
         ${MAY_EMAIL} as may_email`;
const JOINED = `${JOIN_SUPPRESSION}
  left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
  left join customer_tiers t on t.shop_id = c.shop_id and t.customer_id = c.customer_id
  left join value_tiers tier on tier.shop_id = t.shop_id and tier.tier_id = t.tier_id`;
const IN_LIST = `c.deleted_at is null
  and ($2 = 'all' or ($2 = 'overdue' and p.due_day < $3::date)
       or ($2 = 'due' and p.due_day between $3::date and $3::date + 30))
  and ($4 = '' or concat_ws(' ', c.first_name, c.last_name, c.email) ilike '%' || $4 || '%')`;

/** How an order goes along its index: $6 is the number of the last customer seen, $7 what that one was sorted by. */
const ORDERS: Readonly<
  Record<CustomerOrder, { readonly column: string; readonly by: string; readonly past: string }>
> = {
  overdue: {
    column: 'p.due_day',
    by: 'p.due_day, p.customer_id',
    past: '(p.due_day, p.customer_id) > ($7::date, $6)',
  },
  likeliest: {
    column: 'p.chance_30d',
    by: 'p.chance_30d desc nulls last, p.customer_id',
    past: 'p.chance_30d <= $7::real and (p.chance_30d < $7::real or p.customer_id > $6)',
  },
};

/**
 * A page of a list in its order, by two questions that each follow an index: first the customers who have what is
 * sorted by, then the others by number.
 */
export async function listCustomers(
  tx: ShopTransaction,
  query: CustomerListQuery,
): Promise<readonly ListedCustomer[]> {
  const { list, order, search, after, today, zone, limit } = query;
  const values = [zone, list, formatDay(today), search.replace(/[\\%_]/g, '\\$&')];
  const seen = after && sortedBy(after);
  const sorted =
    after && seen === null
      ? []
      : await tx.query<ListedCustomer>(
          `${SELECT} from predictions p
             join customers c on c.shop_id = p.shop_id and c.customer_id = p.customer_id ${JOINED}
            where ${IN_LIST} and ${ORDERS[order].column} is not null ${after ? `and ${ORDERS[order].past}` : ''}
            order by ${ORDERS[order].by} limit $5`,
          [...values, limit, ...(after ? [after.customerId, seen] : [])],
        );
  if (sorted.length >= limit) return sorted;
  const others = await tx.query<ListedCustomer>(
    `${SELECT} from customers c
       left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id ${JOINED}
      where ${IN_LIST} and ${ORDERS[order].column} is null and c.customer_id > $6
      order by c.customer_id limit $5`,
    [...values, limit - sorted.length, after && seen === null ? after.customerId : 0],
  );
  return [...sorted, ...others];
}

function sortedBy(position: ListPosition): DayText | number | null {
  return position.order === 'overdue' ? position.dueDay : position.chance30d;
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
