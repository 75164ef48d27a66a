/** Joins what keeps value tiers. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import { readCustomer } from './database/customer-record.ts';
import * as LoyaltySource from './database/loyalty-source.ts';
import * as Renames from './database/renames.ts';
import * as ScenarioTiers from './database/scenario-tiers.ts';
import * as SegmentChanges from './database/segment-changes.ts';
import * as Segments from './database/segments.ts';
import * as Shops from './database/shops.ts';
import * as Syncs from './database/syncs.ts';
import type { InShop } from './database/tenant.ts';
import * as TierAssignment from './database/tier-assignment.ts';
import * as TierEvents from './database/tier-events.ts';
import * as TierPass from './database/tier-pass.ts';
import * as TierStandings from './database/tier-standings.ts';
import * as Tiers from './database/tiers.ts';
import * as TiersWriter from './database/tiers-writer.ts';
import { type TierRoutesDeps, tierRoutes } from './http/tiers.ts';
import { createAssignTiers } from './jobs/assign-tiers.ts';
import { createEditTiers } from './jobs/edit-tiers.ts';

export interface TierSideParts {
  readonly clock: Clock;
  readonly inShop: InShop;
}

export function joinTierSide({ clock, inShop }: TierSideParts) {
  const store = {
    ...Tiers,
    ...TiersWriter,
    ...TierPass,
    ...LoyaltySource,
    ...ScenarioTiers,
    ...TierAssignment,
    ...TierStandings,
    ...TierEvents,
  };
  const { lockSegments } = Segments;
  const assign = createAssignTiers({
    clock,
    inShop,
    store: { ...store, ...SegmentChanges, ...Shops, ...Syncs },
  });
  const edit = createEditTiers({
    clock,
    store: { ...store, ...Renames, lockSegments },
    beforeEdit: assign.beforeEdit,
  });
  return { assign, edit, store };
}

export interface TierRoutesParts extends TierSideParts {
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
  readonly readCustomerCounts: TierRoutesDeps['readCustomerCounts'];
  readonly tiers: ReturnType<typeof joinTierSide>;
}

/** Mounted at /api/tiers. */
export function joinTierRoutes({ tiers, ...parts }: TierRoutesParts) {
  return tierRoutes({
    ...parts,
    store: { ...tiers.store, readCustomer },
    editTiers: tiers.edit,
    setTier: tiers.assign.setTier,
  });
}
