import { describe, expect, it } from 'vitest';
import {
  entityOfWebhook,
  readWebhook,
} from '../../../admin-app/server/shopify/webhook-payloads.ts';
import type { WebhookTopic } from '../../../admin-app/server/shopify/webhook-topics.ts';

const triggeredAt = Date.parse('2026-11-22T10:00:00Z');
const read = (topic: WebhookTopic, payload: unknown) =>
  readWebhook(topic, JSON.stringify(payload), triggeredAt);

const order = {
  id: 450789469,
  admin_graphql_api_id: 'gid://shopify/Order/450789469',
  name: '#1001',
  currency: 'EUR',
  current_total_price: '409.94',
  discount_codes: [{ code: 'SPRING', amount: '5.00', type: 'fixed_amount' }],
  source_name: 'web',
  test: false,
  financial_status: 'paid',
  processed_at: '2026-11-22T10:00:00-05:00',
  created_at: '2026-11-22T10:00:01-05:00',
  updated_at: '2026-11-22T10:00:02-05:00',
  cancelled_at: null,
  customer: { id: 207119551 },
  line_items: [
    { id: 466157049, product_id: 632910392, title: 'Tea', quantity: 2, price: '199.00' },
    { id: 466157050, product_id: null, title: 'Wrapping', quantity: 1, price: '11.94' },
  ],
};

describe('reading webhooks', () => {
  it('reads an order with its lines, and times in any offset', () => {
    expect(read('orders/paid', order)).toEqual({
      kind: 'order',
      customer: null,
      order: {
        orderId: 450789469,
        customerId: 207119551,
        name: '#1001',
        currency: 'EUR',
        totalMinor: 40994,
        discountCodes: ['SPRING'],
        source: 'web',
        test: false,
        financialStatus: 'paid',
        processedAt: Date.parse('2026-11-22T15:00:00Z'),
        createdAt: Date.parse('2026-11-22T15:00:01Z'),
        updatedAt: Date.parse('2026-11-22T15:00:02Z'),
        cancelledAt: null,
      },
      lines: [
        {
          orderId: 450789469,
          lineId: 466157049,
          productId: 632910392,
          title: 'Tea',
          quantity: 2,
          totalMinor: 39800,
        },
        {
          orderId: 450789469,
          lineId: 466157050,
          productId: null,
          title: 'Wrapping',
          quantity: 1,
          totalMinor: 1194,
        },
      ],
    });
  });

  it('takes what an order says of its customer', () => {
    const customer = {
      id: 207119551,
      first_name: 'Bob',
      last_name: '',
      email: 'bob@example.com',
      phone: null,
      default_address: { country_code: 'CA' },
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-02-01T00:00:00Z',
    };
    expect(read('orders/create', { ...order, customer })).toMatchObject({
      customer: { customerId: 207119551, firstName: 'Bob', lastName: null, country: 'CA' },
    });
  });

  it('takes an order without a customer', () => {
    expect(read('orders/create', { ...order, customer: null })).toMatchObject({
      customer: null,
      order: { customerId: null },
    });
  });

  it.each([
    {
      topic: 'customers/merge',
      payload: {
        admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1',
        admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
        status: 'completed',
      },
      event: { kind: 'customers merged', keptId: 1, deletedId: 2 },
    },
    {
      topic: 'customers/merge',
      payload: { status: 'failed', errors: [{ message: 'no' }] },
      event: { kind: 'nothing' },
    },
    {
      topic: 'customers_email_marketing_consent/update',
      payload: {
        customer_id: 5,
        email_address: 'a@example.com',
        email_marketing_consent: {
          state: 'unsubscribed',
          opt_in_level: 'single_opt_in',
          consent_updated_at: '2026-11-01T00:00:00Z',
        },
      },
      event: {
        kind: 'email consent',
        customerId: 5,
        consent: { state: 'unsubscribed', at: Date.parse('2026-11-01T00:00:00Z') },
      },
    },
    {
      topic: 'customers_marketing_consent/update',
      payload: {
        id: 5,
        phone: '+331',
        sms_marketing_consent: { state: 'subscribed', consent_updated_at: null },
      },
      event: {
        kind: 'sms consent',
        customerId: 5,
        consent: { state: 'subscribed', at: triggeredAt },
      },
    },
    {
      topic: 'customer.tags_added',
      payload: {
        customerId: 'gid://shopify/Customer/5',
        tags: ['vip'],
        occurredAt: '2026-11-01T00:00:00.5Z',
      },
      event: {
        kind: 'tags',
        customerId: 5,
        tags: ['vip'],
        present: true,
        at: Date.parse('2026-11-01T00:00:00.5Z'),
      },
    },
    {
      topic: 'app/scopes_update',
      payload: {
        id: 1,
        previous: [],
        current: ['read_orders'],
        updated_at: '2026-11-01T00:00:00Z',
      },
      event: {
        kind: 'scopes',
        scopes: ['read_orders'],
        at: Date.parse('2026-11-01T00:00:00Z'),
      },
    },
    {
      topic: 'bulk_operations/finish',
      payload: { admin_graphql_api_id: 'gid://shopify/BulkOperation/1', status: 'completed' },
      event: { kind: 'bulk operation finished', operationId: 'gid://shopify/BulkOperation/1' },
    },
    {
      topic: 'customers/data_request',
      payload: {
        shop_id: 1,
        shop_domain: 'a.myshopify.com',
        orders_requested: [1],
        customer: { id: 5 },
        data_request: { id: 9999 },
      },
      event: { kind: 'data request', customerId: 5, requestId: '9999' },
    },
    {
      topic: 'customers/redact',
      payload: { shop_id: 1, customer: { id: 5 }, orders_to_redact: [1, 2] },
      event: { kind: 'redact customer', customerId: 5, orderIds: [1, 2] },
    },
  ] as const)('reads $topic', ({ topic, payload, event }) => {
    expect(read(topic, payload)).toEqual(event);
  });

  it.each([
    { payload: { ...order, current_total_price: 'free' }, field: 'current_total_price' },
    { payload: { ...order, id: '450789469' }, field: 'id' },
    { payload: { ...order, updated_at: 'yesterday' }, field: 'updated_at' },
    {
      payload: { ...order, line_items: [{ ...order.line_items[0], quantity: 1.5 }] },
      field: 'quantity',
    },
    { payload: { ...order, line_items: 'none' }, field: 'line_items' },
    { payload: [], field: 'The body' },
  ])('names the field of an order that is wrong: $field', ({ payload, field }) => {
    expect(() => read('orders/create', payload)).toThrow(field);
  });

  it('still sees what an unreadable body was about', () => {
    const body = JSON.stringify({ ...order, currency: 'nonsense' });
    expect(entityOfWebhook('orders/updated', body)).toEqual({
      resource: 'orders',
      entityId: 450789469,
    });
    expect(entityOfWebhook('customers/update', '{"id":12,"email"')).toEqual({
      resource: 'customers',
      entityId: 12,
    });
    expect(entityOfWebhook('orders/delete', '{"id":12}')).toBeNull();
    expect(entityOfWebhook('shop/update', '{"id":12}')).toBeNull();
  });
});
