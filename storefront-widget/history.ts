/** The history of one visitor in one browser: visits, and what was shown and closed in them. */
import {
  type CustomerFacts,
  lastKnownDay,
  type OnSiteHistory,
} from '../admin-app/core/priority/on-site.ts';
import { shopDay } from './shop-day.ts';

export interface VisitorHistory extends OnSiteHistory {
  /** The last customer who was logged in here, if one was. */
  readonly customer?: number | undefined;
  /** For whom the last day is settled; null for a guest. */
  readonly settledFor?: number | null;
  /** The last page view: epoch milliseconds. */
  readonly viewedAt: number;
}

export interface PageView {
  readonly now: number;
  readonly zone?: string;
  readonly customer: number | null;
  readonly facts: CustomerFacts | null;
}

/** A visit ends after half an hour without a page view. */
const VISIT_GAP_MS = 1_800_000;

/** The history with this page view in it: the visit goes on, or the next one begins. */
export function withPageView(
  kept: VisitorHistory | null,
  { now, zone, customer, facts }: PageView,
): VisitorHistory {
  // Another customer on the same device starts with nothing; one who logs out keeps what was closed.
  const own = customer && (kept?.customer ?? customer) !== customer ? null : kept;
  const visit: Partial<VisitorHistory> =
    own && now - own.viewedAt < VISIT_GAP_MS
      ? own
      : {
          lastDay: own ? shopDay(own.viewedAt, zone) : 0,
          // From the second visit on, so that a guest's first one is in one arm throughout.
          seed: own && (own.seed ?? now),
        };
  return {
    ...visit,
    closed: own?.closed ?? {},
    customer: customer ?? own?.customer,
    lastDay:
      visit.settledFor === customer
        ? (visit.lastDay ?? 0)
        : lastKnownDay(visit.lastDay, facts?.lastVisitDay, facts?.lastOrderDay),
    settledFor: customer,
    viewedAt: now,
  };
}
