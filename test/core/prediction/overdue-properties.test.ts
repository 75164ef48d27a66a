import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitShop } from '../../../admin-app/core/prediction/fit-shop.ts';
import { predict } from '../../../admin-app/core/prediction/predict.ts';
import type { OrderLog } from '../../../admin-app/core/prediction/types.ts';
import { type Behaviour, simulateShop, TYPICAL } from './simulated-shop.ts';

const REGULAR: Behaviour = { ...TYPICAL, regularity: 4, r: 6, alpha: 6, a: 0.6, b: 5 };

/** A customer who comes every so many days, a tenth of it sooner or later. */
const regularRhythm = fc.record({
  gap: fc.integer({ min: 10, max: 60 }),
  jitters: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
    minLength: 5,
    maxLength: 15,
  }),
});

describe.each([
  { shop: '60 customers', customers: 60, historyDays: 700, behaviour: TYPICAL },
  { shop: '250 customers', customers: 250, historyDays: 700, behaviour: TYPICAL },
  { shop: '600 regular customers', customers: 600, historyDays: 400, behaviour: REGULAR },
])('the chance to order soon in a shop of $shop', (shop) => {
  it('never rises with the silence of a regular customer past the due date', () => {
    const { customers, asOfDay } = simulateShop({ ...shop, horizonDays: 0, seed: 7 });
    const model = fitShop(
      customers.map(({ log }) => log),
      asOfDay,
    );
    const further = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(regularRhythm, further, further, (rhythm, late, later) => {
        const silentFor = (silence: number) =>
          predict(model, logOf(rhythm, asOfDay - silence), asOfDay);
        const overdue = (silentFor(0).dueDay ?? Number.NaN) - asOfDay + late;
        const chance = silentFor(overdue).chance30d ?? Number.NaN;
        const chanceLater = silentFor(overdue + later).chance30d ?? Number.NaN;
        expect(chanceLater).toBeLessThanOrEqual(chance + 1e-9);
      }),
      { seed: 1, numRuns: 400 },
    );
  });
});

/** The orders of a rhythm, the last one on a day. */
function logOf(
  { gap, jitters }: { readonly gap: number; readonly jitters: readonly number[] },
  last: number,
): OrderLog {
  const days: number[] = [];
  let day = last;
  for (const jitter of jitters) {
    days.unshift(day);
    day -= Math.round(gap * (1 + jitter));
  }
  return { days, amountsMinor: days.map(() => 3000) };
}
