/**
 * What the BTYD likelihoods need of the customers of a shop, equal ones collapsed: entry i stands for `count[i]`
 * customers with `repeats[i]` repeat orders, the last one `lastOrder[i]` and the end of observation `observed[i]`
 * time units after the first order (the papers' x, t_x, T). Time unit of the fits: weeks.
 */
export interface RecencyFrequency {
  readonly repeats: Int32Array;
  readonly lastOrder: Float64Array;
  readonly observed: Float64Array;
  readonly count: Float64Array;
  readonly customers: number;
  readonly maxRepeats: number;
  /** Sum over all repeat orders of all customers of log(gap in the time unit); compares regularities. */
  readonly sumLogGaps: number;
  readonly sumRepeats: number;
}

/** One customer before collapsing; the same meaning and unit as in RecencyFrequency. */
export interface CustomerHistory {
  readonly repeats: number;
  readonly lastOrder: number;
  readonly observed: number;
}

/** Puts equal customers together, in an order that does not depend on the order given. O(n log n). */
export function collapse(
  histories: readonly CustomerHistory[],
  sumLogGaps: number,
): RecencyFrequency {
  const sorted = histories.toSorted(
    (a, b) => a.repeats - b.repeats || a.lastOrder - b.lastOrder || a.observed - b.observed,
  );
  const distinct: CustomerHistory[] = [];
  const counts: number[] = [];
  for (const history of sorted) {
    const previous = distinct.at(-1);
    if (previous && isSame(previous, history)) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      distinct.push(history);
      counts.push(1);
    }
  }
  return {
    repeats: Int32Array.from(distinct, (history) => history.repeats),
    lastOrder: Float64Array.from(distinct, (history) => history.lastOrder),
    observed: Float64Array.from(distinct, (history) => history.observed),
    count: Float64Array.from(counts),
    customers: histories.length,
    maxRepeats: distinct.at(-1)?.repeats ?? 0,
    sumLogGaps,
    sumRepeats: sorted.reduce((sum, history) => sum + history.repeats, 0),
  };
}

function isSame(a: CustomerHistory, b: CustomerHistory): boolean {
  return a.repeats === b.repeats && a.lastOrder === b.lastOrder && a.observed === b.observed;
}
