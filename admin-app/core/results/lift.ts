/**
 * What came back because of a scenario: customers who went through it against those whom chance held out of it.
 * Intervals may be looked at every day; how that is possible is in sequential-interval.ts.
 *
 * Only customers count whose time to come back is over, in both groups, whether or not they were sent anything: counted
 * while it runs, a share would still rise, and who was sent something is no longer who chance chose.
 */
import type { Estimate } from './sequential-interval.ts';
import { meanDifference } from './sequential-means.ts';
import { shareDifference } from './sequential-shares.ts';
import { type Pair, weeksUntil } from './sequential-weeks.ts';
import type { ReturnCount } from './wilson-interval.ts';

export type { Estimate } from './sequential-interval.ts';

export interface LiftGroup {
  /** Distinct customers whose window after their first entry is over. */
  readonly customers: number;
  /** Of these: ordered within the window. */
  readonly returned: number;
  /** What these customers' orders within the window brought, net of refunds, in minor units. */
  readonly revenueMinor: number;
  /** The sum of the squares of each customer's such revenue; of 0 for those who did not return. */
  readonly revenueSquares: number;
  /** Customers who enter in a week at present, for how long it will still take; 0 once nobody enters any more. */
  readonly enteringPerWeek: number;
}

export interface LiftInput {
  readonly treated: LiftGroup;
  readonly heldOut: LiftGroup;
  /** The chance ever to be wrong, over all looks: what a shop's comparisons leave to this one (many-comparisons.ts). */
  readonly miss: number;
}

export type LiftVerdict =
  /**
   * `weeks`: about so many more until something can be said, if customers enter as at present and the difference is
   * about what it seems; null where that cannot be said, or is beyond two years.
   */
  | { readonly kind: 'too early'; readonly weeks: number | null }
  | { readonly kind: 'more come back' }
  | { readonly kind: 'fewer come back' }
  /** The whole interval is within ± `margin`, a share such as 0.01. */
  | { readonly kind: 'no difference to speak of'; readonly margin: number };

export interface Lift {
  /** Of the shares that return, −1…1. Null while either group is empty. */
  readonly difference: Estimate | null;
  /** Treated customers who would not have returned otherwise, in whole customers; null with `difference`. */
  readonly extraCustomers: Estimate | null;
  /** In whole minor units per treated customer. Null while there are too few customers or orders to say. */
  readonly revenuePerCustomerMinor: Estimate | null;
  /** The same over all treated customers, in whole minor units. */
  readonly extraRevenueMinor: Estimate | null;
  /** On customers, not on money. */
  readonly verdict: LiftVerdict;
}

/** Never NaN or infinite, whatever the counts; negative counts, or more returned than there are, are the caller's bug. */
export function sequentialLift({ treated, heldOut, miss }: LiftInput): Lift {
  const difference = shareDifference(treated, heldOut, miss);
  const revenue = meanDifference(treated, heldOut, miss);
  return {
    difference,
    extraCustomers: difference && extraCustomers(difference, treated),
    revenuePerCustomerMinor: revenue && inWhole(revenue, 1),
    extraRevenueMinor: revenue && inWhole(revenue, treated.customers),
    verdict: verdictOn(treated, heldOut, miss),
  };
}

/** No more of them than have returned at all. */
function extraCustomers(difference: Estimate, { customers, returned }: ReturnCount): Estimate {
  const { value, low, high } = inWhole(difference, customers);
  return { value, low, high: Math.min(high, returned) };
}

function inWhole({ value, low, high }: Estimate, times: number): Estimate {
  // Adding 0 makes the -0 of rounding a plain 0.
  const whole = (each: number) => Math.round(each * times) + 0;
  return { value: whole(value), low: whole(low), high: whole(high) };
}

function verdictOn(treated: LiftGroup, heldOut: LiftGroup, miss: number): LiftVerdict {
  const told = finding(treated, heldOut, miss);
  if (told) return told;
  const isTold = ([one, other]: Pair<ReturnCount>) => finding(one, other, miss) !== null;
  return { kind: 'too early', weeks: weeksUntil(isTold, [treated, heldOut]) };
}

/** What can be said of the shares; null while nothing can. */
function finding(treated: ReturnCount, heldOut: ReturnCount, miss: number): LiftVerdict | null {
  const difference = shareDifference(treated, heldOut, miss);
  if (!difference) return null;
  if (difference.low > 0) return { kind: 'more come back' };
  if (difference.high < 0) return { kind: 'fewer come back' };
  const margin = marginOf(heldOut);
  const isWithin = -difference.low <= margin && difference.high <= margin;
  return isWithin ? { kind: 'no difference to speak of', margin } : null;
}

const LEAST_MARGIN = 0.005;
const MOST_MARGIN = 0.01;

/** A tenth of those who return by themselves, but between half a point and one. */
function marginOf({ customers, returned }: ReturnCount): number {
  return Math.min(MOST_MARGIN, Math.max(LEAST_MARGIN, returned / customers / 10));
}
