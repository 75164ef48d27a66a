/**
 * An interval that may be looked at as often as one likes.
 *
 * The usual 95 % interval is right 19 times in 20 if it is read once. Whoever reads it every day and stops when it
 * leaves zero is misled far more often, because each look is a new chance. This one holds the true difference on all
 * days together with 95 %. It holds the differences for which there is no such evidence as in split-arms.ts: how much
 * better differences of the usual size around what is asked explain what came than that one itself. If it is the true
 * one, this ratio ever reaches T with a chance of at most 1/T.
 *
 * The difference of two means with variance v, divided by v, moves like a Brownian motion in the time 1/v, whatever the
 * sizes of the two groups and however unequally they grow, as long as chance decides who is in which. So the ratio
 * depends on today's figures alone, and no earlier look need be known. Source: Robbins 1970, "Statistical methods
 * related to the law of the iterated logarithm", Annals of Mathematical Statistics 41, p. 1397–1409; Waudby-Smith et
 * al. 2024, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52,
 * p. 2613–2640.
 */

/** `low` to `high` holds the true value at all looks together with 95 %. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Usual size of a difference, in standard deviations of one customer: 5 % against 7½ %, or 20 % against 24 %. */
const USUAL_DIFFERENCE = 0.1;

/**
 * How many equal pairs of customers two groups are worth, times the square of the usual difference: below 1, a usual
 * difference is still hidden by chance.
 */
export function clarity(customers: number, others: number): number {
  return USUAL_DIFFERENCE ** 2 / (1 / customers + 1 / others);
}

/**
 * How far a difference may lie from what was seen without being ruled out, as the square of its distance in standard
 * errors. `miss` is the chance ever to rule out the true one, 0–1.
 */
export function squaredReach(clear: number, miss: number): number {
  return (1 + 1 / clear) * (Math.log1p(clear) - 2 * Math.log(miss));
}

/** Whether a difference may be the true one after what was seen. */
export type DifferenceTest = (difference: number) => boolean;

const HALVINGS = 40;

/** Where what is plausible ends on the way from a plausible value to another; the other if it never does. */
export function edgeOf(isPlausible: DifferenceTest, plausible: number, other: number): number {
  if (isPlausible(other)) return other;
  let inside = plausible;
  let outside = other;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (inside + outside) / 2;
    if (isPlausible(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
