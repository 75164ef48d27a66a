import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { bulkQueryText } from '../../../admin-app/server/shopify/operations.ts';
import { adminSchema } from '../admin-api/schema.ts';
import type { DevStore } from '../dev-store.ts';
import { gid } from '../model.ts';
import type { Store } from '../store.ts';
import { at, connect, type Fields, fields, startTestShop } from '../test-shop.ts';
import { checkBulkQuery } from './validate.ts';

// Every operation is awaited over HTTP; on a busy machine the usual five seconds are tight.
vi.setConfig({ testTimeout: 30_000 });

let devStore: DevStore;
let store: Store;
let ask: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
  devStore = await startTestShop({ customers: 80 });
  store = devStore.shop();
  ask = await connect(devStore);
});
afterAll(() => devStore.stop());
afterEach(() => finishAll());

const FIELDS =
  'id status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt';
const START = `mutation($q: String!, $g: Boolean!) { bulkOperationRunQuery(query: $q, groupObjects: $g) {
  bulkOperation { ${FIELDS} } userErrors { field message code } } }`;
const ORDERS = bulkQueryText('orders', null);

const start = async (query: string, group = false) =>
  (await ask(START, { q: query, g: group })).data.bulkOperationRunQuery;
const read = async (id: unknown) =>
  fields(
    (await ask(`query($id: ID!) { bulkOperation(id: $id) { ${FIELDS} } }`, { id })).data
      .bulkOperation,
  );

const isOver = ({ status }: Fields) => ['COMPLETED', 'FAILED', 'CANCELED'].includes(String(status));

async function finish(id: unknown): Promise<Fields> {
  for (;;) {
    const operation = await read(id);
    if (isOver(operation)) return operation;
    // Asking costs a point each time, so not as fast as possible.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function finishAll(): Promise<void> {
  const isRunning = () =>
    devStore
      .bulkOperations()
      .all()
      .some((operation) => !isOver({ ...operation }));
  while (isRunning()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const run = async (query: string, group = false) =>
  finish(at(await start(query, group), 'bulkOperation', 'id'));
const download = async (operation: Fields, name = 'url') =>
  await (await fetch(String(operation[name]))).text();
const linesOf = (text: string): readonly Fields[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => fields(JSON.parse(line)));

describe('a bulk query', () => {
  it('goes from CREATED to COMPLETED with counts and size as text', async () => {
    const created = fields(at(await start(ORDERS), 'bulkOperation'));
    expect(created).toMatchObject({
      status: 'CREATED',
      objectCount: '0',
      rootObjectCount: '0',
      fileSize: null,
      url: null,
      completedAt: null,
    });
    const operation = await finish(created.id);
    const text = await download(operation);
    const lines = store.orders().reduce((count, order) => count + 1 + order.lines.length, 0);
    expect(operation).toMatchObject({
      status: 'COMPLETED',
      objectCount: String(lines),
      rootObjectCount: String(store.count().orders),
      fileSize: String(Buffer.byteLength(text)),
      partialDataUrl: null,
    });
  });

  it('has every order and line once, parents first and children scattered', async () => {
    const lines = linesOf(await download(await run(ORDERS)));
    const seen = new Set<unknown>();
    let adjacent = 0;
    let children = 0;
    for (const [index, line] of lines.entries()) {
      expect(seen.has(line.id)).toBe(false);
      seen.add(line.id);
      if (!('__parentId' in line)) continue;
      children++;
      expect(seen.has(line.__parentId)).toBe(true);
      if (lines[index - 1]?.id === line.__parentId) adjacent++;
    }
    for (const order of store.orders()) {
      expect(seen.has(gid('Order', order.id))).toBe(true);
      for (const line of order.lines) expect(seen.has(gid('LineItem', line.id))).toBe(true);
    }
    expect(adjacent).toBeLessThan(children * 0.1);
  });

  it('puts children right after their parents when asked to group them', async () => {
    let parent: unknown = null;
    for (const line of linesOf(await download(await run(ORDERS, true)))) {
      if ('__parentId' in line) expect(line.__parentId).toBe(parent);
      else parent = line.id;
    }
  });

  it('takes searches, aliases and fragments, and has no address without results', async () => {
    const one = store.customers()[0];
    const found = await run(
      `{ customers(query: "email:${one?.email}") { edges { node { ...Names mail: defaultEmailAddress { emailAddress } } } } }
       fragment Names on Customer { id firstName }`,
    );
    expect(linesOf(await download(found))).toEqual([
      {
        id: gid('Customer', one?.id ?? 0),
        firstName: one?.firstName,
        mail: { emailAddress: one?.email },
      },
    ]);
    const nothing = await run(
      '{ customers(query: "email:nobody@example.com") { edges { node { id } } } }',
    );
    expect(nothing).toMatchObject({ status: 'COMPLETED', url: null, objectCount: '0' });
  });

  it('sees a store of another moment only as far as it was changed', async () => {
    const before = await run(ORDERS);
    const buyer = store.customers()[1]?.id ?? 0;
    const product = store.products()[0]?.id ?? 0;
    const order = store.placeOrder({
      customerId: buyer,
      lines: [{ productId: product, quantity: 1 }],
    });
    const after = await run(ORDERS);
    expect(await download(before)).not.toContain(gid('Order', order.id));
    expect(await download(after)).toContain(gid('Order', order.id));
  });
});

describe('the rules for bulk queries', () => {
  it.each([
    ['{ shop { name } }', 'Bulk queries must contain at least one connection.'],
    [
      '{ node(id: "gid://shopify/Order/1") { id } }',
      'Bulk queries cannot contain a top level `node` field.',
    ],
    [
      '{ a: customers { edges { node { id } } } b: customers { edges { node { id } } } c: customers { edges { node { id } } } d: customers { edges { node { id } } } e: customers { edges { node { id } } } f: customers { edges { node { id } } } }',
      'Bulk queries cannot contain more than 5 connections.',
    ],
    [
      '{ customers { edges { node { id orders { edges { node { id lineItems { edges { node { id } } } } } } } } } }',
      'Bulk queries cannot contain connections with a nesting depth greater than 2.',
    ],
    [
      '{ orders { edges { node { name lineItems { edges { node { id } } } } } } }',
      "must select the 'id' field without an alias",
    ],
    [
      '{ orders { edges { node { no: id lineItems { edges { node { id } } } } } } }',
      "Connection fields without 'id': orders.",
    ],
    ['{ orders { nodes { id } } }', 'uses `nodes`'],
    [
      'mutation { tagsAdd(id: "gid://shopify/Order/1", tags: []) { userErrors { message } } }',
      'Invalid operation type. Only `query` operations are supported.',
    ],
    ['{ orders { edges', 'Invalid bulk query: syntax error'],
    ['{ orders { edges { node { colour } } } }', 'Invalid bulk query: Cannot query field "colour"'],
  ])('refuse %s', (query, message) => {
    const checked = checkBulkQuery(adminSchema(), query);
    expect('problem' in checked && checked.problem.message).toContain(message);
  });

  it('reach the app as a user error of the field', async () => {
    expect(at(await start('{ shop { name } }'), 'userErrors', 0)).toEqual({
      field: ['query'],
      code: 'INVALID',
      message: 'Bulk queries must contain at least one connection.',
    });
  });
});

describe('result files', () => {
  it('can be read from anywhere in the middle', async () => {
    const operation = await run(ORDERS);
    const whole = await download(operation);
    const size = Buffer.byteLength(whole);
    const part = await fetch(String(operation.url), { headers: { range: 'bytes=1000-' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-${size - 1}/${size}`);
    expect(await part.text()).toBe(Buffer.from(whole).subarray(1000).toString());
    const beyond = await fetch(String(operation.url), { headers: { range: `bytes=${size}-` } });
    expect(beyond.status).toBe(416);
  });

  it('expire after seven days of the clock and refuse an altered address', async () => {
    const operation = await run(ORDERS);
    const url = String(operation.url);
    expect((await fetch(url.replace(/Expires=\d+/, 'Expires=9999999999'))).status).toBe(403);
    devStore.clock.advance(7 * DAY_MS + 1000);
    expect((await fetch(url)).status).toBe(400);
    ask = await connect(devStore);
  });
});

describe('faults', () => {
  it('cut one download off in the middle and not the next', async () => {
    const operation = await run(ORDERS);
    devStore.faults.cutNextDownload(5_000);
    await expect(download(operation)).rejects.toThrow();
    await download(operation);
  });

  it('cut a line in half and leave the others whole', async () => {
    devStore.faults.spoilNextBulk({ malformedLine: 2 });
    const lines = (await download(await run(ORDERS))).trimEnd().split('\n');
    const broken = lines.flatMap((line, index) => (isJson(line) ? [] : [index]));
    expect(broken).toEqual([2]);
  });

  it('add an order of somebody unknown', async () => {
    devStore.faults.spoilNextBulk({ strangerAfterLine: 0 });
    const lines = linesOf(await download(await run(ORDERS)));
    expect(lines[1]).toMatchObject({
      id: 'gid://shopify/Order/999000001',
      customer: { id: 'gid://shopify/Customer/999000002' },
    });
  });

  it('fail the operation and keep what was written', async () => {
    devStore.faults.spoilNextBulk({ failAfterLines: 10, errorCode: 'TIMEOUT' });
    const operation = await run(ORDERS);
    expect(operation).toMatchObject({ status: 'FAILED', errorCode: 'TIMEOUT', url: null });
    expect(linesOf(await download(operation, 'partialDataUrl'))).toHaveLength(10);
  });
});

describe('a missing scope', () => {
  it('fails the operation with ACCESS_DENIED', async () => {
    const installation = devStore.installation();
    const granted = installation.scopes;
    installation.setScopes(['write_customers']);
    const operation = await run(ORDERS);
    installation.setScopes(granted);
    expect(operation).toMatchObject({
      status: 'FAILED',
      errorCode: 'ACCESS_DENIED',
      partialDataUrl: null,
    });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not JSON is an answer, too.
    return false;
  }
}
