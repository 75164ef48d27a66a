/**
 * What value tiers cost the server: given to everybody, drawn anew, seen before saving, after the orders of 1,000
 * customers, and at midnight; thresholds and shares.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TierDefinition } from '../../admin-app/core/tier/types.ts';
import { DAY_MS, dayOf } from '../../admin-app/core/time.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import { refreshTableStatistics } from '../../admin-app/server/database/table-statistics.ts';
import { previewTiers } from '../../admin-app/server/database/tier-assignment.ts';
import { createTierWorld, type TierWorld, tier, tiersOf } from '../server/tiers/tier-world.ts';
import type { Measurement } from './measurement.ts';

const CHANGED = 1_000;
const ZONE = 'Europe/Paris';
const THRESHOLDS = tiersOf({
  tiers: [tier('bronze', 1), tier('silver', 10_000), tier('gold', 30_000)],
});
const SHARES = tiersOf({
  limits: 'shares',
  tiers: [tier('bronze', 1), tier('silver', 0.2), tier('gold', 0.05)],
});

export async function measureTiers(customers = 100_000): Promise<readonly Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir });
  try {
    const world = await createTierWorld(db, { zone: ZONE, customersAtATime: 20_000 });
    await fill(db, world, customers);
    return await measure(world, customers.toLocaleString('en'));
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(world: TierWorld, customers: string): Promise<readonly Measurement[]> {
  const first = await time(() => world.define(THRESHOLDS));
  const preview = await time(() => previewOf(world, THRESHOLDS));
  const anew = await time(() =>
    world.define({ ...THRESHOLDS, tiers: [tier('bronze', 1), tier('silver', 9_000)] }),
  );
  await order(world, CHANGED);
  const some = await time(() => world.catchUp());
  await order(world, 1);
  const one = await time(() => world.catchUp());
  world.clock.at += DAY_MS;
  const day = await time(() => world.catchUp());
  await world.define(SHARES);
  world.clock.at += DAY_MS;
  const dayOfShares = await time(() => world.catchUp());
  const ms = (name: string, value: number): Measurement => ({
    name,
    value,
    unit: 'ms',
    reference: `${customers} customers`,
    ratio: null,
  });
  return [
    ms('tiers, given to everybody', first),
    ms('tiers, drawn anew', anew),
    ms('tiers, seen before saving', preview),
    {
      ...ms(`tiers, after orders of ${CHANGED} customers`, some),
      ratio: some / anew,
      reference: 'drawn anew',
    },
    { ...ms('tiers, after one order', one), ratio: one / anew, reference: 'drawn anew' },
    ms('tiers by thresholds, at midnight', day),
    ms('tiers by shares, at midnight', dayOfShares),
  ];
}

function previewOf(world: TierWorld, definition: TierDefinition): Promise<unknown> {
  const levels = definition.tiers.map(({ from }) => ({ enter: from, stay: from }));
  const today = dayOf(world.clock.at, ZONE);
  const question = { definition, levels, today, zone: ZONE, customerIds: null, fresh: true };
  return world.inShop((tx) => previewTiers(tx, question, new Map([['gold', 3]])));
}

/** Three orders each on average, in two years. */
async function fill(db: Database, world: TierWorld, customers: number): Promise<void> {
  await world.sql(
    `insert into customers (shop_id, customer_id, created_at, updated_at)
     select $1, 6000000000000 + id, now(), now() from generate_series(1, $2::int) as id`,
    [world.shopId, customers],
  );
  await world.sql(
    `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                         created_at, updated_at)
     select $1, id, 6000000000000 + 1 + (hashint8(id) & 2147483647) % $2::int, '', 'EUR',
            500 + (hashint8(id + 7) & 2147483647) % 9000, 'paid',
            to_timestamp($3) - (hashint8(id + 99) & 2147483647) % 730 * interval '1 day', now(), now()
       from generate_series(1, 3 * $2::int) as id`,
    [world.shopId, customers, world.clock.at / 1000],
  );
  await refreshTableStatistics(db);
}

let newest = 900_000_000;
async function order(world: TierWorld, customers: number): Promise<void> {
  newest += customers;
  await world.sql(
    `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                         created_at, updated_at)
     select $1, $2::bigint - id, 6000000000000 + id * 7, '', 'EUR', 5000, 'paid', to_timestamp($3), now(), now()
       from generate_series(1, $4::int) as id`,
    [world.shopId, newest, world.clock.at / 1000, customers],
  );
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
