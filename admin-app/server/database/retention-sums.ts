/** Reads what the sums of the Retention page are computed from, and writes the sums. */
import type { CohortActivity } from '../../core/results/cohorts.ts';
import { firstDayOf, type Month } from '../../core/results/month.ts';
import type { OrderingCustomer, RetentionInterval } from '../../core/results/retention-sums.ts';
import { type Day, type DayText, formatDay, type Instant, startOfDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** SQL for the product of the line that cost most in an order; $1 is the shop. */
export const dearestProduct = (orderId: string): string => `
  select l.product_id from order_lines l where l.shop_id = $1 and l.order_id = ${orderId}
   order by l.total_minor desc, l.line_id limit 1`;

/** Of customers $4 to $5 what was ordered before $3, in days of the zone $2. */
const ORDER_LOGS = `
  select o.days, o.spent as "spentMinor", coalesce(line.product_id::text, '') as product,
         coalesce(p.product_type, '') as category, coalesce(c.country, '') as country,
         coalesce(t.tier_id, '') as tier
    from (select customer_id, json_agg((processed_at at time zone $2)::date - date '1970-01-01') as days,
                 json_agg(total_minor) as spent,
                 (array_agg(order_id order by processed_at, order_id))[1] as first_order_id
            from orders
           where shop_id = $1 and customer_id > $4 and customer_id <= $5 and counts and processed_at < $3
           group by customer_id) o
    join customers c on c.shop_id = $1 and c.customer_id = o.customer_id
     and c.customer_id > $4 and c.customer_id <= $5 and c.deleted_at is null and c.redacted_at is null
    left join customer_tiers t on t.shop_id = $1 and t.customer_id = o.customer_id
    left join lateral (${dearestProduct('o.first_order_id')}) line on true
    left join products p on p.shop_id = $1 and p.product_id = line.product_id`;

interface OrderLogsQuery {
  /** The customer where the part before ended; 0 at the beginning. */
  readonly after: number;
  /** Customers with orders in one part. */
  readonly limit: number;
  readonly zone: string;
  /** The last day whose orders are read. */
  readonly asOfDay: Day;
}

export interface OrderLogsPart {
  readonly customers: readonly OrderingCustomer[];
  /** Where the next part begins; null after the last one. */
  readonly through: number | null;
}

interface OrderLogRow
  extends Readonly<Record<'product' | 'category' | 'country' | 'tier', string>> {
  readonly days: readonly Day[];
  readonly spentMinor: readonly number[];
}

/** Customers with orders, a part of them at a time, by their number. */
export async function readOrderLogs(
  tx: ShopTransaction,
  { after, limit, zone, asOfDay }: OrderLogsQuery,
): Promise<OrderLogsPart> {
  const { through } = await tx.one<{ through: number | null }>(
    `select max(customer_id) as through
       from (select customer_id from order_facts
              where shop_id = $1 and customer_id > $2 order by customer_id limit $3) next_ones`,
    [tx.shopId, after, limit],
  );
  if (through === null) return { customers: [], through };
  const end = timestampText(startOfDay(asOfDay + 1, zone));
  // Customers' orders lie all over the table: fetching them page by page takes half as long as one after the other.
  await tx.query('set local enable_indexscan = off');
  const rows = await tx.query<OrderLogRow>(ORDER_LOGS, [tx.shopId, zone, end, after, through]);
  await tx.query('set local enable_indexscan to default');
  const customers = rows.map(({ days, spentMinor, ...groups }) => ({ days, spentMinor, groups }));
  return { customers, through };
}

export interface ComputedRetention {
  readonly cells: readonly CohortActivity[];
  readonly intervals: readonly RetentionInterval[];
  readonly asOfDay: Day;
  readonly zone: string;
  readonly at: Instant;
}

/** In place of what was there. */
export async function writeRetention(
  tx: ShopTransaction,
  { cells, intervals, asOfDay, zone, at }: ComputedRetention,
): Promise<void> {
  const customers = cells.filter(({ since }) => since === 0).map((cell) => cell.customers);
  // First: a second computation waits here until the first one is visible to it.
  await tx.execute(
    `insert into retention_runs as r (shop_id, computed_at, as_of_day, time_zone, customers)
     values ($1, $2, $3, $4, $5)
     on conflict (shop_id) do update
       set computed_at = excluded.computed_at, as_of_day = excluded.as_of_day,
           time_zone = excluded.time_zone, customers = excluded.customers, wanted_at = null, error = null`,
    [
      ...[tx.shopId, timestampText(at), formatDay(asOfDay), zone],
      customers.reduce((sum, each) => sum + each, 0),
    ],
  );
  await tx.execute('delete from retention_cells where shop_id = $1', [tx.shopId]);
  await tx.execute('delete from retention_intervals where shop_id = $1', [tx.shopId]);
  await insertCells(tx, cells);
  await insertIntervals(tx, intervals);
}

async function insertCells(tx: ShopTransaction, cells: readonly CohortActivity[]): Promise<void> {
  await tx.execute(
    `insert into retention_cells (shop_id, cohort_month, since, customers, revenue_minor)
     select $1, * from unnest($2::date[], $3::int[], $4::int[], $5::bigint[])`,
    [
      tx.shopId,
      cells.map(({ cohort }) => monthText(cohort)),
      numberArray(cells.map(({ since }) => since)),
      numberArray(cells.map(({ customers }) => customers)),
      numberArray(cells.map(({ revenueMinor }) => revenueMinor)),
    ],
  );
}

async function insertIntervals(
  tx: ShopTransaction,
  intervals: readonly RetentionInterval[],
): Promise<void> {
  const rows = intervals.map(({ cohort, fromOrder, days, ...interval }) => ({
    ...interval,
    cohort_month: monthText(cohort),
    from_order: fromOrder,
    days: days.map((each) => each.days),
    returned: days.map(({ returned }) => returned),
    censored: days.map(({ censored }) => censored),
  }));
  await tx.execute(
    `insert into retention_intervals
       (shop_id, dimension, value, cohort_month, from_order, customers, days, returned, censored)
     select $1, r.* from jsonb_to_recordset($2::jsonb) as r
       (dimension text, value text, cohort_month date, from_order int, customers int,
        days int[], returned int[], censored int[])`,
    [tx.shopId, JSON.stringify(rows)],
  );
}

/** Its first day. */
function monthText(month: Month): DayText {
  return formatDay(firstDayOf(month));
}
