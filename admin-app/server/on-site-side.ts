/** Joins what staff see of on-site messages, and what the shop's pages report. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import * as CustomerFacts from './database/customer-facts.ts';
import { readLanguages } from './database/languages.ts';
import { insertOnSiteDecision } from './database/onsite-decisions.ts';
import { countGuestEvents, recordOnSiteEvents } from './database/onsite-events.ts';
import * as OnSiteMessages from './database/onsite-messages.ts';
import * as Publications from './database/onsite-publications.ts';
import * as OnSiteResults from './database/onsite-results.ts';
import { readPriorities } from './database/priorities.ts';
import { zoneOf } from './database/shops.ts';
import type { InShop } from './database/tenant.ts';
import { onSiteRoutes } from './http/onsite.ts';
import { type ProxyDeps, proxyRoutes } from './http/proxy.ts';
import { createOnSiteDecisions } from './jobs/on-site-decisions.ts';
import { createReadSituation } from './jobs/on-site-situation.ts';

export interface OnSiteSideParts {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly readSignature: ProxyDeps['readSignature'];
  readonly noteOnSiteReactions: ProxyDeps['noteOnSiteReactions'];
  readonly enqueue: Enqueue;
}

export function joinOnSiteSide(parts: OnSiteSideParts) {
  const { clock, inShop, readShop, enqueue } = parts;
  const readSituation = createReadSituation({
    now: clock.now,
    zoneOf,
    readLanguage: CustomerFacts.readCustomerLanguage,
    store: { ...CustomerFacts, ...OnSiteMessages, readLanguages, readPriorities },
  });
  return {
    hasWork: (shopId: number) => inShop(shopId, Publications.hasOnSiteWork),
    routes: onSiteRoutes({
      ...{ clock, inShop, readShop, zoneOf, readSituation, enqueue },
      store: { ...OnSiteMessages, ...OnSiteResults, ...Publications },
    }),
    proxy: proxyRoutes({
      ...{ clock, inShop, zoneOf, recordOnSiteEvents, countGuestEvents },
      readSignature: parts.readSignature,
      noteOnSiteReactions: parts.noteOnSiteReactions,
      noteOnSiteDecisions: createOnSiteDecisions({
        ...{ readSituation, insertOnSiteDecision },
        now: clock.now,
      }),
    }),
  };
}
