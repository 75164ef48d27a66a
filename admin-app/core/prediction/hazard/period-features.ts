import { type Calendar, SEASON_FEATURES } from './calendar.ts';
import type { CustomerState } from './customer-state.ts';
import type { PeriodEdges } from './periods.ts';

export const PERIOD_FEATURES = [
  'log hazard',
  'log hazard squared',
  'log hazard, regular',
  'log elapsed',
  'elapsed by mean gap',
  'elapsed by mean gap, squared',
  'elapsed by mean gap, cubed',
  'elapsed by mean gap, times orders',
  'elapsed by mean gap, times variation',
  'log width',
  'log start',
  'at the mean gap',
  'elapsed by typical gap',
  'elapsed by typical gap, squared',
  'at the typical gap, sharply',
  'around the typical gap',
  'near the typical gap',
  'elapsed by last gap',
  'at the last gap',
  'days to the typical gap',
  'distance from the typical gap',
] as const;

/** How many features a period has, season included where it is learned. */
export function periodWidth(calendar: Calendar): number {
  return PERIOD_FEATURES.length + (calendar.features.length > 0 ? SEASON_FEATURES.length : 0);
}

/** Writes the features of one period for a customer into `out` from `at` on: PERIOD_FEATURES, then SEASON_FEATURES. */
export function writePeriodFeatures(
  state: CustomerState,
  edges: PeriodEdges,
  period: number,
  calendar: Calendar,
  out: Float32Array,
  at: number,
): void {
  const start = edges[period] ?? 0;
  const end = edges[period + 1] ?? start;
  const middle = (start + end) / 2;
  const elapsed = state.silence + middle;
  const logHazard = Math.log(state.poissonHazards[period] ?? 0);
  const regularHazard =
    state.regularHazards === state.poissonHazards
      ? logHazard
      : Math.log(state.regularHazards[period] ?? 0);
  const logElapsed = Math.log(elapsed);
  const byMean = logElapsed - state.logMeanGap;
  const byMeanBounded = within(byMean, 3);
  const byTypical = logElapsed - state.logTypicalGap;
  const byTypicalBounded = within(byTypical, 3);
  const byLast = logElapsed - state.logLastGap;
  const steadiness = state.repeats >= 2 ? Math.max(0, 1 - state.variation) : 0;
  const toTypical = state.typicalGap - elapsed;
  let i = at;
  out[i++] = logHazard;
  out[i++] = logHazard * logHazard;
  out[i++] = regularHazard;
  out[i++] = logElapsed;
  out[i++] = byMeanBounded;
  out[i++] = byMeanBounded ** 2;
  out[i++] = byMeanBounded ** 3;
  out[i++] = byMeanBounded * state.logRepeats;
  out[i++] = byMeanBounded * state.variation;
  out[i++] = Math.log(end - start);
  out[i++] = Math.log1p(start);
  out[i++] = steadiness && bump(byMean, 0.3) * steadiness;
  out[i++] = byTypicalBounded;
  out[i++] = byTypicalBounded ** 2;
  out[i++] = steadiness && bump(byTypical, 0.15) * steadiness;
  out[i++] = steadiness && bump(byTypical, 0.5) * steadiness;
  out[i++] = bump(byTypical, 0.3);
  out[i++] = within(byLast, 3);
  out[i++] = state.repeats >= 1 ? bump(byLast, 0.15) : 0;
  out[i++] = within(toTypical, 60);
  out[i++] = Math.min(60, Math.abs(toTypical));
  const seasonal = SEASON_FEATURES.length * period;
  if (calendar.features.length > 0) {
    for (let j = 0; j < SEASON_FEATURES.length; j++)
      out[i++] = calendar.features[seasonal + j] ?? 0;
  }
}

function within(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}

/** 1 where a log ratio is 0, falling off over about `width`. */
function bump(logRatio: number, width: number): number {
  if (Math.abs(logRatio) > 7 * width) return 0;
  return Math.exp(-(logRatio * logRatio) / (2 * width * width));
}
