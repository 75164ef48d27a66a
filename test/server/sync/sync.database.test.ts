import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import {
  startSync,
  stepAdvanced,
  stepReading,
  stepRequested,
} from '../../../admin-app/server/database/syncs.ts';
import type { DevStoreOptions } from '../../dev-store/dev-store.ts';
import { statisticsOf } from '../../dev-store/statistics.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { expectSameAsStore } from './same-as-store.ts';
import { type StoreWorld, startStoreWorld } from './store-world.ts';

let db: TestDatabase;
let world: StoreWorld;

async function begin(options: Partial<DevStoreOptions> = {}): Promise<void> {
  world = await startStoreWorld(db, options);
}
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(async () => {
  await world.close();
  await db.drop();
});

const newestSync = async () =>
  (await world.rows('select state, cause, error from syncs order by sync_id desc limit 1'))[0];
const problems = () =>
  world.rows(
    `select resource, line_number, entity_id, reason, solved_at is not null as solved
       from sync_problems order by problem_id`,
  );
async function statistics() {
  const rows = await world.rows(
    'select customer_id, rfm_group, predicted_spend_tier from customers order by customer_id',
  );
  return rows.map((row) => ({
    customerId: Number(row.customer_id),
    rfmGroup: row.rfm_group,
    predictedSpendTier: row.predicted_spend_tier,
  }));
}
async function expectStatisticsOfStore(): Promise<void> {
  const store = world.devStore.shop();
  expect(await statistics()).toEqual(
    [...store.customers()]
      .sort((one, other) => one.id - other.id)
      .map(({ id }) => {
        const { rfmGroup, predictedSpendTier } = statisticsOf(store, id);
        return {
          customerId: id,
          rfmGroup: rfmGroup?.toLowerCase() ?? null,
          predictedSpendTier: predictedSpendTier?.toLowerCase() ?? null,
        };
      }),
  );
}
async function syncAgain(cause: 'manual' | 'reconciliation'): Promise<void> {
  const shopId = await world.shopId();
  const at = world.devStore.clock.now();
  const { syncId } = await world.inShop((tx) => startSync(tx, { cause, at }));
  await world.side.sync({ shopId, syncId });
  await world.work();
}

describe('the first sync', () => {
  it('brings every customer, product and order with its lines, equal to the store', async () => {
    await begin();
    await world.install();
    expect(await newestSync()).toMatchObject({ state: 'done', cause: 'install' });
    expect(await problems()).toEqual([]);
    await expectSameAsStore(world);
    expect(await world.rows('select name, currency, time_zone, email from shops')).toEqual([
      {
        name: 'Morning Harbour Coffee & Tea',
        currency: 'EUR',
        time_zone: 'Europe/Paris',
        email: 'owner@example.com',
      },
    ]);
    expect(world.changed.length, 'others hear whose orders changed').toBeGreaterThan(0);
    expect(world.queue.map(({ task }) => task)).toEqual([]);
  });

  it('counts lines so that a progress bar can move', async () => {
    await begin();
    await world.install();
    const steps = await world.rows(
      'select resource, state, lines_read, object_count, attempts from sync_steps order by resource',
    );
    const store = world.devStore.shop().count();
    const lines = world.devStore
      .shop()
      .orders()
      .flatMap((order) => order.lines).length;
    expect(steps).toEqual([
      {
        resource: 'customers',
        state: 'done',
        lines_read: store.customers,
        object_count: store.customers,
        attempts: 1,
      },
      {
        resource: 'orders',
        state: 'done',
        lines_read: store.orders + lines,
        object_count: store.orders + lines,
        attempts: 1,
      },
      {
        resource: 'products',
        state: 'done',
        lines_read: store.products,
        object_count: store.products,
        attempts: 1,
      },
    ]);
  });

  it('of an empty shop is done at once', async () => {
    await begin();
    const store = await world.devStore.addShop({ domain: 'empty.myshopify.com', customers: 0 });
    for (const { id } of store.orders()) store.deleteOrder(id);
    for (const { id } of store.customers()) store.deleteCustomer(id);
    for (const { id } of store.products()) store.deleteProduct(id);
    await world.install('empty.myshopify.com');
    const rows = await world.rows('select state from syncs', 'empty.myshopify.com');
    expect(rows).toEqual([{ state: 'done' }]);
  });

  it('reads texts that would break a sloppy loader', async () => {
    await begin();
    const awkward =
      'tab\t newline\n return\r backslash\\ \\N quote" {brace} , \u0000 🙂 \ud800 end';
    const store = world.devStore.shop();
    const customer = store.createCustomer({
      firstName: awkward,
      lastName: '\\.',
      tags: [awkward, 'NULL', '"'],
    });
    await world.install();
    const [row] = await world.rows(
      `select first_name, last_name, tags from customers where customer_id = ${customer.id}`,
    );
    const kept = awkward.replace('\u0000', '').replace('\ud800', '\ufffd');
    expect(row).toMatchObject({ first_name: kept, last_name: '\\.' });
    expect(row?.tags).toEqual(expect.arrayContaining([kept.trim(), 'NULL', '"']));
  });
});

describe('a file that is not as it should be', () => {
  it('loses only the line that is cut in the middle, says where, and asks for it again', async () => {
    await begin();
    world.devStore.faults.spoilNextBulk({});
    world.devStore.faults.spoilNextBulk({});
    world.devStore.faults.spoilNextBulk({ malformedLine: 0 });
    await world.install();
    expect(await newestSync()).toMatchObject({ state: 'done', error: null });
    const [problem, ...others] = await problems();
    expect(others, 'line items of the spoiled order wait with it').toEqual([]);
    expect(problem).toMatchObject({ resource: 'orders', line_number: 1, solved: true });
    expect(problem?.reason).toContain('not JSON');
    await expectSameAsStore(world);
  });

  it('keeps back the orders of a customer whose line is spoiled, and brings them later', async () => {
    await begin();
    world.devStore.faults.spoilNextBulk({ malformedLine: 2 });
    await world.open();
    const shopId = await world.shopId();
    await world.side.sync({ shopId, syncId: 1 });
    const customerId = world.devStore.shop().customers()[2]?.id ?? 0;
    const theirs = world.devStore.shop().ordersOf(customerId);
    expect(theirs.length).toBeGreaterThan(0);
    const found = await problems();
    expect(found[0]).toMatchObject({ resource: 'customers', line_number: 3, solved: false });
    expect(
      found
        .slice(1)
        .map((problem) => problem.entity_id)
        .sort(),
    ).toEqual(theirs.map((order) => order.id).sort());
    expect(found[1]?.reason).toContain(`belongs to customer ${customerId}, who is not known yet`);
    expect(
      await world.rows(`select order_id from orders where customer_id = ${customerId}`),
    ).toEqual([]);
    await world.work();
    expect((await problems()).every((problem) => problem.solved)).toBe(true);
    await expectSameAsStore(world);
  });

  it('keeps an order whose customer Shopify itself does not know', async () => {
    await begin();
    world.devStore.faults.spoilNextBulk({});
    world.devStore.faults.spoilNextBulk({});
    world.devStore.faults.spoilNextBulk({ strangerAfterLine: 0 });
    await world.install();
    expect(await problems()).toEqual([
      {
        resource: 'orders',
        line_number: 2,
        entity_id: 999_000_001,
        reason: expect.stringContaining('belongs to customer 999000002, who is not known yet'),
        solved: true,
      },
    ]);
    expect(
      await world.rows(
        `select c.email, c.email_consent, c.first_name
           from orders o join customers c using (customer_id) where order_id = 999000001`,
      ),
    ).toEqual([{ email: null, email_consent: 'not_subscribed', first_name: null }]);
  });

  it('keeps a value out that the database cannot store, and takes the rest', async () => {
    await begin();
    const store = world.devStore.shop();
    const customer = store.createCustomer({ firstName: 'Unkeepable' });
    await world.db.ownerPool.query(
      `alter table customers add check (first_name is distinct from 'Unkeepable')`,
    );
    await world.install();
    const [problem, ...others] = await problems();
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      resource: 'customers',
      line_number: store.count().customers,
      reason: expect.stringContaining('The database refuses it'),
      solved: false,
    });
    expect(await world.rows('select count(*) from customers')).toEqual([
      { count: store.count().customers - 1 },
    ]);
    expect(await world.rows(`select 1 from customers where customer_id = ${customer.id}`)).toEqual(
      [],
    );
  });

  it('goes on where a download broke off', async () => {
    await begin();
    for (const bytes of [1_000, 3_333, 7_001, 50]) world.devStore.faults.cutNextDownload(bytes);
    await world.install();
    expect(await newestSync()).toMatchObject({ state: 'done', error: null });
    expect(await problems()).toEqual([]);
    await expectSameAsStore(world);
  });
});

describe('an export that fails', () => {
  it('is asked for again', async () => {
    await begin();
    world.devStore.faults.spoilNextBulk({ failAfterLines: 5 });
    await world.install();
    expect(await newestSync()).toMatchObject({ state: 'done', error: null });
    await expectSameAsStore(world);
  });

  it('three times ends the sync with a sentence, and the next sync makes up for it', async () => {
    await begin();
    const { faults } = world.devStore;
    faults.spoilNextBulk({ failAfterLines: 5 });
    faults.spoilNextBulk({});
    faults.spoilNextBulk({});
    faults.spoilNextBulk({ failAfterLines: 5 });
    faults.spoilNextBulk({ failAfterLines: 5 });
    await world.install();
    expect(await newestSync()).toEqual({
      state: 'failed',
      cause: 'install',
      error:
        'Shopify could not hand over the customers, in 3 attempts: failed, INTERNAL_SERVER_ERROR. What came so far is kept; start the sync again from Home.',
    });
    await syncAgain('manual');
    expect(await newestSync()).toMatchObject({ state: 'done' });
    await expectSameAsStore(world);
  });

  it('for lack of a permission says which', async () => {
    await begin({ grantedScopes: ['write_customers', 'read_products'] });
    await world.install();
    const sync = await newestSync();
    expect(sync).toMatchObject({ state: 'failed' });
    expect(sync?.error).toMatch(/orders/);
  });
});

describe('a Shopify that stutters', () => {
  it('is waited for: throttled, overloaded, unreachable', async () => {
    await begin();
    await world.open();
    world.devStore.faults.throttle(2);
    world.devStore.faults.failNextRequest(503);
    world.devStore.faults.failNextRequest(500);
    await world.work();
    expect(await newestSync()).toMatchObject({ state: 'done' });
    await expectSameAsStore(world);
  });
});

describe('a later sync', () => {
  it('brings what webhooks lost: changes, new orders, other tags', async () => {
    await begin();
    await world.install();
    const store = world.devStore.shop();
    world.devStore.clock.advance(HOUR_MS);
    world.devStore.webhooks.hold();
    const [first, second] = store.customers();
    const order = store.orders().find((one) => one.cancelledAt === null);
    const [product] = store.products();
    if (!first || !second || !order || !product) throw new Error('The store is too small');
    store.updateCustomer(first.id, { firstName: 'Renamed' });
    store.addTags(second.id, ['added unseen']);
    store.cancelOrder(order.id);
    store.placeOrder({
      customerId: second.id,
      lines: [{ productId: product.id, quantity: 2 }],
    });
    await syncAgain('reconciliation');
    await expectSameAsStore(world);
    const [step] = await world.rows(
      `select lines_read from sync_steps where resource = 'customers' order by sync_id desc limit 1`,
    );
    expect(step?.lines_read, 'only what changed was read').toBeLessThan(10);
  });

  it('brings what Shopify thinks of customers today, also of those who did nothing', async () => {
    await begin();
    await world.install();
    await expectStatisticsOfStore();
    const before = await statistics();
    world.devStore.clock.advance(60 * DAY_MS);
    const store = world.devStore.shop();
    const [product] = store.products();
    if (!product) throw new Error('The store is too small');
    // Whoever buys now pushes others back by recency, though nothing of theirs has changed.
    for (const { customerId } of before.filter((_, index) => index % 2 === 0)) {
      store.placeOrder({ customerId, lines: [{ productId: product.id, quantity: 1 }] });
    }
    await world.work();
    world.devStore.clock.advance(DAY_MS);
    const [counted] = await world.rows('select max(xmin::text::bigint) as newest from customers');
    await syncAgain('reconciliation');
    await expectStatisticsOfStore();
    const others = before.filter((_, index) => index % 2 === 1);
    const now = new Map((await statistics()).map((row) => [row.customerId, row.rfmGroup]));
    const moved = others.filter(({ customerId, rfmGroup }) => now.get(customerId) !== rfmGroup);
    expect(moved.length).toBeGreaterThan(0);
    const unmoved = await world.rows(
      `select count(*)::int as rows from customers where xmin::text::bigint <= ${counted?.newest}`,
    );
    expect(unmoved[0]?.rows, 'rows that are as they were are not written').toBeGreaterThan(0);
  });

  it('tells of codes that guests used, as a webhook does', async () => {
    await begin();
    await world.install();
    const store = world.devStore.shop();
    const [product] = [...store.products()];
    const lines = [{ productId: product?.id ?? 0, quantity: 1 }];
    const discount = { code: 'TEA-7', amountMinor: 100 };
    const order = store.placeOrder({ customerId: null, lines, discounts: [discount] });
    store.placeOrder({ customerId: null, lines });
    await world.work();
    expect(world.guests).toEqual([order.id]);
    world.guests.length = 0;
    await world.inShop((tx) => tx.execute('delete from orders where order_id = $1', [order.id]));
    await syncAgain('reconciliation');
    expect(world.guests).toEqual([order.id]);
  });

  it('changes nothing when nothing has changed', async () => {
    await begin();
    await world.install();
    const snapshot = () =>
      world.rows(
        `select (select md5(string_agg(md5((to_jsonb(c) - 'as_of' - 'statistics_as_of')::text), '' order by customer_id)) from customers c) as customers,
                (select md5(string_agg(md5((to_jsonb(o) - 'as_of' - 'lines_sync_id')::text), '' order by order_id)) from orders o) as orders,
                (select md5(string_agg(md5(l::text), '' order by line_id)) from order_lines l) as lines,
                (select md5(string_agg(md5(f::text), '' order by customer_id)) from order_facts f) as facts,
                (select md5(string_agg(md5(a::text), '' order by activity_id)) from activities a) as activities`,
      );
    const before = await snapshot();
    await syncAgain('manual');
    expect(await snapshot()).toEqual(before);
  });

  it('never undoes what a newer webhook said while the file was being read', async () => {
    await begin();
    world.devStore.faults.cutNextDownload(10);
    await world.open();
    const shopId = await world.shopId();
    const sync = world.side.sync({ shopId, syncId: 1 });
    const store = world.devStore.shop();
    world.devStore.clock.advance(60_000);
    for (const customer of store.customers()) {
      store.updateCustomer(customer.id, { firstName: `Later ${customer.id}` });
      for (const order of store.ordersOf(customer.id)) {
        if (order.cancelledAt === null) store.cancelOrder(order.id);
      }
    }
    await world.devStore.webhooks.idle();
    await world.side.applyWebhooks({ shopId });
    await sync;
    await world.work();
    await expectSameAsStore(world);
  });

  it('is told when another process has taken its batch in', async () => {
    await begin();
    await world.open();
    const change = { syncId: 1, resource: 'orders', at: world.devStore.clock.now() } as const;
    const bulkOperationId = 'gid://shopify/BulkOperation/1';
    await world.inShop((tx) => stepRequested(tx, { ...change, bulkOperationId }));
    await world.inShop((tx) => stepReading(tx, { ...change, objectCount: 100 }));
    const batch = {
      ...change,
      bulkOperationId,
      before: { linesRead: 0 },
      after: { linesRead: 50, bytesRead: 5_000 },
    };
    await world.inShop((tx) => stepAdvanced(tx, batch));
    const again = world.inShop((tx) => stepAdvanced(tx, batch));
    await expect(again).rejects.toMatchObject({ name: 'SyncMovedError' });
    const ofOldFile = { ...batch, bulkOperationId: 'another', before: { linesRead: 50 } };
    const stale = world.inShop((tx) => stepAdvanced(tx, ofOldFile));
    await expect(stale).rejects.toMatchObject({ name: 'SyncMovedError' });
    expect(
      await world.rows(`select lines_read, bytes_read from sync_steps where resource = 'orders'`),
    ).toEqual([{ lines_read: 50, bytes_read: 5_000 }]);
  });

  it('run by two processes at once takes every line in once', async () => {
    await begin({ customers: 300 });
    await world.open();
    const shopId = await world.shopId();
    await Promise.all([1, 2, 3].map(() => world.side.sync({ shopId, syncId: 1 })));
    await world.side.sync({ shopId, syncId: 1 });
    await world.work();
    expect(await newestSync()).toMatchObject({ state: 'done', error: null });
    expect(await problems()).toEqual([]);
    await expectSameAsStore(world);
  });
});
