import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../admin-app/core/time.ts';
import { generateStore } from './seed.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const store = generateStore({ seed: 1, customers: 2000, now: NOW });
const ordersOf = new Map<number, number>();
for (const { customerId } of store.orders)
  if (customerId !== null) ordersOf.set(customerId, (ordersOf.get(customerId) ?? 0) + 1);

describe('a generated store', () => {
  it('is the same for the same seed and day, at any time of that day', () => {
    const later = generateStore({ seed: 1, customers: 2000, now: NOW + 5 * 3_600_000 });
    expect(later).toEqual(store);
  });

  it('is another one for another seed', () => {
    const other = generateStore({ seed: 2, customers: 2000, now: NOW });
    expect(other.orders.length).not.toBe(store.orders.length);
  });

  it('has no two records with one number', () => {
    const ids = [
      ...store.customers.map(({ id }) => id),
      ...store.products.flatMap(({ id, variantId }) => [id, variantId]),
      ...store.orders.flatMap((order) => [
        order.id,
        ...order.lines.map(({ id }) => id),
        ...order.refunds.map(({ id }) => id),
      ]),
      ...store.metafields.map(({ id }) => id),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(store.customers.map(({ email }) => email)).size).toBe(2000);
  });

  it('ends before today and reaches back three years', () => {
    const startOfToday = Math.floor(NOW / DAY_MS) * DAY_MS;
    const times = store.orders.map(({ processedAt }) => processedAt);
    expect(Math.max(...times)).toBeLessThan(startOfToday);
    expect(Math.max(...times)).toBeGreaterThan(startOfToday - 2 * DAY_MS);
    expect(Math.min(...times)).toBeLessThan(startOfToday - 2.8 * 365 * DAY_MS);
    for (const { updatedAt } of [...store.orders, ...store.customers])
      expect(updatedAt).toBeLessThan(startOfToday);
  });

  it('numbers orders by time', () => {
    for (const [index, order] of store.orders.entries()) {
      expect(order.number).toBe(1001 + index);
      expect(order.processedAt).toBeGreaterThanOrEqual(store.orders[index - 1]?.processedAt ?? 0);
    }
  });

  it.each([
    ['one-timers', share((id) => ordersOf.get(id) === 1), 0.42, 0.58],
    ['customers with five orders or more', share((id) => (ordersOf.get(id) ?? 0) >= 5), 0.2, 0.4],
    ['newsletter readers without an order', share((id) => !ordersOf.has(id)), 0.02, 0.07],
  ])('has a believable share of %s', (_, found, from, to) => {
    expect(found).toBeGreaterThan(from);
    expect(found).toBeLessThan(to);
  });

  it('has consent for e-mail from about seven in ten and for SMS from about two', () => {
    const subscribed = (read: (customer: (typeof store.customers)[number]) => string) =>
      store.customers.filter((one) => read(one) === 'SUBSCRIBED').length / store.customers.length;
    expect(subscribed((one) => one.emailConsent.state)).toBeCloseTo(0.7, 1);
    expect(subscribed((one) => one.smsConsent.state)).toBeCloseTo(0.2, 1);
    for (const one of store.customers)
      if (one.smsConsent.state === 'SUBSCRIBED') expect(one.phone).not.toBeNull();
  });

  it('has people of three languages, birthdays for most, some on leap days', () => {
    expect(new Set(store.customers.map(({ locale }) => locale))).toEqual(
      new Set(['en', 'fr', 'pl']),
    );
    const birthdays = store.metafields.filter(({ key }) => key === 'birth_date');
    expect(birthdays.length / store.customers.length).toBeCloseTo(0.6, 1);
    expect(birthdays.filter(({ value }) => value.endsWith('-02-29')).length).toBeGreaterThan(2);
  });

  it('sells most before Christmas', () => {
    const perMonth = new Map<string, number>();
    for (const { processedAt } of store.orders) {
      const month = new Date(processedAt).toISOString().slice(0, 7);
      perMonth.set(month, (perMonth.get(month) ?? 0) + 1);
    }
    for (const year of [2024, 2025]) {
      const december = perMonth.get(`${year}-12`) ?? 0;
      expect(december).toBeGreaterThan(1.2 * (perMonth.get(`${year}-10`) ?? 0));
      expect(december).toBeGreaterThan(1.2 * (perMonth.get(`${year + 1}-01`) ?? 0));
    }
  });

  it('lets consumables come back and gear be bought once', () => {
    const types = new Map(store.products.map(({ id, productType }) => [id, productType]));
    const repeats = (wanted: string) => {
      const buys = new Map<number, number>();
      for (const { customerId, lines } of store.orders)
        if (customerId !== null && lines.some((line) => types.get(line.productId ?? 0) === wanted))
          buys.set(customerId, (buys.get(customerId) ?? 0) + 1);
      return [...buys.values()].filter((count) => count > 1).length / buys.size;
    };
    expect(repeats('Coffee')).toBeGreaterThan(2 * repeats('Brewing gear'));
  });

  it('has a few cancelled and test orders', () => {
    const cancelled = store.orders.filter(({ cancelledAt }) => cancelledAt !== null);
    const test = store.orders.filter((order) => order.test);
    for (const some of [cancelled, test]) {
      expect(some.length).toBeGreaterThan(5);
      expect(some.length).toBeLessThan(store.orders.length * 0.03);
    }
  });
});

function share(holds: (customerId: number) => boolean): number {
  return store.customers.filter(({ id }) => holds(id)).length / store.customers.length;
}
