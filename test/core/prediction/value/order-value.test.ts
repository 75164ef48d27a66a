import { describe, expect, it } from 'vitest';
import type { OrderLog } from '../../../../admin-app/core/prediction/types.ts';
import {
  expectedOrderValueMinor,
  fitOrderValue,
  type OrderValueModel,
} from '../../../../admin-app/core/prediction/value/order-value.ts';
import { createRandom } from '../../../dev-store/seed/random.ts';

const logOf = (...amountsMinor: number[]): OrderLog => ({
  days: amountsMinor.map((_, i) => i),
  amountsMinor,
});

describe('the expected value of an order', () => {
  it('recovers the variances of a log-normal shop', () => {
    const model = fitted(simulatedShop({ customers: 20_000, within: 0.35, between: 0.2, seed: 1 }));
    expect(model.meanLog).toBeCloseTo(8, 1);
    expect(model.within).toBeCloseTo(0.35, 1);
    expect(model.between).toBeCloseTo(0.2, 1);
  });

  it.each([30, 300, 3000])('adds up to what %d customers have paid', (customers) => {
    const logs = simulatedShop({ customers, within: 0.35, between: 0.2, seed: 2 });
    const model = fitted(logs);
    const expected = sumOver(logs, (log) => log.days.length * expectedOrderValueMinor(model, log));
    const paid = sumOver(logs, ({ amountsMinor }) =>
      sumOver(amountsMinor ?? [], (amount) => amount),
    );
    expect(expected / paid).toBeCloseTo(1, 2);
  });

  it('lies nearer to the truth than the own mean and than the mean of the shop', () => {
    const logs = simulatedShop({ customers: 3000, within: 0.35, between: 0.2, seed: 3 });
    const model = fitted(logs);
    const past = logs.filter(({ days }) => days.length > 1);
    const cut = past.map(({ amountsMinor }) => logOf(...(amountsMinor ?? []).slice(0, -1)));
    const next = past.map(({ amountsMinor }) => amountsMinor?.at(-1) ?? 0);
    const shopMean = sumOver(next, (amount) => amount) / next.length;
    const errorOf = (guess: (log: OrderLog) => number) =>
      sumOver(cut, (log, i) => (guess(log) - (next[i] ?? 0)) ** 2);
    const error = errorOf((log) => expectedOrderValueMinor(model, log));
    expect(error).toBeLessThan(0.95 * errorOf(() => shopMean));
    expect(error).toBeLessThan(0.95 * errorOf(meanOf));
  });

  it.each([
    { usual: 50, orders: 1 },
    { usual: 50, orders: 12 },
    { usual: 1000, orders: 60 },
  ])('is not moved for $usual others by a wholesaler with $orders orders', ({ usual, orders }) => {
    const others = simulatedShop({ customers: usual, within: 0.35, between: 0.2, seed: 4 });
    const wholesaler = logOf(
      ...Array.from({ length: orders }, (_, i) => 1000 * 2980 * (0.8 + 0.4 * (i % 2))),
    );
    const without = fitted(others);
    const beside = fitted([...others, wholesaler]);
    for (const log of others) {
      const ratio = expectedOrderValueMinor(beside, log) / expectedOrderValueMinor(without, log);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
    }
    const own = expectedOrderValueMinor(beside, wholesaler) / meanOf(wholesaler);
    expect(own).toBeGreaterThan(orders > 1 ? 0.6 : 0.2);
    expect(own).toBeLessThan(1.3);
  });

  it('is not moved for others by one slip of the keyboard', () => {
    const others = simulatedShop({ customers: 100, within: 0.35, between: 0.2, seed: 5 });
    const slipped = logOf(3000, 2500, 3_000_000, 2800);
    const [without, beside] = [fitted(others), fitted([...others, slipped])];
    const probe = logOf(2000, 4000);
    const ratio = expectedOrderValueMinor(beside, probe) / expectedOrderValueMinor(without, probe);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
  });

  it('counts orders of value 0 in', () => {
    const model = fitted(Array.from({ length: 100 }, () => logOf(2000, 0)));
    expect(expectedOrderValueMinor(model, logOf(2000, 0))).toBeCloseTo(1000, 6);
    expect(expectedOrderValueMinor(model, logOf(0))).toBeCloseTo(1000, 0);
  });

  it('takes the price where a shop has but one', () => {
    const model = fitted(Array.from({ length: 20 }, () => logOf(2900)));
    expect(expectedOrderValueMinor(model, logOf())).toBeCloseTo(2900, 0);
    expect(expectedOrderValueMinor(model, logOf(2900, 2900))).toBeCloseTo(2900, 0);
  });

  it('answers from a single order, and with one order each', () => {
    expect(expectedOrderValueMinor(fitted([logOf(2900)]), logOf(2900))).toBeCloseTo(2900, 0);
    const model = fitted([1000, 2000, 3000, 4000].map((amount) => logOf(amount)));
    const values = [1000, 2000, 3000, 4000].map((amount) =>
      expectedOrderValueMinor(model, logOf(amount)),
    );
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(sumOver(values, (value) => value)).toBeCloseTo(10_000, 6);
  });

  it('answers where nobody is like the others', () => {
    const model = fitted([logOf(1, 100_000_000)]);
    expect(expectedOrderValueMinor(model, logOf(5))).toBeGreaterThan(0);
    expect(expectedOrderValueMinor(model, logOf(5))).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it.each([
    { of: 'no customers', logs: [] },
    { of: 'orders without amounts', logs: [{ days: [1, 2], amountsMinor: null }] },
    { of: 'orders of value 0', logs: [logOf(0, 0), logOf(0)] },
  ])('is unknown to a shop of $of', ({ logs }) => {
    expect(fitOrderValue(logs)).toBeNull();
  });

  it('grows with the unit of the money', () => {
    const logs = simulatedShop({ customers: 200, within: 0.35, between: 0.2, seed: 6 });
    const inYen = logs.map(({ amountsMinor }) =>
      logOf(...(amountsMinor ?? []).map((a) => a * 150)),
    );
    const [model, yenModel] = [fitted(logs), fitted(inYen)];
    for (const [i, log] of logs.entries()) {
      const yen = expectedOrderValueMinor(yenModel, inYen[i] ?? logOf());
      expect(yen / expectedOrderValueMinor(model, log)).toBeCloseTo(150, 6);
    }
  });

  it('stays the same when it is stored as text', () => {
    const model = fitted([logOf(1000, 3000), logOf(2500)]);
    const stored: OrderValueModel = JSON.parse(JSON.stringify(model));
    expect(stored).toEqual(model);
  });
});

function fitted(logs: readonly OrderLog[]): OrderValueModel {
  const model = fitOrderValue(logs);
  if (model === null) throw new Error('These logs have amounts, yet there is no model');
  return model;
}

function meanOf({ amountsMinor }: OrderLog): number {
  return sumOver(amountsMinor ?? [], (amount) => amount) / (amountsMinor?.length ?? 1);
}

function sumOver<Item>(
  items: readonly Item[],
  value: (item: Item, index: number) => number,
): number {
  return items.reduce((sum, item, index) => sum + value(item, index), 0);
}

/** Customers with 1 to 8 orders around exp(8) ≈ 2,981 minor units. */
function simulatedShop(shop: {
  readonly customers: number;
  readonly within: number;
  readonly between: number;
  readonly seed: number;
}): readonly OrderLog[] {
  const random = createRandom(shop.seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Array.from({ length: shop.customers }, () => {
    const own = 8 + Math.sqrt(shop.between) * normal();
    const orders = Math.ceil(8 * random.next() ** 3);
    return logOf(
      ...Array.from({ length: Math.max(orders, 1) }, () =>
        Math.round(Math.exp(own + Math.sqrt(shop.within) * normal())),
      ),
    );
  });
}
