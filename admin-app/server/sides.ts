/** All sides of the server, each joined to those it needs. */
import type { Logger } from 'pino';
import { dayOf } from '../core/time.ts';
import { joinAppendSide } from './append-side.ts';
import { joinCalendarSide } from './calendar-side.ts';
import { joinChannelRoutes } from './channel-routes.ts';
import type { Clock } from './clock.ts';
import { type Config, REQUIRED_SCOPES } from './config.ts';
import { joinCustomerSide } from './customer-side.ts';
import { joinDataSide } from './data-side.ts';
import { countCustomers } from './database/customer-counts.ts';
import * as KeptCounts from './database/kept-counts.ts';
import { countLanguages } from './database/languages.ts';
import { zoneOf } from './database/shops.ts';
import type { ShopTransaction } from './database/tenant.ts';
import { joinHomeSide } from './home-side.ts';
import { createKeepCounts } from './jobs/keep-counts.ts';
import { GONE } from './jobs/scenario-events.ts';
import type { CustomersGone, OrdersChanged } from './jobs/store-changes.ts';
import { joinMessageSide } from './message-side.ts';
import { joinOnSiteSide } from './on-site-side.ts';
import { joinPredictionSide } from './prediction-side.ts';
import { joinResultsSide } from './results-side.ts';
import { joinScenarioSide } from './scenario-side.ts';
import { joinSegmentSide } from './segment-side.ts';
import type { ShopAccess } from './shop-access.ts';
import type { Shopify } from './shopify/shopify.ts';
import { joinSignedRequests } from './signed-requests.ts';
import { joinStoreSide } from './store-side.ts';
import { joinTierRoutes, joinTierSide } from './tier-side.ts';

export interface SidesParts extends ShopAccess {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly shopify: Shopify;
  readonly extraFileOrigins: readonly string[];
}

export type Sides = ReturnType<typeof joinSides>;

export function joinSides(parts: SidesParts) {
  const messages = joinMessageSide(parts);
  const counts = joinCounts(parts);
  const scenarios = joinScenarioSide({ ...parts, ...counts, productsOf: messages.productsOf });
  const { enterScenarios } = scenarios;
  const predictions = joinPredictionSide({ ...parts, ...counts, enterScenarios });
  const { events, tokens, noteOnSiteReactions } = scenarios;
  const customersGone: CustomersGone = (tx, customerIds) =>
    events.customersGone(tx, customerIds, GONE);
  const ordersChanged: OrdersChanged = async (tx, customerIds, cause) => {
    await predictions.ordersChanged(tx, customerIds, cause);
    await events.ordersChanged(tx, customerIds);
  };
  const store = joinStoreSide({
    ...{ ...parts, requiredScopes: REQUIRED_SCOPES },
    ...{ ordersChanged, guestsOrdered: events.guestsOrdered, customersGone },
  });
  const signed = joinSignedRequests(parts);
  const { readSignature } = signed;
  const tiers = joinTierSide(parts);
  return {
    ...{ messages, scenarios, predictions, store, signed, counts, tiers },
    home: joinHomeSide({ ...parts, ...counts, scenarios, store }),
    customers: joinCustomerSide({ ...parts, scenarios }),
    calendar: joinCalendarSide({ ...parts, scenarios }),
    coupons: messages.coupons(store.discounts),
    results: joinResultsSide(parts),
    segments: joinSegmentSide({ ...parts, ...counts }),
    append: joinAppendSide({ ...parts, customersGone }),
    tierRoutes: joinTierRoutes({ ...parts, ...counts, tiers }),
    onSite: joinOnSiteSide({ ...parts, readSignature, noteOnSiteReactions }),
    channels: joinChannelRoutes({ ...parts, tokens, channels: scenarios.channels, readSignature }),
    data: joinDataSide({ ...parts, ...counts }),
  };
}

/** What is counted at pages, which a large shop gets with its age. */
function joinCounts({ clock, inShop, log }: SidesParts) {
  const keepCounts = createKeepCounts({
    ...{ clock, inShop, store: KeptCounts },
    onError: (error, shopId) => log.error({ err: error, shopId }, 'Counting failed'),
  });
  const readLanguages = keepCounts.ofShop('languages', countLanguages);
  return {
    keepCounts,
    readCustomerCounts: keepCounts.ofShop('customers', countCustomers),
    readLanguageCounts: async (tx: ShopTransaction) =>
      await readLanguages(tx, dayOf(clock.now(), await zoneOf(tx))),
  };
}
