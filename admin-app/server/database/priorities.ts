/** What the owner decided about the shop's messages, and the scenarios they belong to. */
import { type Priorities, USUAL_PRIORITIES } from '../../core/priority/priorities.ts';
import type { PriorityClass } from '../../core/priority/types.ts';
import type { PlacedScenario } from '../../core/scenario/placed-scenario.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** The usual ones until somebody has saved others. */
export async function readPriorities(tx: ShopTransaction): Promise<Priorities> {
  return (await readSavedPriorities(tx)).priorities;
}

/** With the number of times they were saved. */
export async function readSavedPriorities(
  tx: ShopTransaction,
): Promise<{ readonly priorities: Priorities; readonly version: number }> {
  const saved = await tx.maybeOne<Priorities & { readonly version: number }>(
    `select caps, classes, classes_reason as "classesReason", overrides, scenario_order as "scenarioOrder", version
       from priority_settings where shop_id = $1`,
    [tx.shopId],
  );
  if (!saved) return { priorities: USUAL_PRIORITIES, version: 0 };
  const { version, ...priorities } = saved;
  return { priorities, version };
}

/** False, and without effect, where `since` is a version and somebody has saved after it. */
export async function writePriorities(
  tx: ShopTransaction,
  priorities: Priorities,
  since: number | null = null,
): Promise<boolean> {
  const { caps, classes, classesReason, overrides, scenarioOrder } = priorities;
  const written = await tx.execute(
    `insert into priority_settings as p (shop_id, caps, classes, classes_reason, overrides, scenario_order)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (shop_id) do update
       set caps = excluded.caps, classes = excluded.classes, classes_reason = excluded.classes_reason,
           overrides = excluded.overrides, scenario_order = excluded.scenario_order, version = p.version + 1
     where $7::int is null or p.version = $7`,
    [
      tx.shopId,
      JSON.stringify(caps),
      JSON.stringify(classes),
      classesReason,
      JSON.stringify(overrides),
      JSON.stringify(scenarioOrder),
      since,
    ],
  );
  return written === 1;
}

/** A message as caps count it. */
export interface SentMessage {
  readonly sendId: number;
  readonly enrolmentId: number;
  readonly scenarioId: number;
  readonly blockId: string;
  readonly channel: Channel;
  readonly priorityClass: PriorityClass;
  readonly campaign: boolean;
  readonly template: string;
  readonly at: Instant;
}

/**
 * What these customers were sent since then, or are being sent. Counts whatever may have arrived, but not what only
 * waits on the shop's pages.
 */
export async function readSentMessages(
  tx: ShopTransaction,
  customerIds: readonly number[],
  since: Instant,
): Promise<ReadonlyMap<number, readonly SentMessage[]>> {
  const rows = await tx.query<SentMessage & { readonly customerId: number }>(
    `select d.customer_id as "customerId", d.send_id as "sendId", d.enrolment_id as "enrolmentId",
            d.scenario_id as "scenarioId", d.block_id as "blockId", d.channel, d.priority_class as "priorityClass",
            coalesce(s.kind = 'campaign', false) as campaign, coalesce(s.template, '') as template,
            coalesce(d.sent_at, d.claimed_at) as at
       from sends d left join scenarios s on s.shop_id = d.shop_id and s.scenario_id = d.scenario_id
      where d.customer_id = any ($1::bigint[]) and d.status in ('sending', 'sent', 'unknown')
        and d.channel <> 'on-site' and coalesce(d.sent_at, d.claimed_at) > $2`,
    [numberArray(customerIds), timestampText(since)],
  );
  return byCustomer(rows);
}

function byCustomer<Row extends { readonly customerId: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const of = new Map<number, Row[]>();
  for (const row of rows) {
    const own = of.get(row.customerId);
    if (own) own.push(row);
    else of.set(row.customerId, [row]);
  }
  return of;
}

/** An active scenario whose messages compete. */
export interface RankedScenario {
  readonly scenarioId: number;
  readonly name: string;
  readonly version: number;
  readonly campaign: boolean;
  readonly template: string;
  /** What happened before lets nobody enter. */
  readonly activeSince: Instant;
}

export async function readRankedScenarios(tx: ShopTransaction): Promise<readonly RankedScenario[]> {
  return await tx.query<RankedScenario>(
    `select scenario_id as "scenarioId", name, active_version as version, kind = 'campaign' as campaign, template,
            coalesce(active_since, updated_at) as "activeSince"
       from scenarios where status = 'active' and active_version is not null order by scenario_id`,
  );
}

/** Those that have not ended, by number, with the messages of the version at work, else of the draft. */
export async function readPlacedScenarios(tx: ShopTransaction): Promise<readonly PlacedScenario[]> {
  return await tx.query<PlacedScenario>(
    `select s.scenario_id as "scenarioId", s.name, s.kind = 'campaign' as campaign,
            case s.kind when 'campaign' then 'campaign' else s.template end as "messageKind",
            s.status = 'active' as active, m.messages
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      cross join lateral (
        select jsonb_agg(jsonb_build_object('blockId', block ->> 'id', 'name', block ->> 'name', 'channel',
                                            block ->> 'channel', 'priorityClass', block ->> 'priorityClass')
                         order by place) as messages
          from jsonb_array_elements(coalesce(v.definition, s.draft) -> 'blocks') with ordinality as b (block, place)
         where block ->> 'kind' = 'message' and block ->> 'channel' <> 'on-site') m
      where s.status in ('draft', 'active', 'paused') and m.messages is not null
      order by s.scenario_id`,
  );
}
