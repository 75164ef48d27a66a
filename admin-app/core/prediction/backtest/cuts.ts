import type { Day } from '../../time.ts';
import { NEEDED_DAYS } from '../enough.ts';

/** A third of this is the horizon, and what is left before the cut is enough for a fit. */
export const NEEDED_DAYS_TO_LOOK_BACK = 90;

const LONGEST_HORIZON_DAYS = 90;
const MOST_CUTS = 4;
const SHORTEST_STEP_DAYS = 14;

export interface Cuts {
  readonly horizonDays: number;
  /** Ascending, at least one; each has its whole horizon behind it by the as-of day. */
  readonly cutDays: readonly Day[];
}

/**
 * At which past days can a shop of this age be asked, and how far ahead? Up to four days, a horizon apart where the
 * history allows (so over the last year in an old shop), closer in a young one; the horizon is 90 days or a third of
 * the history. Null with less than 90 days of history.
 */
export function chooseCuts(firstOrderDay: Day, asOfDay: Day): Cuts | null {
  const days = asOfDay - firstOrderDay;
  if (days < NEEDED_DAYS_TO_LOOK_BACK) return null;
  const horizonDays = Math.min(LONGEST_HORIZON_DAYS, Math.floor(days / 3));
  const latest = asOfDay - horizonDays;
  const earliest = firstOrderDay + Math.max(NEEDED_DAYS, Math.floor(days * 0.3));
  const room = Math.max(0, latest - earliest);
  const step = Math.max(
    SHORTEST_STEP_DAYS,
    Math.min(horizonDays, Math.floor(room / (MOST_CUTS - 1))),
  );
  const count = Math.min(MOST_CUTS, 1 + Math.floor(room / step));
  return {
    horizonDays,
    cutDays: Array.from({ length: count }, (_, i) => latest - (count - 1 - i) * step),
  };
}
