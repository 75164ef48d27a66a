import { crc32, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ShopDataView } from '../../../admin-app/contract/data.ts';
import type { StaffLogPage } from '../../../admin-app/contract/staff-log.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { joinDataSide } from '../../../admin-app/server/data-side.ts';
import { countCustomers } from '../../../admin-app/server/database/customer-counts.ts';
import {
  readEverythingOf,
  recordDataRequest,
} from '../../../admin-app/server/database/customer-export.ts';
import { countOldLooks } from '../../../admin-app/server/database/retention-of-data.ts';
import * as ShopExport from '../../../admin-app/server/database/shop-export.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { createExportShop } from '../../../admin-app/server/jobs/export-shop.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { settingsApi, transactions } from './settings-api.ts';

const CUSTOMERS = 450;

let db: TestDatabase;
let shopId: number;
let otherId: number;
let nth = 0;
let jobs: string[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());
beforeEach(async () => {
  nth += 1;
  jobs = [];
  shopId = await insertShop(db, `data-${nth}.myshopify.com`);
  otherId = await insertShop(db, `other-data-${nth}.myshopify.com`);
});

function side() {
  return joinDataSide({
    clock: { now: () => SOME_DAY, onMove: () => () => {} },
    db,
    ...transactions(db),
    enqueue: async (task) => {
      jobs.push(task);
    },
    readCustomerCounts: async (tx, today) => ({
      counts: await countCustomers(tx, today),
      countedAt: null,
    }),
  });
}

function apiOf(id = shopId) {
  const session = { shopId: id, staffId: '17', now: () => SOME_DAY };
  const app = settingsApi(db, session, { '/data': side().routes });
  const ask = (method: string, path: string, body?: unknown) =>
    app.request(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return {
    ask,
    // The answers are the contract's own.
    view: async () => (await (await ask('GET', '/data')).json()) as ShopDataView,
    log: async () => (await (await ask('GET', '/staff-log')).json()) as StaffLogPage,
  };
}

const inShop = <T>(run: Parameters<typeof withShop<T>>[2], id = shopId) => withShop(db, id, run);
const count = (table: string, id = shopId) =>
  inShop(
    async (tx) => (await tx.one<{ n: number }>(`select count(*)::int as n from ${table}`)).n,
    id,
  );

async function insertPast(id: number): Promise<void> {
  await inShop(async (tx) => {
    await insertCustomer(tx, { customer_id: 1 });
    await tx.execute(
      `insert into scenarios (shop_id, name, template, status, draft, created_at, updated_at)
       values ($1, 'S', 'win-back', 'active', '{}', now(), now())`,
      [id],
    );
    await tx.execute(
      `insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
       select $1, scenario_id, 1, '{}', now() from scenarios`,
      [id],
    );
    // Ended long ago, ended long ago with a split, ended lately, still running.
    const passages = [
      [400, '{}'],
      [400, '{"arms": {"split": "a"}}'],
      [20, '{}'],
      [null, '{}'],
    ] as const;
    for (const [nth, [ended, marks]] of passages.entries()) {
      await tx.execute(
        `with e as (
           insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id,
                                   block_since, ended_at, marks)
           select $1, scenario_id, 1, 1, 'cause ' || $2::int, false, $3, 'start', $3, $4, $5::jsonb
             from scenarios returning enrolment_id)
         insert into enrolment_steps (shop_id, enrolment_id, step, at, block_id, cause, result)
         select $1, enrolment_id, n, $3, 'start', 'c', 'r' from e, generate_series(1, 3) n`,
        [
          id,
          nth,
          timestampText(SOME_DAY - 500 * DAY_MS),
          ended === null ? null : timestampText(SOME_DAY - ended * DAY_MS),
          marks,
        ],
      );
    }
    for (const [made, confirmed] of [
      [400, null],
      [400, 10],
      [20, null],
    ] as const) {
      await tx.execute(
        `insert into decisions (shop_id, at, confirmed_at, customer_id, surface) values ($1, $2, $3, 1, 'email')`,
        [
          id,
          timestampText(SOME_DAY - made * DAY_MS),
          confirmed === null ? null : timestampText(SOME_DAY - confirmed * DAY_MS),
        ],
      );
    }
  }, id);
}

it('forgets what webhooks brought long ago, unless it still waits', async () => {
  for (const id of [shopId, otherId])
    await inShop(
      (tx) =>
        tx.execute(
          `insert into webhook_deliveries (shop_id, webhook_id, topic, received_at, body, state)
           select $1, state || days, 'orders/create', $2::timestamptz - make_interval(days => days), '{}', state
             from unnest('{waiting,applied,failed}'::text[]) as state, unnest('{89,91}'::int[]) as days`,
          [id, timestampText(SOME_DAY)],
        ),
      id,
    );
  await side().trimData(shopId);
  const kept = await inShop((tx) =>
    tx.query<{ id: string }>('select webhook_id as id from webhook_deliveries order by 1'),
  );
  expect(kept.map(({ id }) => id)).toEqual(['applied89', 'failed89', 'waiting89', 'waiting91']);
  expect(await count('webhook_deliveries', otherId)).toBe(6);
});

it('deletes old decisions and steps where the owner says so, and nothing that is counted', async () => {
  for (const id of [shopId, otherId]) await insertPast(id);
  const { ask, view, log } = apiOf();
  await side().trimData(shopId);
  expect([await count('decisions'), await count('enrolment_steps')]).toEqual([3, 12]);
  for (const months of [2, 12.5, 121]) {
    expect((await ask('PUT', '/data/kept', { months })).status).toBe(422);
  }
  await ask('PUT', '/data/kept', { months: 12 });
  await side().trimData(shopId);
  // Confirmed lately is not old; steps through a split are what its results are counted from.
  expect([await count('decisions'), await count('enrolment_steps')]).toEqual([2, 9]);
  expect(await count('enrolments')).toBe(4);
  expect(await view()).toMatchObject({ months: 12, trimmedAt: SOME_DAY, trimmedRows: 4 });
  expect(await count('decisions', otherId)).toBe(3);
  expect(await count('enrolment_steps', otherId)).toBe(12);
  expect((await log()).acts[0]?.changes).toEqual([{ field: 'months', before: null, after: '12' }]);
});

const YEAR = 366;

/** Of customer 1 and 2 alike: channel, kind, age in days, details, send. */
const DONE = [
  ['on-site', 'seen', 3 * YEAR, '{"messageId": "7"}', null],
  ['on-site', 'seen', 4 * YEAR, '{"messageId": "7"}', null],
  ['on-site', 'seen', 5 * YEAR, '{"messageId": "8"}', null],
  ['on-site', 'seen', 1, '{"messageId": "9"}', null],
  ['store', 'page viewed', 3 * YEAR, '{}', null],
  ['store', 'page viewed', 4 * YEAR, '{}', null],
  ['store', 'product viewed', 1, '{"id": 1}', null],
  ['store', 'product viewed', 3 * YEAR, '{"id": 2}', null],
  ['store', 'product viewed', 2 * YEAR - 10, '{"id": 3}', null],
  // Orders, and what belongs to a message or proves what may be sent.
  ['store', 'ordered', 5 * YEAR, '{}', null],
  ['store', 'ordered', 6 * YEAR, '{}', null],
  ['email', 'opened', 5 * YEAR, '{}', 17],
  ['email', 'opened', 6 * YEAR, '{}', 17],
  ['on-site', 'clicked', 5 * YEAR, '{}', 18],
  ['on-site', 'clicked', 6 * YEAR, '{}', 18],
  ['email', 'unsubscribed', 5 * YEAR, '{}', null],
  ['email', 'unsubscribed', 6 * YEAR, '{}', null],
  ['email', 'bounced', 5 * YEAR, '{}', null],
  ['email', 'bounced', 6 * YEAR, '{}', null],
  ['sms', 'answered', 5 * YEAR, '{}', null],
  ['sms', 'answered', 6 * YEAR, '{}', null],
] as const;

const didOf = (id: number) =>
  inShop(
    async (tx) =>
      await tx.query<{ did: string }>(
        `select concat_ws(' ', kind, details ->> 'messageId', details ->> 'id', $2::date - at::date) as did
           from activities where customer_id = $1 order by activity_id`,
        [1, timestampText(SOME_DAY)],
      ),
    id,
  ).then((rows) => rows.map(({ did }) => did));

it('deletes looks older than the owner says, but the newest, and nothing that results or consent rest on', async () => {
  for (const id of [shopId, otherId])
    await inShop(async (tx) => {
      for (const customerId of [1, 2]) {
        await insertCustomer(tx, { customer_id: customerId });
        for (const [channel, kind, days, details, send] of DONE)
          await tx.execute(
            `insert into activities (shop_id, customer_id, at, channel, kind, details, send_id)
             values ($1, $2, $3, $4, $5, $6, $7)`,
            [
              ...[id, customerId, timestampText(SOME_DAY - days * DAY_MS)],
              ...[channel, kind, details, send],
            ],
          );
      }
    }, id);
  const { ask, view, log } = apiOf();
  const everything = await didOf(shopId);
  await side().trimData(shopId);
  expect(await didOf(shopId)).toEqual(everything);
  for (const years of [1, 2.5, 11]) {
    expect((await ask('PUT', '/data/looks', { years })).status).toBe(422);
    expect((await ask('GET', `/data/looks?years=${years}`)).status).toBe(422);
  }
  const counted = await ask('GET', '/data/looks?years=2');
  expect(await counted.json()).toEqual({ looks: 6, exact: true });
  expect(await didOf(shopId)).toEqual(everything);

  await ask('PUT', '/data/looks', { years: 2 });
  await side().trimData(shopId);
  const gone = [`seen 7 ${4 * YEAR}`, `page viewed ${4 * YEAR}`, `product viewed 2 ${3 * YEAR}`];
  expect(await didOf(shopId)).toEqual(everything.filter((did) => !gone.includes(did)));
  expect(await didOf(otherId)).toEqual(everything);
  expect(await view()).toMatchObject({ looksYears: 2, months: null, trimmedRows: 6 });
  expect((await log()).acts[0]?.changes).toEqual([{ field: 'years', before: null, after: '2' }]);
  await ask('PUT', '/data/looks', { years: null });
  expect((await view()).looksYears).toBeNull();
});

it('works out from a part of the customers what a limit would delete in a large shop', async () => {
  await inShop(async (tx) => {
    await tx.execute(
      `insert into customers (shop_id, customer_id, email, created_at, updated_at)
       select $1, id, 'c' || id || '@example.com', now(), now() from generate_series(1, 3000) as id`,
      [shopId],
    );
    await tx.execute(
      `insert into activities (shop_id, customer_id, at, channel, kind)
       select $1, id, $2::timestamptz - n * interval '400 days', 'store', 'visited'
         from generate_series(1, 3000) as id, generate_series(1, 3) as n`,
      [shopId, timestampText(SOME_DAY)],
    );
    const whole = { before: SOME_DAY - 2 * YEAR * DAY_MS, share: 1 };
    expect(await countOldLooks(tx, whole)).toEqual({ looks: 6000, customers: 3000 });
    const part = await countOldLooks(tx, { ...whole, share: 0.4 });
    expect(part.customers).toBeGreaterThan(0);
    expect(part.customers).toBeLessThan(3000);
    expect(part.looks).toBe(2 * part.customers);
  });
});

it('exports everything in parts, goes on after a kill, and hands out one file', async () => {
  await inShop(async (tx) => {
    for (let id = 1; id <= CUSTOMERS; id++) await insertCustomer(tx, { customer_id: id });
    await tx.execute(
      `insert into segments (shop_id, name, query, evaluated_on, evaluated_at, created_at, updated_at)
       values ($1, 'Big "spenders"', 'amount_spent > 100', now(), now(), now(), now())`,
      [shopId],
    );
  });
  const { ask, view } = apiOf();
  expect((await ask('POST', '/data/export')).status).toBe(202);
  expect((await ask('POST', '/data/export')).status).toBe(202);
  expect(jobs).toEqual(['export shop', 'export shop']);
  await expect(brokenAfter(1)(shopId)).rejects.toThrow('killed');
  const half = (await view()).exported;
  expect(half).toMatchObject({ state: 'running', customers: 200, total: CUSTOMERS });
  expect((await ask('GET', `/data/export/${half?.exportId}`)).status).toBe(404);
  await side().exportShop(shopId);
  await side().exportShop(shopId);
  const exported = (await view()).exported;
  expect(exported).toMatchObject({ state: 'ready', customers: CUSTOMERS });
  const answer = await ask('GET', `/data/export/${exported?.exportId}`);
  const files = unzip(Buffer.from(await answer.arrayBuffer()));
  expect(files.get('segments.csv')).toBe(
    '"name","query","members"\r\n"Big ""spenders""","amount_spent > 100","0"\r\n',
  );
  const people = [...files].flatMap(([name, text]) =>
    name.startsWith('customers/') ? JSON.parse(text) : [],
  );
  const ids = people.map((person) => person.customer[0].customer_id);
  expect(ids).toEqual(Array.from({ length: CUSTOMERS }, (_, id) => id + 1));
  expect((await apiOf(otherId).ask('GET', `/data/export/${exported?.exportId}`)).status).toBe(404);
  expect((await apiOf(otherId).view()).exported).toBeNull();
});

it('hands a privacy request over once it is asked for, and says when that was', async () => {
  await inShop(async (tx) => {
    await insertCustomer(tx, { customer_id: 5 });
    await recordDataRequest(tx, { customerId: 5, sourceKey: 'a webhook', at: SOME_DAY - DAY_MS });
  });
  const { ask, view, log } = apiOf();
  const [request] = (await view()).requests;
  expect(request).toMatchObject({ kind: 'data request', customerId: 5, doneAt: null });
  const path = `/data/requests/${request?.requestId}`;
  expect((await apiOf(otherId).ask('GET', path)).status).toBe(404);
  const everything = JSON.parse(await (await ask('GET', path)).text());
  expect(everything.customer[0].email).toBe('customer-5@example.com');
  expect((await view()).requests[0]?.doneAt).toBe(SOME_DAY);
  expect((await log()).acts[0]).toMatchObject({ kind: 'data.handedOver', subjectId: '5' });
});

it('deletes the shop only under its own name, and no other shop', async () => {
  for (const id of [shopId, otherId]) await insertPast(id);
  await db.ownerPool.query('update shops set installed_at = $1', [new Date(SOME_DAY)]);
  const { ask } = apiOf();
  expect((await ask('POST', '/data/delete', { name: 'Pine' })).status).toBe(422);
  expect(await count('customers')).toBe(1);
  expect((await ask('POST', '/data/delete', { name: 'Pine & Co' })).status).toBe(204);
  for (const table of ['customers', 'decisions', 'enrolment_steps', 'shops']) {
    const { rows } = await db.ownerPool.query(`select from ${table} where shop_id = $1`, [shopId]);
    expect([table, rows.length]).toEqual([table, 0]);
  }
  expect(await count('customers', otherId)).toBe(1);
});

/** The export job in a process that dies after so many parts of customers. */
function brokenAfter(parts: number) {
  let inserted = 0;
  const dying = {
    ...ShopExport,
    noteExported: async (...args: Parameters<typeof ShopExport.noteExported>) => {
      inserted += 1;
      if (inserted > parts) throw new Error('killed');
      await ShopExport.noteExported(...args);
    },
  };
  return createExportShop({
    clock: { now: () => SOME_DAY, onMove: () => () => {} },
    inShop: transactions(db).inShop,
    store: dying,
    readEverythingOf,
  });
}

/** By the directory at the end, as unpackers read it. */
function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const head = file.readUInt32LE(at + 42);
    const begin = head + 30 + file.readUInt16LE(head + 26);
    const text = inflateRawSync(file.subarray(begin, begin + file.readUInt32LE(at + 20)));
    expect(crc32(text)).toBe(file.readUInt32LE(at + 16));
    files.set(name, text.toString('utf8'));
    at += 46 + nameLength;
  }
  return files;
}
