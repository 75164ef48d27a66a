import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StatusView } from '../../../admin-app/contract/status.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import { countCustomers } from '../../../admin-app/server/database/customer-counts.ts';
import { readModelFit } from '../../../admin-app/server/database/model-fits.ts';
import { readDiskUse, readShopStatus } from '../../../admin-app/server/database/shop-status.ts';
import { isOnlyShop } from '../../../admin-app/server/database/shops.ts';
import { readSync } from '../../../admin-app/server/database/sync-view.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { statusRoutes } from '../../../admin-app/server/http/status.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { settingsApi, transactions } from './settings-api.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

async function statusOf(shopId: number): Promise<StatusView> {
  const session = { shopId, staffId: '1', now: () => SOME_DAY };
  const app = settingsApi(db, session, {
    '/status': statusRoutes({
      clock: { now: () => SOME_DAY, onMove: () => () => {} },
      ...transactions(db),
      ...{ readShopStatus, readSync, readModelFit, readDiskUse, version: '1.2.3' },
      isOnlyShop: () => isOnlyShop(db),
      readCustomerCounts: async (tx, today) => ({
        counts: await countCustomers(tx, today),
        countedAt: SOME_DAY,
      }),
      channelProblems: async (_, channels) => (channels.includes('sms') ? ['no account'] : []),
    }),
  });
  // The answer is the contract's own.
  return (await (await app.request('/status')).json()) as StatusView;
}

it('gives each part its verdict, and sees nothing of another shop', async () => {
  const shopId = await insertShop(db, 'status.myshopify.com');
  const otherId = await insertShop(db, 'other-status.myshopify.com');
  await withShop(db, shopId, async (tx) => {
    await insertCustomer(tx, { customer_id: 1 });
    for (const test of [false, true])
      await insertOrder(tx, {
        ...{ order_id: test ? 1 : 2, customer_id: 1, processedAt: SOME_DAY, test },
      });
    await tx.execute(`update shops set daily_work_on = '2026-06-12'`);
    await tx.execute(
      `insert into syncs (shop_id, cause, state, started_at, finished_at, error)
       values ($1, 'install', 'failed', $2, $2, 'Shopify did not answer')`,
      [shopId, timestampText(SOME_DAY - HOUR_MS)],
    );
    await tx.execute(
      `insert into segment_changes (shop_id, facts, taken_version)
       values ($1, '{orders}', null), ($1, '{orders}', 7), ($1, '{orders}', 8)`,
      [shopId],
    );
    for (const minutes of [5, 30])
      await tx.execute(
        `insert into webhook_deliveries (shop_id, webhook_id, topic, received_at, body) values ($1, $2, 'orders/create', $3, '{}')`,
        [shopId, `w${minutes}`, timestampText(SOME_DAY - minutes * 60_000)],
      );
  });
  const { parts, ...about } = await statusOf(shopId);
  const part = (name: string) => parts.find((each) => each.part === name);
  expect(part('sync')).toMatchObject({ verdict: 'bad', problem: 'Shopify did not answer' });
  expect(part('webhooks')).toMatchObject({
    verdict: 'late',
    waiting: 2,
    lagMs: 30 * 60_000,
    lastAt: SOME_DAY - 5 * 60_000,
  });
  expect(part('nightly')?.verdict).toBe('bad');
  expect(part('steps')).toMatchObject({ verdict: 'good', waiting: 0 });
  expect(part('segments')).toMatchObject({ waiting: 1 });
  expect(part('email')?.verdict).toBe('good');
  expect(part('sms')?.verdict).toBe('off');
  expect(about).toMatchObject({ customers: 1, countedAt: SOME_DAY, orders: 1, version: '1.2.3' });
  const other = await statusOf(otherId);
  expect(other.parts.find((each) => each.part === 'webhooks')).toMatchObject({
    verdict: 'good',
    lastAt: null,
  });
  expect([other.customers, other.orders, other.disk.bytes]).toEqual([0, 0, 0]);
});

it('says how much of the disk is the shop’s: all of it, or a share by its rows', async () => {
  const alone = await createTestDatabase();
  try {
    const read = async (shopId: number, rows: number) =>
      await withShop(alone, shopId, async (tx) =>
        readDiskUse(tx, { rows, isOnlyShop: await isOnlyShop(alone) }),
      );
    const shopId = await insertShop(alone, 'alone.myshopify.com');
    const { rows } = await alone.ownerPool.query<{ size: number }>(
      'select pg_database_size(current_database()) as size',
    );
    expect(await read(shopId, 1)).toEqual({ bytes: rows[0]?.size, whole: true });

    const otherId = await insertShop(alone, 'beside.myshopify.com');
    for (const [id, customers] of [
      [shopId, 300],
      [otherId, 100],
    ] as const)
      await withShop(alone, id, async (tx) => {
        for (let n = 1; n <= customers; n += 1) await insertCustomer(tx, { customer_id: n });
      });
    await alone.ownerPool.query('analyze customers, orders');
    const [large, small] = [await read(shopId, 300), await read(otherId, 100)];
    expect(large.whole).toBe(false);
    expect(small.bytes).toBeGreaterThan(100_000);
    expect(large.bytes / small.bytes).toBeCloseTo(3, 3);
  } finally {
    await alone.drop();
  }
});
