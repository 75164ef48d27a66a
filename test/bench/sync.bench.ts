/**
 * A first sync against a bare COPY: the same rows, from the very files that Shopify would write, read over HTTP, parsed,
 * merged with facts and activities in resumable batches; the reference copies the finished rows, as text that lies
 * ready, into the same tables with the same indexes, in one statement per table.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { SyncResource } from '../../admin-app/core/store-records.ts';
import { systemClock } from '../../admin-app/server/clock.ts';
import * as Statistics from '../../admin-app/server/database/customer-statistics-writer.ts';
import * as Customers from '../../admin-app/server/database/customers-writer.ts';
import * as Orders from '../../admin-app/server/database/orders-writer.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import * as Products from '../../admin-app/server/database/products-writer.ts';
import * as Problems from '../../admin-app/server/database/sync-problems.ts';
import * as Syncs from '../../admin-app/server/database/syncs.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import { createReadStep } from '../../admin-app/server/jobs/sync-reading.ts';
import { createBulkFileReader } from '../../admin-app/server/shopify/bulk-file.ts';
import { readBulkLine } from '../../admin-app/server/shopify/bulk-lines.ts';
import { insertShop } from '../support/shop-rows.ts';
import type { Measurement } from './measurement.ts';

const CUSTOMERS = 20_000;
const ORDERS_EACH = 3;
const LINES_EACH = 2;
const START = Date.UTC(2024, 0, 1);
const TABLES = ['customers', 'orders', 'order_lines', 'order_facts', 'activities'] as const;

/** Rows per second of a sync, held against a bare COPY of the same rows. */
export async function measureSync(): Promise<readonly Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const files = await serveFiles();
  const db = await connectDatabase({ dataDir });
  try {
    const shopId = await insertShop(db, 'bench.myshopify.com');
    const syncMs = await timeSync(db, shopId, files);
    const { rows, copyMs } = await timeBareCopy(db, shopId);
    const perSecond = (ms: number) => (rows / ms) * 1000;
    return [
      {
        name: 'first sync',
        value: perSecond(syncMs),
        unit: 'rows/s',
        reference: `bare COPY of the same ${rows.toLocaleString('en')} rows: ${Math.round(perSecond(copyMs)).toLocaleString('en')} rows/s`,
        ratio: copyMs / syncMs,
      },
    ];
  } finally {
    files.close();
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function timeSync(db: Database, shopId: number, { origin, sizes }: Files) {
  const inShop = <T>(id: number, run: Parameters<typeof withShop<T>>[2]) => withShop(db, id, run);
  const readStep = createReadStep({
    clock: systemClock,
    inShop,
    write: { ...Customers, ...Statistics, ...Products, ...Orders, ...Problems, ...Syncs },
    readBulkFile: createBulkFileReader({ fetch, sleep, extraOrigins: [origin] }),
    readBulkLine,
    ordersChanged: async () => {},
    guestsOrdered: async () => {},
  });
  const at = START;
  const { syncId } = await inShop(shopId, (tx) => Syncs.startSync(tx, { cause: 'install', at }));
  const start = performance.now();
  for (const resource of ['customers', 'orders'] as const) {
    const change = { syncId, resource, at, objectCount: 0 };
    const bulkOperationId = `bulk ${resource}`;
    await inShop(shopId, async (tx) => {
      await Syncs.stepRequested(tx, { ...change, bulkOperationId });
      await Syncs.stepReading(tx, change);
    });
    const sync = await inShop(shopId, (tx) => Syncs.readSyncRun(tx, syncId));
    const step = sync?.steps.find((one) => one.resource === resource);
    if (!sync || !step) throw new Error('The sync was not started');
    const file = { url: `${origin}/${resource}`, size: sizes[resource] };
    const operation = {
      state: 'done',
      id: bulkOperationId,
      objects: 0,
      startedAt: Date.UTC(2026, 0, 1),
      file,
    } as const;
    const reason = await readStep(shopId, { sync, step, operation, file });
    if (reason !== null) throw new Error(reason);
  }
  return performance.now() - start;
}

async function timeBareCopy(db: Database, shopId: number) {
  const texts = new Map<string, Buffer>();
  let rows = 0;
  for (const table of TABLES) {
    await withShop(db, shopId, async (tx) => {
      rows += (await tx.one<{ count: number }>(`select count(*) from ${table}`)).count;
    });
    texts.set(table, await copyOut(db, shopId, table));
    await db.ownerPool.query(`create table bare_${table} (like ${table} including all)`);
  }
  const start = performance.now();
  for (const [table, text] of texts) {
    const client = await db.ownerPool.connect();
    const copy = client.query(
      copyFrom(`copy bare_${table} (${await columnsOf(db, table)}) from stdin`),
    );
    copy.end(text);
    await finished(copy);
    client.release();
  }
  return { rows, copyMs: performance.now() - start };
}

async function copyOut(db: Database, shopId: number, table: string): Promise<Buffer> {
  const client = await db.ownerPool.connect();
  await client.query(`set rondo.shop_id = '${shopId}'`);
  const query = `copy (select ${await columnsOf(db, table)} from ${table}) to stdout`;
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(query))) chunks.push(chunk);
  client.release(true);
  return Buffer.concat(chunks);
}

/** Every column that can be written. */
async function columnsOf(db: Database, table: string): Promise<string> {
  const { rows } = await db.ownerPool.query<{ list: string }>(
    `select string_agg(column_name, ', ' order by ordinal_position) as list from information_schema.columns
      where table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  return rows[0]?.list ?? '';
}

const iso = (instant: number) => new Date(instant).toISOString().replace('.000', '');

function* customerLines(): Generator<string> {
  for (let number = 1; number <= CUSTOMERS; number += 1) {
    yield JSON.stringify({
      id: `gid://shopify/Customer/${number}`,
      firstName: `First ${number % 977}`,
      lastName: `Last ${number % 1777}`,
      locale: 'en',
      tags: number % 5 === 0 ? ['vip', 'newsletter'] : [],
      createdAt: iso(START),
      updatedAt: iso(START + number * 60_000),
      defaultEmailAddress: {
        emailAddress: `customer.${number}@example.com`,
        marketingState: 'SUBSCRIBED',
        marketingUpdatedAt: iso(START),
      },
      defaultPhoneNumber: null,
      defaultAddress: { countryCodeV2: 'DE' },
      metafield: number % 4 === 0 ? { value: '1984-05-17' } : null,
    });
  }
}

const money = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });

/** In the order of time, so that a customer's orders lie far apart; lines some way after their order. */
function* orderLines(): Generator<string> {
  const waiting: string[] = [];
  const orders = CUSTOMERS * ORDERS_EACH;
  for (let number = 1; number <= orders; number += 1) {
    const id = `gid://shopify/Order/${number}`;
    const at = iso(START + number * 600_000);
    yield JSON.stringify({
      id,
      name: `#${number}`,
      createdAt: at,
      processedAt: at,
      updatedAt: at,
      cancelledAt: null,
      test: false,
      sourceName: 'web',
      displayFinancialStatus: 'PAID',
      discountCodes: [],
      customer: { id: `gid://shopify/Customer/${((number * 7_919) % CUSTOMERS) + 1}` },
      currentTotalPriceSet: money('49.90'),
    });
    for (let line = 0; line < LINES_EACH; line += 1) {
      waiting.push(
        JSON.stringify({
          id: `gid://shopify/LineItem/${number * 10 + line}`,
          title: 'Darjeeling, first flush',
          quantity: 1,
          product: { id: 'gid://shopify/Product/1' },
          originalTotalSet: money('24.95'),
          __parentId: id,
        }),
      );
    }
    while (waiting.length > 60) yield waiting.shift() ?? '';
  }
  yield* waiting;
}

type Resource = Extract<SyncResource, 'customers' | 'orders'>;

interface Files {
  readonly origin: string;
  readonly sizes: Readonly<Record<Resource, number>>;
  close(): void;
}

/** Serves the files that Shopify would write, from memory: its disk and ours are not what is measured. */
async function serveFiles(): Promise<Files> {
  const files = { customers: fileOf(customerLines()), orders: fileOf(orderLines()) };
  const server = createServer((request, response) => {
    response.end(request.url === '/customers' ? files.customers : files.orders);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sizes: { customers: files.customers.length, orders: files.orders.length },
    close: () => server.close(),
  };
}

function fileOf(lines: Iterable<string>): Buffer {
  return Buffer.concat(Array.from(lines, (line) => Buffer.from(`${line}\n`)));
}
