/**
 * The aggregates behind the Retention page, and the customers behind its figures; see `createRetentionSums` for what they
 * are.
 */
import { joinFollowed, type RetentionDimension } from '../../core/results/retention-sums.ts';
import type { FollowedGroup } from '../../core/results/survival.ts';
import type { DayText, Instant } from '../../core/time.ts';
import { textArray } from './array-literals.ts';
import { dearestProduct } from './retention-sums.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

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

const MONTHS_SINCE = `(extract(year from day) * 12 + extract(month from day)
                       - extract(year from first_day) * 12 - extract(month from first_day))::int`;

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

/** What became of a group of customers, all months of the range together. */
interface RetentionGroup extends FollowedGroup {
  readonly value: string;
  /** Null where the value is its own name, or there is none. */
  readonly label: string | null;
  readonly fromOrder: 1 | 2 | 3;
}

interface IntervalRow {
  readonly value: string;
  readonly fromOrder: 1 | 2 | 3;
  readonly customers: number;
  readonly days: readonly number[];
  readonly returned: readonly number[];
  readonly censored: readonly number[];
}

/** By the order that they are followed from, the largest first. Added up here: Postgres takes ten times as long. */
export async function readRetentionGroups(
  tx: ShopTransaction,
  dimension: RetentionDimension | 'all',
  { from, to }: MonthRange,
): Promise<readonly RetentionGroup[]> {
  const rows = await tx.query<IntervalRow>(
    `select value, from_order as "fromOrder", customers, to_json(days) as days, to_json(returned) as returned,
            to_json(censored) as censored
       from retention_intervals
      where shop_id = $1 and dimension = $2
        and ($3::date is null or cohort_month >= $3) and ($4::date is null or cohort_month <= $4)`,
    [tx.shopId, dimension, from, to],
  );
  const names = await readGroupNames(tx, dimension, [...new Set(rows.map(({ value }) => value))]);
  const groups = new Map<string, IntervalRow[]>();
  for (const row of rows) {
    const name = `${row.fromOrder} ${row.value}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()]
    .flatMap((months) =>
      months.slice(0, 1).map(({ value, fromOrder }) => ({
        ...{ value, fromOrder, label: names.get(value) ?? null },
        ...joinFollowed(months.map(followedOf)),
      })),
    )
    .sort(
      (one, other) =>
        one.fromOrder - other.fromOrder ||
        other.customers - one.customers ||
        (one.value < other.value ? -1 : 1),
    );
}

function followedOf({ customers, days, returned, censored }: IntervalRow): FollowedGroup {
  return {
    customers,
    days: days.map((each, i) => ({
      days: each,
      returned: returned[i] ?? 0,
      censored: censored[i] ?? 0,
    })),
  };
}

const NAMES: Readonly<Partial<Record<RetentionDimension | 'all', string>>> = {
  product: `select product_id::text as value, title as name from products
             where shop_id = $1 and product_id = any (array(select nullif(value, '')::bigint from unnest($2::text[]) value))`,
  tier: 'select tier_id as value, name from value_tiers where shop_id = $1 and tier_id = any ($2::text[])',
};

async function readGroupNames(
  tx: ShopTransaction,
  dimension: RetentionDimension | 'all',
  values: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const named = NAMES[dimension];
  if (named === undefined) return new Map();
  const rows = await tx.query<{ value: string; name: string }>(named, [
    tx.shopId,
    textArray(values),
  ]);
  return new Map(rows.map(({ value, name }) => [value, name]));
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

const FIRST_PRODUCT = dearestProduct(`(
  select placed.order_id from orders placed
   where placed.shop_id = $1 and placed.customer_id = f.customer_id and placed.counts
   order by placed.processed_at, placed.order_id limit 1)`);

const GROUP_VALUE: Readonly<Record<RetentionDimension, string>> = {
  category: `(select p.product_type from (${FIRST_PRODUCT}) first_line
                join products p on p.shop_id = $1 and p.product_id = first_line.product_id)`,
  product: `(select first_line.product_id::text from (${FIRST_PRODUCT}) first_line)`,
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
