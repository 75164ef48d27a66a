import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentPreview } from '../../../admin-app/contract/segments.ts';
import { SegmentPreviewer } from '../../../admin-app/core/segment/preview.ts';
import { READY_MADE_SEGMENTS } from '../../../admin-app/core/segment/ready-made.ts';
import { resolveText, segmentBook } from '../../../admin-app/core/segment/segment-book.ts';
import type {
  ReceivedSnapshot,
  SegmentSnapshot,
} from '../../../admin-app/core/segment/snapshot.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../admin-app/core/segment/snapshot-bytes.ts';
import { updateSnapshot } from '../../../admin-app/core/segment/update-snapshot.ts';
import { parseDay } from '../../../admin-app/core/time.ts';
import { refreshTableStatistics } from '../../../admin-app/server/database/table-statistics.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createSegmentWorld, type SegmentWorld } from './segment-world.ts';

const ZONE = 'Pacific/Auckland';
let db: TestDatabase;
let world: SegmentWorld;
beforeAll(async () => {
  db = await createTestDatabase();
  world = await createSegmentWorld(db, ZONE);
  await fillShop(world);
  await refreshTableStatistics(db);
  await db.ownerPool.query('analyze predictions');
});
afterAll(() => db?.drop());

/** Some hundred customers who differ in everything that is asked about. */
async function fillShop({ sql, shopId }: SegmentWorld): Promise<void> {
  await sql(
    `insert into customers (shop_id, customer_id, first_name, email, locale, country, tags, birthday, email_consent,
                            sms_consent, created_at, updated_at)
     select $1, 8000000000000 + id, 'Someone', 'someone' || id || '@example.com', case id % 3 when 0 then 'fr' end, 'PL',
            (array['VIP', 'Été', 'b'])[1:id % 4], date '1990-06-10' + id::int,
            (array['subscribed', 'unsubscribed', 'pending'])[1 + id % 3],
            (array['subscribed', 'not_subscribed'])[1 + id % 2], timestamptz '2026-01-01' + id * interval '1 hour', now()
       from generate_series(1, 300) as id`,
    [shopId],
  );
  await sql(
    `update customers set rfm_group = (array['at_risk', 'champions', 'not_known_yet'])[customer_id % 5],
                          predicted_spend_tier = (array['high', 'low'])[customer_id % 3]`,
  );
  await sql(
    // Some have a telephone, some cannot be reached although they agreed.
    `update customers set phone = '+4860' || customer_id where customer_id % 4 <> 0`,
  );
  await sql(
    `insert into suppressions (shop_id, channel, address_hash, reason, at)
     select shop_id, channel, sha256(convert_to(lower(case channel when 'sms' then phone else email end), 'UTF8')),
            (array['bounced', 'farewell', 'complained', 'unsubscribed'])[1 + customer_id % 4], now()
       from customers, unnest(array['email', 'sms']) as channel
      where customer_id % 6 = 0 and (channel = 'email' or phone is not null)`,
  );
  await sql(
    `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
     values ($1, 1, 'Sandal', 'Shoes', now(), now()), ($1, 2, 'Hat', '', now(), now())`,
    [shopId],
  );
  await sql(
    `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                         created_at, updated_at)
     select $1, id, 8000000000000 + 1 + (id * id) % 250, '#' || id, 'EUR', id * 700,
            case when id % 9 = 0 then 'pending' else 'paid' end, timestamptz '2026-06-15 10:00Z' - id * interval '17 hours',
            now(), now()
       from generate_series(1, 600) as id`,
    [shopId],
  );
  await sql(
    `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
     select $1, id, line, line, 'Line ' || line, line, 100 * id from generate_series(1, 600) as id, generate_series(1, 3) as line
      where id % line = 0`,
    [shopId],
  );
  await sql(
    `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     select $1, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at) from orders
      where counts group by customer_id`,
    [shopId],
  );
  await sql(
    `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day, chance_30d, value_total_minor)
     select $1, customer_id, 1, '2026-06-15', 'own rhythm',
            (last_order_at at time zone '${ZONE}')::date + (customer_id % 40)::int, 0.3, customer_id % 90000
       from order_facts`,
    [shopId],
  );
  await sql(
    `insert into activities (shop_id, customer_id, at, channel, kind, by_machine, details)
     select $1, 8000000000000 + id, timestamptz '2026-06-15 10:00Z' - id * interval '30 hours', 'email',
            (array['sent', 'opened', 'clicked'])[1 + id % 3], id % 5 = 0, '{"url": "https://example.com/secret"}'
       from generate_series(1, 280) as id`,
    [shopId],
  );
}

const QUERIES = [
  '',
  ...READY_MADE_SEGMENTS.map(({ query }) => query),
  "customer_tags CONTAINS 'été' AND customer_countries CONTAINS 'pl'",
  "last_purchased_category = 'shoes'",
  "products_purchased MATCHES (product_type = 'SHOES', sum_quantity > 2)",
  'products_purchased MATCHES (id = 2, count = 1)',
  'orders_placed MATCHES (date BETWEEN -30d AND -3d, sum_amount > 900)',
  'last_order_date = -10d OR first_order_date < 2026-03-01',
  "messages_opened MATCHES (date >= -20d) OR last_activity_channel = 'STORE'",
  'average_days_between_orders > 20 AND order_probability_30d <= 0.3',
  'customer_added_date > 2026-01-05',
  "rfm_group IN ('AT_RISK', 'LOYAL') OR predicted_spend_tier = 'LOW'",
  "rfm_group != 'CHAMPIONS' AND predicted_spend_tier IS NOT NULL",
];

async function receive(path: string): Promise<ReceivedSnapshot> {
  const answer = await world.request(path);
  expect(answer.status).toBe(200);
  return decodeSnapshot(await answer.arrayBuffer());
}

/** Of each query what is said from the snapshot and what the server says. */
async function compare(snapshot: SegmentSnapshot): Promise<void> {
  const book = segmentBook([], []);
  const previewer = new SegmentPreviewer(snapshot);
  for (const query of QUERIES) {
    const resolved = resolveText(book, query, null);
    if (!resolved.ok) throw new Error(query);
    const moment = { today: parseDay(world.day()), currency: 'EUR' };
    const found = previewer.answer({ query: resolved.query, condition: null, moment });
    if (!found) throw new Error(`The snapshot does not answer ${query}`);
    const { customerIds, histogram: _, ...numbers } = found;
    const {
      rows,
      today: __,
      ...server
    } = await world.ask<SegmentPreview>('/preview', 'POST', {
      query,
    });
    expect(numbers, query).toEqual(server);
    expect(customerIds, query).toEqual(rows.map(({ customerId }) => customerId));
  }
}

describe('the snapshot', () => {
  it('has the members that the server finds, whole and after differences', async () => {
    await receive('/snapshot');
    await world.catchUp();
    const whole = await receive('/snapshot');
    expect(whole.kind).toBe('whole');
    expect(whole.customerIds).toHaveLength(300);
    await compare(whole);

    await world.sql(`update customers set tags = '{new}' where customer_id % 50 = 0`);
    await world.sql('update customers set deleted_at = now() where customer_id % 70 = 0');
    await world.sql(`update customers set rfm_group = 'new' where customer_id % 60 = 1`);
    await world.sql(
      'update orders set total_minor = 1, financial_status = $1 where order_id < 20',
      ['voided'],
    );
    await world.sql(
      `insert into customers (shop_id, customer_id, tags, created_at, updated_at)
       values ($1, 5, '{first,été}', now(), now()), ($1, 9000000000000, '{}', now(), now())`,
      [world.shopId],
    );
    await world.sql(
      `insert into activities (shop_id, customer_id, at, channel, kind) values ($1, 5, $2, 'sms', 'clicked')`,
      [world.shopId, new Date(world.clock.at).toISOString()],
    );
    // Nothing but the reach changes for these.
    await world.sql(
      `insert into suppressions (shop_id, channel, address_hash, reason, at)
       select shop_id, 'email', sha256(convert_to(lower(email), 'UTF8')), 'bounced', now() from customers
        where customer_id % 30 = 11`,
    );
    await world.sql(`update customers set phone = '' where customer_id % 30 = 14`);
    await world.catchUp();
    const difference = await receive(`/snapshot?since=${whole.version}&epoch=${whole.epoch}`);
    if (difference.kind !== 'difference') throw new Error('The whole came again');
    expect(difference.customerIds.length).toBeLessThan(60);
    const updated = updateSnapshot(whole, difference);
    await compare(updated);

    const fresh = await receive('/snapshot');
    expect([...updated.customerIds]).toEqual([...fresh.customerIds]);
    expect(updated.version).toBe(fresh.version);
    expect(() => updateSnapshot(updated, difference)).toThrow(/version/);
  });

  it('comes only when there is something new', async () => {
    await world.catchUp();
    const answer = await world.request('/snapshot');
    const { version, epoch } = decodeSnapshot(await answer.arrayBuffer());
    const since = (known: number) => `/snapshot?since=${known}&epoch=${epoch}`;
    expect((await world.request(since(version))).status).toBe(204);
    expect((await receive(since(version + 5))).kind).toBe('whole');
    // The same number, counted by another database.
    expect((await receive(`/snapshot?since=${version}&epoch=other`)).kind).toBe('whole');
    expect((await world.request('/snapshot?since=x')).status).toBe(422);
    // What is new for everybody is no difference.
    await world.sql(`update products set product_type = 'Boots' where product_id = 1`);
    await world.catchUp();
    expect((await receive(since(version))).kind).toBe('whole');
  });

  it('is sent small to those who can unpack it', async () => {
    const headers = { 'accept-encoding': 'gzip, br' };
    const answer = await world.request('/snapshot', 'GET', undefined, headers);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const bytes = new Uint8Array(gunzipSync(await answer.arrayBuffer()));
    expect(decodeSnapshot(bytes.buffer).kind).toBe('whole');
    const again = { 'if-none-match': answer.headers.get('etag') ?? '' };
    expect((await world.request('/snapshot', 'GET', undefined, again)).status).toBe(304);
  });

  it('names nobody, and nothing that only one person has', async () => {
    const answer = await world.request('/snapshot');
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf16le', 4);
    expect(text).toContain('customer_tags');
    for (const word of ['Someone', 'someone', 'example.com', 'secret'])
      expect(text).not.toContain(word);
  });

  it('comes through bytes as it was, and other bytes are refused', async () => {
    const snapshot = await receive('/snapshot');
    const bytes = encodeSnapshot(snapshot);
    expect(decodeSnapshot(bytes.buffer)).toEqual(snapshot);
    expect(() => decodeSnapshot(bytes.buffer.slice(0, 90))).toThrow(RangeError);
    expect(() => decodeSnapshot(new ArrayBuffer(0))).toThrow(RangeError);
  });
});
