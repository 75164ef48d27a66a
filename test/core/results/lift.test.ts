import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lift, type LiftGroup, sequentialLift } from '../../../admin-app/core/results/lift.ts';
import { squaredReach } from '../../../admin-app/core/results/sequential-interval.ts';
import { likeliestShare } from '../../../admin-app/core/results/sequential-shares.ts';
import { wilsonInterval } from '../../../admin-app/core/results/wilson-interval.ts';
import {
  everMissed,
  type Method,
  money,
  moneyReadOnce,
  type Runs,
  STORE,
  shares,
  sharesReadOnce,
  weeksUntilSeen,
} from './lift-simulation.ts';
import { MEAN_AMOUNT } from './simulated-store.ts';

/** Each who returned brought 60.00 on average, with a standard deviation of 50.00. */
function group(customers: number, returned: number, enteringPerWeek = 0): LiftGroup {
  return {
    customers,
    returned,
    revenueMinor: returned * 6000,
    revenueSquares: returned * (6000 ** 2 + 5000 ** 2),
    enteringPerWeek,
  };
}

const anyGroup = fc
  .record({
    customers: fc.integer({ min: 0, max: 200_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    weekly: fc.integer({ min: 0, max: 5000 }),
  })
  .map(({ customers, share, weekly }) => group(customers, Math.round(customers * share), weekly));

function numbersIn(lift: Lift): readonly number[] {
  const { difference, extraCustomers, revenuePerCustomerMinor, extraRevenueMinor } = lift;
  return [difference, extraCustomers, revenuePerCustomerMinor, extraRevenueMinor].flatMap(
    (estimate) => (estimate ? [estimate.low, estimate.value, estimate.high] : []),
  );
}

const MISS = 0.05;

describe('lift, looked at daily', () => {
  it.each<[string, LiftGroup, LiftGroup, Lift['verdict']]>([
    ['nobody', group(0, 0, 9), group(0, 0, 1), { kind: 'too early', weeks: null }],
    ['nobody held out', group(50, 5, 9), group(0, 0), { kind: 'too early', weeks: null }],
    ['one each', group(1, 1), group(1, 0), { kind: 'too early', weeks: null }],
    ['a few held out', group(1000, 900), group(8, 0), { kind: 'too early', weeks: null }],
    [
      'what is significant if read once',
      group(9000, 1080, 900),
      group(1000, 97, 100),
      { kind: 'too early', weeks: 14 },
    ],
    ['enough', group(9000, 1080), group(1000, 60), { kind: 'more come back' }],
    ['harm', group(9000, 540), group(1000, 120), { kind: 'fewer come back' }],
    [
      'a difference too small to matter',
      group(900_000, 90_100),
      group(100_000, 10_000),
      { kind: 'no difference to speak of', margin: 0.01 },
    ],
    [
      'too little to matter above, but not below',
      group(90_000, 8550),
      group(10_000, 1000),
      { kind: 'too early', weeks: null },
    ],
    [
      'almost two years',
      group(9000, 1080, 200),
      group(1000, 100, 22),
      { kind: 'too early', weeks: 102 },
    ],
    [
      'more than two years',
      group(9000, 1080, 150),
      group(1000, 100, 17),
      { kind: 'too early', weeks: null },
    ],
  ])('says what may be said: %s', (_, treated, heldOut, verdict) => {
    expect(sequentialLift({ treated, heldOut, miss: MISS }).verdict).toEqual(verdict);
  });

  it('gives whole customers and whole minor units', () => {
    const lift = sequentialLift({
      treated: group(9000, 1081),
      heldOut: group(1000, 60),
      miss: MISS,
    });
    expect(lift.difference?.value).toBeCloseTo(1081 / 9000 - 0.06, 12);
    expect(lift.extraCustomers?.value).toBe(541);
    expect(lift.revenuePerCustomerMinor?.value).toBe(361);
    expect(lift.extraRevenueMinor?.value).toBe(3_246_000);
    expect(numbersIn(lift).slice(3).every(Number.isInteger)).toBe(true);
  });

  it('never has a number that is none, or an estimate outside its interval', () => {
    fc.assert(
      fc.property(anyGroup, anyGroup, (treated, heldOut) => {
        const lift = sequentialLift({ treated, heldOut, miss: MISS });
        expect(numbersIn(lift).every(Number.isFinite)).toBe(true);
        for (const estimate of [lift.difference, lift.revenuePerCustomerMinor]) {
          if (!estimate) continue;
          expect(estimate.low).toBeLessThanOrEqual(estimate.value);
          expect(estimate.high).toBeGreaterThanOrEqual(estimate.value);
        }
        const { low = -1, high = 1 } = lift.difference ?? {};
        expect(Math.min(low, -high)).toBeGreaterThanOrEqual(-1);
        expect(lift.extraCustomers?.high ?? 0).toBeLessThanOrEqual(treated.returned);
      }),
      { numRuns: 300 },
    );
  });

  it('finds the opposite where the groups change places', () => {
    fc.assert(
      fc.property(anyGroup, anyGroup, (one, other) => {
        const there = sequentialLift({ treated: one, heldOut: other, miss: MISS }).difference;
        const back = sequentialLift({ treated: other, heldOut: one, miss: MISS }).difference;
        expect((there?.low ?? 0) + (back?.high ?? 0)).toBeCloseTo(0, 6);
      }),
      { numRuns: 100 },
    );
  });

  it('is more cautious the less it may be wrong', () => {
    const groups = { treated: group(900, 90), heldOut: group(100, 8) };
    const often = sequentialLift({ ...groups, miss: 0.05 }).difference;
    const seldom = sequentialLift({ ...groups, miss: 0.005 }).difference;
    expect(seldom?.low).toBeLessThan(often?.low ?? -1);
  });

  it('needs as many weeks as it says, if customers return as expected', () => {
    // 2.3 points are seen in what 900 pairs are worth, of which a usual difference needs 100: nine tenths are believed.
    const seen = 1080 / 9000 - 0.097;
    const inWeeks = (weeks: number) => {
      const treated = 1080 + 900 * weeks * (0.1177 + 0.1 * 0.9 * seen);
      const heldOut = 97 + 100 * weeks * (0.1177 - 0.9 * 0.9 * seen);
      return sequentialLift({
        treated: group(9000 + 900 * weeks, treated),
        heldOut: group(1000 + 100 * weeks, heldOut),
        miss: MISS,
      }).verdict.kind;
    };
    expect([inWeeks(13), inWeeks(14)]).toEqual(['too early', 'more come back']);
  });

  it('is sure of money where all bring the same', () => {
    const alike = (customers: number) => ({
      ...group(customers, customers),
      revenueSquares: customers * 6000 ** 2,
    });
    const lift = sequentialLift({ treated: alike(900), heldOut: alike(100), miss: MISS });
    expect(lift.revenuePerCustomerMinor).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('says nothing of money while one order could mean anything', () => {
    const uneven = { ...group(1000, 40), revenueMinor: 3e6, revenueSquares: 4e12 };
    const { revenuePerCustomerMinor: few } = sequentialLift({
      treated: group(9000, 400),
      heldOut: group(1000, 29),
      miss: MISS,
    });
    const { revenuePerCustomerMinor: one } = sequentialLift({
      treated: group(9000, 360),
      heldOut: uneven,
      miss: MISS,
    });
    expect([few, one]).toEqual([null, null]);
  });
});

describe('an interval for any number of looks', () => {
  it.each([0.01, 0.5, 3, 40])('ends where usual differences explain twentyfold (%d)', (clear) => {
    // In units of the usual difference, whose variance is 1: noise has variance 1 / clear.
    const seen = Math.sqrt(squaredReach(clear, 0.05) / clear);
    const ratio = (difference: number) => Math.exp(clear * difference * (seen - difference / 2));
    const weight = (difference: number) =>
      Math.exp(-(difference ** 2) / 2) / Math.sqrt(2 * Math.PI);
    let evidence = 0;
    for (let at = -30; at < 30; at += 0.002) evidence += ratio(at) * weight(at) * 0.002;
    expect(evidence).toBeCloseTo(20, 4);
  });

  it.each([
    [{ customers: 900, returned: 80 }, { customers: 100, returned: 3 }, -0.1],
    [{ customers: 50, returned: 0 }, { customers: 10, returned: 0 }, 0.2],
    [{ customers: 7, returned: 7 }, { customers: 90_000, returned: 30 }, 0.6],
    [{ customers: 10, returned: 4 }, { customers: 10, returned: 4 }, 0],
  ])('takes the likeliest shares with the asked difference (%#)', (one, other, difference) => {
    const likelihood = (share: number) =>
      [one, other].reduce((sum, { customers, returned }, at) => {
        const own = at === 0 ? share + difference : share;
        return sum + returned * Math.log(own) + (customers - returned) * Math.log(1 - own);
      }, 0);
    const from = Math.max(0, -difference);
    const places = Array.from(
      { length: 5_000 },
      (_, at) => from + ((1 - Math.abs(difference)) * (at + 0.5)) / 5_000,
    );
    const best = places.reduce((top, place) => (likelihood(place) > likelihood(top) ? place : top));
    expect(likeliestShare(difference, one, other)).toBeCloseTo(best, 3);
  });
});

/** Each promise in a few stores of the worst kinds; lift-simulation.ts tries it in many. */
describe('lift in simulated stores, looked at on each day of a year', () => {
  const runs = (store: Partial<Runs['store']>, stores = 200): Runs => ({
    store: { ...STORE, ...store },
    days: 365,
    stores,
    seed: 1,
  });

  it.each<[string, Method, number, Runs]>([
    ['no effect, few return', shares, 0, runs({ returning: 0.03, returningTreated: 0.03 })],
    ['no effect, few enter', shares, 0, runs({ enteringPerWeek: 20 })],
    ['a large effect', shares, 0.05, runs({ returningTreated: 0.15 })],
    ['no effect on money', money, 0, runs({ amounts: 'heavy', heldOutShare: 0.2 }, 100)],
    [
      'more money',
      money,
      MEAN_AMOUNT * 0.05,
      runs({ amounts: 'heavy', returningTreated: 0.15 }, 100),
    ],
    ['less money', money, MEAN_AMOUNT * -0.04, runs({ amounts: 'heavy', treatedOrders: 0.6 }, 100)],
  ])('misses the truth in at most one of twenty: %s', (_, method, truth, stores) => {
    expect(everMissed(method, truth, stores)).toBeLessThanOrEqual(0.05);
  });

  it('keeps a promise that an interval to be read once breaks in every third store', () => {
    expect(everMissed(sharesReadOnce, 0, runs({}, 100))).toBeGreaterThan(0.33);
    expect(everMissed(moneyReadOnce, 0, runs({ amounts: 'heavy' }, 60))).toBeGreaterThan(0.33);
  });

  it('sees two points in half of the stores within half a year', () => {
    const seen = weeksUntilSeen(runs({ returningTreated: 0.12 }, 60));
    expect(seen.filter((weeks) => weeks <= 26).length).toBeGreaterThan(24);
  });
});

describe('an interval of one share', () => {
  it('stays inside 0 and 1', () => {
    expect(wilsonInterval({ customers: 5, returned: 0 })[0]).toBe(0);
    expect(wilsonInterval({ customers: 5, returned: 5 })[1]).toBe(1);
  });
});
