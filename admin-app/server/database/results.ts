/**
 * What scenarios brought, from sums by day: entries by the shop-local day of entering, orders by the day they were placed.
 * The customers behind a figure are listed by the facts that the sums are of (attribution-facts.ts).
 */
import type { DayText, Instant } from '../../core/time.ts';
import { LONGEST_RETURN_DAYS } from './attribution-facts.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Shop-local days, both included. */
export interface Period {
  readonly from: DayText;
  readonly to: DayText;
}

export type ResultDimension =
  | 'all'
  | 'variant'
  | 'segment'
  | 'language'
  | 'step'
  | 'channel'
  | 'answer'
  | 'reason';

const SUMMED = [
  'entered',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'unsubscribed',
  'opened',
  'opened_by_machine',
  'clicked',
  'answered',
  'not_sent',
  'issued',
  'redeemed',
  'coupon_minor',
  'returned_7',
  'returned_30',
  'returned_60',
  'returned_90',
  'second_orders',
  'return_minor',
] as const;

export type ResultSums = Readonly<Record<(typeof SUMMED)[number], number>> & {
  readonly scenario_id: number;
  readonly value: string;
  readonly held_out: boolean;
};

/** Entries of a period, of one scenario or of all (null), by value of the dimension. */
export async function readResultSums(
  tx: ShopTransaction,
  dimension: ResultDimension,
  scenarioId: number | null,
  period: Period,
): Promise<readonly ResultSums[]> {
  return await tx.query<ResultSums>(
    `select scenario_id, value, held_out,
            ${SUMMED.map((column) => `sum(${column})::bigint as ${column}`).join(', ')}
       from result_days
      where shop_id = $1 and dimension = $2 and ($3::bigint is null or scenario_id = $3)
        and day between $4 and $5
      group by 1, 2, 3 having sum(entered) > 0 order by 1, 2, 3`,
    [tx.shopId, dimension, scenarioId, period.from, period.to],
  );
}

export interface GroupTotals {
  readonly scenario_id: number;
  readonly held_out: boolean;
  readonly customers: number;
  readonly returned: number;
  readonly revenue_minor: number;
  readonly revenue_squares: number;
  /** The day of the first of them. */
  readonly since: DayText | null;
}

/** First enrolments of a period whose 30 days are over by the day: treated and held out, who came back, what they spent. */
export async function readGroupTotals(
  tx: ShopTransaction,
  scenarioId: number | null,
  period: Period,
): Promise<readonly GroupTotals[]> {
  return await tx.query<GroupTotals>(
    `select scenario_id, held_out, sum(customers)::bigint as customers, sum(customers_back)::bigint as returned,
            sum(spent_minor)::bigint as revenue_minor, sum(spent_squares) as revenue_squares,
            min(day) filter (where customers > 0) as since
       from result_days
      where shop_id = $1 and dimension = 'all' and ($2::bigint is null or scenario_id = $2)
        and day between $3 and $4
      group by 1, 2 order by 1, 2`,
    [tx.shopId, scenarioId, period.from, period.to],
  );
}

export interface AttributedSums {
  readonly scenario_id: number;
  readonly value: string;
  readonly orders: number;
  readonly amount_minor: number;
}

/** Orders of a period that are credited to a message, of one scenario or of all. */
export async function readAttributedSums(
  tx: ShopTransaction,
  dimension: Exclude<ResultDimension, 'answer' | 'reason'>,
  scenarioId: number | null,
  period: Period,
): Promise<readonly AttributedSums[]> {
  return await tx.query<AttributedSums>(
    `select scenario_id, value, sum(orders)::bigint as orders, sum(amount_minor)::bigint as amount_minor
       from attributed_days
      where shop_id = $1 and dimension = $2 and ($3::bigint is null or scenario_id = $3)
        and day between $4 and $5
      group by 1, 2 having sum(orders) > 0 order by 1, 2`,
    [tx.shopId, dimension, scenarioId, period.from, period.to],
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
        where shop_id = $1 and dimension = 'all' and ($2::bigint is null or scenario_id = $2)
          and day between $3 and $4
        group by 1)
     select s.day, s.orders, s.revenue_minor, coalesce(c.orders, 0)::bigint as attributed_orders,
            coalesce(c.amount_minor, 0)::bigint as attributed_minor
       from shop_days s left join credited c using (day)
      where s.shop_id = $1 and s.day between $3 and $4 and s.orders > 0 order by s.day`,
    [tx.shopId, scenarioId, period.from, period.to],
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
    `with entered as (
       select day, held_out, sum(customers) as customers from result_days
        where shop_id = $1 and dimension = 'all' and scenario_id = $2 and day between $3 and $4
        group by 1, 2),
     back as materialized (
       select entered_on as day, held_out, days, customers from return_days
        where shop_id = $1 and scenario_id = $2 and entered_on between $3 and $4),
     came as (select day, held_out, sum(customers) as customers from back group by 1, 2),
     followed as (
       select held_out, days, customers as returned, 0 as censored from back
       union all
       select e.held_out, least($5::date - e.day, ${LONGEST_RETURN_DAYS}), 0, e.customers - coalesce(c.customers, 0)
         from entered e left join came c using (day, held_out))
     select held_out, days, sum(returned)::bigint as returned, sum(censored)::bigint as censored
       from followed group by 1, 2 having sum(returned) > 0 or sum(censored) > 0 order by 1, 2`,
    [tx.shopId, scenarioId, period.from, period.to, asOfDay],
  );
}

/** New customers looked at for their first baskets: the newest of the period. */
const FIRST_BASKETS = 1_000;

/** What new customers' first orders were worth on average; null where nobody was new. */
export async function readFirstBasket(
  tx: ShopTransaction,
  period: { readonly from: Instant; readonly before: Instant },
): Promise<number | null> {
  const { basket } = await tx.one<{ basket: number | null }>(
    `select round(avg(o.total_minor))::bigint as basket
       from (select customer_id, first_order_at from order_facts
              where shop_id = $1 and first_order_at >= $2 and first_order_at < $3
              order by first_order_at desc, customer_id desc limit ${FIRST_BASKETS}) f
       cross join lateral (
         select total_minor from orders
          where shop_id = $1 and customer_id = f.customer_id and counts and processed_at = f.first_order_at
          order by order_id limit 1) o`,
    [tx.shopId, timestampText(period.from), timestampText(period.before)],
  );
  return basket;
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

export interface ResultScenario {
  readonly scenario_id: number;
  readonly name: string;
  readonly kind: 'scenario' | 'campaign' | 'one customer';
  readonly template: string;
  readonly status: string;
}

export async function readResultScenarios(tx: ShopTransaction): Promise<readonly ResultScenario[]> {
  return await tx.query<ResultScenario>(
    'select scenario_id, name, kind, template, status from scenarios where shop_id = $1 order by scenario_id',
    [tx.shopId],
  );
}

export async function readSegmentNames(tx: ShopTransaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ segment_id: number; name: string }>(
    'select segment_id, name from segments where shop_id = $1',
    [tx.shopId],
  );
  return new Map(rows.map((row) => [String(row.segment_id), row.name]));
}

/** Conditions on a row `r` of enrolment_results. */
const OF_ENROLMENTS = {
  entered: 'true',
  'held out': 'r.held_out',
  sent: 'r.sent',
  delivered: 'r.delivered',
  bounced: 'r.bounced',
  complained: 'r.complained',
  unsubscribed: 'r.unsubscribed',
  opened: 'r.opened',
  'opened by machine': 'r.opened_by_machine',
  clicked: 'r.clicked',
  answered: 'r.answered',
  'not sent': 'r.not_sent',
  'coupon issued': 'r.issued > 0',
  'coupon redeemed': 'r.redeemed > 0',
  returned: 'not r.held_out and r.returned_days < $9',
  'returned held out': 'r.held_out and r.returned_days < $9',
  'second order': 'not r.held_out and r.second_order',
  'returned late': 'not r.held_out and r.returned_days >= $9',
} as const;
export type EnrolmentFigure = keyof typeof OF_ENROLMENTS;

export interface FigureQuery extends Period {
  readonly scenarioId: number;
  readonly figure: EnrolmentFigure;
  /** Within so many days after entering, for returns. */
  readonly withinDays: number;
  /** Only what concerns one group of the dimension. */
  readonly group: { readonly dimension: ResultDimension; readonly value: string } | null;
  readonly after: FigurePosition | null;
  readonly limit: number;
  /** Enrolments looked at for one answer: few may be among a great many. */
  readonly scan: number;
}

export interface FigurePosition {
  readonly day: DayText;
  readonly id: number;
}

export interface FigureCustomer {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly at: Instant;
  readonly note: string;
  readonly day: DayText;
  readonly id: number;
}

const SEND_FIGURES: ReadonlySet<string> = new Set([
  'sent',
  'delivered',
  'bounced',
  'complained',
  'unsubscribed',
  'opened',
  'opened by machine',
  'clicked',
  'answered',
  'not sent',
]);

/** Whether an enrolment has a message of the group for which the figure holds. */
function ofMessages(figure: EnrolmentFigure, dimension: ResultDimension): string {
  const column = { step: 'block_id', channel: 'channel', answer: 'answer', reason: 'reason' }[
    dimension as 'step' | 'channel' | 'answer' | 'reason'
  ];
  const holds = SEND_FIGURES.has(figure) ? OF_ENROLMENTS[figure].replace('r.', 'd.') : 'true';
  return `exists (select from send_results d where d.shop_id = r.shop_id and d.enrolment_id = r.enrolment_id
                   and d.${column} = $8 and ${holds})`;
}

function inGroup(figure: EnrolmentFigure, dimension: ResultDimension): string {
  switch (dimension) {
    case 'all':
      return '$8::text is null';
    case 'language':
      return 'r.language = $8';
    case 'variant':
      return '$8 = any (r.variants)';
    case 'segment':
      return '$8 = any (r.segments)';
    default:
      return ofMessages(figure, dimension);
  }
}

/** The customer's own instant and words for the figure: when they came back, or why nothing was sent. */
const AT = `case when $9::int > 0 and r.returned_at is not null and %s then r.returned_at else e.entered_at end`;

/**
 * Enrolments behind a figure, the newest first. A page may be short, or empty, with more to be found: then `scannedTo`
 * says from where to look on.
 */
export async function listFigure(
  tx: ShopTransaction,
  query: FigureQuery,
): Promise<{
  readonly rows: readonly FigureCustomer[];
  readonly scannedTo: FigurePosition | null;
}> {
  const { figure, group, after } = query;
  const isReturn = /^(returned|second)/.test(figure);
  const candidates = `
    select * from enrolment_results
     where shop_id = $1 and scenario_id = $2 and entered_on between $3 and $4
       and ($5::date is null or (entered_on, enrolment_id) < ($5, $6))
     order by entered_on desc, enrolment_id desc limit $7`;
  const rows = await tx.query<FigureCustomer>(
    `select coalesce(c.merged_into, r.customer_id) as customer_id, person.first_name, person.last_name, person.email,
            ${AT.replace('%s', String(isReturn))} as at,
            case when r.not_sent and $10 = 'not sent'
                 then coalesce((select d.reason from send_results d
                                 where d.shop_id = r.shop_id and d.enrolment_id = r.enrolment_id and d.not_sent
                                 order by d.send_id limit 1), '')
                 when $10 = 'answered'
                 then coalesce((select d.answer from send_results d
                                 where d.shop_id = r.shop_id and d.enrolment_id = r.enrolment_id and d.answered
                                 order by d.send_id limit 1), '')
                 else coalesce(e.outcome, 'under way') end as note,
            r.entered_on as day, r.enrolment_id as id
       from (select * from (${candidates}) r
              where ${OF_ENROLMENTS[figure]} and ${inGroup(figure, group?.dimension ?? 'all')}
              order by r.entered_on desc, r.enrolment_id desc limit $11) r
       join enrolments e on e.shop_id = r.shop_id and e.enrolment_id = r.enrolment_id
       left join customers c on c.shop_id = r.shop_id and c.customer_id = r.customer_id
       left join customers person
         on person.shop_id = r.shop_id and person.customer_id = coalesce(c.merged_into, r.customer_id)
      order by r.entered_on desc, r.enrolment_id desc`,
    [
      tx.shopId,
      query.scenarioId,
      query.from,
      query.to,
      after?.day ?? null,
      after?.id ?? null,
      query.scan,
      group?.value ?? null,
      query.withinDays,
      figure,
      query.limit,
    ],
  );
  const last = await tx.maybeOne<FigurePosition>(
    `select entered_on as day, enrolment_id as id from (
       select entered_on, enrolment_id from enrolment_results
        where shop_id = $1 and scenario_id = $2 and entered_on between $3 and $4
          and ($5::date is null or (entered_on, enrolment_id) < ($5, $6))
        order by entered_on desc, enrolment_id desc offset $7 limit 1) r`,
    [
      tx.shopId,
      query.scenarioId,
      query.from,
      query.to,
      after?.day ?? null,
      after?.id ?? null,
      query.scan - 1,
    ],
  );
  return { rows, scannedTo: last ?? null };
}

export interface AttributedOrder extends FigureCustomer {
  readonly order_id: number;
  readonly order_name: string;
  readonly scenario_id: number;
  readonly block_id: string;
  readonly channel: string;
  readonly touch: string;
  readonly amount_minor: number;
}

const ORDER_GROUPS: Readonly<Partial<Record<ResultDimension, string>>> = {
  step: 't.block_id = $8',
  channel: 't.channel = $8',
  language: 't.language = $8',
  variant: '$8 = any (t.variants)',
  segment: '$8 = any (t.segments)',
};

/** Orders credited to a scenario, or to any (null), the newest first; those of forgotten customers without a name. */
export async function listAttributed(
  tx: ShopTransaction,
  query: Period & {
    readonly scenarioId: number | null;
    readonly group: FigureQuery['group'];
    readonly after: FigurePosition | null;
    readonly limit: number;
  },
): Promise<readonly AttributedOrder[]> {
  const { group, after } = query;
  const condition = (group && ORDER_GROUPS[group.dimension]) ?? '$8::text is null';
  return await tx.query<AttributedOrder>(
    `select t.customer_id, c.first_name, c.last_name, c.email, t.ordered_at as at, t.order_id, o.name as order_name,
            t.scenario_id, t.block_id, t.channel, t.touch, t.amount_minor, o.name as note, t.ordered_on as day,
            t.order_id as id
       from attributions t
       join orders o on o.shop_id = t.shop_id and o.order_id = t.order_id
       left join customers c on c.shop_id = t.shop_id and c.customer_id = t.customer_id
      where t.shop_id = $1 and ($2::bigint is null or t.scenario_id = $2) and t.ordered_on between $3 and $4
        and ($5::date is null or (t.ordered_on, t.order_id) < ($5, $6)) and ${condition}
      order by t.ordered_on desc, t.order_id desc limit $7`,
    [
      tx.shopId,
      query.scenarioId,
      query.from,
      query.to,
      after?.day ?? null,
      after?.id ?? null,
      query.limit,
      group?.value ?? null,
    ],
  );
}
