/**
 * The aggregates behind the Retention page, and the customers behind its figures. Several orders of a customer on one
 * local day are one order here, as they are for predictions; their money is added up.
 */
import { HORIZON_DAYS } from '../../core/results/survival.ts';
import { type Day, type DayText, formatDay, type Instant, startOfDay } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export type RetentionDimension = 'category' | 'product' | 'country' | 'tier';

export interface RetentionRun {
  readonly computed_at: Instant | null;
  readonly as_of_day: DayText | null;
  readonly time_zone: string | null;
  readonly customers: number;
  readonly wanted_at: Instant | null;
  readonly error: string | null;
}

const NO_RUN: RetentionRun = {
  computed_at: null,
  as_of_day: null,
  time_zone: null,
  customers: 0,
  wanted_at: null,
  error: null,
};

export async function readRetentionRun(tx: ShopTransaction): Promise<RetentionRun> {
  const row = await tx.maybeOne<RetentionRun>('select * from retention_runs where shop_id = $1', [
    tx.shopId,
  ]);
  return row ?? NO_RUN;
}

/** A run asked for longer ago than this is not trusted to come any more. */
const LONGEST_RUN_MINUTES = 15;

/** Notes that newer figures are wanted; false when they are on their way. */
export async function requestRetention(tx: ShopTransaction, at: Instant): Promise<boolean> {
  const changed = await tx.execute(
    `insert into retention_runs as r (shop_id, wanted_at) values ($1, $2)
     on conflict (shop_id) do update set wanted_at = $2, error = null
      where r.wanted_at is null or r.wanted_at < $2::timestamptz - make_interval(mins => $3)
         or r.wanted_at > $2`,
    [tx.shopId, timestampText(at), LONGEST_RUN_MINUTES],
  );
  return changed > 0;
}

export async function noteRetentionFailure(tx: ShopTransaction, error: string): Promise<void> {
  await tx.execute(
    `insert into retention_runs (shop_id, error) values ($1, $2)
     on conflict (shop_id) do update set wanted_at = null, error = excluded.error`,
    [tx.shopId, error],
  );
}

/** The groups shown of a dimension: the largest over all time. */
const MOST_GROUPS = 12;

/** Each customer's order days, with the money of each, the first of them, and the next one. */
const STEPS = `
  days as (
    select o.customer_id, (o.processed_at at time zone $2)::date as day, sum(o.total_minor) as spent
      from orders o
      join customers c on c.shop_id = o.shop_id and c.customer_id = o.customer_id
       and c.deleted_at is null and c.redacted_at is null
     where o.shop_id = $1 and o.counts and o.processed_at < $3
     group by 1, 2),
  steps as materialized (
    select customer_id, day, spent,
           min(day) over (partition by customer_id) as first_day,
           row_number() over (partition by customer_id order by day) as nth,
           lead(day) over (partition by customer_id order by day) as next_day
      from days)`;

const MONTHS_SINCE = `(extract(year from day) * 12 + extract(month from day)
                       - extract(year from first_day) * 12 - extract(month from first_day))::int`;

/** The product of the line that cost most in the first order of a row's customer. */
const firstLine = (of: string) => `
  select l.product_id
    from (select placed.order_id from orders placed
           where placed.shop_id = $1 and placed.customer_id = ${of}.customer_id and placed.counts
           order by placed.processed_at, placed.order_id limit 1) earliest
    join order_lines l on l.shop_id = $1 and l.order_id = earliest.order_id
   order by l.total_minor desc, l.line_id limit 1`;

const COMPUTE = `
  with ${STEPS},
  cells as (
    insert into retention_cells (shop_id, cohort_month, since, customers, revenue_minor)
    select $1, date_trunc('month', first_day)::date, since, count(*), sum(spent)
      from (select customer_id, first_day, ${MONTHS_SINCE} as since, sum(spent) as spent
              from steps group by 1, 2, 3) months
     group by 2, 3),
  attributes as materialized (
    select s.customer_id, coalesce(c.country, '') as country, coalesce(t.tier_id, '') as tier,
           coalesce(first_line.product_id::text, '') as product, coalesce(p.product_type, '') as category
      from steps s
      join customers c on c.shop_id = $1 and c.customer_id = s.customer_id
      left join customer_tiers t on t.shop_id = $1 and t.customer_id = s.customer_id
      left join lateral (${firstLine('s')}) first_line on true
      left join products p on p.shop_id = $1 and p.product_id = first_line.product_id
     where s.nth = 1),
  members as materialized (
    select a.customer_id, g.dimension, g.value
      from attributes a
      cross join lateral (values ('all', ''), ('category', a.category), ('product', a.product),
                                 ('country', a.country), ('tier', a.tier)) as g (dimension, value)),
  shown as (
    select dimension, value
      from (select dimension, value,
                   row_number() over (partition by dimension order by count(*) desc, value) as place
              from members group by 1, 2) sizes
     where place <= ${MOST_GROUPS}),
  counted as (
    select m.dimension, m.value, date_trunc('month', s.first_day)::date as cohort_month,
           least(s.nth, 3) as from_order,
           least(coalesce(s.next_day, $4::date) - s.day, ${HORIZON_DAYS + 1}) as days,
           count(s.next_day) as returned, count(*) - count(s.next_day) as censored
      from steps s
      join members m on m.customer_id = s.customer_id and (s.nth = 1 or m.dimension = 'all')
      join shown on shown.dimension = m.dimension and shown.value = m.value
     group by 1, 2, 3, 4, 5)
  insert into retention_intervals
    (shop_id, dimension, value, cohort_month, from_order, customers, days, returned, censored)
  select $1, dimension, value, cohort_month, from_order, sum(returned + censored),
         coalesce(array_agg(days order by days) filter (where days <= ${HORIZON_DAYS}), '{}'),
         coalesce(array_agg(returned order by days) filter (where days <= ${HORIZON_DAYS}), '{}'),
         coalesce(array_agg(censored order by days) filter (where days <= ${HORIZON_DAYS}), '{}')
    from counted group by 2, 3, 4, 5`;

/** Computes everything anew from the orders up to the end of a local day, in place of what was there. */
export async function computeRetention(
  tx: ShopTransaction,
  { asOfDay, zone, at }: { readonly asOfDay: Day; readonly zone: string; readonly at: Instant },
): Promise<void> {
  // First: a second computation waits here until the first one is visible to it.
  await tx.execute(
    `insert into retention_runs (shop_id) values ($1)
     on conflict (shop_id) do update set error = null`,
    [tx.shopId],
  );
  await tx.execute('delete from retention_cells where shop_id = $1', [tx.shopId]);
  await tx.execute('delete from retention_intervals where shop_id = $1', [tx.shopId]);
  const end = timestampText(startOfDay(asOfDay + 1, zone));
  await tx.execute(COMPUTE, [tx.shopId, zone, end, formatDay(asOfDay)]);
  await tx.execute(
    `update retention_runs
        set computed_at = $2, as_of_day = $3, time_zone = $4, wanted_at = null,
            customers = (select coalesce(sum(customers), 0) from retention_cells
                          where shop_id = $1 and since = 0)
      where shop_id = $1`,
    [tx.shopId, timestampText(at), formatDay(asOfDay), zone],
  );
}

export interface CellRow {
  /** Its first day. */
  readonly cohort_month: DayText;
  readonly since: number;
  readonly customers: number;
  readonly revenue_minor: number;
}

export async function readRetentionCells(tx: ShopTransaction): Promise<readonly CellRow[]> {
  return await tx.query<CellRow>(
    `select cohort_month, since, customers, revenue_minor from retention_cells
      where shop_id = $1 order by cohort_month, since`,
    [tx.shopId],
  );
}

/** Months of first orders by their first days, both included; null is open. */
export interface MonthRange {
  readonly from: DayText | null;
  readonly to: DayText | null;
}

export interface IntervalRow {
  readonly value: string;
  readonly label: string | null;
  readonly from_order: 1 | 2 | 3;
  readonly customers: number;
  readonly days: readonly number[];
  readonly returned: readonly number[];
  readonly censored: readonly number[];
}

const IN_RANGE = `shop_id = $1 and dimension = $2
  and ($3::date is null or cohort_month >= $3) and ($4::date is null or cohort_month <= $4)`;

/** What became of each group of the dimension, all its months together; the largest first. */
export async function readRetentionIntervals(
  tx: ShopTransaction,
  dimension: RetentionDimension | 'all',
  { from, to }: MonthRange,
): Promise<readonly IntervalRow[]> {
  return await tx.query<IntervalRow>(
    `with groups as (
       select value, from_order, sum(customers)::int as customers from retention_intervals
        where ${IN_RANGE} group by 1, 2),
     by_day as (
       select value, from_order, day, sum(back)::int as back, sum(gone)::int as gone
         from retention_intervals, unnest(days, returned, censored) as each (day, back, gone)
        where ${IN_RANGE} group by 1, 2, 3)
     select g.value, g.from_order, g.customers,
            case when $2 = 'product' then (select p.title from products p
                                            where p.shop_id = $1 and p.product_id::text = g.value)
                 when $2 = 'tier' then (select v.name from value_tiers v
                                         where v.shop_id = $1 and v.tier_id = g.value) end as label,
            coalesce(array_agg(d.day order by d.day) filter (where d.day is not null), '{}') as days,
            coalesce(array_agg(d.back order by d.day) filter (where d.day is not null), '{}') as returned,
            coalesce(array_agg(d.gone order by d.day) filter (where d.day is not null), '{}') as censored
       from groups g
       left join by_day d on d.value = g.value and d.from_order = g.from_order
      group by 1, 2, 3
      order by g.from_order, g.customers desc, g.value`,
    [tx.shopId, dimension, from, to],
  );
}

export async function areTiersOn(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.maybeOne<{ on: boolean }>(
    'select basis is not null as on from tier_settings where shop_id = $1',
    [tx.shopId],
  );
  return row?.on ?? false;
}

export interface RetentionQuestion {
  readonly zone: string;
  /** First orders from this instant on, and before that one; what happened from `end` on is not counted. */
  readonly firstFrom: Instant;
  readonly firstBefore: Instant;
  readonly end: Instant;
  /** With an order so many months after the month of the first. */
  readonly since: number | null;
  /** With a next order within so many days of this one (3: of any from the third on). */
  readonly again: { readonly fromOrder: 1 | 2 | 3; readonly days: number } | null;
  readonly group: { readonly by: RetentionDimension; readonly value: string } | null;
  /** Where the page before ended. */
  readonly after: RetentionPosition | null;
  readonly limit: number;
  /** Customers looked at for one answer: few may be among a great many. */
  readonly scan: number;
}

/** Where a page ends. */
export interface RetentionPosition {
  readonly position: string;
  readonly customerId: number;
}

export interface RetentionCustomerRow {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly first_order_at: Instant;
  /** To the microsecond: where the next page starts. */
  readonly position: string;
  readonly orders: number;
  readonly spent_minor: number;
}

const ORDERED_SINCE = `exists (
  select from (select (o.processed_at at time zone $2)::date as day,
                      (f.first_order_at at time zone $2)::date as first_day
                 from orders o
                where o.shop_id = $1 and o.customer_id = f.customer_id and o.counts
                  and o.processed_at < $5) ordered
   where ${MONTHS_SINCE} = $8)`;

const ORDERED_AGAIN = `exists (
  select from (select day, row_number() over (order by day) as nth, lead(day) over (order by day) as next_day
                 from (select distinct (o.processed_at at time zone $2)::date as day
                         from orders o
                        where o.shop_id = $1 and o.customer_id = f.customer_id and o.counts
                          and o.processed_at < $5) order_days) steps
   where least(nth, 3) = $9 and next_day - day <= $10)`;

const GROUP_VALUE: Readonly<Record<RetentionDimension, string>> = {
  category: `(select p.product_type from (${firstLine('f')}) first_line
                join products p on p.shop_id = $1 and p.product_id = first_line.product_id)`,
  product: `(select first_line.product_id::text from (${firstLine('f')}) first_line)`,
  country: 'c.country',
  tier: `(select t.tier_id from customer_tiers t
           where t.shop_id = $1 and t.customer_id = f.customer_id)`,
};

const POSITION = `to_char(first_order_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position`;

/** The customers of the period after a page, the first of them; $3 to $7. */
const CANDIDATES = `
  select shop_id, customer_id, first_order_at, orders, spent_minor, ${POSITION} from order_facts
   where shop_id = $1 and first_order_at >= $3 and first_order_at < least($4, $5::timestamptz)
     and ($6::timestamptz is null or (first_order_at, customer_id) > ($6, $7))
   order by first_order_at, customer_id`;

/**
 * A page of the customers behind a figure, by their first order. It may be short, or empty, with more to be found: then
 * `scannedTo` says from where to look on.
 */
export async function listRetentionCustomers(
  tx: ShopTransaction,
  { zone, group, since, again, after, limit, scan, ...question }: RetentionQuestion,
): Promise<{
  readonly rows: readonly RetentionCustomerRow[];
  readonly scannedTo: RetentionPosition | null;
}> {
  const period = [
    tx.shopId,
    zone,
    timestampText(question.firstFrom),
    timestampText(question.firstBefore),
    timestampText(question.end),
    after?.position ?? null,
    after?.customerId ?? null,
  ];
  const inGroup = group ? `coalesce(${GROUP_VALUE[group.by]}, '') = $11` : '$11::text is null';
  const rows = await tx.query<RetentionCustomerRow>(
    `select f.customer_id, c.first_name, c.last_name, c.email, f.first_order_at, f.orders, f.spent_minor,
            f.position
       from (${CANDIDATES} limit $13) f
       join customers c on c.shop_id = f.shop_id and c.customer_id = f.customer_id
        and c.deleted_at is null and c.redacted_at is null
      where ($8::int is null or ${ORDERED_SINCE})
        and ($9::int is null or $10::int is null or ${ORDERED_AGAIN})
        and ${inGroup}
      order by f.first_order_at, f.customer_id limit $12`,
    [
      ...period,
      since,
      again?.fromOrder ?? null,
      again?.days ?? null,
      group?.value ?? null,
      limit,
      scan,
    ],
  );
  // Postgres wants each parameter to be used; the zone only matters above.
  const last = await tx.maybeOne<{ position: string; customerId: number }>(
    `select position, customer_id as "customerId"
       from (${CANDIDATES} offset $8 limit 1) f where $2::text is not null`,
    [...period, scan - 1],
  );
  return { rows, scannedTo: last ?? null };
}
