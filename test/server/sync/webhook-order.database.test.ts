/** What the store says may come late, twice and in any order: the rows must be those of once and in order. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { insertDelivery } from '../../../admin-app/server/database/webhook-deliveries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertShop } from '../../support/shop-rows.ts';
import { anotherDomain, configOf, joinSide } from './store-world.ts';

const START = Date.UTC(2026, 5, 15, 10);
const clock = { now: () => START + 86_400_000, onMove: () => () => {} };

let db: TestDatabase;
let side: ReturnType<typeof joinSide>;

beforeAll(async () => {
  db = await createTestDatabase();
  side = joinSide({
    db,
    clock,
    config: configOf('http://127.0.0.1:9'),
    trustedOrigin: 'http://127.0.0.1:9',
    enqueue: async () => {},
    ordersChanged: async () => {},
    guestsOrdered: async () => {},
    customersGone: async () => {},
  });
});
afterAll(() => db.drop());

interface Said {
  readonly topic: string;
  readonly payload: object;
  readonly triggeredAt: number;
}

/** Shopify's times of change have whole seconds; several things happen within one. */
const wholeSecond = (instant: number) =>
  new Date(Math.floor(instant / 1000) * 1000).toISOString().replace('.000', '');

type Event =
  | {
      readonly kind: 'order';
      readonly order: number;
      readonly customer: number;
      readonly lines: number;
      readonly status: string;
    }
  | { readonly kind: 'order deleted'; readonly order: number }
  | { readonly kind: 'customer' | 'customer deleted'; readonly customer: number }
  | { readonly kind: 'redacted'; readonly customer: 3 }
  | { readonly kind: 'merged' }
  | { readonly kind: 'consent'; readonly customer: number; readonly state: string }
  | {
      readonly kind: 'tags';
      readonly customer: number;
      readonly tag: string;
      readonly added: boolean;
    }
  | { readonly kind: 'product' | 'product deleted'; readonly product: number }
  | { readonly kind: 'shop' }
  | { readonly kind: 'scopes' };

const customer = fc.integer({ min: 1, max: 3 });
const order = fc.integer({ min: 101, max: 103 });
const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      order,
      customer: fc.integer({ min: 0, max: 3 }),
      lines: fc.integer({ min: 0, max: 3 }),
      status: fc.constantFrom('paid', 'pending', 'refunded', 'cancelled', 'test'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('order deleted' as const), order }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('customer' as const), customer }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('customer deleted' as const), customer }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'redacted', customer: 3 } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'merged' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('consent' as const),
      customer,
      state: fc.constantFrom('subscribed', 'unsubscribed'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('tags' as const),
      customer,
      tag: fc.constantFrom('vip', 'wholesale'),
      added: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('product' as const, 'product deleted' as const),
      product: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'shop' } as const, { kind: 'scopes' } as const) },
);

/** The webhook of the n-th event; what it says differs from event to event. */
function say(event: Event, index: number): Said {
  const triggeredAt = START + index * 300;
  const at = wholeSecond(triggeredAt);
  const words = wordsOf(event, index, at, triggeredAt);
  return { ...words, triggeredAt };
}

function wordsOf(event: Event, index: number, at: string, triggeredAt: number) {
  switch (event.kind) {
    case 'order':
      return { topic: 'orders/updated', payload: orderPayload(event, index, at) };
    case 'order deleted':
      return { topic: 'orders/delete', payload: { id: event.order } };
    case 'customer':
      return { topic: 'customers/update', payload: customerPayload(event.customer, index, at) };
    case 'customer deleted':
      return { topic: 'customers/delete', payload: { id: event.customer } };
    case 'redacted':
      return {
        topic: 'customers/redact',
        payload: { customer: { id: event.customer }, orders_to_redact: [] },
      };
    case 'merged':
      return {
        topic: 'customers/merge',
        payload: {
          admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1',
          admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
          status: 'completed',
        },
      };
    case 'consent':
      return {
        topic: 'customers_email_marketing_consent/update',
        payload: {
          customer_id: event.customer,
          email_marketing_consent: { state: event.state, consent_updated_at: at },
        },
      };
    case 'tags':
      return {
        topic: event.added ? 'customer.tags_added' : 'customer.tags_removed',
        payload: {
          customerId: `gid://shopify/Customer/${event.customer}`,
          tags: [event.tag],
          occurredAt: new Date(triggeredAt).toISOString(),
        },
      };
    case 'product':
      return {
        topic: 'products/update',
        payload: {
          id: event.product,
          title: `Product as of ${index}`,
          created_at: wholeSecond(START),
          updated_at: at,
        },
      };
    case 'product deleted':
      return { topic: 'products/delete', payload: { id: event.product } };
    case 'shop':
      return {
        topic: 'shop/update',
        payload: {
          name: `Shop as of ${index}`,
          email: null,
          currency: 'EUR',
          iana_timezone: 'Europe/Paris',
          // Shops change seldom: no two words within one second.
          updated_at: new Date(triggeredAt).toISOString(),
        },
      };
    case 'scopes':
      return {
        topic: 'app/scopes_update',
        payload: { current: [`scope_${index}`], updated_at: new Date(triggeredAt).toISOString() },
      };
  }
}

function customerPayload(id: number, index: number, at: string) {
  return {
    id,
    first_name: `Customer as of ${index}`,
    email: `customer-${id}-${index}@example.com`,
    created_at: wholeSecond(START - 86_400_000),
    updated_at: at,
  };
}

function orderPayload(event: Extract<Event, { kind: 'order' }>, index: number, at: string) {
  return {
    id: event.order,
    name: `#${event.order}`,
    currency: 'EUR',
    current_total_price: `${index + 1}.00`,
    discount_codes: [{ code: `CODE${index}` }],
    test: event.status === 'test',
    financial_status:
      event.status === 'cancelled' || event.status === 'test' ? 'paid' : event.status,
    processed_at: wholeSecond(START),
    created_at: wholeSecond(START),
    updated_at: at,
    cancelled_at: event.status === 'cancelled' ? at : null,
    customer: event.customer === 0 ? null : { id: event.customer },
    line_items: Array.from({ length: event.lines }, (_, line) => ({
      id: event.order * 10 + line,
      product_id: 1,
      title: `Line as of ${index}`,
      quantity: 1,
      price: '1.00',
    })),
  };
}

/** Lets a new shop hear these webhooks one by one, each applied before the next comes; returns its rows. */
async function hear(said: readonly Said[]): Promise<readonly object[]> {
  const shopId = await insertShop(db, anotherDomain());
  for (const { topic, payload, triggeredAt } of said) {
    await withShop(db, shopId, (tx) =>
      insertDelivery(tx, {
        webhookId: randomUUID(),
        eventId: null,
        topic,
        triggeredAt,
        receivedAt: clock.now(),
        body: JSON.stringify(payload),
      }),
    );
    await side.applyWebhooks({ shopId });
  }
  return await withShop(db, shopId, async (tx) => {
    const failed = await tx.query(
      `select topic, error from webhook_deliveries where state <> 'applied'`,
    );
    expect(failed).toEqual([]);
    return await tx.query(`
      select 'customer' as what, to_jsonb(t) - 'shop_id' as word from customers t
      union all select 'tag', to_jsonb(t) - 'shop_id' from customer_tag_changes t
      union all select 'order', to_jsonb(t) - 'shop_id' from orders t
      union all select 'line', to_jsonb(t) - 'shop_id' from order_lines t
      union all select 'facts', to_jsonb(t) - 'shop_id' from order_facts t
      union all select 'activity', to_jsonb(t) - 'shop_id' - 'activity_id' from activities t
      union all select 'product', to_jsonb(t) - 'shop_id' from products t
      union all select 'shop', to_jsonb(t) - 'shop_id' - 'domain' - 'installed_at' - 'name' from shops t
      order by 1, 2`);
  });
}

describe('webhooks', () => {
  it.each<{ what: string; event: Event }>([
    { what: 'a customer', event: { kind: 'customer', customer: 1 } },
    {
      what: 'an order',
      event: { kind: 'order', order: 101, customer: 1, lines: 2, status: 'paid' },
    },
    { what: 'a product', event: { kind: 'product', product: 1 } },
  ])(
    'that say two things of $what within one second are told apart by when they were triggered',
    async ({ event }) => {
      const [first, second] = [say(event, 0), say(event, 1)];
      expect(await hear([second, first])).toEqual(await hear([first, second]));
      expect(await hear([second])).toEqual(await hear([first, second]));
    },
  );

  it('in any order and any number leave the rows of once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(events, { minLength: 2, maxLength: 14 }),
        fc.array(fc.nat(), { minLength: 0, maxLength: 30 }),
        async (happened, shuffle) => {
          const said = happened.map(say);
          const inOrder = await hear(said);
          const outOfOrder = await hear(shuffled(said, shuffle));
          expect(outOfOrder).toEqual(inOrder);
        },
      ),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 25) },
    );
  });
});

/** All of them, in the order that the numbers make, some of them again. */
function shuffled(said: readonly Said[], numbers: readonly number[]): readonly Said[] {
  const heard = [...said];
  numbers.forEach((number, index) => {
    const [from, to] = [index % heard.length, number % heard.length];
    const [one, other] = [heard[from], heard[to]];
    if (!one || !other) return;
    heard[from] = other;
    heard[to] = one;
    if (number % 5 === 0) heard.push(one);
  });
  return heard;
}
