import { describe, expect, it } from 'vitest';
import type { CustomerLog } from '../../admin-app/core/prediction/backtest/types.ts';
import { createRandom } from '../dev-store/seed/random.ts';
import { type Holdout, holdoutOf } from './holdout.ts';
import type { PredictionColumns } from './prediction-columns.ts';
import { interval95, onceEach, resamples } from './resample.ts';
import { dateScore, METRICS, scoresOf } from './scores.ts';

const CUT = 1000;

/** Some orders before the cut, some after it, many ties. */
function inventLogs(customers: number, seed: number): readonly CustomerLog[] {
  const random = createRandom(seed);
  return Array.from({ length: customers }, (_, n) => {
    const orders = random.whole(1, 5);
    const days = Array.from({ length: orders }, () => CUT + random.whole(-200, 120));
    // The last day of the log is the same whoever is in it.
    const all = [...days, CUT - random.whole(0, 200), ...(n === 0 ? [CUT + 120] : [])];
    return {
      customerId: `c${n}`,
      days: [...new Set(all)].sort((a, b) => a - b),
      amountsMinor: null,
    };
  });
}

function inventPredictions(customers: number, seed: number): PredictionColumns {
  const random = createRandom(seed);
  const column = (draw: () => number) => Float64Array.from({ length: customers }, draw);
  const days10 = column(() => random.whole(1, 20));
  return {
    days10,
    days50: days10.map((days) => days + random.whole(0, 40)),
    days90: days10.map((days) => days + random.whole(40, 90)),
    // Tenths, so that many are equal; 0 and 1 among them.
    chance30d: column(() => random.whole(0, 10) / 10),
    chance90d: column(() => random.whole(0, 10) / 10),
    expectedOrders90d: column(() => random.between(0, 3)),
  };
}

interface Case {
  readonly day: number;
  readonly ordered: boolean;
  readonly orderDays: number;
  readonly orders90d: number;
  readonly days: readonly [number, number, number];
  readonly chance30d: number;
  readonly chance90d: number;
  readonly expected: number;
}

/** One entry per customer and time drawn, so that a resample is a longer list and nothing else. */
function casesOf(truth: Holdout, said: PredictionColumns, counts: Int32Array): Case[] {
  return truth.customerIds.flatMap((_, i) => {
    const at = (values: ArrayLike<number>) => values[i] ?? Number.NaN;
    const one: Case = {
      day: at(truth.daysToOrder),
      ordered: at(truth.ordered) === 1,
      orderDays: at(truth.orderDays),
      orders90d: at(truth.orders90d),
      days: [at(said.days10), at(said.days50), at(said.days90)],
      chance30d: at(said.chance30d),
      chance90d: at(said.chance90d),
      expected: at(said.expectedOrders90d),
    };
    return Array.from({ length: at(counts) }, () => one);
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The definitions, written down as plainly as they go: every pair is looked at. */
function bruteForce(cases: readonly Case[]): Record<(typeof METRICS)[number], number> {
  const came = cases.filter(({ ordered }) => ordered);
  const within = (one: Case, days: number) => (one.ordered && one.day <= days ? 1 : 0);
  const pinball = (y: number, q: number, tau: number) =>
    y >= q ? tau * (y - q) : (1 - tau) * (q - y);
  const share = (pairs: readonly (readonly [Case, Case])[]) =>
    mean(
      pairs.map(([a, b]) =>
        a.chance90d > b.chance90d ? 1 : a.chance90d === b.chance90d ? 0.5 : 0,
      ),
    );
  const pairs = (matters: (a: Case, b: Case) => boolean) =>
    cases.flatMap((a) => cases.filter((b) => matters(a, b)).map((b) => [a, b] as const));
  const sorted = cases.toSorted((a, b) => a.chance90d - b.chance90d);
  let start = 0;
  const groups = Array.from({ length: 10 }, (_, n) => {
    const size = Math.floor(cases.length / 10) + (n < cases.length % 10 ? 1 : 0);
    start += size;
    return sorted.slice(start - size, start);
  });
  return {
    date_mae_ge2: mean(
      came.filter((one) => one.orderDays >= 2).map((one) => Math.abs(one.days[1] - one.day)),
    ),
    pinball: mean(
      came.map(({ day, days }) =>
        mean([0.1, 0.5, 0.9].map((tau, n) => pinball(day, days[n] ?? 0, tau))),
      ),
    ),
    cover80: mean(came.map(({ day, days }) => (day >= days[0] && day <= days[2] ? 1 : 0))),
    cindex_p90: share(pairs((a, b) => a.ordered && (!b.ordered || b.day > a.day))),
    brier_30d: mean(cases.map((one) => (one.chance30d - within(one, 30)) ** 2)),
    logloss_90d: mean(
      cases.map((one) => {
        const chance = Math.min(0.999, Math.max(0.001, one.chance90d));
        return within(one, 90) ? -Math.log(chance) : -Math.log(1 - chance);
      }),
    ),
    auc_90d: share(pairs((a, b) => within(a, 90) === 1 && within(b, 90) === 0)),
    ece_90d: groups.reduce(
      (sum, group) =>
        sum +
        (group.length / cases.length) *
          Math.abs(
            mean(group.map((one) => within(one, 90))) - mean(group.map((one) => one.chance90d)),
          ),
      0,
    ),
    cnt_bias_90d:
      mean(cases.map((one) => one.expected)) / mean(cases.map((one) => one.orders90d)) - 1,
  };
}

describe('the scores', () => {
  it.each([1, 2, 3, 4, 5])('are what the definitions give, resamples too (seed %i)', (seed) => {
    const truth = holdoutOf(inventLogs(83, seed), CUT);
    const customers = truth.customerIds.length;
    const said = inventPredictions(customers, seed + 100);
    const scores = scoresOf(truth, said);
    for (const counts of [onceEach(customers), ...resamples(customers, 3)]) {
      const expected = bruteForce(casesOf(truth, said, counts));
      for (const metric of METRICS)
        expect(scores[metric](counts), metric).toBeCloseTo(expected[metric], 10);
    }
  });

  it('have no value where nobody is left to be scored on', () => {
    const truth = holdoutOf(
      [
        { customerId: 'a', days: [CUT], amountsMinor: null },
        { customerId: 'b', days: [CUT + 5], amountsMinor: null },
      ],
      CUT,
    );
    const scores = scoresOf(truth, inventPredictions(1, 1));
    expect(scores.pinball(onceEach(1))).toBeNaN();
    expect(scores.auc_90d(onceEach(1))).toBeNaN();
  });
});

describe('what happened after a cut', () => {
  const log = (customerId: string, ...days: number[]): CustomerLog => ({
    customerId,
    days,
    amountsMinor: null,
  });

  it('is told of everybody known then, and of nobody else', () => {
    const logs = [
      log('new', CUT + 1),
      log('b', CUT - 9, CUT, CUT + 91, CUT + 95),
      log('a', CUT - 40, CUT - 20, CUT + 3, CUT + 4),
    ];
    expect(holdoutOf(logs, CUT)).toEqual({
      cutDay: CUT,
      horizonDays: 95,
      customerIds: ['a', 'b'],
      orderDays: Int32Array.of(2, 2),
      daysToOrder: Float64Array.of(3, 91),
      ordered: Uint8Array.of(1, 1),
      orders90d: Int32Array.of(2, 0),
      // a was due on the day of the cut, which is over; b nine days after its last order.
      naiveDays: Float64Array.of(1, 9),
    });
    expect(holdoutOf(logs, CUT, 90).ordered).toEqual(Uint8Array.of(1, 0));
    expect(() => holdoutOf(logs, CUT, 96)).toThrow(
      'The log ends 95 days after the cut; asked for 96',
    );
  });

  it('gives one-timers the median gap of the store as naive gap', () => {
    const truth = holdoutOf(
      [log('a', CUT - 30, CUT - 20, CUT - 4), log('b', CUT - 2), log('c', CUT + 9)],
      CUT,
    );
    expect([...truth.naiveDays]).toEqual([9, 11]);
    expect(dateScore(truth, truth.naiveDays)(onceEach(2))).toBeNaN();
  });
});

describe('resamples', () => {
  it('draw as many customers as there are, the same every time', () => {
    const drawn = resamples(50, 4);
    expect(drawn.map((counts) => counts.reduce((sum, count) => sum + count, 0))).toEqual([
      50, 50, 50, 50,
    ]);
    expect(resamples(50, 4)).toEqual(drawn);
  });

  it('give the middle 95 % of a score', () => {
    const values = Array.from({ length: 201 }, (_, i) => i);
    expect(interval95([...values, Number.NaN])).toEqual({ low: 5, high: 195 });
  });
});
