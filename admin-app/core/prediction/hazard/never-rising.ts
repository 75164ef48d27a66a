import type { CustomerState } from './customer-state.ts';
import { dayOfShare } from './hazard-curve.ts';
import type { PeriodEdges } from './periods.ts';

/** Silences at which the hazard is looked at grow by this factor from the due date on. */
const STEP = 1.5;
/** Shares of the typical gap at which no regular customer is due: spares looking closer. */
const SURELY_NOT_DUE = 0.5;

/**
 * The hazard of a customer, kept from rising with the silence once the customer is overdue: the lowest seen at any
 * silence from the due date to now, linear between the silences looked at. A learned hazard may wriggle with the length of
 * the silence; a chance that rises while a regular customer stays away would be a wriggle, not knowledge. `hazardAt` gives
 * the cumulative hazards for another silence with all else equal, the season too.
 */
export function neverRising(
  edges: PeriodEdges,
  now: {
    readonly state: Pick<CustomerState, 'silence' | 'typicalGap'>;
    readonly hazard: Float64Array;
  },
  hazardAt: (silence: number) => Float64Array,
): Float64Array {
  const { silence, typicalGap } = now.state;
  if (silence < SURELY_NOT_DUE * typicalGap) return now.hazard;
  const atOrder = hazardAt(0);
  const due = dayOfShare(edges, atOrder, 0.5, 365);
  if (silence <= due) return now.hazard;
  let from = due;
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
