/** The silences looked at grow by these factors, the last again and again. */
const STEPS = [1.5, 2, 3];

/**
 * The hazard of an overdue customer, kept from rising with the silence: the lowest seen at any silence from the due date
 * (`due` days after the last order) to `silence`, between the silences looked at along their logarithm. A learned hazard
 * may wriggle with the length of the silence; a chance that rises while a regular customer stays away would be a wriggle,
 * not knowledge. `hazardAt` gives the cumulative hazards for another silence with all else equal, the season too; it may
 * give them in the same column every time.
 */
export function neverRising(
  due: number,
  silence: number,
  hazardAt: (silence: number) => Float64Array,
): Float64Array {
  const lowest = hazardAt(due).slice();
  let from = due;
  for (let step = 0; ; step++) {
    const to = Math.ceil(from * (STEPS[Math.min(step, STEPS.length - 1)] ?? 2));
    const share = silence <= to ? Math.log(silence / from) / Math.log(to / from) : 1;
    lowerTo(lowest, hazardAt(to), share);
    if (silence <= to) return lowest;
    from = to;
  }
}

/** Moves the values by `share` of the way to those of `other` that are lower. */
function lowerTo(values: Float64Array, other: Float64Array, share: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const lower = Math.min(value, other[i] ?? value);
    values[i] = share === 1 ? lower : value + share * (lower - value);
  }
}
