/**
 * The figures of a scenario. Each is a set of customers: counted on the results page, listed when it is opened, by the
 * same SQL. Treated and held-out customers are compared by the same rule: an order counts as a return when it was
 * placed within the window after entering, whether or not a message was sent or read.
 */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

/** Reactions of people to this scenario's sends. */
function reaction(kind: string, byMachine: boolean): string {
  return `select a.customer_id, min(a.at) as at, coalesce(max(a.details ->> 'answer'), '') as note, null::text as block_id
            from activities a join sends d on d.shop_id = a.shop_id and d.send_id = a.send_id
           where d.scenario_id = $1 and a.kind = '${kind}' and ${byMachine ? '' : 'not '}a.by_machine
             and ($3::text is null or d.block_id = $3) and ($4::text is null or a.details ->> 'answer' = $4)
           group by a.customer_id`;
}

function entered(condition: string): string {
  return `select e.customer_id, min(e.entered_at) as at, max(coalesce(e.outcome, 'under way')) as note
            from enrolments e where e.scenario_id = $1 and ${condition} group by e.customer_id`;
}

function returned(heldOut: boolean): string {
  return `select e.customer_id, min(o.processed_at) as at, min(o.name) as note
            from enrolments e
            join orders o on o.shop_id = e.shop_id and o.customer_id = e.customer_id and o.counts
             and o.processed_at >= e.entered_at and o.processed_at < e.entered_at + make_interval(days => $2)
           where e.scenario_id = $1 and ${heldOut ? '' : 'not '}e.held_out
           group by e.customer_id`;
}

function sends(statuses: string): string {
  return `select d.customer_id, min(coalesce(d.sent_at, d.due_at)) as at,
                 max(coalesce(d.reason, d.subject, '')) as note
            from sends d where d.scenario_id = $1 and d.status in (${statuses})
             and ($3::text is null or d.block_id = $3) group by d.customer_id`;
}

const FIGURE_SQL = {
  entered: entered('true'),
  'held out': entered('e.held_out'),
  sent: sends(`'sent'`),
  'not sent': sends(`'blocked', 'outranked', 'failed', 'unknown'`),
  opened: reaction('opened', false),
  'opened by machine': reaction('opened', true),
  clicked: reaction('clicked', false),
  answered: reaction('answered', false),
  unsubscribed: reaction('unsubscribed', false),
  returned: returned(false),
  'returned held out': returned(true),
} as const;
export type Figure = keyof typeof FIGURE_SQL;

export interface FigureQuery {
  readonly scenarioId: number;
  readonly windowDays: number;
  /** Only what concerns this message block. */
  readonly blockId: string | null;
  /** Only this answer. */
  readonly answer: string | null;
}

function valuesOf(query: FigureQuery): unknown[] {
  return [query.scenarioId, query.windowDays, query.blockId, query.answer];
}

/** Every figure's SQL sees all four values, used or not, so that one list of parameters serves them all. */
const TYPED_VALUES = `(select $1::bigint, $2::int, $3::text, $4::text) as given`;

export async function countFigure(
  tx: ShopTransaction,
  figure: Figure,
  query: FigureQuery,
): Promise<number> {
  const row = await tx.one<{ customers: number }>(
    `select count(*) as customers from (${FIGURE_SQL[figure]}) figure, ${TYPED_VALUES}`,
    valuesOf(query),
  );
  return row.customers;
}

export interface FigureCustomer {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly at: Instant;
  readonly note: string;
}

/** The customers behind a figure, by customer id. */
export async function listFigure(
  tx: ShopTransaction,
  figure: Figure,
  query: FigureQuery & { readonly afterCustomerId: number; readonly limit: number },
): Promise<readonly FigureCustomer[]> {
  return await tx.query<FigureCustomer>(
    `select figure.customer_id, figure.at, figure.note, c.first_name, c.last_name, c.email
       from (${FIGURE_SQL[figure]}) figure cross join ${TYPED_VALUES}
       left join customers c on c.customer_id = figure.customer_id
      where figure.customer_id > $5 order by figure.customer_id limit $6`,
    [...valuesOf(query), query.afterCustomerId, query.limit],
  );
}

export interface Revenue {
  readonly orders: number;
  readonly revenue_minor: number;
  readonly shop_revenue_minor: number;
}

/**
 * Money that followed this scenario's mails: each order belongs to the scenario of the last mail sent to the customer
 * within the window before it, so that no order counts twice over all scenarios; beside it the shop's whole revenue
 * since the scenario's first entry.
 */
export async function readRevenue(
  tx: ShopTransaction,
  scenarioId: number,
  windowDays: number,
): Promise<Revenue> {
  return await tx.one<Revenue>(
    `with since as (select min(entered_at) as at from enrolments where scenario_id = $1),
     touched as (
       select o.order_id, o.total_minor, last_send.scenario_id
         from orders o
         cross join lateral (
           select d.scenario_id from sends d
            where d.customer_id = o.customer_id and d.status = 'sent' and d.sent_at <= o.processed_at
              and d.sent_at > o.processed_at - make_interval(days => $2)
            order by d.sent_at desc, d.send_id desc limit 1) last_send
        where o.counts and o.processed_at >= (select at from since))
     select count(*) filter (where scenario_id = $1) as orders,
            coalesce(sum(total_minor) filter (where scenario_id = $1), 0)::bigint as revenue_minor,
            (select coalesce(sum(total_minor), 0)::bigint from orders
              where counts and processed_at >= (select at from since)) as shop_revenue_minor
       from touched`,
    [scenarioId, windowDays],
  );
}

export interface BlockFigures {
  readonly block_id: string;
  readonly sent: number;
  readonly unknown: number;
  readonly opened: number;
  readonly clicked: number;
}

export async function readBlockFigures(
  tx: ShopTransaction,
  scenarioId: number,
): Promise<readonly BlockFigures[]> {
  return await tx.query<BlockFigures>(
    `select d.block_id,
            count(distinct d.customer_id) filter (where d.status = 'sent') as sent,
            count(distinct d.customer_id) filter (where d.status = 'unknown') as unknown,
            count(distinct a.customer_id) filter (where a.kind = 'opened') as opened,
            count(distinct a.customer_id) filter (where a.kind = 'clicked') as clicked
       from sends d
       left join activities a on a.shop_id = d.shop_id and a.send_id = d.send_id
        and a.kind in ('opened', 'clicked') and not a.by_machine
      where d.scenario_id = $1 group by d.block_id`,
    [scenarioId],
  );
}

export async function readAnswers(
  tx: ShopTransaction,
  scenarioId: number,
): Promise<readonly { readonly answer: string; readonly customers: number }[]> {
  return await tx.query(
    `select a.details ->> 'answer' as answer, count(distinct a.customer_id) as customers
       from activities a join sends d on d.shop_id = a.shop_id and d.send_id = a.send_id
      where d.scenario_id = $1 and a.kind = 'answered' and not a.by_machine
      group by 1 order by 2 desc, 1`,
    [scenarioId],
  );
}

/** First entry of the scenario; null before anybody entered. */
export async function readFirstEntry(
  tx: ShopTransaction,
  scenarioId: number,
): Promise<Instant | null> {
  const row = await tx.one<{ at: Instant | null }>(
    'select min(entered_at) as at from enrolments where scenario_id = $1',
    [scenarioId],
  );
  return row.at;
}
