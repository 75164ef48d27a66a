/** A shop with a clock that tests move, and the job that keeps its customers' tiers right. */
import type { TierDefinition } from '../../../admin-app/core/tier/types.ts';
import { dayOf, type Instant } from '../../../admin-app/core/time.ts';
import * as LoyaltySource from '../../../admin-app/server/database/loyalty-source.ts';
import { tierChangeCandidates } from '../../../admin-app/server/database/news-candidates.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import * as Renames from '../../../admin-app/server/database/renames.ts';
import * as ScenarioTiers from '../../../admin-app/server/database/scenario-tiers.ts';
import * as SegmentChanges from '../../../admin-app/server/database/segment-changes.ts';
import { lockSegments } from '../../../admin-app/server/database/segments.ts';
import * as Shops from '../../../admin-app/server/database/shops.ts';
import { StatementValues } from '../../../admin-app/server/database/statement-values.ts';
import * as Syncs from '../../../admin-app/server/database/syncs.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import * as TierAssignment from '../../../admin-app/server/database/tier-assignment.ts';
import * as TierEvents from '../../../admin-app/server/database/tier-events.ts';
import * as TierPass from '../../../admin-app/server/database/tier-pass.ts';
import * as TierStandings from '../../../admin-app/server/database/tier-standings.ts';
import * as Tiers from '../../../admin-app/server/database/tiers.ts';
import * as TiersWriter from '../../../admin-app/server/database/tiers-writer.ts';
import {
  type AssignTiers,
  createAssignTiers,
} from '../../../admin-app/server/jobs/assign-tiers.ts';
import { createEditTiers } from '../../../admin-app/server/jobs/edit-tiers.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';

export interface TierWorld {
  readonly shopId: number;
  readonly clock: { at: Instant };
  readonly tiers: AssignTiers;
  inShop<T>(run: (tx: ShopTransaction) => Promise<T>): Promise<T>;
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  define(definition: TierDefinition | null): Promise<void>;
  /** What the timers and the job do. Returns whether there was anything to do. */
  catchUp(): Promise<boolean>;
  /** The sync that tiers wait for; null for none. */
  readonly awaitedSync: { id: number | null };
  /** "1 gold, 2 silver" */
  standings(): Promise<string>;
  /** Customers whom scenarios that start with a change of tier let in, up or down. */
  letIn(): Promise<readonly number[]>;
  /** Oldest first, as "1 silver>gold up orders". */
  events(): Promise<readonly string[]>;
}

export function tierJobs(db: Database, now: () => Instant, customersAtATime?: number) {
  const clock = { now, onMove: () => () => {} };
  const store = {
    ...Tiers,
    ...TiersWriter,
    ...TierPass,
    ...LoyaltySource,
    ...ScenarioTiers,
    ...Renames,
    lockSegments,
    ...TierAssignment,
    ...TierStandings,
    ...TierEvents,
    ...SegmentChanges,
    ...Shops,
    ...Syncs,
  };
  const inShop = <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) =>
    withShop(db, shopId, run);
  const batches = customersAtATime === undefined ? {} : { customersAtATime };
  const tiers = createAssignTiers({ clock, inShop, store, ...batches });
  return { tiers, editTiers: createEditTiers({ clock, store, beforeEdit: tiers.beforeEdit }) };
}

let shops = 0;

export async function createTierWorld(
  db: Database,
  { zone = 'UTC', customersAtATime = 3 } = {},
): Promise<TierWorld> {
  shops += 1;
  const shopId = await insertShop(db, `tiers-${process.pid}-${shops}.myshopify.com`, zone);
  const state = { at: SOME_DAY };
  const { tiers, editTiers } = tierJobs(db, () => state.at, customersAtATime);
  const world: TierWorld = {
    shopId,
    clock: state,
    tiers,
    awaitedSync: { id: null },
    inShop: (run) => withShop(db, shopId, run),
    sql: (text, values) => world.inShop((tx) => tx.query(text, values)),
    async define(definition) {
      await world.inShop((tx) => editTiers(tx, definition));
      await world.catchUp();
    },
    async catchUp() {
      const worked = await tiers.hasWork(shopId, dayOf(state.at, zone));
      if (worked) world.awaitedSync.id = await tiers.catchUp(shopId);
      return worked;
    },
    async standings() {
      const rows = await world.sql(
        'select customer_id, tier_id from customer_tiers order by customer_id',
      );
      return rows.map((row) => `${row.customer_id} ${row.tier_id}`).join(', ');
    },
    async letIn() {
      const range = { after: 0, upTo: Number.MAX_SAFE_INTEGER, since: 0 };
      const found = await world.inShop(async (tx) => {
        const rows = [];
        for (const direction of ['up', 'down'] as const) {
          const values = new StatementValues(tx.shopId);
          const trigger = { kind: 'tier changes', direction, from: null, to: null } as const;
          const candidates = tierChangeCandidates(trigger, range)(values, null);
          rows.push(...(await tx.query<{ customer_id: number }>(candidates, values.values)));
        }
        return rows;
      });
      return found.map((row) => row.customer_id);
    },
    async events() {
      const rows = await world.sql(
        `select customer_id || ' ' || coalesce(from_tier_id, '') || '>' || coalesce(to_tier_id, '') || ' ' || direction
                || ' ' || cause as event from tier_events order by event_id`,
      );
      return rows.map((row) => String(row.event));
    },
  };
  return world;
}

/** Bronze from 1, Silver from 100, Gold from 300, of what was spent in twelve months; or as given. */
export function tiersOf(given: Partial<TierDefinition> = {}): TierDefinition {
  return {
    basis: 'spend',
    window: '12 months',
    limits: 'thresholds',
    tagPrefix: null,
    metafield: null,
    tiers: [tier('bronze', 1), tier('silver', 100), tier('gold', 300)],
    ...given,
  };
}

export function tier(id: string, from: number, tag = '') {
  return { id, name: id[0]?.toUpperCase() + id.slice(1), benefits: {}, from, tag };
}
