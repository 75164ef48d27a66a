/**
 * Row-level security lets only some conditions near an index. Lookups that forget that read the whole shop for one
 * customer: the same answer, a thousand times later.
 */
import { beforeAll, expect, it } from 'vitest';
import { findByKey, findMatched } from '../../../admin-app/server/database/append-rows.ts';
import { readActivities } from '../../../admin-app/server/database/customer-activities.ts';
import { findNamedCustomers } from '../../../admin-app/server/database/named-customers.ts';
import { readRecipients } from '../../../admin-app/server/database/recipients.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { insertShop } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';

const database = shareDatabase();
let shopId: number;
beforeAll(async () => {
  shopId = await insertShop(database(), 'lookups.example');
  await withShop(database(), shopId, async (tx) => {
    await tx.execute(
      `insert into customers (shop_id, customer_id, email, created_at, updated_at)
       select $1, n, n || '@example.com', now(), now() from generate_series(1, 2000) n`,
      [shopId],
    );
    await tx.execute(
      `insert into suppressions (shop_id, channel, address_hash, reason, at)
       select $1, channel, sha256(convert_to(n || '@example.com', 'UTF8')), 'unsubscribed', now()
         from generate_series(1, 2000) n, unnest(array['email', 'sms', 'push']) as channel`,
      [shopId],
    );
    await tx.execute(
      `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                           created_at, updated_at)
       select $1, n, n, n::text, 'EUR', 1, 'paid', now(), now(), now() from generate_series(1, 2000) n`,
      [shopId],
    );
    await tx.execute(
      `insert into append_rows (shop_id, import_id, line, verdict, customer_id)
       select $1, 1, n, 'matched', n from generate_series(1, 2000) n`,
      [shopId],
    );
  });
  await database().ownerPool.query('analyze customers, orders, suppressions, append_rows');
});

/** What Postgres would look up in indexes for what is asked. */
async function lookedUp(ask: (tx: ShopTransaction) => Promise<unknown>): Promise<string> {
  return await withShop(database(), shopId, async (tx) => {
    const lines: string[] = [];
    const query: ShopTransaction['query'] = async (sql, values) => {
      const rows = await tx.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${sql}`, values);
      lines.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    };
    const explaining: ShopTransaction = Object.assign(Object.create(tx), { query });
    await ask(explaining);
    return lines.filter((line) => line.includes('Index Cond')).join('\n');
  });
}

it.each(['email', 'sms', 'push'])('finds what speaks against %s by its hash', async (channel) => {
  const conditions = await lookedUp((tx) => readRecipients(tx, [1]));
  expect(conditions).toMatch(new RegExp(`channel = '${channel}'.*address_hash = `));
});

it('finds the orders of activities by their number', async () => {
  const page = { channel: null, kind: null, by: null, scenarioId: null } as const;
  const asked = { ...page, afterActivityId: null, limit: 50 };
  expect(await lookedUp((tx) => readActivities(tx, 1, asked))).toMatch(/order_id = /);
});

it('finds customers of a file by address, by number, and those who had a line already', async () => {
  const keys = ['1', '2'];
  expect(await lookedUp((tx) => findByKey(tx, 'email', keys))).toMatch(/email_key = /);
  const named = { ids: [], emails: ['1@example.com', '2@example.com'] };
  expect(await lookedUp((tx) => findNamedCustomers(tx, named))).toMatch(/email_key = given/);
  expect(await lookedUp((tx) => findByKey(tx, 'customer id', keys))).toMatch(/customer_id = k\./);
  expect(await lookedUp((tx) => findMatched(tx, 1, [1, 2]))).toMatch(/customer_id = g\./);
});
