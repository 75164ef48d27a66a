/**
 * What scenarios wait for, and what has happened of that (migration 005). Notes are made by triggers in the transaction
 * of the happening, and taken away in the one that draws the conclusions: each counts once, whoever is killed.
 */
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export type NewsKind = 'order' | 'refund' | 'click' | 'visit' | 'call';

export interface News {
  readonly kind: NewsKind;
  readonly customerId: number;
  readonly at: Instant;
  /** Of the order, the activity, or the enrolment that calls. */
  readonly sourceId: number;
  readonly step: number | null;
  /** That is called. */
  readonly scenarioId: number | null;
}

/** In a definition, which a path of blocks finds; in the order of the table's check. */
const WAITS_FOR: Readonly<Record<string, string>> = {
  order: '$.blocks[*].trigger ? (@.kind == "order placed")',
  refund: '$.blocks[*].trigger ? (@.kind == "item returned")',
  click: '$.blocks[*].trigger ? (@.kind == "link clicked")',
  visit:
    '$ ? (exists(@.blocks[*].trigger ? (@.kind == "back after absence")) || exists(@.blocks[*].exits[*] ? (@.reaction == "visited")))',
  segment:
    '$ ? (exists(@.blocks[*].trigger ? (@.kind == "joins segment")) || exists(@.goal ? (@.kind == "joins segment")))',
  tier: '$.blocks[*].trigger ? (@.kind == "tier changes")',
};

/**
 * Call after a scenario's status or version has changed, in the same transaction. Versions of before are asked too:
 * customers may still be inside. What is newly waited for is waited for from now on.
 */
export async function refreshListening(tx: ShopTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('scenario listening', $1))`, [
    tx.shopId,
  ]);
  await tx.execute(
    `with wanted as (
       select w.kind, min(coalesce(s.active_since, s.updated_at)) as since
         from scenarios s
         join scenario_versions v on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id
         join unnest($2::text[], $3::text[]) as w (kind, path) on jsonb_path_exists(v.definition, w.path::jsonpath)
        where s.shop_id = $1 and s.status in ('active', 'paused')
          -- A version for each message, and none that waits for anything.
          and s.kind <> 'one customer' group by w.kind),
     gone as (
       delete from scenario_listening l
        where l.shop_id = $1 and not exists (select from wanted where wanted.kind = l.kind))
     insert into scenario_listening as l (shop_id, kind, since, position)
     select $1, kind, since,
            case kind when 'segment' then (select coalesce(max(event_id), 0) from segment_events where shop_id = $1)
                      when 'tier' then (select coalesce(max(event_id), 0) from tier_events where shop_id = $1) end
       from wanted
     on conflict (shop_id, kind) do update set since = excluded.since`,
    [tx.shopId, Object.keys(WAITS_FOR), Object.values(WAITS_FOR)],
  );
}

/** Only one at a time takes news in; false while another does. Held until the transaction ends. */
export async function lockNews(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ held: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('scenario news', $1)) as held`,
    [tx.shopId],
  );
  return row.held;
}

/** Where the shop's news stand, for the timers, which ask often. */
export interface NewsState {
  readonly waiting: boolean;
  /** Something is to be done to everybody inside a scenario. */
  readonly chores: boolean;
  /** The last change of segments and of value tiers that was taken in; null while no scenario waits for any. */
  readonly segmentPosition: number | null;
  readonly tierPosition: number | null;
}

export async function readNewsState(tx: ShopTransaction): Promise<NewsState> {
  return await tx.one<NewsState>(
    `select exists (select from scenario_news n where n.shop_id = $1 and ${IS_COMPLETE}) as waiting,
            exists (select from scenario_chores where shop_id = $1) as chores,
            (select position from scenario_listening where shop_id = $1 and kind = 'segment') as "segmentPosition",
            (select position from scenario_listening where shop_id = $1 and kind = 'tier') as "tierPosition"`,
    [tx.shopId],
  );
}

/** The lines of an order that a sync brought may follow until it is over. */
const IS_COMPLETE = `not (n.kind = 'order' and exists (
  select from orders o
    join syncs y on y.shop_id = o.shop_id and y.sync_id = o.lines_sync_id and y.state = 'running'
   where o.shop_id = n.shop_id and o.order_id = n.source_id))`;

/** The oldest, which are noted no more. */
export async function takeNews(tx: ShopTransaction, limit: number): Promise<readonly News[]> {
  return await tx.query<News>(
    `with oldest as materialized (
       select n.news_id from scenario_news n where n.shop_id = $1 and ${IS_COMPLETE} order by n.news_id limit $2),
     taken as (
       delete from scenario_news n using oldest
        where n.shop_id = $1 and n.news_id = oldest.news_id
       returning n.news_id, n.kind, n.customer_id, n.at, n.source_id, n.step, n.scenario_id)
     select kind, customer_id as "customerId", at, source_id as "sourceId", step, scenario_id as "scenarioId"
       from taken order by news_id`,
    [tx.shopId, limit],
  );
}

export interface ScenarioCall {
  readonly customerId: number;
  readonly enrolmentId: number;
  readonly step: number;
  /** That is called. */
  readonly scenarioId: number;
  readonly at: Instant;
}

/** Notes that a scenario calls another for a customer; a step repeated after a crash calls once. */
export async function callScenarios(
  tx: ShopTransaction,
  calls: readonly ScenarioCall[],
): Promise<void> {
  if (calls.length === 0) return;
  await tx.execute(
    `insert into scenario_news (shop_id, kind, customer_id, at, source_id, step, scenario_id)
     select $1, 'call', g.customer_id, $6, g.enrolment_id, g.step, g.scenario_id
       from unnest($2::bigint[], $3::bigint[], $4::int[], $5::bigint[])
         as g (customer_id, enrolment_id, step, scenario_id)
     on conflict (shop_id, source_id, step) where kind = 'call' do nothing`,
    [
      tx.shopId,
      numberArray(calls.map((it) => it.customerId)),
      numberArray(calls.map((it) => it.enrolmentId)),
      numberArray(calls.map((it) => it.step)),
      numberArray(calls.map((it) => it.scenarioId)),
      timestampText(calls[0]?.at ?? 0),
    ],
  );
}

/**
 * The number up to which joins of these segments can be taken in, at most so many of them; null when there are none. A
 * new day is taken in segment by segment: until it is everywhere, who joined one may still be about to leave another.
 */
export async function nextSegmentPosition(
  tx: ShopTransaction,
  segmentIds: readonly number[],
  given: { readonly after: number; readonly today: string; readonly limit: number },
): Promise<number | null> {
  const row = await tx.one<{ position: number | null }>(
    `select max(event_id) as position
       from (select e.event_id
               from unnest($2::bigint[]) as s (segment_id)
               cross join lateral (
                 select event_id from segment_events e
                  where e.shop_id = $1 and e.segment_id = s.segment_id and e.event_id > $3
                  order by event_id limit $5) e
              order by e.event_id limit $5) next_ones
      where not exists (
        select from segments where shop_id = $1 and archived_at is null and evaluated_on <> $4::date)`,
    [tx.shopId, numberArray(segmentIds), given.after, given.today, given.limit],
  );
  return row.position;
}

export interface SegmentJoin {
  readonly segmentId: number;
  readonly customerId: number;
  readonly at: Instant;
}

/** Who joined one of these segments, after one number and up to another. */
export async function readSegmentJoins(
  tx: ShopTransaction,
  segmentIds: readonly number[],
  range: { readonly after: number; readonly upTo: number },
): Promise<readonly SegmentJoin[]> {
  if (segmentIds.length === 0) return [];
  return await tx.query<SegmentJoin>(
    `select segment_id as "segmentId", customer_id as "customerId", at from segment_events
      where shop_id = $1 and segment_id = any ($2::bigint[]) and event_id > $3 and event_id <= $4 and kind = 'joined'
      order by event_id`,
    [tx.shopId, numberArray(segmentIds), range.after, range.upTo],
  );
}

export async function savePosition(
  tx: ShopTransaction,
  kind: 'segment' | 'tier',
  position: number,
): Promise<void> {
  await tx.execute('update scenario_listening set position = $3 where shop_id = $1 and kind = $2', [
    tx.shopId,
    kind,
    position,
  ]);
}

/** The number up to which changes of value tiers can be taken in, at most so many; null when there are none. */
export async function nextTierPosition(
  tx: ShopTransaction,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<number | null> {
  const row = await tx.one<{ position: number | null }>(
    `select max(event_id) as position
       from (select event_id from tier_events where shop_id = $1 and event_id > $2 order by event_id limit $3) next_ones`,
    [tx.shopId, after, limit],
  );
  return row.position;
}
