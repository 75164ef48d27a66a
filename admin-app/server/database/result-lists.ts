/** The customers and the orders behind a figure of the results, by the facts that its sum is of. */
import { type Figure, isMessageFigure, type MessageFigure } from '../../core/results/figures.ts';
import type { DayText, Instant } from '../../core/time.ts';
import { columnOf } from './result-columns.ts';
import type { Period, ResultDimension } from './result-sums.ts';
import type { ShopTransaction } from './tenant.ts';

/** Besides the dimensions of the sums: what scenarios of one trade have in common, and one of several scenarios. */
export type ListDimension = Exclude<ResultDimension, 'all'> | 'trade' | 'scenario';

export interface ListGroup {
  readonly dimension: ListDimension;
  readonly value: string;
}

export interface FigurePosition {
  readonly day: DayText;
  readonly id: number;
}

interface ListQuery extends Period {
  /** Null for all. */
  readonly scenarioId: number | null;
  /** Only what concerns one group of the dimension. */
  readonly group: ListGroup | null;
}

export interface FigureCount extends ListQuery {
  readonly figure: Figure;
  /** Within so many days after entering, for returns. */
  readonly withinDays: number;
}

export interface FigureQuery extends FigureCount {
  readonly after: FigurePosition | null;
  readonly limit: number;
  /** Enrolments looked at for one answer: few may be among a great many. */
  readonly scan: number;
}

export interface FigureCustomer {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly at: Instant;
  readonly note: string;
  /** What the customer wrote beside the answers; null for nothing, and where answers are not asked for. */
  readonly comment: string | null;
  readonly day: DayText;
  readonly id: number;
}

/** Conditions on a row `r` of enrolment_results; $9 are the days of a return. */
const OF_ENROLMENTS: Readonly<Record<Exclude<Figure, MessageFigure>, string>> = {
  entered: 'true',
  'held out': 'r.held_out',
  'coupon issued': 'r.issued > 0',
  'coupon redeemed': 'r.redeemed > 0',
  returned: 'not r.held_out and r.returned_days < $9',
  'returned held out': 'r.held_out and r.returned_days < $9',
  'second order': 'not r.held_out and r.second_order',
};

function holds(figure: Figure): string {
  return isMessageFigure(figure) ? `r.${columnOf(figure)}` : OF_ENROLMENTS[figure];
}

/** The sum that is the number of a figure, as a column of result_days and a condition on its rows. */
function sumOf(figure: Figure, withinDays: number): readonly [column: string, condition: string] {
  if (isMessageFigure(figure)) return [columnOf(figure), 'true'];
  switch (figure) {
    case 'entered':
      return ['entered', 'true'];
    case 'held out':
      return ['entered', 'held_out'];
    case 'coupon issued':
      return ['issued', 'not held_out'];
    case 'coupon redeemed':
      return ['redeemed', 'not held_out'];
    case 'returned':
      return [`returned_${withinDays}`, 'not held_out'];
    case 'returned held out':
      return [`returned_${withinDays}`, 'held_out'];
    case 'second order':
      return ['second_orders', 'not held_out'];
  }
}

/** Told apart in the text: a plan for both would read all scenarios for one. */
function isOf(scenarioId: number | null, table = ''): string {
  return scenarioId === null ? '$2::bigint is null' : `${table}scenario_id = $2`;
}

/** Of groups that are whole scenarios. */
function ofScenarios(dimension: 'trade' | 'scenario', scenario: string, value: string): string {
  if (dimension === 'scenario') return `${scenario}::text = ${value}`;
  return `${scenario} in (
    select scenario_id from scenarios where shop_id = $1 and coalesce(trade, '') = ${value})`;
}

/** The rows of sums that a group is of: their dimension, and a condition on $5. */
function summedBy(group: ListGroup | null): readonly [dimension: string, condition: string] {
  if (group === null) return ['all', '$5::text is null'];
  switch (group.dimension) {
    case 'trade':
    case 'scenario':
      return ['all', ofScenarios(group.dimension, 'scenario_id', '$5')];
    default:
      return [group.dimension, 'value = $5'];
  }
}

/** What a figure counts, and how much of it is of customers who were forgotten since, whom no list has any more. */
export async function countFigure(
  tx: ShopTransaction,
  { figure, withinDays, scenarioId, group, from, to }: FigureCount,
): Promise<{ readonly total: number; readonly forgotten: number }> {
  const [column, counts] = sumOf(figure, withinDays);
  const [dimension, inGroup] = summedBy(group);
  return await tx.one(
    `select coalesce(sum(${column}), 0)::bigint as total,
            coalesce(sum(${column}) filter (where forgotten), 0)::bigint as forgotten
       from result_days
      where shop_id = $1 and dimension = $6 and ${isOf(scenarioId)} and day between $3 and $4
        and ${counts} and ${inGroup}`,
    [tx.shopId, scenarioId, from, to, group?.value ?? null, dimension],
  );
}

const OF_MESSAGES = {
  step: 'block_id',
  channel: 'channel',
  subject: 'subject',
  answer: 'answer',
  reason: 'reason',
} as const;

/** Whether an enrolment has a message of the group for which the figure holds. */
function ofMessages(figure: Figure, dimension: keyof typeof OF_MESSAGES): string {
  const held = isMessageFigure(figure) ? `d.${columnOf(figure)}` : 'true';
  return `exists (select from send_results d where d.shop_id = r.shop_id and d.enrolment_id = r.enrolment_id
                   and d.${OF_MESSAGES[dimension]} = $8 and ${held})`;
}

function inGroup(figure: Figure, group: ListGroup | null): string {
  if (group === null) return '$8::text is null';
  switch (group.dimension) {
    case 'language':
      return 'r.language = $8';
    case 'variant':
    case 'segment':
      return `$8 = any (r.${group.dimension}s)`;
    case 'trade':
    case 'scenario':
      return ofScenarios(group.dimension, 'r.scenario_id', '$8');
    default:
      return ofMessages(figure, group.dimension);
  }
}

/** Their place in the list, and what a page begins behind: $5 and $6. */
const PLACE = 'entered_on desc, enrolment_id desc';
const candidatesOf = (scenarioId: number | null) => `
  from enrolment_results
 where shop_id = $1 and ${isOf(scenarioId)} and entered_on between $3 and $4
   and ($5::date is null or (entered_on, enrolment_id) < ($5, $6))
 order by ${PLACE}`;

const firstOf = (column: 'answer' | 'reason', flag: 'answered' | 'not_sent') => `
  coalesce((select d.${column} from send_results d
             where d.shop_id = r.shop_id and d.enrolment_id = r.enrolment_id and d.${flag}
             order by d.send_id limit 1), '')`;

const COMMENTS = `
  (select string_agg(a.details ->> 'comment', E'\n\n' order by d.send_id)
     from send_results d
     join activities a on a.shop_id = d.shop_id and a.send_id = d.send_id and a.kind = 'answered' and not a.by_machine
    where d.shop_id = r.shop_id and d.enrolment_id = r.enrolment_id and d.answered)`;

interface Words {
  readonly at: string;
  readonly note: string;
  readonly comment: string;
}

/** When they came back, for returns; why nothing was sent or what they answered, where that is asked. */
function wordsOf(figure: Figure): Words {
  const isReturn = figure.startsWith('returned') || figure === 'second order';
  const at = isReturn ? 'coalesce(r.returned_at, e.entered_at)' : 'e.entered_at';
  const comment = figure === 'answered' ? COMMENTS : 'null';
  if (figure === 'not sent') return { at, note: firstOf('reason', 'not_sent'), comment };
  if (figure === 'answered') return { at, note: firstOf('answer', 'answered'), comment };
  return { at, note: `coalesce(e.outcome, 'under way')`, comment };
}

/**
 * Enrolments behind a figure, the newest first. A page may be short, or empty, with more to be found: `scannedTo` says
 * from where to look on, null at the end.
 */
export async function listFigure(
  tx: ShopTransaction,
  query: FigureQuery,
): Promise<{
  readonly rows: readonly FigureCustomer[];
  readonly scannedTo: FigurePosition | null;
}> {
  const { figure, group, scenarioId } = query;
  const { at, note, comment } = wordsOf(figure);
  const place = placeOf(tx, query);
  const rows = await tx.query<FigureCustomer>(
    `select r.person_id as customer_id, person.first_name, person.last_name, person.email,
            ${at} as at, ${note} as note, ${comment} as comment, r.entered_on as day, r.enrolment_id as id
       -- Whose they are now is worked out behind a fence: an expression would not be looked up by the key.
       from (select r.*, coalesce(c.merged_into, r.customer_id) as person_id
               from (select * from (select * ${candidatesOf(scenarioId)} limit $7) r
                      where ${holds(figure)} and ${inGroup(figure, group)} and $9::int > 0
                      order by ${PLACE} limit $10) r
               left join customers c on c.shop_id = r.shop_id and c.customer_id = r.customer_id offset 0) r
       join enrolments e on e.shop_id = r.shop_id and e.enrolment_id = r.enrolment_id
       left join lateral (
         select first_name, last_name, email from customers own
          where own.shop_id = $1 and own.customer_id = r.person_id offset 0) person on true
      order by r.entered_on desc, r.enrolment_id desc`,
    [...place, query.scan, group?.value ?? null, query.withinDays, query.limit],
  );
  const end = rows.at(-1);
  if (end && rows.length === query.limit) return { rows, scannedTo: end };
  const last = await tx.maybeOne<FigurePosition>(
    `select entered_on as day, enrolment_id as id ${candidatesOf(scenarioId)} offset $7 limit 1`,
    [...place, query.scan - 1],
  );
  return { rows, scannedTo: last ?? null };
}

/** $1 to $6 of a list. */
function placeOf(
  { shopId }: ShopTransaction,
  { scenarioId, from, to, after }: ListQuery & { readonly after: FigurePosition | null },
) {
  return [shopId, scenarioId, from, to, after?.day ?? null, after?.id ?? null];
}

export interface AttributedOrder extends Omit<FigureCustomer, 'comment'> {
  readonly order_id: number;
  readonly order_name: string;
  readonly scenario_id: number;
  readonly block_id: string;
  readonly channel: string;
  readonly touch: string;
  readonly amount_minor: number;
}

/** Nothing is credited to an answer, nor to a reason for which nothing was sent. */
function creditedTo(group: ListGroup | null, value: string): string {
  if (group === null) return `${value}::text is null`;
  switch (group.dimension) {
    case 'step':
      return `t.block_id = ${value}`;
    case 'channel':
    case 'subject':
    case 'language':
      return `t.${group.dimension} = ${value}`;
    case 'variant':
    case 'segment':
      return `${value} = any (t.${group.dimension}s)`;
    case 'trade':
    case 'scenario':
      return ofScenarios(group.dimension, 't.scenario_id', value);
    case 'answer':
    case 'reason':
      return `${value}::text is null`;
  }
}

/** Orders credited to a scenario, or to any (null), the newest first; those of forgotten customers without a name. */
export async function listAttributed(
  tx: ShopTransaction,
  query: ListQuery & { readonly after: FigurePosition | null; readonly limit: number },
): Promise<readonly AttributedOrder[]> {
  const { group, scenarioId } = query;
  return await tx.query<AttributedOrder>(
    `select t.customer_id, c.first_name, c.last_name, c.email, t.ordered_at as at, t.order_id, o.name as order_name,
            t.scenario_id, t.block_id, t.channel, t.touch, t.amount_minor, o.name as note, t.ordered_on as day,
            t.order_id as id
       from attributions t
       join orders o on o.shop_id = t.shop_id and o.order_id = t.order_id
       left join customers c on c.shop_id = t.shop_id and c.customer_id = t.customer_id
      where t.shop_id = $1 and ${isOf(scenarioId, 't.')}
        and t.ordered_on between $3 and $4
        and ($5::date is null or (t.ordered_on, t.order_id) < ($5, $6)) and ${creditedTo(group, '$8')}
      order by t.ordered_on desc, t.order_id desc limit $7`,
    [...placeOf(tx, query), query.limit, group?.value ?? null],
  );
}

/** How many orders such a list has. */
export async function countAttributed(tx: ShopTransaction, query: ListQuery): Promise<number> {
  const { group, scenarioId, from, to } = query;
  const { orders } = await tx.one<{ orders: number }>(
    `select count(*) as orders from attributions t
      where t.shop_id = $1 and ${isOf(scenarioId, 't.')} and t.ordered_on between $3 and $4
        and ${creditedTo(group, '$5')}`,
    [tx.shopId, scenarioId, from, to, group?.value ?? null],
  );
  return orders;
}
