/**
 * How long a list of customers takes in a shop as large as they come: what staff type, letter by letter, and the lists in
 * each order with filters that fit few. Each is the slowest of its kind, asked three times; the budget is 300 ms.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDay } from '../../admin-app/core/time.ts';
import {
  type CustomerListQuery,
  listCustomers,
  readFitting,
} from '../../admin-app/server/database/customer-list.ts';
import { findCustomers } from '../../admin-app/server/database/customer-search.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import { refreshTableStatistics } from '../../admin-app/server/database/table-statistics.ts';
import {
  type ShopTransaction,
  withReadOnlyShop,
  withShop,
} from '../../admin-app/server/database/tenant.ts';
import { insertShop } from '../support/shop-rows.ts';
import type { Measurement } from './measurement.ts';

const CUSTOMERS = 1_000_000;
const ORDERS = 5_000_000;
const BUDGET_MS = 300;
const ROUNDS = 3;

const FIRST = [
  'Anna',
  'Łukasz',
  'Élodie',
  'Owen',
  'Zofia',
  'Hannah',
  'Mathis',
  'Agnieszka',
  'Noémie',
  'Theodore',
  'Maria',
  'John',
];
const LAST = [
  'Nowak',
  'Dąbrowski',
  'Lefèvre',
  'Whitfield',
  'Żółć',
  'Martin',
  "O'Brien",
  'Smith',
  'Rousseau',
  'García',
];

/** Names by the thousand, the common ones as common as in life: a tenth of all are called Anna. */
const FILL = `
  insert into customers (shop_id, customer_id, first_name, last_name, email, phone, email_consent, created_at, updated_at)
  select $1, id, ($2::text[])[1 + id % ${FIRST.length}],
         ($3::text[])[1 + (id / 7) % ${LAST.length}] || case when id % 3 = 0 then '' else substr(md5(id::text), 1, 3) end,
         'c' || id || '@example.com', case when id % 4 = 0 then '+48' || (600000000 + id) end,
         case when id % 10 < 7 then 'subscribed' else 'not_subscribed' end, now(), now()
    from generate_series($4::int, $5::int) as id`;

export async function measureCustomers(): Promise<readonly Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir });
  try {
    const shopId = await insertShop(db, 'bench.myshopify.com');
    await fill(db, shopId);
    return [...(await measureSearch(db, shopId)), ...(await measureLists(db, shopId))];
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function fill(db: Database, shopId: number): Promise<void> {
  const part = 100_000;
  for (let from = 1; from <= CUSTOMERS; from += part) {
    await withShop(db, shopId, async (tx) => {
      const to = from + part - 1;
      await tx.execute(FILL, [shopId, FIRST, LAST, from, to]);
      await tx.execute(
        `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day, chance_30d, chance_90d,
                                  value_365d_minor)
         select $1, id, 1, '2026-06-15', case when id % 5 = 0 then 'own rhythm' else 'similar customers' end,
                date '2026-06-15' - (id * 31 % 900) + 100, (id * 17 % 1000)::real / 1000, 0.5, id * 13 % 90000
           from generate_series($2::int, $3::int) as id where id % 10 > 0`,
        [shopId, from, to],
      );
      await tx.execute(
        `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
         select $1, id, 5, 20000, '2025-01-01Z', '2026-01-01Z' from generate_series($2::int, $3::int) as id`,
        [shopId, from, to],
      );
      const perCustomer = ORDERS / CUSTOMERS;
      await tx.execute(
        `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status,
                             processed_at, created_at, updated_at)
         select $1, id, 1 + (id * 7919) % $4, '#' || id, 'EUR', 4000, 'paid', now(), now(), now()
           from generate_series($2::bigint, $3::bigint) as id`,
        [shopId, (from - 1) * perCustomer + 1, to * perCustomer, CUSTOMERS],
      );
    });
  }
  await refreshTableStatistics(db);
}

const QUERY: CustomerListQuery = {
  list: 'all',
  order: 'likeliest',
  after: null,
  today: parseDay('2026-06-15'),
  zone: 'Europe/Warsaw',
  limit: 50,
  tier: null,
  confidence: null,
  overdueDays: null,
  reach: null,
};

const TYPED = [
  'a',
  'an',
  'ann',
  'anna',
  'anna n',
  'anna nowak',
  'no',
  'nowak anna',
  'żół',
  'zolc',
  'c',
  'c9',
  'c987654@',
  '6',
  '60',
  '600',
  '600 123 456',
  '+48 600',
  '#1',
  '#10',
  '#1042',
  '4999999',
  'zzz',
  'garcia el',
];

async function measureSearch(db: Database, shopId: number): Promise<readonly Measurement[]> {
  return await slowest(db, shopId, 'search', TYPED, async (tx, text) => {
    const { customerIds } = await findCustomers(tx, text);
    await readFitting(tx, QUERY, customerIds);
  });
}

async function measureLists(db: Database, shopId: number): Promise<readonly Measurement[]> {
  const queries: readonly CustomerListQuery[] = [
    ...(['overdue', 'likeliest', 'value'] as const).flatMap((order) => [
      { ...QUERY, order },
      { ...QUERY, order, list: 'overdue' as const },
      { ...QUERY, order, list: 'due' as const, reach: 'email' as const },
    ]),
    { ...QUERY, after: { sortedBy: null, customerId: 900_000 } },
    // These fit nobody.
    { ...QUERY, tier: 'gold' },
    { ...QUERY, list: 'overdue', overdueDays: 5_000 },
  ];
  return await slowest(db, shopId, 'list', queries, (tx, query) => listCustomers(tx, query));
}

async function slowest<Asked>(
  db: Database,
  shopId: number,
  name: string,
  questions: readonly Asked[],
  ask: (tx: ShopTransaction, question: Asked) => Promise<unknown>,
): Promise<readonly Measurement[]> {
  const taken: { readonly what: string; readonly ms: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const question of questions) {
      const begun = performance.now();
      await withReadOnlyShop(db, shopId, (tx) => ask(tx, question));
      taken.push({ what: JSON.stringify(question), ms: performance.now() - begun });
    }
  }
  taken.sort((one, other) => other.ms - one.ms);
  const [worst = { what: '', ms: 0 }] = taken;
  const median = taken[Math.floor(taken.length / 2)]?.ms ?? 0;
  const of = `${CUSTOMERS.toLocaleString('en')} customers, ${ORDERS.toLocaleString('en')} orders`;
  return [
    {
      name: `${name}, slowest (${worst.what})`,
      value: worst.ms,
      unit: 'ms',
      reference: `budget ${BUDGET_MS} ms; ${of}`,
      ratio: worst.ms / BUDGET_MS,
    },
    {
      name: `${name}, median`,
      value: median,
      unit: 'ms',
      reference: `budget ${BUDGET_MS} ms; ${of}`,
      ratio: median / BUDGET_MS,
    },
  ];
}
