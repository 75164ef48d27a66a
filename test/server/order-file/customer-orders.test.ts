import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCustomerOrders } from '../../../admin-app/server/order-file/customer-orders.ts';
import type { FileOrder } from '../../../admin-app/server/order-file/order-row.ts';

const order = fc.record<FileOrder>({
  customer: fc.constantFrom('a', 'b', 'c', 'd'),
  day: fc.integer({ min: 100, max: 110 }),
  amountMinor: fc.option(fc.integer({ min: 0, max: 500 })),
});

function collect(orders: readonly FileOrder[]) {
  const collected = createCustomerOrders();
  for (const one of orders) collected.add(one);
  return collected;
}

/** The definition, without any thought of size. */
function plainLogs(orders: readonly FileOrder[]) {
  const customers = [...new Set(orders.map(({ customer }) => customer))];
  return customers.map((customerId) => {
    const own = orders.filter(({ customer }) => customer === customerId);
    const days = [...new Set(own.map(({ day }) => day))].sort((a, b) => a - b);
    const amountOf = (day: number) =>
      own.reduce((sum, one) => sum + (one.day === day ? (one.amountMinor ?? 0) : 0), 0);
    const hasAmounts = own.some(({ amountMinor }) => amountMinor !== null);
    return { customerId, days, amountsMinor: hasAmounts ? days.map(amountOf) : null };
  });
}

describe('orders by customer', () => {
  it('are those until a day, by first appearance, as if later ones were not there', () => {
    fc.assert(
      fc.property(
        fc.array(order, { maxLength: 30 }),
        fc.integer({ min: 99, max: 111 }),
        (orders, until) => {
          const known = orders.filter(({ day }) => day <= until);
          const collected = collect(orders);
          expect(collected.logs(until)).toEqual(plainLogs(known));
          expect(collected.countUntil(until)).toBe(known.length);
          const days = known.map(({ day }) => day);
          expect(collected.range(until)).toEqual(
            days.length > 0 ? { first: Math.min(...days), last: Math.max(...days) } : null,
          );
        },
      ),
    );
  });

  it('grow beyond any first guess of their number', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => ({
      customer: `c${n % 3}`,
      day: n,
      amountMinor: 1,
    }));
    expect(
      collect(many)
        .logs(19_999)
        .map(({ days }) => days.length),
    ).toEqual([6667, 6667, 6666]);
  });
});
