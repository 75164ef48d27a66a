import { type Estimate, standardErrors } from './sequential-interval.ts';

export interface RevenueTotals {
  readonly customers: number;
  readonly returned: number;
  readonly revenueMinor: number;
  readonly revenueSquares: number;
}

const FEWEST_RETURNED = 20;

/** Difference of revenue per customer, one minus other, in minor units; null where too few have ordered. */
export function meanDifference(
  one: RevenueTotals,
  other: RevenueTotals,
  miss: number,
): Estimate | null {
  if (Math.min(one.returned, other.returned) < FEWEST_RETURNED) return null;
  const value = meanOf(one) - meanOf(other);
  const information = 1 / (1 / one.customers + 1 / other.customers);
  const noise = Math.sqrt(spreadOf(one) / one.customers + spreadOf(other) / other.customers);
  const half = noise * standardErrors(information, miss);
  return { value, low: value - half, high: value + half };
}

function meanOf({ customers, revenueMinor }: RevenueTotals): number {
  return revenueMinor / customers;
}

/** Variance of one customer's revenue. */
function spreadOf(group: RevenueTotals): number {
  const { customers, revenueSquares } = group;
  return Math.max(0, (revenueSquares - customers * meanOf(group) ** 2) / (customers - 1));
}
