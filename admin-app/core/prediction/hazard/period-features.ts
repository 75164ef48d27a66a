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

/** Returns what writes the PERIOD_FEATURES of a period for a customer into `out` from `at` on; the season's come behind. */
export function periodFeatures(edges: PeriodEdges): WritePeriodFeatures {
  const starts = Float64Array.from(edges.slice(0, -1));
  const widths = starts.map((start, i) => (edges[i + 1] ?? start) - start);
  const middles = starts.map((start, i) => (start + (edges[i + 1] ?? start)) / 2);
  const logWidths = widths.map(Math.log);
  const logStarts = starts.map(Math.log1p);
  return (state, period, out, at) => {
    const { rhythm } = state;
    const elapsed = state.silence + (middles[period] ?? 0);
    const logElapsed = Math.log(elapsed);
    const byMean = logElapsed - rhythm.logMeanGap;
    const byMeanBounded = within(byMean, 3);
    const byTypical = logElapsed - rhythm.logTypicalGap;
    const byTypicalBounded = within(byTypical, 3);
    const byLast = logElapsed - rhythm.logLastGap;
    const steadiness = rhythm.orders >= 3 ? Math.max(0, 1 - rhythm.variation) : 0;
    const toTypical = rhythm.typicalGap - elapsed;
    const logHazard = Math.log(state.poissonHazards[period] ?? 0);
    let i = at;
    out[i++] = logHazard;
    out[i++] = logHazard * logHazard;
    out[i++] =
      state.regularHazards === state.poissonHazards
        ? logHazard
        : Math.log(state.regularHazards[period] ?? 0);
    out[i++] = logElapsed;
    out[i++] = byMeanBounded;
    out[i++] = byMeanBounded * byMeanBounded;
    out[i++] = byMeanBounded * byMeanBounded * byMeanBounded;
    out[i++] = byMeanBounded * rhythm.logRepeats;
    out[i++] = byMeanBounded * rhythm.variation;
    out[i++] = logWidths[period] ?? 0;
    out[i++] = logStarts[period] ?? 0;
    out[i++] = steadiness && bump(byMean, 0.3) * steadiness;
    out[i++] = byTypicalBounded;
    out[i++] = byTypicalBounded * byTypicalBounded;
    out[i++] = steadiness && bump(byTypical, 0.15) * steadiness;
    out[i++] = steadiness && bump(byTypical, 0.5) * steadiness;
    out[i++] = bump(byTypical, 0.3);
    out[i++] = within(byLast, 3);
    out[i++] = rhythm.orders >= 2 ? bump(byLast, 0.15) : 0;
    out[i++] = within(toTypical, 60);
    out[i++] = Math.min(60, Math.abs(toTypical));
  };
}

/** Writes SEASON_FEATURES of a period, where the season is learned, behind its PERIOD_FEATURES, which stand at `at`. */
export function writeSeason(
  calendar: Calendar,
  period: number,
  out: Float32Array,
  at: number,
): void {
  if (calendar.features.length === 0) return;
  const from = SEASON_FEATURES.length * period;
  const to = at + PERIOD_FEATURES.length;
  for (let j = 0; j < SEASON_FEATURES.length; j++) out[to + j] = calendar.features[from + j] ?? 0;
}

export type WritePeriodFeatures = (
  state: CustomerState,
  period: number,
  out: Float32Array,
  at: number,
) => void;

function within(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}

/** 1 where a log ratio is 0, falling off over about `width`. */
function bump(logRatio: number, width: number): number {
  if (Math.abs(logRatio) > 7 * width) return 0;
  return Math.exp(-(logRatio * logRatio) / (2 * width * width));
}
