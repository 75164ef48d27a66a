/** The middle of the values (mean of the two middle ones for an even count); null for none. O(n log n). */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** The same of whole numbers, of which `counts[n]` are n; null for none. */
export function medianOfCounts(counts: Uint32Array): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const middle = (total - 1) / 2;
  return (countedAt(counts, Math.floor(middle)) + countedAt(counts, Math.ceil(middle))) / 2;
}

/** Which number stands at `place` (from 0, below their total) of the counted ones in ascending order. */
function countedAt(counts: Uint32Array, place: number): number {
  let upTo = 0;
  return counts.findIndex((count) => {
    upTo += count;
    return upTo > place;
  });
}

/**
 * The value below which a share `level` (0–1) of `values` lies, interpolated between neighbours (Hyndman and Fan
 * 1996, type 7); null for none. O(n log n).
 */
export function quantile(values: readonly number[], level: number): number | null {
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * level;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}
