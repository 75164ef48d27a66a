import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StatusView } from '../../../admin-app/contract/status.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import { readModelFit } from '../../../admin-app/server/database/model-fits.ts';
import { readShopStatus } from '../../../admin-app/server/database/shop-status.ts';
import { readSync } from '../../../admin-app/server/database/sync-view.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { statusRoutes } from '../../../admin-app/server/http/status.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
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
      ...{ readShopStatus, readSync, readModelFit, version: '1.2.3' },
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
    await tx.execute(`update shops set daily_work_on = '2026-06-12'`);
    await tx.execute(
      `insert into syncs (shop_id, cause, state, started_at, finished_at, error)
       values ($1, 'install', 'failed', $2, $2, 'Shopify did not answer')`,
      [shopId, timestampText(SOME_DAY - HOUR_MS)],
    );
    for (const minutes of [5, 30])
      await tx.execute(
        `insert into webhook_deliveries (shop_id, webhook_id, topic, received_at, body) values ($1, $2, 'orders/create', $3, '{}')`,
        [shopId, `w${minutes}`, timestampText(SOME_DAY - minutes * 60_000)],
      );
  });
  const { parts, rows, version } = await statusOf(shopId);
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
  expect(part('email')?.verdict).toBe('good');
  expect(part('sms')?.verdict).toBe('off');
  expect(rows).toContainEqual({ what: 'customers', count: 1 });
  expect(version).toBe('1.2.3');
  const other = await statusOf(otherId);
  expect(other.parts.find((each) => each.part === 'webhooks')).toMatchObject({
    verdict: 'good',
    lastAt: null,
  });
  expect(other.rows.every(({ count }) => count === 0)).toBe(true);
});
