/** The history of one visitor in one browser: visits, and what was shown and closed in them. */
import {
  type CustomerFacts,
  lastKnownDay,
  type OnSiteHistory,
} from '../admin-app/core/priority/on-site.ts';

export interface VisitorHistory extends OnSiteHistory {
  /** The last customer who was logged in here, or null. */
  readonly customer: number | null;
  /** The last page view: epoch milliseconds, and the shop's day of it. */
  readonly viewedAt: number;
  readonly viewedDay: number;
}

export interface PageView {
  readonly now: number;
  readonly today: number;
  readonly customer: number | null;
  readonly facts: CustomerFacts | null;
}

/** A visit ends after half an hour without a page view. */
const VISIT_GAP_MS = 1_800_000;

/** The history with this page view in it: the visit goes on, or the next one begins. */
export function withPageView(kept: VisitorHistory | null, view: PageView): VisitorHistory {
  const { now, today, customer, facts } = view;
  // Another customer on the same device starts with nothing; one who logs out keeps what was closed.
  const own = kept?.customer && customer && kept.customer !== customer ? null : kept;
  const visit =
    own && Math.abs(now - own.viewedAt) < VISIT_GAP_MS
      ? own
      : {
          shown: null,
          shownTo: null,
          lastDay: null,
          previousDay: own?.viewedDay ?? null,
          // From the second visit on, so that a guest's first one is in one arm throughout.
          seed: own && (own.seed ?? now),
        };
  const lastDay = lastKnownDay(visit.previousDay, facts?.lastVisitDay, facts?.lastOrderDay);
  return {
    customer: customer ?? own?.customer ?? null,
    closed: own?.closed ?? {},
    shown: visit.shown,
    shownTo: visit.shownTo,
    seed: visit.seed,
    lastDay: visit.lastDay ?? (customer ? lastDay : null),
    viewedAt: now,
    viewedDay: today,
    previousDay: visit.previousDay,
  };
}
