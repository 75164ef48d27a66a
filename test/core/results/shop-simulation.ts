/**
 * How the promise for all scenarios of a shop together holds in simulated shops whose scenarios do nothing: prints the
 * table of docs/results.md.
 *
 *     node --import tsx test/core/results/shop-simulation.ts [shops of each kind, 500]
 */
import { missAt } from '../../../admin-app/core/results/many-comparisons.ts';
import { testOfShares } from '../../../admin-app/core/results/sequential-shares.ts';
import { randomFrom } from '../../ui/fixture/random.ts';
import {
  A_YEAR,
  type Method,
  percent,
  row,
  STORE,
  shares,
  sharesReadOnce,
} from './lift-simulation.ts';
import { type SimulatedStore, watch } from './simulated-store.ts';

export const SCENARIOS = 10;

/** What the scenario at a place is told by; places are counted from 1. */
export type MethodAt = (place: number) => Method;

/** As results are shown. */
export const sharedOut: MethodAt = (place) => {
  const miss = missAt('scenario', place);
  return (treated, heldOut) => testOfShares(treated, heldOut, miss);
};

export interface Shops {
  readonly scenario: SimulatedStore;
  readonly days: number;
  readonly shops: number;
  readonly seed: number;
}

/** For each method, the share of shops in which it ever calls any of ten scenarios without an effect an effect. */
export function everMisled(
  methods: readonly MethodAt[],
  { scenario, days, shops, seed }: Shops,
): readonly number[] {
  const random = randomFrom(seed);
  const misled = methods.map(() => 0);
  for (let shop = 0; shop < shops; shop += 1) {
    const isMisled = methods.map(() => false);
    for (let place = 1; place <= SCENARIOS; place += 1) {
      const told = methods.map((method) => method(place));
      for (const { treated, heldOut } of watch(scenario, random, days)) {
        for (const [nth, method] of told.entries()) {
          isMisled[nth] ||= method(treated, heldOut)?.(0) === false;
        }
      }
    }
    for (const [nth, is] of isMisled.entries()) misled[nth] = (misled[nth] ?? 0) + Number(is);
  }
  return misled.map((count) => count / shops);
}

const METHODS: readonly MethodAt[] = [sharedOut, () => shares, () => sharesReadOnce];
const RETURNING = [0.03, 0.1, 0.3];

/** The worst over scenarios to which few and to which many return by themselves. */
function worst(enteringPerWeek: number, heldOutShare: number, shops: number): readonly number[] {
  const each = RETURNING.map((returning, at) => {
    const own = { enteringPerWeek, heldOutShare, returning, returningTreated: returning };
    return everMisled(METHODS, {
      ...{ days: A_YEAR, shops, seed: at + 1 },
      scenario: { ...STORE, ...own },
    });
  });
  return METHODS.map((_, nth) => Math.max(...each.map((found) => found[nth] ?? 0)));
}

if (process.argv[1] === import.meta.filename) {
  const shops = Number(process.argv[2] ?? 500);
  console.log('Any of ten scenarios ever misleads: shared out, each alone, each read daily');
  for (const enteringPerWeek of [20, 100, 1000]) {
    for (const heldOutShare of [0.1, 0.5]) {
      const found = worst(enteringPerWeek, heldOutShare, shops);
      console.log(row([enteringPerWeek, `${heldOutShare * 100} %`, ...found.map(percent)]));
    }
  }
}
