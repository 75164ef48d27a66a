/**
 * A process that runs a sync to its end: `sync-process.ts DATABASE_URL DEV_STORE_ORIGIN APP_URL SHOP_ID SYNC_ID`.
 * Its transactions take their time, so that a kill finds one under way.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../admin-app/server/clock.ts';
import { connectDatabase } from '../../../admin-app/server/database/pool.ts';
import { redirectShopify } from '../../dev-store/redirect-shopify.ts';
import { configOf, joinSide } from './store-world.ts';

const [, , databaseUrl = '', origin = '', appUrl = '', shopId, syncId] = process.argv;
const db = await connectDatabase({ databaseUrl });
redirectShopify(origin);
let again = true;
const side = joinSide({
  db,
  clock: systemClock,
  config: configOf(appUrl),
  trustedOrigin: origin,
  enqueue: async (task) => {
    if (task === 'sync') again = true;
  },
  ordersChanged: async (tx) => {
    await tx.query('select pg_sleep(0.05)');
  },
  guestsOrdered: async () => {},
  customersGone: async () => {},
});
while (again) {
  again = false;
  await side.sync({ shopId: Number(shopId), syncId: Number(syncId) });
  if (again) await sleep(50);
}
await db.close();
