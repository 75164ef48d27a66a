/**
 * Value tiers: names in an order, such as Bronze, Silver and Gold, that customers reach by what they order or by what a
 * loyalty programme says of them. Off until a shop has chosen.
 */
import type { Language } from '../message/types.ts';
import type { Day } from '../time.ts';

/**
 * What a customer's value is. `spend` is money in minor units, net of refunds; `orders` counts orders that were not paid
 * back in full; `loyalty points` and `loyalty tier` are read from what another app keeps: tags such as `points:1200` and
 * `tier:gold`, or a metafield.
 */
export const TIER_BASES = ['spend', 'orders', 'loyalty points', 'loyalty tier'] as const;
export type TierBasis = (typeof TIER_BASES)[number];

/**
 * Which orders count. `12 months`: an order counts until the same date a year later (one of 29 February until 1 March).
 * `calendar year`: what was ordered this calendar year or, where that is more, in the last, so that a tier once reached
 * is kept to the end of the next year. Days are the shop's.
 */
export const TIER_WINDOWS = ['12 months', 'calendar year', 'always'] as const;
export type TierWindow = (typeof TIER_WINDOWS)[number];

/** `shares`: the best so many of a hundred customers who have any value. */
export const TIER_LIMITS = ['thresholds', 'shares'] as const;

export interface LoyaltyMetafield {
  readonly namespace: string;
  readonly key: string;
}

export interface TierDefinition {
  readonly basis: TierBasis;
  /** Of orders; what a loyalty programme says has none. */
  readonly window: TierWindow;
  readonly limits: (typeof TIER_LIMITS)[number];
  /** What comes before the name or the points in a customer's tag; null where the shop has no loyalty programme. */
  readonly tagPrefix: string | null;
  /** The customer metafield that points or the tier are read from, in place of tags; always null without a programme. */
  readonly metafield: LoyaltyMetafield | null;
  /** The lowest first. */
  readonly tiers: readonly Tier[];
}

export interface Tier {
  /** Stays when the tier is renamed or moved: scenarios name it. */
  readonly id: string;
  readonly name: string;
  /** What customers get, as messages say it. */
  readonly benefits: Partial<Readonly<Record<Language, string>>>;
  /**
   * Threshold: the least value (minor units, orders or points). Share: of all who have any value, 0–1, those of higher
   * tiers included. Unused by a loyalty tier.
   */
  readonly from: number;
  /** What a loyalty tier is called in the metafield, or behind the prefix of the tag; otherwise empty. */
  readonly tag: string;
}

/** Whether customers have what a loyalty programme gives them, be it points or a tier. */
export function isLoyalty(basis: TierBasis): basis is 'loyalty points' | 'loyalty tier' {
  return basis === 'loyalty points' || basis === 'loyalty tier';
}

/** Tiers by number: 1 is the lowest, 0 is none. */
export type Rank = number;

/** What it takes to be in a tier. A level at index i is that of rank i + 1; null: nobody is. */
export interface TierLevel {
  /** Least value to come in. */
  readonly enter: number | null;
  /** Least value to stay in, never more than `enter`. */
  readonly stay: number | null;
}

/** A tier given by staff or a scenario. It holds until the customer earns a higher one, or until a day comes. */
export interface TierHold {
  readonly rank: Rank;
  /** What the customer had earned then: earning that again does not end the hold. */
  readonly earnedThen: Rank;
  /** The first day on which it holds no more. */
  readonly until: Day | null;
}
