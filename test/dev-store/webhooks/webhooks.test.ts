import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import type { DevStore } from '../dev-store.ts';
import { gid } from '../model.ts';
import type { Store } from '../store.ts';
import { at, fields, library, type Receiver, startReceiver, startTestShop } from '../test-shop.ts';
import { RETRY_GAPS_MS } from './sender.ts';

let receiver: Receiver;
let devStore: DevStore;
let store: Store;

beforeEach(async () => {
  receiver = await startReceiver();
  devStore = await startTestShop({ appUrl: receiver.url, customers: 20 });
  store = devStore.shop();
});
afterEach(async () => {
  await devStore.stop();
  await receiver.close();
});

const newCustomer = () =>
  store.createCustomer({ firstName: 'Zoé', email: 'zoe@example.com', phone: '+33600000000' });
const buy = (customerId: number, quantity = 1) =>
  store.placeOrder({ customerId, lines: [{ productId: store.products()[0]?.id ?? 0, quantity }] });
/** The bodies of one topic, in the order of arrival. */
const bodies = (topic: string) =>
  receiver.received.flatMap(({ headers, body }) =>
    headers['x-shopify-topic'] === topic ? [fields(JSON.parse(body))] : [],
  );

describe('a delivery', () => {
  it('is signed so that the library accepts it, and only as it is', async () => {
    newCustomer();
    await devStore.webhooks.idle();
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    const check = (rawBody: string) =>
      library.webhooks.validate({
        rawBody,
        rawRequest: { method: 'POST', url: '/webhooks', headers: { ...headers } },
      });
    expect(await check(body)).toMatchObject({
      valid: true,
      topic: 'CUSTOMERS_CREATE',
      domain: store.domain,
      apiVersion: '2026-10',
    });
    expect(await check(`${body} `)).toMatchObject({ valid: false, reason: 'invalid_hmac' });
  });

  it('says when it was triggered, by the dev store’s clock, and has ids of its own', async () => {
    devStore.clock.advance(30 * DAY_MS);
    const customer = newCustomer();
    store.updateCustomer(customer.id, { note: 'x' });
    await devStore.webhooks.idle();
    const [one, other] = receiver.received;
    const triggeredAt = Date.parse(one?.headers['x-shopify-triggered-at'] ?? '');
    expect(triggeredAt).toBeGreaterThan(Date.now() + 29 * DAY_MS);
    for (const id of ['x-shopify-webhook-id', 'x-shopify-event-id'])
      expect(one?.headers[id]).not.toBe(other?.headers[id]);
  });
});

describe('what is told of customers', () => {
  it('is the shape of 2025-01: no tags, consent or totals', async () => {
    const customer = newCustomer();
    await devStore.webhooks.idle();
    const [body] = bodies('customers/create');
    expect(body).toMatchObject({
      id: customer.id,
      admin_graphql_api_id: gid('Customer', customer.id),
      first_name: 'Zoé',
      email: 'zoe@example.com',
      state: 'disabled',
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/),
    });
    for (const gone of [
      'tags',
      'email_marketing_consent',
      'sms_marketing_consent',
      'orders_count',
      'total_spent',
      'last_order_id',
    ])
      expect(body).not.toHaveProperty(gone);
  });

  it('comes in a topic of its own for tags and consent', async () => {
    const { id } = newCustomer();
    store.addTags(id, ['vip', 'tea']);
    store.addTags(id, ['vip']);
    store.removeTags(id, ['tea']);
    store.setEmailConsent(id, {
      state: 'SUBSCRIBED',
      optInLevel: 'CONFIRMED_OPT_IN',
      updatedAt: store.now(),
    });
    store.setSmsConsent(id, {
      state: 'UNSUBSCRIBED',
      optInLevel: 'SINGLE_OPT_IN',
      updatedAt: store.now(),
    });
    await devStore.webhooks.idle();
    expect(bodies('customer.tags_added')).toMatchObject([
      { customerId: gid('Customer', id), tags: ['tea', 'vip'] },
    ]);
    expect(bodies('customer.tags_removed')).toMatchObject([{ tags: ['tea'] }]);
    expect(bodies('customers_email_marketing_consent/update')).toMatchObject([
      {
        customer_id: id,
        email_marketing_consent: { state: 'subscribed', opt_in_level: 'confirmed_opt_in' },
      },
    ]);
    expect(bodies('customers_marketing_consent/update')).toMatchObject([
      { id, phone: '+33600000000', sms_marketing_consent: { state: 'unsubscribed' } },
    ]);
    expect(bodies('customers/update')).toEqual([]);
  });

  it('is their update for a fact of the merchant’s and nothing for the app’s own metafields', async () => {
    const { id } = newCustomer();
    const fact = { owner: gid('Customer', id), type: 'date', value: '1990-05-01' };
    store.metafields.set([{ ...fact, namespace: 'facts', key: 'birth_date' }]);
    store.metafields.set([{ ...fact, namespace: '$app', key: 'due' }]);
    await devStore.webhooks.idle();
    expect(bodies('customers/update')).toHaveLength(1);
  });

  it('is a deletion, a merge and the summary of purchases', async () => {
    const kept = newCustomer();
    const merged = store.createCustomer({ tags: ['vip'] });
    const gone = store.createCustomer({});
    const order = buy(merged.id);
    store.mergeCustomers(kept.id, merged.id);
    store.deleteCustomer(gone.id);
    await devStore.webhooks.idle();
    expect(bodies('customers/purchasing_summary')).toMatchObject([
      {
        customerId: gid('Customer', merged.id),
        numberOfOrders: 1,
        lastOrderId: gid('Order', order.id),
      },
    ]);
    expect(bodies('customers/merge')).toMatchObject([
      {
        admin_graphql_api_customer_kept_id: gid('Customer', kept.id),
        admin_graphql_api_customer_deleted_id: gid('Customer', merged.id),
        status: 'completed',
      },
    ]);
    expect(bodies('customers/delete')).toMatchObject([{ id: gone.id }]);
    expect(store.ordersOf(kept.id)).toMatchObject([{ id: order.id, customerId: kept.id }]);
  });
});

describe('what is told of orders', () => {
  it('is the REST-shaped order with its lines, discount and customer', async () => {
    const customer = newCustomer();
    const [coffee] = store.products();
    const order = store.placeOrder({
      customerId: customer.id,
      lines: [{ productId: coffee?.id ?? 0, quantity: 3 }],
      discounts: [{ code: 'BACK10', amountMinor: 267 }],
      shippingMinor: 490,
      tags: ['b', 'a'],
      attributes: [{ key: 'rondo', value: 's1' }],
    });
    await devStore.webhooks.idle();
    expect(bodies('orders/create')).toMatchObject([
      {
        id: order.id,
        name: `#${order.number}`,
        test: false,
        cancelled_at: null,
        financial_status: 'paid',
        tags: 'a, b',
        currency: 'EUR',
        total_line_items_price: '26.70',
        total_discounts: '2.67',
        total_price: '28.93',
        current_total_price: '28.93',
        current_total_price_set: { shop_money: { amount: '28.93', currency_code: 'EUR' } },
        discount_codes: [{ code: 'BACK10', amount: '2.67' }],
        note_attributes: [{ name: 'rondo', value: 's1' }],
        customer: { id: customer.id },
        line_items: [{ product_id: coffee?.id, quantity: 3, current_quantity: 3, price: '8.90' }],
        refunds: [],
      },
    ]);
  });

  it('shows what is left after a refund, an edit and a cancellation', async () => {
    const customer = newCustomer();
    const order = buy(customer.id, 2);
    const [line] = order.lines;
    store.refundOrder(order.id, {
      lines: [{ lineId: line?.id ?? 0, quantity: 1 }],
      goodwillMinor: 100,
    });
    await devStore.webhooks.idle();
    const edited = store.editOrder(order.id, {
      add: [{ productId: store.products()[3]?.id ?? 0, quantity: 1 }],
    });
    await devStore.webhooks.idle();
    store.cancelOrder(order.id);
    await devStore.webhooks.idle();
    const [refunded, changed, cancelled] = bodies('orders/updated');
    expect(refunded).toMatchObject({
      financial_status: 'partially_refunded',
      current_total_price: '7.90',
      line_items: [{ quantity: 2, current_quantity: 1 }],
      refunds: [{ transactions: [{ amount: '9.90' }], order_adjustments: [{ amount: '-1.00' }] }],
    });
    expect(changed).toMatchObject({ current_total_price: '40.40' });
    expect(bodies('orders/edited')).toMatchObject([
      {
        order_edit: {
          order_id: order.id,
          line_items: { additions: [{ id: edited.lines[1]?.id, delta: 1 }] },
        },
      },
    ]);
    expect(cancelled).toMatchObject({
      current_total_price: '0.00',
      cancel_reason: 'customer',
      financial_status: 'refunded',
    });
    expect(bodies('orders/cancelled')).toHaveLength(1);
  });

  it('is a deletion with nothing but the number', async () => {
    const order = buy(newCustomer().id);
    store.deleteOrder(order.id);
    await devStore.webhooks.idle();
    expect(bodies('orders/delete')).toEqual([{ id: order.id }]);
  });
});

describe('deliveries that fail', () => {
  it('are tried again eight times over four hours of the clock, with the same body and id', async () => {
    receiver.answerWith(500);
    newCustomer();
    await devStore.webhooks.idle();
    for (const gap of RETRY_GAPS_MS) {
      devStore.clock.advance(gap + 1000);
      await devStore.webhooks.idle();
    }
    expect(RETRY_GAPS_MS.reduce((sum, gap) => sum + gap, 0)).toBe(4 * HOUR_MS);
    expect(receiver.received).toHaveLength(9);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(
      new Set(receiver.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size,
    ).toBe(1);
    expect(devStore.webhooks.deliveries()).toMatchObject([{ state: 'given up' }]);
    devStore.clock.advance(DAY_MS);
    await devStore.webhooks.idle();
    expect(receiver.received).toHaveLength(9);
  });

  it('arrive when the app is back, a redirect being a failure like any other', async () => {
    receiver.answerWith(302);
    newCustomer();
    await devStore.webhooks.idle();
    expect(devStore.webhooks.deliveries()).toMatchObject([{ state: 'to be retried' }]);
    receiver.answerWith(200);
    devStore.clock.advance(5 * 60_000);
    await devStore.webhooks.idle();
    expect(devStore.webhooks.deliveries()).toMatchObject([
      { state: 'delivered', attempts: [{ status: 302 }, { status: 200 }] },
    ]);
  });

  it('note that nobody answers', async () => {
    await receiver.close();
    newCustomer();
    await devStore.webhooks.idle();
    expect(devStore.webhooks.deliveries()).toMatchObject([
      { attempts: [{ status: null, error: expect.stringContaining('ECONNREFUSED') }] },
    ]);
  });
});

describe('disturbances', () => {
  it('hold deliveries back and let them out in reverse', async () => {
    devStore.webhooks.hold();
    const order = buy(newCustomer().id);
    store.updateOrder(order.id, { tags: ['late'] });
    await devStore.webhooks.idle();
    expect(receiver.received).toEqual([]);
    devStore.webhooks.release('reversed');
    await devStore.webhooks.idle();
    expect(receiver.topics().filter((topic) => topic.startsWith('orders'))).toEqual([
      'orders/updated',
      'orders/create',
    ]);
  });

  it('send twice, lose one, and send one again', async () => {
    devStore.webhooks.deliverTwice(true);
    newCustomer();
    await devStore.webhooks.idle();
    expect(receiver.topics()).toEqual(['customers/create', 'customers/create']);
    devStore.webhooks.deliverTwice(false);
    devStore.webhooks.dropNext('customers/create');
    store.createCustomer({});
    await devStore.webhooks.idle();
    expect(receiver.received).toHaveLength(2);
    const [first, lost] = devStore.webhooks.deliveries('customers/create');
    expect(lost?.state).toBe('dropped');
    devStore.webhooks.redeliver(first?.webhookId ?? '');
    await devStore.webhooks.idle();
    expect(receiver.received).toHaveLength(3);
  });
});

describe('the life of an installation', () => {
  it('ends with app/uninstalled, silence, and shop/redact after 48 hours', async () => {
    devStore.installation().uninstall();
    newCustomer();
    await devStore.webhooks.idle();
    expect(receiver.topics()).toEqual(['app/uninstalled']);
    devStore.clock.advance(47 * HOUR_MS);
    await devStore.webhooks.idle();
    expect(receiver.topics()).toEqual(['app/uninstalled']);
    devStore.clock.advance(HOUR_MS);
    await devStore.webhooks.idle();
    expect(bodies('shop/redact')).toEqual([{ shop_id: store.shop.id, shop_domain: store.domain }]);
  });

  it('goes on without redaction for a shop that comes back in time', async () => {
    devStore.installation().uninstall();
    devStore.clock.advance(HOUR_MS);
    devStore.installation().install();
    devStore.clock.advance(3 * DAY_MS);
    await devStore.webhooks.idle();
    expect(receiver.topics()).toEqual(['app/uninstalled']);
  });

  it('reports changed scopes', async () => {
    const before = devStore.installation().scopes;
    devStore.installation().setScopes(before.filter((scope) => scope !== 'read_all_orders'));
    await devStore.webhooks.idle();
    expect(bodies('app/scopes_update')).toMatchObject([{ previous: before }]);
    expect(at(bodies('app/scopes_update')[0], 'current')).not.toContain('read_all_orders');
  });
});

describe('privacy requests', () => {
  it('pass on a request for data at once', async () => {
    const customer = newCustomer();
    const order = buy(customer.id);
    devStore.requestCustomerData(customer.id);
    await devStore.webhooks.idle();
    expect(bodies('customers/data_request')).toMatchObject([
      {
        shop_domain: store.domain,
        customer: { id: customer.id, email: 'zoe@example.com' },
        orders_requested: [order.id],
      },
    ]);
  });

  it('pass on an erasure after ten days, or half a year after the last order', async () => {
    const idle = newCustomer();
    const buyer = store.createCustomer({ email: 'buyer@example.com' });
    buy(buyer.id);
    devStore.requestCustomerErasure(idle.id);
    devStore.requestCustomerErasure(buyer.id);
    devStore.clock.advance(10 * DAY_MS);
    await devStore.webhooks.idle();
    expect(bodies('customers/redact')).toMatchObject([{ customer: { id: idle.id } }]);
    devStore.clock.advance(173 * DAY_MS);
    await devStore.webhooks.idle();
    expect(bodies('customers/redact')).toHaveLength(2);
  });
});
