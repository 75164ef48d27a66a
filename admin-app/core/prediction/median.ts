/** The middle of the values (mean of the two middle ones for an even count); null for none. O(n log n). */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
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
