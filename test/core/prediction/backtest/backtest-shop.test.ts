import { describe, expect, it } from 'vitest';
import { backtestShop } from '../../../../admin-app/core/prediction/backtest/backtest-shop.ts';
import type {
  BacktestCase,
  BacktestScores,
  CustomerLog,
} from '../../../../admin-app/core/prediction/backtest/types.ts';
import { median } from '../../../../admin-app/core/prediction/median.ts';

const TODAY = 20_000;

/** Customers who order every 20 to 40 days, some of whom leave; a third orders once. */
function regularShop(customers = 60, days = 400): CustomerLog[] {
  return Array.from({ length: customers }, (_, c) => {
    const first = TODAY - days + ((c * 37) % 200);
    const gap = 20 + (c % 21);
    const orders = c % 3 === 0 ? 1 : 3 + ((c * 7) % 12);
    const log = Array.from({ length: orders }, (_, i) => first + i * gap + ((c + i) % 5));
    const known = log.filter((day) => day <= TODAY);
    return { customerId: c, days: known, amountsMinor: known.map(() => 2_000) };
  });
}

const shop = regularShop();
const { backtest, cases } = backtestShop(shop, TODAY);

function scoresOf(): BacktestScores {
  if (!backtest.scores) throw new Error('Expected scores');
  return backtest.scores;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

describe('the back-test of a shop', () => {
  it('asks about every customer known at each cut, and nobody else', () => {
    for (const cutDay of scoresOf().cutDays) {
      const known = shop.filter((log) => (log.days[0] ?? Infinity) <= cutDay);
      const asked = cases.filter((one) => one.cutDay === cutDay);
      expect(asked.map((one) => one.customerId)).toEqual(known.map((log) => log.customerId));
    }
    expect(scoresOf().cases).toBe(cases.length);
  });

  it('tells what happened in the horizon after the cut, day for day', () => {
    const { horizonDays } = scoresOf();
    for (const one of cases) {
      const { days } = shop.find((log) => log.customerId === one.customerId) ?? { days: [] };
      const after = days.filter((day) => day > one.cutDay && day <= one.cutDay + horizonDays);
      expect([one.orderedDay, one.orders]).toEqual([after[0] ?? null, after.length]);
      const before = days.filter((day) => day <= one.cutDay);
      expect([one.lastOrderDay, one.orderDays]).toEqual([before.at(-1), before.length]);
    }
  });

  it('scores dates, intervals and chances as a plain sum over the cases does', () => {
    const scores = scoresOf();
    const returned = cases.filter((one) => one.orderedDay !== null);
    const error = (one: BacktestCase, day: number) => Math.abs(day - (one.orderedDay ?? 0));
    const repeated = returned.filter((one) => one.orderDays >= 2);
    const errors = repeated.map((one) => error(one, one.expectedDay));
    expect(scores.dates?.model.meanAbsoluteDays).toBeCloseTo(mean(errors), 9);
    expect(scores.dates?.model.medianAbsoluteDays).toBe(median(errors));
    const naive = repeated.map((one) => error(one, one.naiveDay));
    expect(scores.dates?.naive.meanAbsoluteDays).toBeCloseTo(mean(naive), 9);
    const inside = returned
      .filter((one) => error(one, one.earliestDay) === (one.orderedDay ?? 0) - one.earliestDay)
      .filter((one) => (one.orderedDay ?? 0) <= one.latestDay);
    expect(scores.coverage).toBeCloseTo(inside.length / returned.length, 9);
    const brier = cases.map((one) => (one.chance - (one.orderedDay === null ? 0 : 1)) ** 2);
    expect(scores.chances.brier).toBeCloseTo(mean(brier), 9);
    expect(scores.orders.actual).toBe(sum(cases.map((one) => one.orders)));
    expect(sum(scores.byConfidence.map((level) => level.cases))).toBe(cases.length);
  });

  it('knows more of a regular shop than what holds for all alike', () => {
    const { dates, chances } = scoresOf();
    expect(dates?.model.meanAbsoluteDays).toBeLessThan(dates?.sameDate.meanAbsoluteDays ?? 0);
    expect(chances.logLoss).toBeLessThan(chances.baseLogLoss);
    expect(chances.auc).toBeGreaterThan(0.7);
  });

  it('sees nothing of what came after the cut', () => {
    const [firstCut = 0] = scoresOf().cutDays;
    const changed = shop.map((log) => {
      const days = log.days.filter((day) => day <= firstCut || day % 2 === 0);
      return { ...log, days, amountsMinor: days.map(() => 2_000) };
    });
    const said = (tested: readonly BacktestCase[]) =>
      tested
        .filter((one) => one.cutDay === firstCut)
        .map((one) => [one.customerId, one.dueDay, one.chance, one.expectedDay, one.naiveDay]);
    expect(said(backtestShop(changed, TODAY).cases)).toEqual(said(cases));
  });

  it('leaves orders after the as-of day out', () => {
    const later = shop.map((log) => ({
      ...log,
      days: [...log.days, TODAY + 5],
      amountsMinor: null,
    }));
    const plain = shop.map((log) => ({ ...log, amountsMinor: null }));
    expect(backtestShop(later, TODAY).backtest).toEqual(backtestShop(plain, TODAY).backtest);
  });

  it('takes the same customers of a large shop in whatever order they come', () => {
    const options = { mostCustomers: 30 };
    const asked = backtestShop(shop, TODAY, options);
    const again = backtestShop(shop.toReversed(), TODAY, options);
    const who = (tested: readonly BacktestCase[]) =>
      [...new Set(tested.map((one) => Number(one.customerId)))].sort((a, b) => a - b);
    expect(who(again.cases)).toEqual(who(asked.cases));
    expect(who(asked.cases).length).toBeGreaterThan(15);
    expect(who(asked.cases).length).toBeLessThan(45);
    expect(asked.backtest.scores?.sampled).toBeCloseTo(who(asked.cases).length / 60, 9);
  });

  it('reports its progress up to the end', () => {
    const shares: number[] = [];
    backtestShop(shop.slice(0, 30), TODAY, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe('a shop that cannot be looked back at', () => {
  const cannot: readonly (readonly [string, readonly CustomerLog[]])[] = [
    ['without customers', []],
    ['whose customers have no orders', [{ customerId: 1, days: [], amountsMinor: [] }]],
    ['of 60 days', regularShop(60, 60)],
    [
      'whose orders are all on one day',
      shop.map((log) => ({ ...log, days: [TODAY - 200], amountsMinor: null })),
    ],
    [
      'with a handful of repeat orders',
      shop.map((log, i) =>
        i === 1 ? log : { ...log, days: log.days.slice(0, 1), amountsMinor: null },
      ),
    ],
    [
      'whose orders all come later',
      shop.map((log) => ({ ...log, days: [TODAY + 9], amountsMinor: null })),
    ],
  ];
  it.each(cannot)('gets no scores but what is missing: %s', (_name, logs) => {
    const tested = backtestShop(logs, TODAY);
    expect(tested.backtest.scores).toBeNull();
    expect(tested.cases).toEqual([]);
    expect(tested.backtest.improvements[0]?.code).toBe('not enough to look back');
  });
});
