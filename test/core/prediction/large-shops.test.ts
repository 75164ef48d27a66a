import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstInCanonicalOrder } from '../../../admin-app/core/prediction/canonical-order.ts';
import { fitShop } from '../../../admin-app/core/prediction/fit-shop.ts';
import { median, medianOfCounts } from '../../../admin-app/core/prediction/median.ts';
import { predict } from '../../../admin-app/core/prediction/predict.ts';
import { simulateShop } from './simulated-shop.ts';

/** Few days and amounts, so that many customers are alike. */
const anyLog = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
    amount: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ days, amount }) => ({
    days: days.sort((a, b) => a - b),
    amountsMinor: days.map(() => amount),
  }));

describe('the customers learned from', () => {
  it('are the first of all in the canonical order, however many there are and whoever comes first', () => {
    fc.assert(
      fc.property(
        fc.array(anyLog, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        (logs, most) => {
          const all = firstInCanonicalOrder(logs, 10, logs.length);
          expect(all).toHaveLength(logs.length);
          expect(firstInCanonicalOrder(logs.toReversed(), 10, most)).toEqual(all.slice(0, most));
        },
      ),
      { seed: 1 },
    );
  });
});

it('the median of counted numbers is that of the numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
      const counts = new Uint32Array(10);
      for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
      expect(medianOfCounts(counts)).toBe(median(values));
    }),
    { seed: 1 },
  );
});

describe('what is remembered between customers', () => {
  it('leaves each prediction as if the model had been asked for nobody else', () => {
    const shop = { customers: 300, historyDays: 700, horizonDays: 0, seed: 3 };
    const { customers, asOfDay } = simulateShop(shop);
    const ofOneDay = Array.from({ length: 16 }, (_, i) => ({
      days: [asOfDay - 50],
      amountsMinor: [1_000 + 500 * i],
    }));
    const logs = [...ofOneDay, ...customers.map(({ log }) => log)];
    const model = fitShop(logs, asOfDay);
    for (const [i, log] of logs.entries()) {
      const among = predict(model, log, asOfDay);
      // A model copied is one that nothing is remembered of yet.
      if (i % 8 === 3) expect(among).toEqual(predict({ ...model }, log, asOfDay));
    }
  }, 60_000);
});
