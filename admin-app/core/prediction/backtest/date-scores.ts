import type { Day } from '../../time.ts';
import { median } from '../median.ts';
import { mean } from './losses.ts';
import type { BacktestCase, DateComparison, DateScores } from './types.ts';

/** A case that ended with an order within the horizon. */
export type ReturnedCase = BacktestCase & { readonly orderedDay: Day };

export function didReturn(one: BacktestCase): one is ReturnedCase {
  return one.orderedDay !== null;
}

/**
 * How far were the dates off, beside the naive guess and one date for all? Among those with 2 or more order days who
 * did order within the horizon; null when there are none. `sameDay` gives the date for all at a cut.
 */
export function compareDates(
  returned: readonly ReturnedCase[],
  sameDay: (cutDay: Day) => Day,
): DateComparison | null {
  const repeated = returned.filter((one) => one.orderDays >= 2);
  if (repeated.length === 0) return null;
  return {
    cases: repeated.length,
    model: scoresOf(repeated, (one) => one.expectedDay),
    naive: scoresOf(repeated, (one) => one.naiveDay),
    sameDate: scoresOf(repeated, (one) => sameDay(one.cutDay)),
  };
}

function scoresOf(
  returned: readonly ReturnedCase[],
  dayOf: (one: ReturnedCase) => Day,
): DateScores {
  const errors = returned.map((one) => Math.abs(dayOf(one) - one.orderedDay));
  return { meanAbsoluteDays: mean(errors), medianAbsoluteDays: median(errors) ?? 0 };
}

/** Share of the orders that came within their interval; null for none. */
export function coverageOf(returned: readonly ReturnedCase[]): number | null {
  if (returned.length === 0) return null;
  const inside = returned.filter(
    (one) => one.earliestDay <= one.orderedDay && one.orderedDay <= one.latestDay,
  );
  return inside.length / returned.length;
}
