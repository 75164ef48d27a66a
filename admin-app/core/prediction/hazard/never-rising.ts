/** The silences looked at grow by these factors, the last again and again. */
const STEPS = [1.5, 2, 3];

/**
 * The hazard of an overdue customer, kept from rising with the silence: the lowest seen at any silence from the due date
 * (`due` days after the last order) to `silence`, between the silences looked at along their logarithm. A learned hazard
 * may wriggle with the length of the silence; a chance that rises while a regular customer stays away would be a wriggle,
 * not knowledge. `hazardAt` gives the cumulative hazards for another silence with all else equal, the season too.
 */
export function neverRising(
  due: number,
  silence: number,
  hazardAt: (silence: number) => Float64Array,
): Float64Array {
  let from = due;
  let lowest = hazardAt(from);
  for (let step = 0; ; step++) {
    const to = Math.ceil(from * (STEPS[Math.min(step, STEPS.length - 1)] ?? 2));
    const lower = lowerOf(lowest, hazardAt(to));
    if (silence <= to) {
      return between(lowest, lower, Math.log(silence / from) / Math.log(to / from));
    }
    [from, lowest] = [to, lower];
  }
}

function lowerOf(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => Math.min(value, b[i] ?? value));
}

function between(a: Float64Array, b: Float64Array, share: number): Float64Array {
  return a.map((value, i) => value + share * ((b[i] ?? value) - value));
}
