/** Joins what says how well it went: what scenarios and campaigns brought, and how many customers come back. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import * as AttributionCredits from './database/attribution-credits.ts';
import * as AttributionFacts from './database/attribution-facts.ts';
import * as AttributionSettings from './database/attribution-settings.ts';
import { lockOrderLog } from './database/order-facts.ts';
import * as Results from './database/results.ts';
import * as Retention from './database/retention.ts';
import { readDefinition, readScenario } from './database/scenarios.ts';
import { zoneOf } from './database/shops.ts';
import type { InShop, ShopTransaction } from './database/tenant.ts';
import { resultsOverviewRoutes, resultsRoutes } from './http/results.ts';
import { retentionRoutes } from './http/retention.ts';
import { createAttributeOrders } from './jobs/attribute-orders.ts';
import { createComputeRetention } from './jobs/compute-retention.ts';

export interface ResultsSideParts {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
}

export function joinResultsSide({ clock, inShop, readShop, enqueue }: ResultsSideParts) {
  const parts = {
    ...{ clock, inShop, readShop },
    results: Results,
    settings: AttributionSettings,
    readScenario: readScenarioInUse,
  };
  return {
    attribution: createAttributeOrders({
      ...{ inShop, zoneOf, lockOrderLog },
      store: { ...AttributionCredits, ...AttributionFacts, ...AttributionSettings },
    }),
    computeRetention: createComputeRetention({ clock, inShop, zoneOf, store: Retention }),
    /** Below /api. */
    api: {
      '/results': resultsOverviewRoutes(parts),
      '/scenarios/:scenarioId/results': resultsRoutes(parts),
      '/retention': retentionRoutes({ clock, inShop, readShop, store: Retention, enqueue }),
    },
  };
}

/** As it runs, or the draft of one that has never run. */
async function readScenarioInUse(tx: ShopTransaction, scenarioId: number) {
  const found = await readScenario(tx, scenarioId);
  if (!found) return undefined;
  const { name, draft, activeVersion } = found;
  if (activeVersion === null) return { name, definition: draft };
  return { name, definition: await readDefinition(tx, scenarioId, activeVersion) };
}
