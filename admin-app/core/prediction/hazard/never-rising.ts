import type { CustomerState } from './customer-state.ts';

/** Silences at which the hazard is looked at grow by this factor from the due date on. */
const STEP = 1.6;
/** Shares of the typical gap at which no regular customer is due: spares looking closer. */
const SURELY_NOT_DUE = 0.25;

/**
 * The hazard of a customer, kept from rising with the silence once the customer is overdue: the lowest seen at any
 * silence from the due date to now, linear between the silences looked at. A learned hazard may wriggle with the length of
 * the silence; a chance that rises while a regular customer stays away would be a wriggle, not knowledge. `dueAfter` gives
 * the silence at which half of those who return have done so, `hazardAt` the cumulative hazards for another silence; both
 * with all else equal, the season too.
 */
export function neverRising(
  now: {
    readonly state: Pick<CustomerState, 'silence' | 'typicalGap'>;
    readonly hazard: Float64Array;
  },
  dueAfter: () => number,
  hazardAt: (silence: number) => Float64Array,
): Float64Array {
  const { silence, typicalGap } = now.state;
  if (silence < SURELY_NOT_DUE * typicalGap) return now.hazard;
  let from = dueAfter();
  if (silence <= from) return now.hazard;
  let lowest = hazardAt(from);
  for (;;) {
    const to = Math.ceil(from * STEP);
    const lower = lowerOf(lowest, hazardAt(to));
    if (silence <= to) return between(lowest, lower, (silence - from) / (to - from));
    [from, lowest] = [to, lower];
  }
}

function lowerOf(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => Math.min(value, b[i] ?? value));
}

function between(a: Float64Array, b: Float64Array, share: number): Float64Array {
  return a.map((value, i) => value + share * ((b[i] ?? value) - value));
}
