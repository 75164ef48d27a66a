import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MBG_NBD } from '../../../../admin-app/core/prediction/btyd/btyd-model.ts';
import { fitBtyd } from '../../../../admin-app/core/prediction/btyd/fit-btyd.ts';
import {
  customerHistory,
  recencyFrequencyOf,
} from '../../../../admin-app/core/prediction/btyd/histories.ts';
import { collapse } from '../../../../admin-app/core/prediction/btyd/recency-frequency.ts';

const logs = fc.array(
  fc
    .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 })
    .map((days) => ({ days: days.toSorted((a, b) => a - b), amountsMinor: null })),
  { minLength: 2, maxLength: 40 },
);

describe('the histories of customers', () => {
  it.each([
    { days: [10], asOfDay: 24, history: { repeats: 0, lastOrder: 0, observed: 2 } },
    { days: [10, 17, 31], asOfDay: 38, history: { repeats: 2, lastOrder: 3, observed: 4 } },
    { days: [10, 17, 31], asOfDay: 30, history: { repeats: 1, lastOrder: 1, observed: 20 / 7 } },
    { days: [10, 17], asOfDay: 9, history: null },
    { days: [], asOfDay: 9, history: null },
  ])(
    'of orders on days $days, seen from day $asOfDay, are $history',
    ({ days, asOfDay, history }) => {
      expect(customerHistory(days, asOfDay)).toEqual(history);
    },
  );

  it('collapse without losing anybody', () => {
    const data = recencyFrequencyOf(
      [[0], [0, 7], [0], [0, 7], [0, 14], [99]].map((days) => ({ days, amountsMinor: null })),
      28,
    );
    expect([...data.count]).toEqual([2, 2, 1]);
    expect([...data.repeats]).toEqual([0, 1, 1]);
    expect([...data.lastOrder]).toEqual([0, 1, 2]);
    expect([...data.observed]).toEqual([4, 4, 4]);
    expect(data).toMatchObject({ customers: 5, maxRepeats: 1, sumRepeats: 3 });
    expect(data.sumLogGaps).toBeCloseTo(Math.log(2), 12);
  });

  it('collapse to nothing for nobody', () => {
    expect(collapse([], 0)).toMatchObject({ customers: 0, maxRepeats: 0, sumRepeats: 0 });
  });

  it('collapse to the same whatever their order', () => {
    fc.assert(
      fc.property(logs, fc.integer(), (given, salt) => {
        const shuffled = given
          .map((log, i) => ({ log, key: Math.sin(salt + i) }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ log }) => log);
        expect(recencyFrequencyOf(shuffled, 60)).toEqual(recencyFrequencyOf(given, 60));
      }),
      { seed: 1 },
    );
  });

  it('have a fit even when there are none, or one', () => {
    for (const customers of [[], [{ repeats: 0, lastOrder: 0, observed: 0 }]]) {
      const { parameters } = fitBtyd(collapse(customers, 0), MBG_NBD);
      for (const parameter of Object.values(parameters)) {
        expect(parameter).toBeGreaterThan(0.01);
        expect(parameter).toBeLessThan(100);
      }
    }
  });
});
