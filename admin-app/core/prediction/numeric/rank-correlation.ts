/**
 * Do two quantities rise together, whatever the shape of the rise? Spearman's rank correlation of pairs, −1 … 1, equal
 * values sharing their mean rank; null where either does not vary (or for fewer than two pairs). O(n log n).
 * (Kendall and Gibbons 1990, Rank Correlation Methods, sections 1.8 and 3.8)
 */
export function rankCorrelation(
  first: readonly number[],
  second: readonly number[],
): number | null {
  const a = ranksOf(first);
  const b = ranksOf(second);
  const mean = (first.length + 1) / 2;
  let together = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < first.length; i++) {
    const distanceA = (a[i] ?? mean) - mean;
    const distanceB = (b[i] ?? mean) - mean;
    together += distanceA * distanceB;
    squaresA += distanceA ** 2;
    squaresB += distanceB ** 2;
  }
  return squaresA > 0 && squaresB > 0 ? together / Math.sqrt(squaresA * squaresB) : null;
}

/** Rank of each value from 1, ties at the mean of their places. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).toSorted((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
