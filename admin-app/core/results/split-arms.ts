/**
 * Which arm of a split is best, from how many customers of each came back.
 *
 * The rate of an arm has a Beta posterior with Jeffreys' weak prior, Beta(½, ½): worth one customer, and its intervals
 * keep close to what they promise also with few returns. Source: Brown, Cai and DasGupta 2001, "Interval estimation
 * for a binomial proportion", Statistical Science 16, p. 101–133.
 *
 * Staff look every day, and stop when they like what they see. A probability to be best of 95 % alone would then name
 * a winner in many tests between equal arms, because each look is a new chance to be misled. So "best" also asks for
 * evidence that may be looked at as often as one likes: how much better a real difference explains what came than none
 * does, averaged over the differences that are to be expected. Where there is none, this ratio ever reaches T with a
 * chance of at most 1/T, however long one looks; T = 20 for two arms, and 20 × (arms − 1) for more, keeps the chance
 * ever to name a wrong winner at 5 %. (Differences are taken on the scale asin √rate, where their spread hardly depends
 * on the rate: exact for many customers, and from 30 per arm on close enough, which the tests try.) The price is
 * patience: it takes more customers than a test that is read once. Source: Robbins 1970, "Statistical methods related
 * to the law of the iterated logarithm", Annals of Mathematical Statistics 41, p. 1397–1409; Waudby-Smith et al. 2024,
 * "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52, p. 2613–2640.
 *
 * The promise is about customers whose time to come back is over: counted while it runs, a rate would still rise.
 * "Ahead" promises nothing; it is a leaning, and says so by asking for more customers.
 */
import { type BetaGrid, betaGrid, cumulativeAt, quantileOf } from './beta-grid.ts';

/** What is counted of each arm; `over` are those whose window is over. Each can be opened to its customers. */
export const SPLIT_FIGURES = ['entered', 'over', 'returned', 'opened', 'clicked'] as const;
export type SplitFigure = (typeof SPLIT_FIGURES)[number];

export interface ArmCounts {
  readonly armId: string;
  /** Customers whose time to come back is over. */
  readonly customers: number;
  /** Of these. */
  readonly returned: number;
}

export interface ArmEstimate {
  /** Share that returned; null while there is nobody. */
  readonly rate: number | null;
  /** Interval that holds the arm's true rate with 95 % probability. */
  readonly low: number;
  readonly high: number;
  /** Probability that no other arm has a higher rate; over all arms they add up to 1. */
  readonly chanceBest: number;
}

export type ArmResult = ArmCounts & ArmEstimate;

export type SplitVerdict =
  /**
   * `morePerArm`: customers still to come to each arm until one is best, if the rates stay; null where that is beyond a
   * million, or an arm has had nobody yet.
   */
  | { readonly kind: 'not enough yet'; readonly morePerArm: number | null }
  | { readonly kind: 'ahead'; readonly armId: string; readonly morePerArm: number | null }
  | { readonly kind: 'best'; readonly armId: string };

export interface SplitResult<Arm extends ArmCounts> {
  /** In the order given, with whatever else was given of them. */
  readonly arms: readonly (Arm & ArmEstimate)[];
  readonly verdict: SplitVerdict;
}

const CHANCE_OF_BEST = 0.95;
const CHANCE_OF_AHEAD = 0.8;
/** Fewer customers in any arm say nothing about it. */
const FEWEST_PER_ARM = 30;
const WRONG_WINNERS = 0.05;
const MOST_MORE = 1_000_000;
/** Usual size of a difference on the scale asin √rate: 5 % against 7½ %, or 20 % against 24 %. */
const USUAL_DIFFERENCE = 0.05;

/** Rates, intervals, and what may be said of them; arms without customers are arms of which nothing is known. */
export function judgeSplit<Arm extends ArmCounts>(counts: readonly Arm[]): SplitResult<Arm> {
  const posteriors = counts.map(betaGrid);
  const arms = counts.map((arm, at): Arm & ArmEstimate => {
    const own = posteriors[at] ?? betaGrid(arm);
    const others = posteriors.filter((_, other) => other !== at);
    return {
      ...arm,
      rate: arm.customers === 0 ? null : arm.returned / arm.customers,
      low: quantileOf(own, 0.025),
      high: quantileOf(own, 0.975),
      chanceBest: chanceToExceed(own, others),
    };
  });
  return { arms, verdict: verdictOn(arms) };
}

/** The sum over all rates that the arm may have: how likely that one is, times how likely all others are lower. */
function chanceToExceed(own: BetaGrid, others: readonly BetaGrid[]): number {
  return own.places.reduce((sum, place, cell) => {
    const lower = others.reduce((chance, other) => chance * cumulativeAt(other, place), 1);
    return sum + (own.masses[cell] ?? 0) * lower;
  }, 0);
}

function verdictOn(arms: readonly ArmResult[]): SplitVerdict {
  const [first, ...rest] = arms.toSorted((one, other) => other.chanceBest - one.chanceBest);
  if (!first || rest.length === 0) return { kind: 'not enough yet', morePerArm: null };
  const fewest = Math.min(...arms.map(({ customers }) => customers));
  if (fewest >= FEWEST_PER_ARM && first.chanceBest >= CHANCE_OF_BEST && isProven(first, rest)) {
    return { kind: 'best', armId: first.armId };
  }
  const morePerArm = fewest === 0 ? null : moreNeeded(first, rest, fewest);
  return fewest >= FEWEST_PER_ARM && first.chanceBest >= CHANCE_OF_AHEAD
    ? { kind: 'ahead', armId: first.armId, morePerArm }
    : { kind: 'not enough yet', morePerArm };
}

/** Whether an arm may be named best, however often one asks: against every other, so also against the truly best. */
export function isProven(arm: ArmCounts, others: readonly ArmCounts[]): boolean {
  const least = Math.log(others.length / WRONG_WINNERS);
  return others.every((other) => isHigher(arm, other) && logEvidence(arm, other) >= least);
}

function isHigher(arm: ArmCounts, other: ArmCounts): boolean {
  return arm.returned * other.customers > other.returned * arm.customers;
}

/** Logarithm of how much better differences of the usual size explain what came than none does. */
function logEvidence(one: ArmCounts, other: ArmCounts): number {
  const difference = stretched(one) - stretched(other);
  const noise = (1 / one.customers + 1 / other.customers) / 4;
  const usual = USUAL_DIFFERENCE ** 2;
  return (difference ** 2 * usual) / (2 * noise * (noise + usual)) - Math.log1p(usual / noise) / 2;
}

/** The rate on a scale where its variance is 1/(4n). (Anscombe 1948, Biometrika 35, p. 246–254) */
function stretched({ customers, returned }: ArmCounts): number {
  return Math.asin(Math.sqrt((returned + 0.375) / (customers + 0.75)));
}

/** By bisection: while rates stay, evidence that has come so far does not go again. */
function moreNeeded(first: ArmCounts, rest: readonly ArmCounts[], fewest: number): number | null {
  const suffices = (more: number) =>
    isProven(
      grown(first, more),
      rest.map((arm) => grown(arm, more)),
    );
  if (!suffices(MOST_MORE)) return null;
  let low = Math.max(0, FEWEST_PER_ARM - fewest) - 1;
  let high = MOST_MORE;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function grown({ armId, customers, returned }: ArmCounts, more: number): ArmCounts {
  const scale = (customers + more) / customers;
  return { armId, customers: customers * scale, returned: returned * scale };
}
