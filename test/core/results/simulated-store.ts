/** A store of which it is known what its scenario does, watched day by day. */
import type { LiftGroup } from '../../../admin-app/core/results/lift.ts';

export interface SimulatedStore {
  /** On average; how many on which day is chance. Each counts from the day on which the window is over. */
  readonly enteringPerWeek: number;
  readonly heldOutShare: number;
  /** Share of the held out that returns, and of the treated. */
  readonly returning: number;
  readonly returningTreated: number;
  /** How many times the usual money the orders of the treated bring. */
  readonly treatedOrders: number;
  readonly amounts: AmountKind;
}

export type AmountKind = 'mild' | 'heavy' | 'power law';

export const MEAN_AMOUNT = 6000;

/** Money of one returning customer, on average MEAN_AMOUNT. */
const AMOUNTS: Readonly<Record<AmountKind, (random: () => number) => number>> = {
  // Lognormal: a tenth of those who order bring 39 % of the money, and 59 %.
  mild: (random) => MEAN_AMOUNT * Math.exp(normal(random) - 0.5),
  heavy: (random) => MEAN_AMOUNT * Math.exp(1.5 * normal(random) - 1.125),
  // Pareto with exponent 2.5: variance, but no third moment.
  'power law': (random) => MEAN_AMOUNT * 0.6 * (1 - random()) ** -0.4,
};

export interface Look {
  readonly treated: LiftGroup;
  readonly heldOut: LiftGroup;
}

/** Everything there is to see at the end of each day, from the first on. */
export function* watch(store: SimulatedStore, random: () => number, days: number): Generator<Look> {
  const { heldOutShare, returning, returningTreated, treatedOrders } = store;
  const treated = emptyGroup(store.enteringPerWeek * (1 - heldOutShare));
  const heldOut = emptyGroup(store.enteringPerWeek * heldOutShare);
  const amount = AMOUNTS[store.amounts];
  for (let day = 0; day < days; day += 1) {
    const all = poisson(random, store.enteringPerWeek / 7);
    const without = binomial(random, all, heldOutShare);
    enter(treated, all - without, binomial(random, all - without, returningTreated), () =>
      Math.round(treatedOrders * amount(random)),
    );
    enter(heldOut, without, binomial(random, without, returning), () => Math.round(amount(random)));
    yield { treated, heldOut };
  }
}

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

function emptyGroup(enteringPerWeek: number): Writable<LiftGroup> {
  return { customers: 0, returned: 0, revenueMinor: 0, revenueSquares: 0, enteringPerWeek };
}

function enter(
  group: Writable<LiftGroup>,
  customers: number,
  returned: number,
  amount: () => number,
): void {
  group.customers += customers;
  group.returned += returned;
  for (let each = 0; each < returned; each += 1) {
    const money = amount();
    group.revenueMinor += money;
    group.revenueSquares += money ** 2;
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(random: () => number, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let count = 0;
  const least = Math.exp(-mean);
  for (let product = random(); product > least; product *= random()) count += 1;
  return count;
}

/** From one success to the next, so that rare ones cost little. */
function binomial(random: () => number, tries: number, chance: number): number {
  const scale = Math.log1p(-chance);
  let successes = -1;
  for (let at = 0; at <= tries; successes += 1) {
    at += Math.floor(Math.log(1 - random()) / scale) + 1;
  }
  return successes;
}
