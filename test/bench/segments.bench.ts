/**
 * What keeping segments costs the server: all ready-made ones made in one shop, then compared after 1,000 customers
 * have ordered, held against comparing everybody anew; previews, and the snapshot for browsers.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { READY_MADE_SEGMENTS } from '../../admin-app/core/segment/ready-made.ts';
import { encodeSnapshot } from '../../admin-app/core/segment/snapshot-bytes.ts';
import { DAY_MS } from '../../admin-app/core/time.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import { readCustomerColumns } from '../../admin-app/server/database/segment-snapshot.ts';
import { refreshTableStatistics } from '../../admin-app/server/database/table-statistics.ts';
import { createSegmentWorld, type SegmentWorld } from '../server/segments/segment-world.ts';
import type { Measurement } from './measurement.ts';

const CHANGED = 1_000;

export async function measureSegments(): Promise<readonly Measurement[]> {
  return await inShopOf(100_000, async (world, customers) => [
    ...(await measure(world, customers)),
    ...(await measureSnapshot(world, customers)),
  ]);
}

/** The same for a shop as large as they come, whose browsers `segment preview` measures. */
export async function measureLargeShop(): Promise<readonly Measurement[]> {
  return await inShopOf(1_000_000, measure);
}

async function inShopOf(
  customers: number,
  run: (world: SegmentWorld, customers: string) => Promise<readonly Measurement[]>,
): Promise<readonly Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir });
  try {
    const world = await createSegmentWorld(db, 'Europe/Paris');
    await fill(db, world, customers);
    return await run(world, customers.toLocaleString('en'));
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(world: SegmentWorld, customers: string): Promise<readonly Measurement[]> {
  const gallery = await time(() => world.ask('/ready-made'));
  const first = await time(async () => {
    for (const { name, query } of READY_MADE_SEGMENTS)
      await world.ask('', 'POST', { name: name.en, query });
  });
  await world.catchUp();

  await order(world, CHANGED);
  const some = await time(() => world.catchUp());
  await world.sql(`insert into segment_changes (shop_id, facts) values ($1, '{existence}')`, [
    world.shopId,
  ]);
  const everybody = await time(() => world.catchUp());
  await order(world, 1);
  const one = await time(() => world.catchUp());
  world.clock.at += DAY_MS;
  const day = await time(() => world.catchUp());

  const preview = await time(() =>
    world.ask('/preview', 'POST', {
      query: "predicted_next_order_date BETWEEN today AND +7d AND customer_tags CONTAINS 'vip'",
    }),
  );
  const list = await time(() => world.ask(''));
  const all = `all ${READY_MADE_SEGMENTS.length} ready-made segments, ${customers} customers`;
  const ms = (name: string, value: number, reference = all): Measurement => ({
    name,
    value,
    unit: 'ms',
    reference,
    ratio: null,
  });
  return [
    ms('segments, counted in one pass', gallery),
    ms('segments, made with their first members', first),
    ms('segments, everybody compared', everybody),
    {
      ...ms(`segments, after orders of ${CHANGED} customers`, some, 'everybody compared'),
      ratio: some / everybody,
    },
    { ...ms('segments, after one order', one, 'everybody compared'), ratio: one / everybody },
    ms('segments, at midnight', day),
    ms('segment preview on the server', preview, `${customers} customers`),
    ms('list of segments', list),
  ];
}

async function measureSnapshot(
  world: SegmentWorld,
  customers: string,
): Promise<readonly Measurement[]> {
  let bytes = new Uint8Array();
  const snapshot = await time(async () => {
    bytes = encodeSnapshot({
      kind: 'whole',
      epoch: 'bench',
      version: 1,
      zone: 'Europe/Paris',
      currency: 'EUR',
      ...(await world.inShop((tx) => readCustomerColumns(tx, 'Europe/Paris', null))),
    });
  });
  return [
    {
      name: 'snapshot for browsers, read',
      value: snapshot,
      unit: 'ms',
      reference: `${customers} customers`,
      ratio: null,
    },
    {
      name: 'snapshot for browsers, sent',
      value: gzipSync(bytes, { level: 3 }).length / 2 ** 20,
      unit: 'MiB',
      reference: `${(bytes.length / 2 ** 20).toFixed(0)} MiB in memory`,
      ratio: null,
    },
  ];
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** An order each of so many customers. */
async function order(world: SegmentWorld, customers: number): Promise<void> {
  await world.sql(
    `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                         created_at, updated_at)
     select $1, 1000000000 + (select count(*) from orders where order_id > 1000000000) + id, id * 7, 'new', 'EUR', 5000,
            'paid', $3, $3, $3
       from generate_series(1, $2::int) as id`,
    [world.shopId, customers, new Date(world.clock.at).toISOString()],
  );
}

/** Three orders each, two lines an order, four activities each, by arithmetic: always the same shop. */
async function fill(db: Database, { sql, shopId }: SegmentWorld, customers: number): Promise<void> {
  const given = [shopId, customers];
  await sql(
    `insert into customers (shop_id, customer_id, first_name, email, phone, locale, country, tags, birthday, email_consent,
                            sms_consent, created_at, updated_at)
     select $1, id, 'First', 'c' || id || '@example.com', '+48' || id, (array['en', 'fr', 'pl'])[1 + id % 3], 'FR',
            case when id % 5 = 0 then array['VIP', 'Newsletter'] else '{}' end,
            case when id % 4 = 0 then date '1970-01-01' + (id % 9000)::int end,
            case when id % 3 < 2 then 'subscribed' else 'unsubscribed' end,
            case when id % 4 = 0 then 'subscribed' else 'not_subscribed' end, now(), now()
       from generate_series(1, $2::bigint) as id`,
    given,
  );
  await sql(
    `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
     select $1, id, 'Product ' || id, 'Type ' || id % 30, now(), now() from generate_series(1, 500) as id`,
    [shopId],
  );
  await sql(
    `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                         created_at, updated_at)
     select $1, id, 1 + (id * 7919) % $2, '#' || id, 'EUR', 1000 + id % 9000, 'paid',
            timestamptz '2026-06-14Z' - (id * 31 % 700) * interval '1 day', now(), now()
       from generate_series(1, 3 * $2::bigint) as id`,
    given,
  );
  await sql(
    `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
     select $1, id, line, 1 + (id * line) % 500, 'A line', line, 700 from generate_series(1, 3 * $2::bigint) as id,
            generate_series(1, 2) as line`,
    given,
  );
  await sql(
    `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     select $1, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at) from orders
      group by customer_id`,
    [shopId],
  );
  await sql(
    `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day, chance_30d, chance_90d,
                              expected_orders_365d, value_total_minor)
     select $1, customer_id, 1, '2026-06-15', 'own rhythm', last_order_at::date + 20 + (customer_id % 90)::int, 0.3, 0.5, 1.5,
            customer_id % 90000 from order_facts`,
    [shopId],
  );
  await sql(
    `insert into activities (shop_id, customer_id, at, channel, kind, by_machine)
     select $1, 1 + id % $2, timestamptz '2026-06-14Z' - (id % 300) * interval '1 day', 'email',
            (array['sent', 'sent', 'opened', 'clicked'])[1 + (id * 13 % 4)], id % 9 = 0
       from generate_series(1, 4 * $2::bigint) as id`,
    given,
  );
  await refreshTableStatistics(db);
  await db.ownerPool.query('analyze predictions');
}
