import {
  clarity,
  type DifferenceTest,
  type Estimate,
  edgeOf,
  squaredReach,
} from './sequential-interval.ts';
import type { ReturnCount } from './wilson-interval.ts';

/** Revenue of a group of customers, most of whom may have brought none. */
export interface RevenueTotals extends ReturnCount {
  readonly revenueMinor: number;
  /** The sum of the squares of each customer's revenue. */
  readonly revenueSquares: number;
}

/** From fewer customers with orders the spread of their money cannot be told. */
const FEWEST_RETURNED = 30;

/**
 * Difference of revenue per customer, one minus other, in minor units, with an interval for any number of looks; `miss`
 * is about the chance ever to miss the true difference. Null where there are too few orders, or so uneven ones that a
 * few large ones could mean anything.
 */
export function meanDifference(
  one: RevenueTotals,
  other: RevenueTotals,
  miss: number,
): Estimate | null {
  const isPlausible = testOfMeans(one, other, miss);
  if (!isPlausible) return null;
  const value = meanOf(one) - meanOf(other);
  const beyond = (step: number): number =>
    isPlausible(value + step) ? beyond(step * 2) : value + step;
  const step = meanOf(together(one, other));
  return {
    value,
    low: edgeOf(isPlausible, value, beyond(-step)),
    high: edgeOf(isPlausible, value, beyond(step)),
  };
}

/**
 * The differences within that interval. A few customers bring much of the money, and a small group may not have met any
 * of its big ones yet: its own spread then is too small and its mean too low. So no group's spread is taken to be
 * smaller than that of all, nor than that of all in proportion to the mean that the asked difference would give it.
 */
export function testOfMeans(
  one: RevenueTotals,
  other: RevenueTotals,
  miss: number,
): DifferenceTest | null {
  if (Math.min(one.returned, other.returned) < FEWEST_RETURNED) return null;
  const all = together(one, other);
  const reach = squaredReach(clarity(one.customers, other.customers), miss);
  if (!isBounded(one, other, all, reach)) return null;
  const value = meanOf(one) - meanOf(other);
  return (difference) => {
    const mean = meanOf(all) + (difference * other.customers) / all.customers;
    const variance =
      spreadAt(mean, one, all) / one.customers +
      spreadAt(mean - difference, other, all) / other.customers;
    return (value - difference) ** 2 <= reach * variance;
  };
}

/** Whether large differences soon become implausible: the spread must not grow nearly as fast as they do. */
function isBounded(
  one: RevenueTotals,
  other: RevenueTotals,
  all: RevenueTotals,
  reach: number,
): boolean {
  if (meanOf(all) <= 0) return false;
  const unevenness = spreadOf(all) / meanOf(all) ** 2;
  const growth = (group: RevenueTotals, rest: RevenueTotals) =>
    (unevenness * (rest.customers / all.customers) ** 2) / group.customers;
  return reach * Math.max(growth(one, other), growth(other, one)) < 0.5;
}

function together(one: RevenueTotals, other: RevenueTotals): RevenueTotals {
  return {
    customers: one.customers + other.customers,
    returned: one.returned + other.returned,
    revenueMinor: one.revenueMinor + other.revenueMinor,
    revenueSquares: one.revenueSquares + other.revenueSquares,
  };
}

function meanOf({ customers, revenueMinor }: RevenueTotals): number {
  return revenueMinor / customers;
}

/** Variance of one customer's revenue. */
function spreadOf(group: RevenueTotals): number {
  const { customers, revenueSquares } = group;
  return Math.max(0, (revenueSquares - customers * meanOf(group) ** 2) / (customers - 1));
}

/** Variance of one customer's revenue in a group, if its mean were this. */
function spreadAt(mean: number, group: RevenueTotals, all: RevenueTotals): number {
  return Math.max(spreadOf(group), spreadOf(all) * Math.max(1, mean / meanOf(all)) ** 2);
}
