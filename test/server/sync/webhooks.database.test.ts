import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { expectFactsOfOrders, expectSameAsStore } from './same-as-store.ts';
import { CREDENTIALS, OLD_SECRET, type StoreWorld, startStoreWorld } from './store-world.ts';

let db: TestDatabase;
let world: StoreWorld;

beforeEach(async () => {
  db = await createTestDatabase();
  world = await startStoreWorld(db);
});
afterEach(async () => {
  await world.close();
  await db.drop();
});

interface Post {
  readonly topic?: string;
  readonly body?: string;
  readonly secret?: string;
  readonly signedBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A delivery as Shopify would make it, with what the test wants to be different. */
async function post({ topic = 'orders/updated', body = '{}', ...rest }: Post): Promise<number> {
  const hmac = createHmac('sha256', rest.secret ?? CREDENTIALS.apiSecret)
    .update(rest.signedBody ?? body)
    .digest('base64');
  const response = await fetch(`${world.appUrl}/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': world.devStore.shop().shop.domain,
      'x-shopify-hmac-sha256': hmac,
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-triggered-at': '2026-11-22T10:00:00.123456789Z',
      ...rest.headers,
    },
  });
  return response.status;
}

const deliveries = () =>
  world.rows('select topic, state, attempts, error, body from webhook_deliveries');
/** Dates of our own making are not compared: a customer's row may have been entered by an earlier word. */
const customer = async (id: number) =>
  (await world.rows(`select * from customers where customer_id = ${id}`))[0];

describe('receiving', () => {
  it('refuses what Shopify did not sign, and keeps nothing of it', async () => {
    await world.install();
    expect(await post({ secret: 'not the secret' })).toBe(401);
    expect(await post({ body: '{"id":2}', signedBody: '{"id":1}' })).toBe(401);
    expect(await post({ headers: { 'x-shopify-hmac-sha256': '' } })).toBe(401);
    expect(await post({ topic: 'shop/redact', secret: 'not the secret' })).toBe(401);
    expect(
      await world.rows(
        `select count(*) from webhook_deliveries where topic <> 'bulk_operations/finish'`,
      ),
    ).toEqual([{ count: 0 }]);
    expect(world.queue).toEqual([]);
  });

  it('takes the signature of the secret before the last change', async () => {
    await world.install();
    expect(await post({ secret: OLD_SECRET })).toBe(200);
  });

  it('refuses a delivery without its headers', async () => {
    await world.install();
    expect(await post({ headers: { 'x-shopify-webhook-id': '' } })).toBe(400);
    expect(await post({ headers: { 'x-shopify-topic': '' } })).toBe(400);
  });

  it('answers for a shop it does not know, and keeps nothing', async () => {
    await world.install();
    const headers = { 'x-shopify-shop-domain': 'stranger.myshopify.com' };
    expect(await post({ headers })).toBe(200);
    expect(world.queue).toEqual([]);
  });

  it('keeps a delivery that comes twice once', async () => {
    await world.install();
    const headers = { 'x-shopify-webhook-id': 'the-same' };
    expect(await post({ headers, topic: 'customers/delete', body: '{"id":1}' })).toBe(200);
    expect(await post({ headers, topic: 'customers/delete', body: '{"id":1}' })).toBe(200);
    await world.work();
    expect(await post({ headers, topic: 'customers/delete', body: '{"id":1}' })).toBe(200);
    await world.work();
    const found = await world.rows(
      `select state, attempts, body from webhook_deliveries where webhook_id = 'the-same'`,
    );
    expect(found, 'the body goes once it is applied').toEqual([
      { state: 'applied', attempts: 1, body: '' },
    ]);
  });

  it('takes texts that Postgres cannot hold as they are', async () => {
    await world.install();
    const body = `{"id":7,"first_name":"nul\\u0000inside","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}`;
    expect(await post({ topic: 'customers/create', body })).toBe(200);
    await world.work();
    expect(await customer(7)).toMatchObject({ first_name: 'nulinside' });
  });
});

describe('applying what the store sends', () => {
  async function live(change: () => void): Promise<void> {
    await world.install();
    world.devStore.clock.advance(HOUR_MS);
    change();
    await world.work();
  }

  /** A bit of everything that happens in a store. */
  function muchHappens(): void {
    const store = world.devStore.shop();
    const [ada, ben, eve, joe] = store.customers();
    const [tea, coffee] = store.products();
    if (!ada || !ben || !eve || !joe || !tea || !coffee) throw new Error('The store is too small');
    const lines = [
      { productId: tea.id, quantity: 1 },
      { productId: coffee.id, quantity: 3 },
    ];
    // Shopify tells moments apart more finely than the milliseconds of a test that runs through at once.
    const tick = () => world.devStore.clock.advance(1);
    const newcomer = store.createCustomer({ firstName: 'New', email: 'new@example.com' });
    tick();
    store.placeOrder({ customerId: newcomer.id, lines });
    tick();
    const order = store.placeOrder({ customerId: ada.id, lines });
    tick();
    store.refundOrder(order.id, { goodwillMinor: 100 });
    tick();
    const other = store.placeOrder({ customerId: ben.id, lines });
    tick();
    store.cancelOrder(other.id);
    tick();
    const third = store.placeOrder({ customerId: ben.id, lines });
    tick();
    store.editOrder(third.id, { add: [{ productId: tea.id, quantity: 2 }] });
    tick();
    store.updateCustomer(ada.id, { firstName: 'Ada', email: 'ada.new@example.com' });
    tick();
    store.addTags(ada.id, ['vip', 'loud']);
    tick();
    store.removeTags(ada.id, ['loud']);
    tick();
    const now = world.devStore.clock.now();
    tick();
    store.setEmailConsent(ben.id, { state: 'UNSUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: now });
    tick();
    store.mergeCustomers(eve.id, joe.id);
    tick();
    store.updateProduct(tea.id, { title: 'Other tea', priceMinor: 1499, tags: ['deal'], stock: 0 });
    tick();
    store.updateShop({ name: 'Renamed', ianaTimezone: 'Europe/Warsaw' });
  }

  it('ends equal to the store', async () => {
    await live(muchHappens);
    await expectSameAsStore(world);
    expect(await world.rows('select name, time_zone from shops')).toEqual([
      { name: 'Renamed', time_zone: 'Europe/Warsaw' },
    ]);
  });

  it('ends equal to the store when everything comes twice and backwards', async () => {
    await world.install();
    world.devStore.clock.advance(HOUR_MS);
    world.devStore.webhooks.hold();
    world.devStore.webhooks.deliverTwice(true);
    muchHappens();
    world.devStore.webhooks.release('reversed');
    await world.work();
    await expectSameAsStore(world);
  });

  it('tells others whose orders changed and who is gone', async () => {
    await world.install();
    world.changed.length = 0;
    const store = world.devStore.shop();
    const [one, other] = store.customers();
    const [product] = store.products();
    if (!one || !other || !product) throw new Error('The store is too small');
    store.placeOrder({ customerId: one.id, lines: [{ productId: product.id, quantity: 1 }] });
    await world.work();
    expect(world.changed).toEqual([one.id]);
    store.mergeCustomers(one.id, other.id);
    await world.work();
    expect(world.gone).toEqual([other.id]);
  });

  it('takes an order whose customer nobody has told of', async () => {
    await world.install();
    world.devStore.clock.advance(HOUR_MS);
    const store = world.devStore.shop();
    world.devStore.webhooks.dropNext('customers/create');
    const stranger = store.createCustomer({ firstName: 'Unheard', email: 'unheard@example.com' });
    const [product] = store.products();
    store.placeOrder({
      customerId: stranger.id,
      lines: [{ productId: product?.id ?? 0, quantity: 1 }],
    });
    await world.work();
    expect(await customer(stranger.id)).toMatchObject({
      first_name: 'Unheard',
      email_consent: 'not_subscribed',
    });
    await expectFactsOfOrders(world);
  });

  it('asks Shopify for what a webhook could not say', async () => {
    await world.install();
    const [order] = world.devStore.shop().orders();
    await world.inShop((tx) =>
      tx.execute(`update orders set name = 'wrong', updated_at = to_timestamp(1)`),
    );
    const body = JSON.stringify({
      id: order?.id,
      admin_graphql_api_id: `gid://shopify/Order/${order?.id}`,
    });
    expect(await post({ topic: 'orders/updated', body })).toBe(200);
    await world.work();
    const failed = (await deliveries()).find(({ state }) => state === 'failed');
    expect(failed).toMatchObject({
      topic: 'orders/updated',
      error: expect.stringContaining('currency'),
    });
    expect(
      await world.rows(
        'select resource, entity_id, reason from sync_problems where solved_at is null',
      ),
    ).toEqual([
      {
        resource: 'orders',
        entity_id: order?.id,
        reason: expect.stringContaining('Webhook orders/updated: currency'),
      },
    ]);
    await world.side.retrySyncProblems({ shopId: await world.shopId() });
    expect(await world.rows(`select name from orders where order_id = ${order?.id}`)).toEqual([
      { name: `#${order?.number}` },
    ]);
    expect(await world.rows('select 1 from sync_problems where solved_at is null')).toEqual([]);
  });

  it('asks for the groups of a customer of whom it heard, as Shopify has them now', async () => {
    await world.install();
    const store = world.devStore.shop();
    const { id } = store.createCustomer({ firstName: 'Newly come' });
    await world.work();
    const grouped = () => world.rows(`select rfm_group from customers where customer_id = ${id}`);
    expect(await grouped(), 'Shopify takes a day').toEqual([{ rfm_group: null }]);
    world.devStore.clock.advance(DAY_MS);
    store.updateCustomer(id, { firstName: 'Still here' });
    await world.work();
    expect(await grouped()).toEqual([{ rfm_group: 'prospects' }]);
  });

  it('does not let one that fails hold up the others, and tries it again', async () => {
    await world.install();
    const store = world.devStore.shop();
    const [one, other] = store.customers();
    let refuse = true;
    await world.close();
    world = await startStoreWorld(db, {
      ordersChanged: async () => {
        if (refuse) throw new Error('The listener has a bad day');
      },
    });
    await world.open();
    void one;
    void other;
    const at = '2026-11-22T10:00:00Z';
    const order = {
      id: 1,
      name: '#1',
      currency: 'EUR',
      current_total_price: '1.00',
      test: false,
      financial_status: 'paid',
      processed_at: at,
      created_at: at,
      updated_at: at,
      cancelled_at: null,
      customer: { id: 77 },
      line_items: [],
    };
    await post({ body: JSON.stringify(order) });
    await post({
      topic: 'customers/update',
      body: JSON.stringify({ id: 78, first_name: 'Behind', created_at: at, updated_at: at }),
    });
    const shopId = await world.shopId();
    await world.side.applyWebhooks({ shopId });
    expect(await customer(78)).toMatchObject({ first_name: 'Behind' });
    expect(await world.rows('select 1 from orders where order_id = 1'), 'nothing half').toEqual([]);
    expect(await customer(77)).toBeUndefined();
    expect(world.queue.find(({ task }) => task === 'apply webhooks')).toMatchObject({
      delayMs: 10_000,
    });
    refuse = false;
    await world.side.applyWebhooks({ shopId });
    expect(await world.rows('select 1 as there from orders where order_id = 1')).toEqual([
      { there: 1 },
    ]);
    await expectFactsOfOrders(world);
  });
});

describe('leaving and coming back', () => {
  it('forgets the tokens when the app is removed, and revives the shop when it returns', async () => {
    const shopId = await world.install();
    world.devStore.clock.advance(HOUR_MS);
    world.devStore.installation().uninstall();
    await world.work();
    expect(await world.rows('select 1 from access_tokens')).toEqual([]);
    expect(await world.rows('select uninstalled_at is not null as gone from shops')).toEqual([
      { gone: true },
    ]);
    world.devStore.clock.advance(HOUR_MS);
    world.devStore.installation().install();
    expect(await world.install()).toBe(shopId);
    expect(await world.rows('select uninstalled_at from shops')).toEqual([
      { uninstalled_at: null },
    ]);
    expect(await world.rows('select cause, state from syncs order by sync_id')).toEqual([
      { cause: 'install', state: 'done' },
      { cause: 'install', state: 'done' },
    ]);
  });

  it('does not believe a removal that is told after the shop came back', async () => {
    await world.install();
    world.devStore.clock.advance(HOUR_MS);
    world.devStore.webhooks.hold();
    world.devStore.installation().uninstall();
    world.devStore.clock.advance(HOUR_MS);
    world.devStore.installation().install();
    await world.inShop((tx) =>
      tx.execute(`update shops set uninstalled_at = now() where shop_id = ${tx.shopId}`),
    );
    await world.open();
    world.devStore.webhooks.release();
    await world.work();
    expect(await world.rows('select uninstalled_at from shops')).toEqual([
      { uninstalled_at: null },
    ]);
    expect(await world.rows('select 1 as there from access_tokens')).toEqual([{ there: 1 }]);
  });

  it('takes over scopes as they change', async () => {
    await world.install();
    world.devStore.installation().setScopes(['read_orders']);
    await world.work();
    expect(await world.rows('select scopes from shops')).toEqual([{ scopes: 'read_orders' }]);
  });

  it('deletes every row of a shop that asks for it, other shops untouched, and can prove it', async () => {
    const other = 'other.myshopify.com';
    await world.devStore.addShop({ domain: other, customers: 5 });
    await world.install(other);
    const shopId = await world.install();
    const { domain } = world.devStore.shop().shop;
    const body = JSON.stringify({ shop_id: 1, shop_domain: domain });
    world.devStore.clock.advance(HOUR_MS);
    const early = new Date(world.devStore.clock.now()).toISOString();
    await post({ topic: 'shop/redact', body, headers: { 'x-shopify-triggered-at': early } });
    await world.work();
    expect(
      await world.rows('select count(*) > 0 as there from customers'),
      'the shop is installed',
    ).toEqual([{ there: true }]);
    world.devStore.installation().uninstall();
    await world.work();
    world.devStore.clock.advance(2 * DAY_MS);
    const late = new Date(world.devStore.clock.now()).toISOString();
    await post({ topic: 'shop/redact', body, headers: { 'x-shopify-triggered-at': late } });
    await world.work();
    for (const table of await tablesOfShops()) {
      const rows = await withShop(db, shopId, (tx) => tx.query(`select 1 from ${table}`));
      expect(rows, table).toEqual([]);
    }
    const { rows } = await db.ownerPool.query('select domain from redacted_shops');
    expect(rows).toEqual([{ domain }]);
    expect(await world.rows('select count(*) from customers', other)).toEqual([{ count: 5 }]);
    expect(await tablesOfShops()).toContain('orders');
    expect(await post({ topic: 'shop/redact', body }), 'told once more').toBe(200);
  });
});

async function tablesOfShops(): Promise<readonly string[]> {
  const { rows } = await db.ownerPool.query<{ table_name: string }>(
    `select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where column_name = 'shop_id' and table_schema = current_schema() and table_type = 'BASE TABLE'`,
  );
  return rows.map((row) => row.table_name);
}

describe('privacy', () => {
  async function someCustomerWithOrders(): Promise<number> {
    await world.install();
    const store = world.devStore.shop();
    const found = store.customers().find(({ id, email }) => email && store.ordersOf(id).length > 1);
    if (!found) throw new Error('The store is too small');
    return found.id;
  }

  it('keeps everything about a customer who asks for it, for staff to hand over', async () => {
    const customerId = await someCustomerWithOrders();
    world.devStore.webhooks.deliverTwice(true);
    world.devStore.requestCustomerData(customerId);
    await world.work();
    const requests = await world.rows(
      'select kind, customer_id, done_at, export from privacy_requests',
    );
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      kind: 'data request',
      customer_id: customerId,
      done_at: null,
    });
    const email = world.devStore.shop().customer(customerId)?.email;
    const orders = world.devStore
      .shop()
      .ordersOf(customerId)
      .map(({ id }) => id);
    expect(requests[0]?.export).toMatchObject({ customer: [{ email }] });
    const exported = requests[0]?.export as {
      orders: { order_id: number }[];
      order_lines: object[];
    };
    expect(exported.orders.map((order) => order.order_id).sort()).toEqual(orders.sort());
    expect(exported.order_lines.length).toBeGreaterThan(0);
  });

  it('wipes who a customer was wherever it stands, keeps the sums, and can prove it', async () => {
    const customerId = await someCustomerWithOrders();
    const before = world.devStore.shop().customer(customerId);
    const [sums] = await world.rows('select sum(total_minor) as total from orders where counts');
    world.devStore.requestCustomerData(customerId);
    await world.work();
    await world.inShop((tx) =>
      tx.execute(
        `insert into sync_problems (shop_id, resource, reason, line, found_at)
         values ($1, 'customers', 'spoiled', $2, now())`,
        [
          tx.shopId,
          `{"id":"gid://shopify/Customer/${customerId}","firstName":"${before?.firstName}"`,
        ],
      ),
    );
    world.devStore.requestCustomerErasure(customerId);
    // Shopify waits until the customer has not ordered for half a year.
    world.devStore.clock.advance(190 * DAY_MS);
    await world.work();
    for (const table of await tablesOfShops()) {
      const rows = await world.rows(`select to_jsonb(t)::text as word from ${table} t`);
      for (const { word } of rows) {
        expect(word, table).not.toContain(before?.email);
        if (before?.phone) expect(word, table).not.toContain(before.phone);
      }
    }
    expect(await customer(customerId)).toMatchObject({
      first_name: null,
      last_name: null,
      email: null,
      email_consent: 'redacted',
      redacted_at: expect.any(Number),
      rfm_group: null,
      predicted_spend_tier: null,
    });
    expect(await world.rows(`select 1 from orders where customer_id = ${customerId}`)).toEqual([]);
    expect(await world.rows('select sum(total_minor) as total from orders where counts')).toEqual([
      sums,
    ]);
    expect(
      await world.rows(
        `select kind, done_at is not null as done, proof from privacy_requests where kind = 'redaction'`,
      ),
    ).toEqual([
      {
        kind: 'redaction',
        done: true,
        proof: expect.objectContaining({ orders: expect.any(Number) }),
      },
    ]);
    expect(world.gone).toEqual([customerId]);
    await expectFactsOfOrders(world);
    // A late word does not bring the person back.
    world.devStore.shop().updateCustomer(customerId, { firstName: 'Back' });
    await world.work();
    expect(await customer(customerId)).toMatchObject({ first_name: null, email: null });
  });
});
