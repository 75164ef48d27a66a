/**
 * What scenarios brought, from sums by day: entries by the shop-local day of entering, orders by the day they were placed.
 * The customers behind a figure are listed by the facts that the sums are of (result-lists.ts).
 */
import { LONGEST_RETURN_DAYS, MESSAGE_FIGURES, RETURN_DAYS } from '../../core/results/figures.ts';
import type { Span } from '../../core/results/months-and-days.ts';
import type { DayText } from '../../core/time.ts';
import { columnOf } from './result-columns.ts';
import { overPeriod, periodValues } from './result-periods.ts';
import type { ShopTransaction } from './tenant.ts';

/** Shop-local days, both included. */
export type Period = Span;

/** What orders and entries are both summed by. */
export type OrderDimension =
  | 'all'
  | 'variant'
  | 'segment'
  | 'language'
  | 'step'
  | 'channel'
  | 'subject';
export type ResultDimension = OrderDimension | 'answer' | 'reason';

export interface AskedSums<Dimension extends ResultDimension> extends Period {
  readonly dimensions: readonly Dimension[];
  /** Null for all scenarios. */
  readonly scenarioId: number | null;
  /** Whether what several scenarios have in common, such as a language, is one row; scenario_id then is null. */
  readonly together?: boolean;
}

const SUMMED = [
  'entered',
  ...MESSAGE_FIGURES,
  'customers',
  'issued',
  'redeemed',
  'coupon_minor',
  ...RETURN_DAYS.map((days) => `returned_${days}` as const),
  'second_orders',
  'return_minor',
] as const;

/** Of entries, or of messages in the dimensions of these; `customers` are those who entered for the first time. */
export type ResultSums = Readonly<Record<(typeof SUMMED)[number], number>> & {
  readonly dimension: ResultDimension;
  readonly scenario_id: number | null;
  readonly value: string;
  readonly held_out: boolean;
};

/** Entries of a period by value of each dimension. */
export async function readResultSums(
  tx: ShopTransaction,
  asked: AskedSums<ResultDimension>,
): Promise<readonly ResultSums[]> {
  const sums = SUMMED.map((sum) => `sum(${columnOf(sum)})::bigint as "${sum}"`);
  return await tx.query<ResultSums>(
    `select dimension, ${scenarioOf(asked)}, value, held_out, ${sums.join(', ')}
       from ${overPeriod('result', `${ASKED} and ${isOf(asked)}`, 4)}
      group by 1, 2, 3, 4 having sum(entered) > 0 order by 1, 2, 3, 4`,
    valuesOf(tx, asked),
  );
}

export interface AttributedSums {
  readonly dimension: OrderDimension;
  readonly scenario_id: number | null;
  readonly value: string;
  readonly orders: number;
  readonly amount_minor: number;
}

/** Orders of a period that are credited to a message, by value of each dimension. */
export async function readAttributedSums(
  tx: ShopTransaction,
  asked: AskedSums<OrderDimension>,
): Promise<readonly AttributedSums[]> {
  return await tx.query<AttributedSums>(
    `select dimension, ${scenarioOf(asked)}, value, sum(orders)::bigint as orders,
            sum(amount_minor)::bigint as amount_minor
       from ${overPeriod('attributed', `${ASKED} and ${isOf(asked)}`, 4)}
      group by 1, 2, 3 having sum(orders) > 0 order by 1, 2, 3`,
    valuesOf(tx, asked),
  );
}

const ASKED = 'shop_id = $1 and dimension = any ($2::text[])';

/** Told apart in the text: a plan for both would read all scenarios for one. */
function isOf({ scenarioId }: { readonly scenarioId: number | null }): string {
  return scenarioId === null ? '$3::bigint is null' : 'scenario_id = $3';
}

function scenarioOf({ together = false }: { readonly together?: boolean }): string {
  return together ? 'null::bigint as scenario_id' : 'scenario_id';
}

function valuesOf(tx: ShopTransaction, asked: AskedSums<ResultDimension>) {
  return [tx.shopId, `{${asked.dimensions.join(',')}}`, asked.scenarioId, ...periodValues(asked)];
}

export interface GroupTotals {
  readonly scenario_id: number;
  readonly held_out: boolean;
  readonly customers: number;
  readonly returned: number;
  readonly revenue_minor: number;
  readonly revenue_squares: number;
  /** The day of the first of them; null while there is nobody. */
  readonly since: DayText | null;
  /** The day of the very first, also of those who do not count yet. */
  readonly first: DayText;
  /** Who entered for the first time since the other day. */
  readonly lately: number;
}

/** First enrolments up to a day: treated and held out, who came back within 30 days, what they spent in these. */
export async function readGroupTotals(
  tx: ShopTransaction,
  until: DayText,
  lately: Period,
): Promise<readonly GroupTotals[]> {
  return await tx.query<GroupTotals>(
    `select scenario_id, held_out, min(day) filter (where customers > 0 and day <= $2) as since, min(day) filter (where entered > 0) as first,
            coalesce(sum(customers) filter (where day <= $2), 0)::bigint as customers,
            coalesce(sum(customers_back) filter (where day <= $2), 0)::bigint as returned,
            coalesce(sum(spent_minor) filter (where day <= $2), 0)::bigint as revenue_minor,
            coalesce(sum(spent_squares) filter (where day <= $2), 0) as revenue_squares,
            coalesce(sum(customers) filter (where day between $3 and $4), 0)::bigint as lately
       from result_days
      where shop_id = $1 and dimension = 'all'
      group by 1, 2 having sum(entered) > 0 order by 1, 2`,
    [tx.shopId, until, lately.from, lately.to],
  );
}

export interface DayRevenue {
  readonly day: DayText;
  readonly orders: number;
  readonly revenue_minor: number;
  readonly attributed_orders: number;
  readonly attributed_minor: number;
}

/** The shop's days with orders, and what of them is credited: to one scenario, or to any. */
export async function readRevenueByDay(
  tx: ShopTransaction,
  scenarioId: number | null,
  period: Period,
): Promise<readonly DayRevenue[]> {
  return await tx.query<DayRevenue>(
    `with credited as materialized (
       select day, sum(orders) as orders, sum(amount_minor) as amount_minor from attributed_days
        where ${ASKED} and ${isOf({ scenarioId })} and day between $4 and $5
        group by 1)
     select s.day, s.orders, s.revenue_minor, coalesce(c.orders, 0)::bigint as attributed_orders,
            coalesce(c.amount_minor, 0)::bigint as attributed_minor
       from shop_days s left join credited c using (day)
      where s.shop_id = $1 and s.day between $4 and $5 and s.orders > 0 order by s.day`,
    [tx.shopId, '{all}', scenarioId, period.from, period.to],
  );
}

export interface FollowedDays {
  readonly held_out: boolean;
  readonly days: number;
  readonly returned: number;
  readonly censored: number;
}

/** First enrolments of a period by how many days they took to come back, or have been followed for without, up to 90. */
export async function readReturnDays(
  tx: ShopTransaction,
  scenarioId: number,
  period: Period,
  asOfDay: DayText,
): Promise<readonly FollowedDays[]> {
  return await tx.query<FollowedDays>(
    `select held_out, days, sum(returned)::bigint as returned, sum(censored)::bigint as censored
       from (select held_out, days, customers as returned, 0 as censored
               from ${overPeriod('return', 'shop_id = $1 and scenario_id = $2', 6)}
             union all
             select held_out, least($5::date - day, ${LONGEST_RETURN_DAYS}), 0, customers - customers_returned
               from result_days
              where shop_id = $1 and dimension = 'all' and scenario_id = $2 and day between $3 and $4) followed
      group by 1, 2 having sum(returned) > 0 or sum(censored) > 0 order by 1, 2`,
    [tx.shopId, scenarioId, period.from, period.to, asOfDay, ...periodValues(period)],
  );
}

/** The day somebody first entered a scenario, or any (null); null before that. */
export async function readFirstDay(
  tx: ShopTransaction,
  scenarioId: number | null,
): Promise<DayText | null> {
  const row = await tx.one<{ day: DayText | null }>(
    `select min(first.day) as day
       from scenarios s
       cross join lateral (
         select day from result_days
          where shop_id = $1 and dimension = 'all' and scenario_id = s.scenario_id order by day limit 1) first
      where s.shop_id = $1 and ($2::bigint is null or s.scenario_id = $2)`,
    [tx.shopId, scenarioId],
  );
  return row.day;
}
