import {
  clarity,
  type DifferenceTest,
  type Estimate,
  edgeOf,
  squaredReach,
} from './sequential-interval.ts';
import type { ReturnCount } from './wilson-interval.ts';

/**
 * Difference of the shares that return, one minus other, with an interval for any number of looks; `miss` is the chance
 * ever to miss the true difference. Null while either group is empty.
 */
export function shareDifference(
  one: ReturnCount,
  other: ReturnCount,
  miss: number,
): Estimate | null {
  const isPlausible = testOfShares(one, other, miss);
  if (!isPlausible) return null;
  const value = one.returned / one.customers - other.returned / other.customers;
  return {
    value,
    low: edgeOf(isPlausible, value, -1),
    high: edgeOf(isPlausible, value, 1),
  };
}

/**
 * The differences within that interval. The spread of a share depends on the share itself: measured where the counts
 * happen to lie it is too small just when hardly anybody has returned yet, so it is taken where the asked difference
 * would have them lie.
 */
export function testOfShares(
  one: ReturnCount,
  other: ReturnCount,
  miss: number,
): DifferenceTest | null {
  if (one.customers === 0 || other.customers === 0) return null;
  const value = one.returned / one.customers - other.returned / other.customers;
  const reach = squaredReach(clarity(one.customers, other.customers), miss);
  return (difference) => (value - difference) ** 2 <= reach * varianceAt(difference, one, other);
}

/** Of the difference seen, if the true one were this. */
function varianceAt(difference: number, one: ReturnCount, other: ReturnCount): number {
  const share = likeliestShare(difference, one, other);
  const higher = Math.min(1, Math.max(0, share + difference));
  return (higher * (1 - higher)) / one.customers + (share * (1 - share)) / other.customers;
}

/**
 * The likeliest share of the other group if the one's is higher by this difference, −1…1: the root of a cubic in closed
 * form. Source: Miettinen and Nurminen 1985, "Comparative analysis of two rates", Statistics in Medicine 4,
 * p. 213–226, appendix.
 */
export function likeliestShare(difference: number, one: ReturnCount, other: ReturnCount): number {
  const all = one.customers + other.customers;
  const returned = one.returned + other.returned;
  const square = (one.customers + 2 * other.customers) * difference - all - returned;
  const linear = (other.customers * difference - all - 2 * other.returned) * difference + returned;
  const constant = other.returned * difference * (1 - difference);
  const third = square / (3 * all);
  const q = third ** 3 - (third * linear) / (2 * all) + constant / (2 * all);
  const p = Math.sign(q) * Math.sqrt(Math.max(0, third ** 2 - linear / (3 * all)));
  const cosine = p === 0 ? 0 : Math.min(1, Math.max(-1, q / p ** 3));
  return Math.min(1, Math.max(0, 2 * p * Math.cos((Math.PI + Math.acos(cosine)) / 3) - third));
}
