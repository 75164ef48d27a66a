import { FURTHEST_DAYS, type PeriodEdges } from './periods.ts';

// A cumulative hazard is given at each edge: −log of the chance to have no order until then, from 0 upwards.

/** The cumulative hazard after so many days, linear between the edges. */
export function cumulativeAt(edges: PeriodEdges, hazard: Float64Array, days: number): number {
  const bounded = Math.max(0, Math.min(days, FURTHEST_DAYS));
  let i = 0;
  while (i + 2 < edges.length && (edges[i + 1] ?? 0) < bounded) i++;
  const start = edges[i] ?? 0;
  const end = edges[i + 1] ?? start;
  const from = hazard[i] ?? 0;
  return from + (((hazard[i + 1] ?? from) - from) * (bounded - start)) / (end - start);
}

/** The chance of an order within so many days. */
export function chanceUntil(edges: PeriodEdges, hazard: Float64Array, days: number): number {
  return -Math.expm1(-cumulativeAt(edges, hazard, days));
}

/** Whole days until `share` of those who order within the horizon have done so: 1 … horizonDays. */
export function dayOfShare(
  edges: PeriodEdges,
  hazard: Float64Array,
  share: number,
  horizonDays: number,
): number {
  const target = -Math.log1p(-share * chanceUntil(edges, hazard, horizonDays));
  let i = 0;
  while (i + 2 < edges.length && (hazard[i + 1] ?? 0) < target) i++;
  const start = edges[i] ?? 0;
  const end = edges[i + 1] ?? start;
  const from = hazard[i] ?? 0;
  const rise = Math.max((hazard[i + 1] ?? from) - from, 1e-12);
  const day = Math.ceil(start + ((target - from) / rise) * (end - start) - 1e-9);
  return Math.max(1, Math.min(horizonDays, day));
}
