/** What is known of one customer's past. */
import { fold } from '../../segment/fold.ts';
import type { Day, Instant } from '../../time.ts';
import type { Membership, QueryKey } from './membership.ts';
import type { PastActivity } from './replay-activities.ts';
import type { TierChange, TierRules } from './replay-tiers.ts';

export interface PastOrder {
  readonly at: Instant;
  /** The shop's day. */
  readonly day: Day;
  readonly categories: readonly string[];
  /** Net of refunds. */
  readonly amountMinor: number;
  /** Paid back in full. */
  readonly isRefunded: boolean;
}

export function isOfCategory({ categories }: PastOrder, category: string): boolean {
  const wanted = fold(category);
  return categories.some((each) => fold(each) === wanted);
}

export interface CustomerPast {
  /** The order log, oldest first. */
  readonly orders: readonly PastOrder[];
  readonly birthday: { readonly month: number; readonly date: number } | null;
  /** The predicted day of the next order as seen right after the first `count` ones; null for none. */
  readonly dueDayAfter: (count: number) => Day | null;
  readonly knownSince: Instant;
  /** Oldest first; of the kinds that the starts ask for. */
  readonly activities: readonly PastActivity[];
  /** The shop's; null while it has no tiers. */
  readonly tiers: TierRules | null;
  /** As they were noted, oldest first; only where a start asks for them. */
  readonly tierChanges: readonly TierChange[];
  /** Of the queries that the scenario asks. */
  readonly membershipOf: (query: QueryKey) => Membership;
}
