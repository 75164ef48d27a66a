import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../admin-app/core/time.ts';
import { APP_ID } from './app-id.ts';
import { describeShop } from './demo-shop.ts';
import type { Change } from './model.ts';
import { totalsOf } from './order-totals.ts';
import { Store } from './store.ts';

const NOW = Date.UTC(2026, 10, 22);

function openStore() {
  let now = NOW;
  const store = new Store(describeShop('small.myshopify.com', NOW), () => now, APP_ID);
  const changes: Change['kind'][] = [];
  const tea = store.createProduct({ title: 'Mint', productType: 'Tea', priceMinor: 1000 });
  const customer = store.createCustomer({ email: 'zoe@example.com' });
  store.onChange(({ kind }) => changes.push(kind));
  return {
    store,
    changes,
    tea,
    customer,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

describe('a store', () => {
  it('replaces records, so that whoever holds one keeps what was true', () => {
    const { store, customer, wait } = openStore();
    wait(1000);
    const changed = store.updateCustomer(customer.id, { firstName: 'Zoé' });
    expect(customer).toMatchObject({ firstName: null, updatedAt: NOW });
    expect(changed).toMatchObject({ firstName: 'Zoé', updatedAt: NOW + 1000, createdAt: NOW });
  });

  it('refuses a second customer with the same address, whatever its capitals', () => {
    const { store, customer } = openStore();
    expect(() => store.createCustomer({ email: 'ZOE@example.com' })).toThrow(
      'has already been taken',
    );
    expect(() => store.updateCustomer(customer.id, { email: 'Zoe@example.com' })).not.toThrow();
  });

  it('names what is unknown and leaves everything as it was', () => {
    const { store, customer, changes } = openStore();
    expect(() => store.placeOrder({ customerId: 1, lines: [] })).toThrow(
      'There is no customer 1 in small.myshopify.com',
    );
    expect(() =>
      store.placeOrder({ customerId: customer.id, lines: [{ productId: 2, quantity: 1 }] }),
    ).toThrow('There is no product 2');
    expect(() => store.placeOrder({ customerId: customer.id, lines: [] })).toThrow(
      'at least one line',
    );
    expect(() => store.cancelOrder(3)).toThrow('There is no order 3');
    expect(changes).toEqual([]);
    expect(store.count().orders).toBe(0);
  });

  it('keeps a customer who has orders', () => {
    const { store, customer, tea } = openStore();
    store.placeOrder({ customerId: customer.id, lines: [{ productId: tea.id, quantity: 1 }] });
    expect(() => store.deleteCustomer(customer.id)).toThrow('1 orders belong to them');
  });

  it('lists a customer’s orders by when they were processed', () => {
    const { store, customer, tea } = openStore();
    const lines = [{ productId: tea.id, quantity: 1 }];
    const now = store.placeOrder({ customerId: customer.id, lines });
    const earlier = store.placeOrder({ customerId: customer.id, lines, processedAt: NOW - DAY_MS });
    expect(store.ordersOf(customer.id).map(({ id }) => id)).toEqual([earlier.id, now.id]);
    expect(now.number).toBe(1001);
    expect(earlier.number).toBe(1002);
  });

  it('takes guests’ orders without touching any customer', () => {
    const { store, changes, tea } = openStore();
    store.placeOrder({ customerId: null, lines: [{ productId: tea.id, quantity: 1 }] });
    expect(changes).toEqual(['order placed']);
  });

  it('can be saved and loaded without a number being given twice', () => {
    const { store, customer, tea } = openStore();
    const order = store.placeOrder({
      customerId: customer.id,
      lines: [{ productId: tea.id, quantity: 1 }],
    });
    store.deleteOrder(order.id);
    const again = new Store(store.shop, () => NOW, APP_ID);
    again.load(store.content());
    const next = again.placeOrder({
      customerId: customer.id,
      lines: [{ productId: tea.id, quantity: 1 }],
    });
    expect(next.id).toBeGreaterThan(order.id);
    expect(next.number).toBe(1002);
  });
});

describe('the totals of an order', () => {
  const place = () => {
    const opened = openStore();
    const order = opened.store.placeOrder({
      customerId: opened.customer.id,
      lines: [{ productId: opened.tea.id, quantity: 3 }],
      discounts: [{ code: 'TEN', amountMinor: 300 }],
      shippingMinor: 490,
    });
    return { ...opened, order };
  };

  it('are lines less discount plus shipping', () => {
    expect(totalsOf(place().order)).toEqual({
      lines: 3000,
      discounts: 300,
      currentDiscounts: 300,
      total: 3190,
      currentSubtotal: 2700,
      currentTotal: 3190,
      refunded: 0,
      netPayment: 3190,
    });
  });

  it('shrink by a returned line after its share of the discount', () => {
    const { store, order } = place();
    const refunded = store.refundOrder(order.id, {
      lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }],
    });
    expect(totalsOf(refunded)).toMatchObject({
      total: 3190,
      refunded: 900,
      currentSubtotal: 1800,
      currentTotal: 2290,
      netPayment: 2290,
    });
  });

  it('are nothing after a cancellation, and everything was paid back once', () => {
    const { store, order } = place();
    const appeased = store.refundOrder(order.id, { goodwillMinor: 190 });
    expect(totalsOf(appeased)).toMatchObject({ currentSubtotal: 2700, currentTotal: 3000 });
    const cancelled = store.cancelOrder(order.id, 'FRAUD');
    expect(totalsOf(cancelled)).toMatchObject({ currentTotal: 0, refunded: 3190, netPayment: 0 });
    expect(() => store.cancelOrder(order.id)).toThrow('is cancelled');
  });

  it.each([
    [{ goodwillMinor: 3191 }, 'at most the 3190'],
    [{ goodwillMinor: 0 }, 'more than 0'],
    [{ lines: [{ lineId: 1, quantity: 1 }] }, 'it has no such line'],
  ])('refuse a refund of %j', (draft, message) => {
    const { store, order } = place();
    expect(() => store.refundOrder(order.id, draft)).toThrow(message);
    expect(store.order(order.id)).toBe(order);
  });
});
