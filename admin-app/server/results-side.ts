/** Joins what says how well it went: what scenarios and campaigns brought, and how many customers come back. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import * as AttributionCredits from './database/attribution-credits.ts';
import * as AttributionFacts from './database/attribution-facts.ts';
import * as AttributionSettings from './database/attribution-settings.ts';
import { lockOrderLog } from './database/order-facts.ts';
import * as ResultLists from './database/result-lists.ts';
import * as ResultScenarios from './database/result-scenarios.ts';
import * as ResultSums from './database/result-sums.ts';
import * as Retention from './database/retention.ts';
import * as RetentionSums from './database/retention-sums.ts';
import { zoneOf } from './database/shops.ts';
import type { InShop } from './database/tenant.ts';
import { resultsRoutes } from './http/results.ts';
import { resultsOverviewRoutes } from './http/results-all.ts';
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
    store: { ...ResultSums, ...ResultLists, ...ResultScenarios, ...AttributionSettings },
  };
  return {
    attribution: createAttributeOrders({
      ...{ inShop, zoneOf, lockOrderLog },
      store: { ...AttributionCredits, ...AttributionFacts, ...AttributionSettings },
    }),
    computeRetention: createComputeRetention({
      ...{ clock, inShop, readShop, zoneOf },
      store: { ...Retention, ...RetentionSums },
    }),
    /** Below /api. */
    api: {
      '/results': resultsOverviewRoutes({ ...parts, settings: AttributionSettings }),
      '/scenarios/:scenarioId/results': resultsRoutes(parts),
      '/retention': retentionRoutes({ clock, inShop, readShop, store: Retention, enqueue }),
    },
  };
}
