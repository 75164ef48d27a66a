/**
 * The future is cut into periods at these days after a landmark; period i is (edges[i], edges[i + 1]]. Within a period
 * the hazard is taken as constant.
 */
export type PeriodEdges = readonly number[];

const USUAL: PeriodEdges = [0, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 545, 730];
/** For stores with a short, steady rhythm: a peak a few days wide must not be spread over weeks. */
const FINE: PeriodEdges = [
  0, 2, 4, 7, 10, 14, 18, 22, 26, 30, 35, 40, 45, 52, 60, 75, 90, 120, 150, 180, 225, 270, 365, 545,
  730,
];
/** Periods that no store has enough history to learn; the BTYD curve continues there. */
const FAR: PeriodEdges = [1095, 1826];

/** Nothing is said about the time after this: five years. */
export const FURTHEST_DAYS = 1826;

/** The spread of one gap is about median ÷ √k: below two weeks the fine periods pay. */
const FINE_BELOW_DAYS = 14;

/** Which periods suit a store with this median gap (days) and regularity k? */
export function periodEdges(medianGapDays: number, regularity: number): PeriodEdges {
  const isFine = medianGapDays / Math.sqrt(regularity) < FINE_BELOW_DAYS;
  return [...(isFine ? FINE : USUAL), ...FAR];
}

/** How many of the periods end within `days`. */
export function periodsWithin(edges: PeriodEdges, days: number): number {
  let count = 0;
  while (count + 1 < edges.length && (edges[count + 1] ?? 0) <= days) count++;
  return count;
}
