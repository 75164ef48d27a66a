import { describe, expect, it } from 'vitest';
import {
  type ArmCounts,
  isProven,
  judgeSplit,
} from '../../../admin-app/core/results/split-arms.ts';
import { randomFrom } from '../../ui/fixture/random.ts';

type Returned = readonly [returned: number, customers: number];

function arms(...counts: readonly Returned[]): readonly ArmCounts[] {
  return counts.map(([returned, customers], at) => ({
    armId: 'abcdefghij'.charAt(at),
    customers,
    returned,
  }));
}

describe('the arms of a split', () => {
  // Quantiles of Beta(returned + ½, customers − returned + ½), from R's qbeta.
  it.each([
    [50, 1000, 0.03777013, 0.06482846],
    [0, 100, 0.0000048981, 0.0247452704],
    [0, 0, 0.0015413, 0.9984587],
  ])('gives %i of %i the interval of its posterior', (returned, customers, low, high) => {
    const [arm] = judgeSplit(arms([returned, customers], [1, 10])).arms;
    expect(arm?.low).toBeCloseTo(low, 4);
    expect(arm?.high).toBeCloseTo(high, 4);
  });

  it.each<readonly Returned[]>([
    [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    [
      [3, 50],
      [900, 40_000],
    ],
    [
      [100_000, 1_000_000],
      [101_000, 1_000_000],
      [0, 5],
    ],
    [
      [100, 100],
      [0, 100],
    ],
  ])('shares out the probability to be best (%#)', (...counts) => {
    const { arms: judged } = judgeSplit(arms(...counts));
    expect(judged.reduce((sum, { chanceBest }) => sum + chanceBest, 0)).toBeCloseTo(1, 3);
  });

  it('gives the probability to be best that the normal distribution gives for many customers', () => {
    const { arms: judged } = judgeSplit(arms([5_000, 50_000], [5_150, 50_000]));
    // Φ of the difference over its standard error: 0.003 / 0.0019110.
    expect(judged[1]?.chanceBest).toBeCloseTo(0.94177, 3);
  });

  it.each<[string, readonly Returned[], object]>([
    [
      'nobody yet',
      [
        [0, 0],
        [0, 0],
      ],
      { kind: 'not enough yet', morePerArm: null },
    ],
    [
      'nobody on one',
      [
        [0, 0],
        [30, 100],
      ],
      { kind: 'not enough yet', morePerArm: null },
    ],
    [
      'a handful',
      [
        [0, 9],
        [9, 9],
      ],
      { kind: 'not enough yet', morePerArm: 21 },
    ],
    [
      'the same',
      [
        [60, 1000],
        [60, 1000],
      ],
      { kind: 'not enough yet', morePerArm: null },
    ],
    [
      '97 % sure',
      [
        [50, 1000],
        [70, 1000],
      ],
      { kind: 'ahead', armId: 'b', morePerArm: 1611 },
    ],
    [
      'proven',
      [
        [50, 1000],
        [90, 1000],
      ],
      { kind: 'best', armId: 'b' },
    ],
    [
      'two good',
      [
        [90, 1000],
        [40, 1000],
        [90, 1000],
      ],
      { kind: 'not enough yet', morePerArm: null },
    ],
    [
      'of three',
      [
        [90, 1000],
        [40, 1000],
        [40, 1000],
      ],
      { kind: 'best', armId: 'a' },
    ],
    ['one arm', [[90, 1000]], { kind: 'not enough yet', morePerArm: null }],
  ])('says what may be said: %s', (_, counts, verdict) => {
    expect(judgeSplit(arms(...counts)).verdict).toEqual(verdict);
  });

  it('needs as many more as it says', () => {
    const more = (extra: number) =>
      judgeSplit(arms(...[50, 70].map((of): Returned => [of * (1 + extra / 1000), 1000 + extra])))
        .verdict.kind;
    expect([more(1610), more(1611)]).toEqual(['ahead', 'best']);
  });

  it.each([
    [0.01, 2],
    [0.05, 2],
    [0.05, 4],
    [0.4, 2],
  ])(
    'names a winner among equals (%d, %i arms) in under one in twenty tests, looked at daily',
    (rate, count) => {
      const random = randomFrom(count * 1000 + rate * 100);
      const tests = Array.from({ length: 400 }, () => falseWinner(random, rate, count));
      expect(tests.filter((wrong) => wrong).length / tests.length).toBeLessThan(0.05);
    },
  );

  it('finds the better of two in most tests', () => {
    const random = randomFrom(1);
    const found = Array.from({ length: 100 }, () => {
      const drawn = arms(...[0.05, 0.09].map((rate): Returned => [draw(random, rate, 2000), 2000]));
      return judgeSplit(drawn).verdict;
    });
    const right = found.filter((verdict) => verdict.kind === 'best' && verdict.armId === 'b');
    expect(right.length).toBeGreaterThan(90);
  });
});

const DAYS = 120;
const A_DAY = 15;

/** Whether any arm is named best on any day, though all have the same rate. */
function falseWinner(random: () => number, rate: number, count: number): boolean {
  let now: readonly ArmCounts[] = arms(...Array.from({ length: count }, (): Returned => [0, 0]));
  for (let day = 1; day <= DAYS; day++) {
    now = now.map(({ armId, customers, returned }) => ({
      armId,
      customers: customers + A_DAY,
      returned: returned + draw(random, rate, A_DAY),
    }));
    if (
      day * A_DAY >= 30 &&
      now.some((arm) =>
        isProven(
          arm,
          now.filter((o) => o !== arm),
        ),
      )
    ) {
      return true;
    }
  }
  return false;
}

function draw(random: () => number, rate: number, customers: number): number {
  let returned = 0;
  for (let at = 0; at < customers; at++) if (random() < rate) returned += 1;
  return returned;
}
