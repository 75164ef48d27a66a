/** The list of customers, a page at a time by key: no offset, no count, whatever the shop's size. */
import type { Confidence } from '../../core/prediction/types.ts';
import { type Day, type DayText, formatDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { StatementValues } from './statement-values.ts';
import { JOIN_SMS_SUPPRESSION, JOIN_SUPPRESSION, MAY_EMAIL, MAY_SMS } from './suppressions.ts';
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

export interface PagedCustomer extends ListedCustomer {
  readonly value_365d_minor: number | null;
}

/** The most overdue first, those who are likeliest to order within 30 days, or those expected to spend most in a year. */
export type CustomerOrder = 'overdue' | 'likeliest' | 'value';

/** Where a page ended: what its last customer is sorted by, null among those at the end who have none. */
export interface ListPosition {
  readonly sortedBy: DayText | number | null;
  readonly customerId: number;
}

/** Each narrows the list; null narrows nothing. */
export interface CustomerFilters {
  /** Number of a value tier, or `none`. */
  readonly tier: string | null;
  readonly confidence: Confidence | null;
  /** At least so many days past the due date. */
  readonly overdueDays: number | null;
  /** Whom messages may reach. */
  readonly reach: 'email' | 'sms' | 'none' | null;
}

export interface CustomerListQuery extends CustomerFilters {
  readonly list: CustomerListKind;
  readonly order: CustomerOrder;
  readonly after: ListPosition | null;
  readonly today: Day;
  readonly zone: string;
  readonly limit: number;
}

export interface CustomerListPage {
  readonly customers: readonly PagedCustomer[];
  /** Null at the end. A page may be short and yet not the last: only so many are looked at for one. */
  readonly after: ListPosition | null;
}

interface SortedBy {
  readonly column: string;
  readonly type: string;
  readonly falling: boolean;
}

const ORDERS: Readonly<Record<CustomerOrder, SortedBy>> = {
  overdue: { column: 'due_day', type: 'date', falling: false },
  likeliest: { column: 'chance_30d', type: 'real', falling: true },
  value: { column: 'value_365d_minor', type: 'bigint', falling: true },
};

/** How many are looked at, round by round, until the page is full; filters that fit few need more than one page. */
const ROUNDS = [200, 800, 2_000];

/**
 * A page of a list in its order: along an index over those who have what is sorted by, then by number over the others.
 * Whatever the filters, a bounded number of customers is looked at for one page.
 */
export async function listCustomers(
  tx: ShopTransaction,
  query: CustomerListQuery,
): Promise<CustomerListPage> {
  const customers: PagedCustomer[] = [];
  let after = query.after;
  for (const look of ROUNDS) {
    const round = await lookFurther(tx, query, after, look);
    customers.push(...round.fitting);
    if (customers.length >= query.limit) {
      const page = customers.slice(0, query.limit);
      const isEnd = customers.length === query.limit && round.next === null;
      return { customers: page, after: isEnd ? null : positionOf(query.order, page.at(-1)) };
    }
    after = round.next;
    if (after === null) return { customers, after: null };
  }
  return { customers, after };
}

function positionOf(order: CustomerOrder, last: PagedCustomer | undefined): ListPosition | null {
  return last ? { sortedBy: last[sortedColumn(order)], customerId: last.customer_id } : null;
}

function sortedColumn(order: CustomerOrder): 'due_day' | 'chance_30d' | 'value_365d_minor' {
  if (order === 'overdue') return 'due_day';
  return order === 'likeliest' ? 'chance_30d' : 'value_365d_minor';
}

interface Round {
  readonly fitting: readonly PagedCustomer[];
  /** Where the next one goes on; null at the end. */
  readonly next: ListPosition | null;
}

interface Looked {
  readonly customerIds: readonly number[];
  /** The last one looked at; null when there are no more after it. */
  readonly last: ListPosition | null;
}

async function lookFurther(
  tx: ShopTransaction,
  query: CustomerListQuery,
  after: ListPosition | null,
  look: number,
): Promise<Round> {
  const amongOthers = after !== null && after.sortedBy === null;
  const { customerIds, last } = amongOthers
    ? await lookAmongOthers(tx, query, after.customerId, look)
    : await lookAmongSorted(tx, query, after, look);
  const fitting = customerIds.length === 0 ? [] : await readFitting(tx, query, customerIds);
  if (last !== null) return { fitting, next: last };
  return { fitting, next: amongOthers ? null : FIRST_OF_OTHERS };
}

const FIRST_OF_OTHERS: ListPosition = { sortedBy: null, customerId: 0 };

/** The next ones who have what is sorted by. Of the overdue in their own order the end is known. */
async function lookAmongSorted(
  tx: ShopTransaction,
  query: CustomerListQuery,
  after: ListPosition | null,
  look: number,
): Promise<Looked> {
  const { order } = query;
  const { column, type, falling } = ORDERS[order];
  const values = new StatementValues(look);
  const conditions = [`p.${column} is not null`];
  if (after) {
    const seen = values.add(String(after.sortedBy));
    const id = values.add(after.customerId);
    conditions.push(
      falling
        ? `p.${column} <= ${seen}::${type} and (p.${column} < ${seen}::${type} or p.customer_id > ${id})`
        : `(p.${column}, p.customer_id) > (${seen}::${type}, ${id})`,
    );
  }
  const due = dueBounds(values, query);
  // In their own order the due days of the list end the walk.
  if (order === 'overdue') conditions.push(...due);
  const fits = [...due, ...confidenceIs(values, query.confidence)].join(' and ') || 'true';
  const rows = await tx.query<{
    sorted_by: DayText | number;
    customer_id: number;
    fits: boolean | null;
  }>(
    `select p.${column} as sorted_by, p.customer_id, (${fits}) as fits
       from predictions p
      where ${conditions.join(' and ')}
      order by p.${column} ${falling ? 'desc nulls last' : ''}, p.customer_id limit $1`,
    values.values,
  );
  const last = rows.length === look ? rows.at(-1) : undefined;
  return {
    customerIds: rows.filter(({ fits }) => fits).map((row) => row.customer_id),
    last: last ? { sortedBy: last.sorted_by, customerId: last.customer_id } : null,
  };
}

/** Leaving out whoever has a prediction costs little, so more are looked at. */
const OTHERS_FACTOR = 5;

/** Those who have nothing to be sorted by, by number. Only in the list of everybody are there some without predictions. */
async function lookAmongOthers(
  tx: ShopTransaction,
  { order, list }: CustomerListQuery,
  afterId: number,
  look: number,
): Promise<Looked> {
  // Nobody without a due day is overdue or due.
  if (list !== 'all' && order === 'overdue') return { customerIds: [], last: null };
  const { column } = ORDERS[order];
  const most = look * OTHERS_FACTOR;
  const from = list === 'all' ? 'customers' : 'predictions';
  // The few first, then what is known of them: the other way round the whole shop might be looked through.
  const rows = await tx.query<{ customer_id: number; is_other: boolean }>(
    `with looked as materialized (
       select customer_id from ${from} where customer_id > $2 order by customer_id limit $1)
     select looked.customer_id, p.${column} is null as is_other
       from looked left join predictions p on p.customer_id = looked.customer_id
      order by looked.customer_id`,
    [most, afterId],
  );
  const last = rows.length === most ? rows.at(-1) : undefined;
  return {
    customerIds: rows.filter((row) => row.is_other).map((row) => row.customer_id),
    last: last ? { sortedBy: null, customerId: last.customer_id } : null,
  };
}

export const select = (zone: string, reach: CustomerFilters['reach']) => `
  select c.customer_id, c.first_name, c.last_name, c.email,
         coalesce(f.orders, 0) as orders, coalesce(f.spent_minor, 0) as spent_minor,
         (f.last_order_at at time zone ${zone})::date as last_order_day,
         p.due_day, p.chance_30d, p.chance_90d, p.confidence, p.value_365d_minor, tier.name as tier,
         ${MAY_EMAIL} as may_email
    from customers c ${JOIN_SUPPRESSION} ${reach === 'sms' || reach === 'none' ? JOIN_SMS_SUPPRESSION : ''}
    left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
    left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
    left join customer_tiers t on t.shop_id = c.shop_id and t.customer_id = c.customer_id
    left join value_tiers tier on tier.shop_id = t.shop_id and tier.tier_id = t.tier_id`;

/** Those of these customers who are in the list and fit the filters, in the list's order. */
export async function readFitting(
  tx: ShopTransaction,
  query: Omit<CustomerListQuery, 'after' | 'limit'>,
  customerIds: readonly number[],
): Promise<readonly PagedCustomer[]> {
  const { column, falling } = ORDERS[query.order];
  const values = new StatementValues(numberArray(customerIds));
  const shown = select(values.add(query.zone), query.reach);
  const conditions = [
    'c.customer_id = any ($1::bigint[])',
    'c.deleted_at is null and c.redacted_at is null',
    ...dueBounds(values, query),
    ...filtersOf(values, query),
  ];
  return await tx.query<PagedCustomer>(
    `${shown} where ${conditions.join(' and ')}
      order by p.${column} ${falling ? 'desc' : 'asc'} nulls last, c.customer_id`,
    values.values,
  );
}

const SOON_DAYS = 30;

function dueBounds(
  values: StatementValues,
  { list, overdueDays, today }: Pick<CustomerListQuery, 'list' | 'overdueDays' | 'today'>,
): readonly string[] {
  const day = (at: Day) => `${values.add(formatDay(at))}::date`;
  const bounds: string[] = [];
  if (list === 'overdue') bounds.push(`p.due_day < ${day(today)}`);
  if (list === 'due') {
    bounds.push(`p.due_day between ${day(today)} and ${day(today + SOON_DAYS)}`);
  }
  if (overdueDays !== null) bounds.push(`p.due_day <= ${day(today - overdueDays)}`);
  return bounds;
}

const REACHED = {
  email: MAY_EMAIL,
  sms: MAY_SMS,
  none: `not ${MAY_EMAIL} and not ${MAY_SMS}`,
} as const;

function filtersOf(
  values: StatementValues,
  { tier, confidence, reach }: CustomerFilters,
): readonly string[] {
  const filters: string[] = [];
  if (tier === 'none') filters.push('t.tier_id is null');
  else if (tier !== null) filters.push(`t.tier_id = ${values.add(tier)}`);
  filters.push(...confidenceIs(values, confidence));
  if (reach !== null) filters.push(REACHED[reach]);
  return filters;
}

/** Whoever has no prediction has not enough for one. */
function confidenceIs(values: StatementValues, confidence: Confidence | null): readonly string[] {
  if (confidence === null) return [];
  return [`coalesce(p.confidence, 'not enough yet') = ${values.add(confidence)}`];
}

/** Orders two customers as a list does; those without what is sorted by come last. */
export function isPast(order: CustomerOrder, row: PagedCustomer, after: ListPosition): boolean {
  const value = row[sortedColumn(order)];
  if (value === null || after.sortedBy === null) {
    if (value === null && after.sortedBy === null) return row.customer_id > after.customerId;
    return value === null;
  }
  if (value === after.sortedBy) return row.customer_id > after.customerId;
  const greater = value > after.sortedBy;
  return ORDERS[order].falling ? !greater : greater;
}
