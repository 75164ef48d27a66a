import { describe, expect, it } from 'vitest';
import { heavyBuyersAmong } from '../../../../admin-app/core/prediction/backtest/heavy-buyers.ts';
import { rhythmScores } from '../../../../admin-app/core/prediction/backtest/rhythm-scores.ts';
import type {
  BacktestCase,
  CustomerLog,
} from '../../../../admin-app/core/prediction/backtest/types.ts';

const log = (...days: readonly number[]): CustomerLog => ({
  customerId: days.join(),
  days,
  amountsMinor: null,
});

const CASE: BacktestCase = {
  customerId: 1,
  cutDay: 100,
  orderDays: 1,
  lastOrderDay: 90,
  confidence: 'similar customers',
  dueDay: 120,
  chance: 0.5,
  expectedOrders: 1,
  earliestDay: 110,
  expectedDay: 120,
  latestDay: 140,
  naiveDay: 120,
  orderedDay: null,
  orders: 0,
};

describe('the error in dates is shared out', () => {
  it('among customers by how much their own orders say', () => {
    const logs = [
      log(1),
      log(2),
      log(1, 30),
      log(1, 30, 60),
      // Gaps of 1, 1 and 90 days vary by more than their mean.
      log(1, 2, 3, 93),
    ];
    const cases: readonly BacktestCase[] = [
      { ...CASE, orderedDay: 150 },
      { ...CASE, orderedDay: 110 },
      { ...CASE },
      { ...CASE, orderDays: 5, orderedDay: 170 },
      { ...CASE, orderDays: 3, confidence: 'own rhythm', orderedDay: 130 },
    ];
    expect(rhythmScores(logs, cases)).toEqual([
      { kind: 'one order', customers: 2, meanAbsoluteDays: 20, errorShare: 0.4 },
      { kind: 'two orders', customers: 1, meanAbsoluteDays: null, errorShare: 0 },
      { kind: 'irregular', customers: 1, meanAbsoluteDays: 50, errorShare: 0.5 },
      { kind: 'regular', customers: 1, meanAbsoluteDays: 10, errorShare: 0.1 },
    ]);
  });

  it('not at all where nobody ordered', () => {
    for (const { errorShare, meanAbsoluteDays } of rhythmScores([log(1)], [CASE])) {
      expect([errorShare, meanAbsoluteDays]).toEqual([null, null]);
    }
  });
});

describe('heavy buyers', () => {
  const days = (orders: number) => log(...Array.from({ length: orders }, (_, i) => i));
  const usual = (orders: number) => Array.from({ length: 20 }, () => days(orders));

  it.each([
    ['have ten times the usual orders', [...usual(3), days(30)], [1, 30, 30 / 90]],
    ['have less than that: none', [...usual(3), days(29)], null],
    ['have 24 orders where two are usual', [...usual(2), days(24)], [1, 24, 24 / 64]],
    ['are none where all order often', usual(60), null],
    ['are none without orders', [], null],
  ] as const)('%s', (_name, logs, expected) => {
    const found = heavyBuyersAmong(logs);
    expect(found && [found.customers, found.fromOrders, found.orderShare]).toEqual(expected);
  });
});
