import { describe, expect, it } from 'vitest';
import { naiveDay } from '../../../admin-app/core/prediction/backtest/same-for-all.ts';
import { fitShop } from '../../../admin-app/core/prediction/fit-shop.ts';
import { forecast } from '../../../admin-app/core/prediction/forecast.ts';
import { type Behaviour, simulateShop, TYPICAL } from './simulated-shop.ts';

const HORIZON_DAYS = 90;
const ERRATIC: Behaviour = { ...TYPICAL, regularity: 1 };
const REGULAR: Behaviour = { ...TYPICAL, regularity: 4, r: 6, alpha: 6, a: 0.6, b: 5 };

describe.each([
  { kind: 'erratic', behaviour: ERRATIC },
  { kind: 'typical', behaviour: TYPICAL },
  { kind: 'regular', behaviour: REGULAR },
])('the next order date in a small shop of $kind customers', ({ behaviour }) => {
  it.each([
    { customers: 20, historyDays: 60, shops: 60 },
    { customers: 20, historyDays: 400, shops: 15 },
    { customers: 100, historyDays: 200, shops: 4 },
  ])(
    'is nearer than last order plus mean gap, with $customers customers after $historyDays days',
    ({ customers, historyDays, shops }) => {
      const wrong = { ours: 0, naive: 0, orders: 0 };
      for (let seed = 1; seed <= shops; seed++) {
        const shop = simulateShop({
          customers,
          historyDays,
          horizonDays: HORIZON_DAYS,
          seed,
          behaviour,
        });
        const model = fitShop(
          shop.customers.map(({ log }) => log),
          shop.asOfDay,
        );
        const cut = { cutDay: shop.asOfDay, horizonDays: HORIZON_DAYS };
        for (const { log, daysUntilNext } of shop.customers) {
          const expected = forecast(model, log, shop.asOfDay)?.daysUntil(0.5, HORIZON_DAYS);
          if (daysUntilNext === null || expected === undefined) continue;
          const naive = naiveDay(log.days, model.medianGapDays ?? 30, cut) - shop.asOfDay;
          wrong.ours += Math.abs(expected - daysUntilNext);
          wrong.naive += Math.abs(naive - daysUntilNext);
          wrong.orders += 1;
        }
      }
      expect(wrong.orders).toBeGreaterThan(80);
      expect(wrong.ours).toBeLessThan(wrong.naive);
    },
  );
});
