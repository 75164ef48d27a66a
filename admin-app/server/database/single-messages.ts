/**
 * Messages that staff write to one customer. Each is a version of the one scenario that a shop has for them, which no
 * list shows: so they go the way of every send.
 */
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** The shop's scenario for single messages, made with the first one. Its row stays locked: versions are counted on. */
export async function lockSingleScenario(
  tx: ShopTransaction,
  { draft, at }: { readonly draft: ScenarioDefinition; readonly at: Instant },
): Promise<{ readonly scenarioId: number; readonly newestVersion: number }> {
  await tx.execute(
    `insert into scenarios (shop_id, name, template, kind, status, draft, created_at, updated_at, active_since)
     values ($1, 'Messages to single customers', 'one customer', 'one customer', 'active', $2, $3, $3, $3)
     on conflict (shop_id) where kind = 'one customer' do nothing`,
    [tx.shopId, JSON.stringify(draft), timestampText(at)],
  );
  return await tx.one<{ scenarioId: number; newestVersion: number }>(
    `select scenario_id as "scenarioId", coalesce(active_version, 0) as "newestVersion"
       from scenarios where kind = 'one customer' for update`,
  );
}

/** Only under the lock. */
export async function insertSingleVersion(
  tx: ShopTransaction,
  message: {
    readonly scenarioId: number;
    readonly version: number;
    readonly definition: ScenarioDefinition;
    readonly at: Instant;
  },
): Promise<void> {
  const { scenarioId, version, definition, at } = message;
  await tx.execute(
    `insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
     values ($1, $2, $3, $4, $5)`,
    [tx.shopId, scenarioId, version, JSON.stringify(definition), timestampText(at)],
  );
  await tx.execute(
    `update scenarios set active_version = $2, updated_at = $3 where scenario_id = $1`,
    [scenarioId, version, timestampText(at)],
  );
}

export interface SingleMessage {
  readonly cause: string;
  readonly waiting: boolean;
  readonly dueAt: Instant;
}

/** The customer's single messages, the newest first. */
export async function readSingleMessages(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly SingleMessage[]> {
  return await tx.query<SingleMessage>(
    `select e.cause, e.ended_at is null as waiting, coalesce(d.due_at, e.entered_at) as "dueAt"
       from enrolments e
       join scenarios s on s.shop_id = e.shop_id and s.scenario_id = e.scenario_id and s.kind = 'one customer'
       left join sends d on d.shop_id = e.shop_id and d.enrolment_id = e.enrolment_id and d.customer_id = $1
      where e.customer_id = $1 order by e.enrolment_id desc`,
    [customerId],
  );
}
