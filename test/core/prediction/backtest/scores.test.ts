import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chanceScores,
  type GivenChance,
} from '../../../../admin-app/core/prediction/backtest/chance-scores.ts';
import { chooseCuts } from '../../../../admin-app/core/prediction/backtest/cuts.ts';
import { improvementsOf } from '../../../../admin-app/core/prediction/backtest/improvements.ts';
import { logLoss, pinball } from '../../../../admin-app/core/prediction/backtest/losses.ts';
import { overdueLift } from '../../../../admin-app/core/prediction/backtest/overdue-lift.ts';
import {
  naiveDay,
  sameForAll,
} from '../../../../admin-app/core/prediction/backtest/same-for-all.ts';
import type { BacktestCase } from '../../../../admin-app/core/prediction/backtest/types.ts';

describe('cuts', () => {
  it.each([
    [89, null],
    [90, [30, [60]]],
    [150, [50, [72, 86, 100]]],
    [400, [90, [121, 184, 247, 310]]],
    [800, [90, [440, 530, 620, 710]]],
  ] as const)('after %i days of history are %j', (days, expected) => {
    const cuts = chooseCuts(0, days);
    expect(cuts && [cuts.horizonDays, cuts.cutDays]).toEqual(expected);
  });

  it('have 60 days behind them and the whole horizon before them, whatever the age', () => {
    for (let days = 90; days < 1_500; days++) {
      const { cutDays = [], horizonDays = 0 } = chooseCuts(7, 7 + days) ?? {};
      expect(cutDays[0]).toBeGreaterThanOrEqual(67);
      expect(cutDays.at(-1)).toBe(7 + days - horizonDays);
      expect(new Set(cutDays).size).toBe(cutDays.length);
    }
  });
});

describe('losses', () => {
  it('of a chance are minus the log of what was given to what happened, kept off infinity', () => {
    expect(logLoss(0.8, true)).toBeCloseTo(0.2231, 4);
    expect(logLoss(0.8, false)).toBeCloseTo(1.6094, 4);
    expect(logLoss(0, true)).toBeCloseTo(6.9078, 4);
  });

  it.each([
    [[10, 20, 40], 20, (0.1 * 10 + 0 + 0.1 * 20) / 3],
    [[10, 20, 40], 5, (0.9 * 5 + 0.5 * 15 + 0.1 * 35) / 3],
    [[10, 20, 40], 50, (0.1 * 40 + 0.5 * 30 + 0.9 * 10) / 3],
  ] as const)('of the quantiles %j for day %i are %f', (quantiles, actual, loss) => {
    expect(pinball(quantiles, actual)).toBeCloseTo(loss, 9);
  });
});

describe('scores of chances', () => {
  const chances = fc.array(
    fc.record({
      chance: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
      base: fc.constant(0.4),
      happened: fc.boolean(),
    }),
    { minLength: 1, maxLength: 200 },
  );

  function aucByPairs(given: readonly GivenChance[]): number | null {
    const happened = given.filter((one) => one.happened);
    const not = given.filter((one) => !one.happened);
    if (happened.length === 0 || not.length === 0) return null;
    let right = 0;
    for (const a of happened)
      for (const b of not) right += a.chance > b.chance ? 1 : a.chance === b.chance ? 0.5 : 0;
    return right / (happened.length * not.length);
  }

  it('know the AUC that counting every pair gives', () => {
    fc.assert(
      fc.property(chances, (given) => {
        const expected = aucByPairs(given);
        const { auc } = chanceScores(given);
        if (expected === null) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(expected, 9);
      }),
    );
  });

  it('put every case into a bin, no bin far larger than another, and do not mind the order', () => {
    fc.assert(
      fc.property(chances, (given) => {
        const { bins, calibrationError } = chanceScores(given);
        const sizes = bins.map((bin) => bin.cases);
        expect(sizes.reduce((sum, size) => sum + size)).toBe(given.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        const ordered = bins.reduce((sum, bin) => sum + bin.cases * bin.ordered, 0);
        expect(ordered).toBeCloseTo(given.filter((one) => one.happened).length, 6);
        expect(chanceScores(given.toReversed()).calibrationError).toBeCloseTo(calibrationError, 9);
      }),
    );
  });

  it('see the distance between what was said and what happened', () => {
    const given = Array.from({ length: 100 }, (_, i) => ({
      chance: i < 50 ? 0.2 : 0.9,
      base: 0.35,
      // 10 of the first 50, 25 of the second.
      happened: i < 50 ? i % 5 === 0 : i % 2 === 0,
    }));
    const { calibrationError, bins } = chanceScores(given);
    expect(calibrationError).toBeCloseTo(0.2, 9);
    expect(bins).toHaveLength(10);
    expect(bins[0]).toEqual({ cases: 10, predicted: 0.2, ordered: 0.2 });
  });
});

const NOBODY: BacktestCase = {
  customerId: 1,
  cutDay: 100,
  orderDays: 3,
  lastOrderDay: 40,
  confidence: 'own rhythm',
  dueDay: 70,
  chance: 0.5,
  expectedOrders: 1,
  earliestDay: 101,
  expectedDay: 110,
  latestDay: 150,
  naiveDay: 101,
  orderedDay: null,
  orders: 0,
};

describe('the lift among the overdue', () => {
  it('is what is found from the top, by chance and by days overdue', () => {
    // Ten overdue; the two who return are the likeliest, and the least overdue.
    const cases = Array.from({ length: 10 }, (_, i) => ({
      ...NOBODY,
      customerId: i,
      chance: 0.9 - i / 20,
      dueDay: 99 - i,
      orderedDay: i < 2 ? 120 : null,
    }));
    const notDue = { ...NOBODY, dueDay: 101, orderedDay: 130 };
    const noneKnown = { ...NOBODY, dueDay: null, orderedDay: 130 };
    expect(overdueLift([...cases, notDue, noneKnown])).toEqual({
      overdueCases: 10,
      returned: 2,
      points: [
        { first: 0.1, likeliestFirst: 0.5, mostOverdueFirst: 0 },
        { first: 0.2, likeliestFirst: 1, mostOverdueFirst: 0 },
        { first: 0.3, likeliestFirst: 1, mostOverdueFirst: 0 },
        { first: 0.5, likeliestFirst: 1, mostOverdueFirst: 0 },
      ],
    });
  });

  it('is none where all look the same, and unknown where nobody returned', () => {
    const alike = Array.from({ length: 8 }, (_, i) => ({
      ...NOBODY,
      orderedDay: i < 3 ? 120 : null,
    }));
    for (const point of overdueLift(alike)?.points ?? [])
      expect([point.likeliestFirst, point.mostOverdueFirst]).toEqual([
        expect.closeTo(point.first, 9),
        expect.closeTo(point.first, 9),
      ]);
    expect(overdueLift([NOBODY])).toBeNull();
  });
});

describe('what is said of all alike', () => {
  it('is what happened in the horizon before the cut to those known by then', () => {
    const logs = [[10, 65], [10, 75], [10, 95], [10], [20], [80, 90]].map((days) => ({
      days,
      amountsMinor: null,
    }));
    // As of day 100, horizon 40: five were known on day 60; three ordered, after 5, 15 and 35 days.
    const { chance, days } = sameForAll(logs, 100, 40);
    expect(chance).toBeCloseTo(3.5 / 6, 9);
    expect(days).toEqual([7, 15, 31]);
  });

  it.each([
    [[10, 40], 70],
    [[10, 20, 60], 85],
    [[60], 77],
    [[10, 20], 65],
    [[1, 60], 94],
  ] as const)('naively, the next order of %j comes on day %i', (days, expected) => {
    const cut = { cutDay: 64, horizonDays: 30 };
    expect(naiveDay(days, 17, cut)).toBe(expected);
  });
});

describe('what would improve a shop’s predictions', () => {
  /** One order a day, `peak` of them in each of the last 60 days. */
  const past = (days: number, peak = 1) => {
    const orderDays = Array.from({ length: days }, (_, i) => i + 1).flatMap((day) =>
      Array.from({ length: day > days - 60 ? peak : 1 }, () => day),
    );
    return {
      logs: orderDays.map((day, i) => ({ customerId: i, days: [day], amountsMinor: [100] })),
      asOfDay: days,
      days,
      repeatOrders: 5_000,
      returned: 500,
    };
  };
  const codes = (given: Parameters<typeof improvementsOf>[0]) =>
    improvementsOf(given).map(({ code }) => code);

  it('is nothing in a large old shop, and each lack where there is one', () => {
    expect(codes(past(900))).toEqual([]);
    expect(codes(past(500))).toEqual(['short history']);
    expect(codes(past(365, 3))).toEqual(['short history', 'ends at a peak']);
    expect(codes(past(900, 3))).toEqual([]);
    expect(codes({ ...past(900), repeatOrders: 300 })).toEqual(['few repeat orders']);
    expect(codes({ ...past(900), returned: 20 })).toEqual(['few returns']);
    const logs = past(900).logs.map((log, i) =>
      i % 5 === 0 ? { ...log, amountsMinor: null } : log,
    );
    expect(improvementsOf({ ...past(900), logs })).toEqual([
      { code: 'amounts missing', share: expect.closeTo(0.2, 9) },
    ]);
  });

  it('says which way value goes with frequency', () => {
    const logs = Array.from({ length: 100 }, (_, i) => ({
      customerId: i,
      days: Array.from({ length: 2 + (i % 5) }, (_, order) => 10 * order + 1),
      amountsMinor: Array.from({ length: 2 + (i % 5) }, () => 1_000 * (1 + (i % 5))),
    }));
    expect(improvementsOf({ ...past(900), logs })).toEqual([
      { code: 'value goes with frequency', rankCorrelation: expect.closeTo(1, 9) },
    ]);
    const less = logs.map((log) => ({
      ...log,
      amountsMinor: log.amountsMinor.map((amount) => 9_000 - amount),
    }));
    expect(improvementsOf({ ...past(900), logs: less })).toEqual([
      { code: 'value goes with frequency', rankCorrelation: expect.closeTo(-1, 9) },
    ]);
  });

  it('says how high the peak is, and takes steady growth for none', () => {
    const [, peak] = improvementsOf(past(365, 3));
    expect(peak).toMatchObject({ code: 'ends at a peak', timesUsual: expect.closeTo(3, 1) });
    const growing = past(365);
    const logs = growing.logs.flatMap((log) =>
      Array.from({ length: 1 + Math.floor((log.days[0] ?? 0) / 60) }, () => log),
    );
    expect(codes({ ...growing, logs })).toEqual(['short history']);
  });
});
