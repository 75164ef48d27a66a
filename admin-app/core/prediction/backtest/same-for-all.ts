import type { Day } from '../../time.ts';
import { quantile } from '../median.ts';
import type { OrderLog } from '../types.ts';

/** What could be said of every customer alike, from the shop's past alone. */
export interface SameForAll {
  /** Share of the known customers that ordered in the horizon before the cut, never quite 0 or 1. */
  readonly chance: number;
  /** Days until those orders: 10 %, 50 % and 90 % quantile, 1 … horizon. */
  readonly days: readonly [number, number, number];
}

/**
 * What is the plainest forecast as of a cut? What happened in the horizon just before it: the share of the then known
 * customers who ordered, and after how many days. `known` holds the logs as known at the cut. In a shop where nobody
 * ordered then, the days spread evenly over the horizon.
 */
export function sameForAll(
  known: readonly OrderLog[],
  cutDay: Day,
  horizonDays: number,
): SameForAll {
  const landmark = cutDay - horizonDays;
  const waits: number[] = [];
  let customers = 0;
  for (const { days } of known) {
    if ((days[0] ?? Infinity) > landmark) continue;
    customers += 1;
    const next = days.find((day) => day > landmark);
    if (next !== undefined) waits.push(next - landmark);
  }
  const at = (level: number) =>
    Math.max(1, Math.round(quantile(waits, level) ?? level * horizonDays));
  return {
    chance: (waits.length + 0.5) / (customers + 1),
    days: [at(0.1), at(0.5), at(0.9)],
  };
}

/**
 * What does the naive guess say? The last order plus the customer's own mean gap, or the shop's median gap for a
 * customer with one order; a day that has passed becomes the day after the cut, and none lies beyond the horizon.
 */
export function naiveDay(
  days: readonly Day[],
  shopMedianGap: number,
  { cutDay, horizonDays }: { readonly cutDay: Day; readonly horizonDays: number },
): Day {
  const first = days[0] ?? cutDay;
  const last = days.at(-1) ?? cutDay;
  const gap = days.length > 1 ? (last - first) / (days.length - 1) : shopMedianGap;
  return Math.round(Math.min(cutDay + horizonDays, Math.max(cutDay + 1, last + gap)));
}
