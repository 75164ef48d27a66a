/**
 * How the promise of the lift holds in simulated stores: prints the tables of docs/results.md.
 *
 *     node --import tsx test/core/results/lift-simulation.ts [stores of each kind, 1000]
 */
import type { LiftGroup } from '../../../admin-app/core/results/lift.ts';
import { missAt } from '../../../admin-app/core/results/many-comparisons.ts';
import type { DifferenceTest } from '../../../admin-app/core/results/sequential-interval.ts';
import { testOfMeans } from '../../../admin-app/core/results/sequential-means.ts';
import { testOfShares } from '../../../admin-app/core/results/sequential-shares.ts';
import { wilsonInterval } from '../../../admin-app/core/results/wilson-interval.ts';
import { randomFrom } from '../../ui/fixture/random.ts';
import {
  type AmountKind,
  type Look,
  MEAN_AMOUNT,
  type SimulatedStore,
  watch,
} from './simulated-store.ts';

const MISS = 0.05;
export const A_YEAR = 365;

/** Which differences may be the true one; null while nothing can be said. */
export type Method = (treated: LiftGroup, heldOut: LiftGroup) => DifferenceTest | null;

export const shares: Method = (treated, heldOut) => testOfShares(treated, heldOut, MISS);
export const money: Method = (treated, heldOut) => testOfMeans(treated, heldOut, MISS);

/** As much as the first scenario of a shop is given (many-comparisons.ts). */
const firstOfShop: Method = (treated, heldOut) =>
  testOfShares(treated, heldOut, missAt('scenario', 1));

/** What is in common use and right if read once, from 20 held out on. (Newcombe 1998, method 10) */
export const sharesReadOnce: Method = (treated, heldOut) => {
  if (heldOut.customers < 20 || treated.customers === 0) return null;
  const share = treated.returned / treated.customers;
  const heldOutShare = heldOut.returned / heldOut.customers;
  const [low, high] = wilsonInterval(treated);
  const [heldOutLow, heldOutHigh] = wilsonInterval(heldOut);
  const seen = share - heldOutShare;
  return (difference) =>
    difference >= seen - Math.hypot(share - low, heldOutHigh - heldOutShare) &&
    difference <= seen + Math.hypot(high - share, heldOutShare - heldOutLow);
};

/** Welch's interval, in common use as well, from 30 returned on each side on. */
export const moneyReadOnce: Method = (treated, heldOut) => {
  if (Math.min(treated.returned, heldOut.returned) < 30) return null;
  const mean = (group: LiftGroup) => group.revenueMinor / group.customers;
  const variance = (group: LiftGroup) =>
    (group.revenueSquares / group.customers - mean(group) ** 2) / (group.customers - 1);
  const noise = Math.sqrt(variance(treated) + variance(heldOut));
  return (difference) => Math.abs(mean(treated) - mean(heldOut) - difference) <= 1.96 * noise;
};

/** The share of stores in which this difference, the true one, is ruled out on any day. */
export function everMissed(
  method: Method,
  difference: number,
  { store, days, stores, seed }: Runs,
): number {
  const random = randomFrom(seed);
  let missed = 0;
  for (let at = 0; at < stores; at += 1) {
    if (misses(method, difference, watch(store, random, days))) missed += 1;
  }
  return missed / stores;
}

export interface Runs {
  readonly store: SimulatedStore;
  readonly days: number;
  readonly stores: number;
  readonly seed: number;
}

function misses(method: Method, difference: number, looks: Iterable<Look>): boolean {
  for (const { treated, heldOut } of looks) {
    if (method(treated, heldOut)?.(difference) === false) return true;
  }
  return false;
}

/** Weeks after which more are said to come back, one for each store; Infinity where that takes longer than `days`. */
export function weeksUntilSeen({ store, days, stores, seed }: Runs): readonly number[] {
  const random = randomFrom(seed);
  return Array.from({ length: stores }, () => {
    let day = 0;
    for (const { treated, heldOut } of watch(store, random, days)) {
      day += 1;
      const isHigher = treated.returned * heldOut.customers > heldOut.returned * treated.customers;
      if (isHigher && firstOfShop(treated, heldOut)?.(0) === false) return day / 7;
    }
    return Infinity;
  });
}

export const STORE: SimulatedStore = {
  enteringPerWeek: 1000,
  heldOutShare: 0.1,
  returning: 0.1,
  returningTreated: 0.1,
  treatedOrders: 1,
  amounts: 'mild',
};

const SIZES = [20, 100, 1000, 5000];
const HELD_OUT = [0.1, 0.2, 0.5];
const RETURNING = [0.03, 0.1, 0.3];
const AMOUNT_KINDS: readonly AmountKind[] = ['mild', 'heavy', 'power law'];
/** How many times as many return: none, a small and a large effect. */
const EFFECTS = [1, 1.2, 1.5];
const MONEY_EFFECTS = [
  { more: 1, orders: 1 },
  { more: 1.5, orders: 1 },
  { more: 1, orders: 0.6 },
];

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The worst over stores where few and where many return by themselves. */
function worstOfShares(method: Method, more: number, store: SimulatedStore, stores: number) {
  return Math.max(
    ...RETURNING.map((returning, at) => {
      const kind = { ...store, returning, returningTreated: returning * more };
      const runs = { store: kind, days: A_YEAR, stores, seed: at + 1 };
      return everMissed(method, returning * (more - 1), runs);
    }),
  );
}

/** The worst over mild and heavy tails. */
function worstOfMoney(
  method: Method,
  { more, orders }: (typeof MONEY_EFFECTS)[number],
  store: SimulatedStore,
  stores: number,
) {
  return Math.max(
    ...AMOUNT_KINDS.map((amounts, at) => {
      const treated = { returningTreated: store.returning * more, treatedOrders: orders };
      const runs = {
        store: { ...store, ...treated, amounts },
        days: A_YEAR,
        stores,
        seed: at + 1,
      };
      return everMissed(method, MEAN_AMOUNT * store.returning * (more * orders - 1), runs);
    }),
  );
}

function printTable(
  sizes: readonly number[],
  cells: (store: SimulatedStore) => readonly (string | number)[],
): void {
  for (const enteringPerWeek of sizes) {
    for (const heldOutShare of HELD_OUT) {
      const store = { ...STORE, enteringPerWeek, heldOutShare };
      console.log(row([enteringPerWeek, `${heldOutShare * 100} %`, ...cells(store)]));
    }
  }
}

function printPower(stores: number): void {
  for (const enteringPerWeek of [100, 1000, 10_000]) {
    for (const heldOutShare of [0.1, 0.3, 0.5]) {
      const store = { ...STORE, enteringPerWeek, heldOutShare, returningTreated: 0.12 };
      const weeks = weeksUntilSeen({ store, days: 2 * A_YEAR, stores, seed: 1 });
      const sorted = weeks.toSorted((one, other) => one - other);
      const [half, most] = [0.5, 0.8].map((share) => sorted[Math.floor(share * stores)] ?? 0);
      const within = sorted.filter((each) => each <= 52).length / stores;
      console.log(
        row([
          enteringPerWeek,
          `${heldOutShare * 100} %`,
          inWeeks(half),
          inWeeks(most),
          percent(within),
        ]),
      );
    }
  }
}

function inWeeks(weeks = Infinity): string {
  return Number.isFinite(weeks) ? weeks.toFixed(weeks < 10 ? 1 : 0) : 'over 104';
}

if (process.argv[1] === import.meta.filename) {
  const stores = Number(process.argv[2] ?? 1000);
  console.log('Customers: missed by effect (none, small, large), and none by what is read once');
  printTable(SIZES, (store) => [
    ...EFFECTS.map((more) => percent(worstOfShares(shares, more, store, stores))),
    percent(worstOfShares(sharesReadOnce, 1, store, stores)),
  ]);
  console.log('\nMoney: missed by effect (none, more return, smaller orders), and none read once');
  printTable(SIZES.slice(1), (store) => [
    ...MONEY_EFFECTS.map((effect) => percent(worstOfMoney(money, effect, store, stores))),
    percent(worstOfMoney(moneyReadOnce, { more: 1, orders: 1 }, store, stores)),
  ]);
  console.log(
    '\nTwo points on 10 %: weeks until half and 80 % of stores see them; share within a year',
  );
  printPower(stores);
}
