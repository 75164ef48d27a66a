import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppendView, CustomerAttributes } from '../../../admin-app/contract/append.ts';
import type { AppendMapping } from '../../../admin-app/core/append/types.ts';
import * as CustomerExport from '../../../admin-app/server/database/customer-export.ts';
import * as Privacy from '../../../admin-app/server/database/privacy.ts';
import * as Suppressions from '../../../admin-app/server/database/suppressions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer } from '../../support/shop-rows.ts';
import { type AppendWorld, createAppendWorld, sha256 } from './append-world.ts';

const BY_EMAIL: AppendMapping = {
  key: { column: 0, kind: 'email' },
  attributes: [
    { column: 1, name: 'Income', type: 'number' },
    { column: 2, name: 'moved on', type: 'date' },
  ],
  classes: {
    column: 3,
    values: [
      { value: 'Deceased', means: 'deceased' },
      { value: 'hard', means: 'dead mailbox' },
      { value: 'active', means: 'active elsewhere' },
    ],
  },
};
const FILE = [
  'email,income,moved,status',
  'customer-1@example.com,50000,2026-01-02,active',
  'CUSTOMER-2@example.com,"1 234.5",,DECEASED',
  'customer-3@example.com,much,31.12.2025,hard',
  'customer-3@example.com,7,,',
  'nobody@example.com,1,,',
  'customer-9@example.com,1,,',
  'customer-4@example.com,1',
  '"customer-5@example.com","12",,"a',
  'b"',
].join('\r\n');

let db: TestDatabase;
let world: AppendWorld;
let segmentId: number;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());
beforeEach(async () => {
  world = await createAppendWorld(db, { batchSize: 2 });
  await world.inShop(async (tx) => {
    for (const customer_id of [1, 2, 3, 4, 5, 9]) await insertCustomer(tx, { customer_id });
    await tx.execute("update customers set phone = '+33612345678' where customer_id = 2");
    await tx.execute("update customers set tags = '{away}' where customer_id = 9");
  });
  segmentId = await world.create('At home', "NOT customer_tags CONTAINS 'away'");
});

const count = async (table: string) =>
  Number((await world.sql(`select count(*)::int as n from ${table}`))[0]?.n);

describe('a file of a third party', () => {
  it('is matched, and says what was not, before anything is written', async () => {
    const { report, state, preview } = await world.check(FILE, segmentId, BY_EMAIL);
    expect(state).toBe('checked');
    expect(report).toMatchObject({ matched: 4, unmatched: 1, outside: 1, twice: 1, broken: 1 });
    expect(report?.columns).toEqual([
      { column: 1, valid: 3, invalid: 1 },
      { column: 2, valid: 2, invalid: 0 },
    ]);
    expect(report?.classes).toEqual([
      { means: 'active elsewhere', customers: 1 },
      { means: 'deceased', customers: 1 },
      { means: 'dead mailbox', customers: 1 },
    ]);
    expect(report?.faults.map(({ line, why, value }) => `${line} ${why} ${value}`)).toEqual([
      '4 invalid much',
      '5 twice customer-3@example.com',
      '6 unmatched nobody@example.com',
      '7 outside customer-9@example.com',
      '8 fields customer-4@example.com',
    ]);
    expect(preview[2]).toMatchObject({ line: 4, invalid: [1] });
    expect(await world.known()).toEqual([]);
  });

  it('becomes attributes that segments and the customer’s page know, and its lines go', async () => {
    const { importId } = await world.check(FILE, segmentId, BY_EMAIL);
    const done = await world.change(importId, 'start');
    expect(done).toMatchObject({ state: 'done', customers: 4, progress: null });
    expect(await world.known()).toEqual(
      [
        '1 class active elsewhere',
        '1 income 50000 ',
        '1 moved on 2026-01-02',
        '2 class deceased',
        '2 income 1234.5',
        '3 class dead mailbox',
        '3 moved on 2025-12-31',
        '5 income 12',
      ].map((line) => line.trim()),
    );
    expect(await count('append_rows')).toBe(0);
    const rich = await world.create('Rich', "appended MATCHES (name = 'Income', number > 1000)");
    expect(await world.members(rich)).toEqual([1, 2]);
    const moved = await world.create('Moved', "appended MATCHES (name = 'moved on', date < -100d)");
    expect(await world.members(moved)).toEqual([1, 3]);
    const { attributes } = await world.ask<CustomerAttributes>('/customers/1');
    expect(attributes.map(({ name, value, set }) => [name, value, set])).toEqual([
      ['class', 'active elsewhere', 'inactives'],
      ['income', 50000, 'inactives'],
      ['moved on', '2026-01-02', 'inactives'],
    ]);
    const { attributes: names } = await world.ask<AppendView>('/');
    expect(names.map(({ name }) => name)).toEqual(['class', 'income', 'moved on']);
  });

  it('keeps nobody from the message that reaches them, and everybody else from all that does not', async () => {
    const { importId } = await world.check(FILE, segmentId, BY_EMAIL);
    await world.change(importId, 'start');
    expect(await world.suppressions()).toEqual([
      'email dead mailbox 3',
      'email deceased 2',
      'push deceased 2',
      'sms deceased 2',
    ]);
    expect(world.gone).toEqual([2]);
    // Under a new address, too.
    await world.sql("update customers set email = 'new@example.com' where customer_id = 2");
    expect(await world.suppressions()).toContain('email deceased 2');
  });

  it('says that the same bytes were imported before', async () => {
    const first = await world.check(FILE, segmentId, BY_EMAIL);
    await world.change(first.importId, 'start');
    const again = await world.check(FILE, segmentId, BY_EMAIL);
    expect(again.sameAs).toMatchObject({ importId: first.importId });
    await world.change(again.importId, 'start');
    expect((await world.known()).length).toBe(8);
  });

  it('is finished by the next process, whenever one is killed', async () => {
    const whole = await world.check(FILE, segmentId, BY_EMAIL);
    const importId = await world.upload(FILE, segmentId);
    await world.ask(`/imports/${importId}/mapping`, 'PUT', { mapping: BY_EMAIL, start: true });
    for (let batches = 0; ; batches++) {
      world.dying.batches = 1;
      await expect(world.imports.takeBatch(world.shopId)).rejects.toThrow('killed');
      // Two at once: one of them finds nothing to take, or waits its turn.
      const taken = await Promise.all([
        world.imports.takeBatch(world.shopId),
        world.imports.takeBatch(world.shopId),
      ]);
      if (!taken.includes(true)) break;
      expect(batches).toBeLessThan(20);
    }
    const { report, state, customers } = await world.ask<typeof whole>(`/imports/${importId}`);
    expect({ state, customers }).toEqual({ state: 'done', customers: 4 });
    expect(report).toEqual(whole.report);
    expect((await world.known()).length).toBe(8);
  });

  it.each([
    ['email sha256', (id: number) => sha256(`customer-${id}@example.com`), [1, 2]],
    ['email sha256', (id: number) => sha256(`customer-${id}@example.com`).toUpperCase(), [1, 2]],
    ['phone sha256', (id: number) => sha256(id === 2 ? '33612345678' : `${id}`), [2]],
    ['phone sha256', (id: number) => sha256(id === 2 ? '+33612345678' : `${id}`), [2]],
    ['customer id', (id: number) => `gid://shopify/Customer/${id}`, [1, 2]],
  ] as const)('finds customers by %s', async (kind, keyOf, found) => {
    const file = `key;likes\n${keyOf(1)};tea\n${keyOf(2)};"so\nmuch"\nrubbish;x\n`;
    const { report, importId } = await world.check(file, segmentId, {
      key: { column: 0, kind },
      attributes: [{ column: 1, name: 'likes', type: 'text' }],
      classes: null,
    });
    expect(report?.matched).toBe(found.length);
    await world.change(importId, 'start');
    expect((await world.known()).map((line) => Number(line.split(' ')[0]))).toEqual(found);
  });
});

describe('undoing an import', () => {
  const file = (income: string, status: string) =>
    `email,income,moved,status\ncustomer-1@example.com,${income},,${status}\n`;

  it('puts back what was before, and leaves later imports alone', async () => {
    const first = await world.check(file('10', 'hard'), segmentId, BY_EMAIL);
    await world.change(first.importId, 'start');
    const second = await world.check(file('20', ''), segmentId, BY_EMAIL);
    await world.change(second.importId, 'start');
    const third = await world.check(file('30', 'Deceased'), segmentId, BY_EMAIL);
    await world.change(third.importId, 'start');
    await world.change(second.importId, 'undo');
    expect(await world.known()).toEqual(['1 class deceased', '1 income 30']);
    const undone = await world.change(third.importId, 'undo');
    expect(undone).toMatchObject({ state: 'undone', customers: 1 });
    expect(await world.known()).toEqual(['1 class dead mailbox', '1 income 10']);
    expect(await world.suppressions()).toEqual(['email dead mailbox 1']);
    await world.change(first.importId, 'undo');
    expect(await world.known()).toEqual([]);
    expect(await world.suppressions()).toEqual([]);
    expect((await world.request(`/imports/${first.importId}/undo`, 'POST')).status).toBe(409);
  });

  it('forgets no suppression of our own, from before the import or from after it', async () => {
    const suppress = (reason: 'unsubscribed' | 'complained', id: number) =>
      world.inShop((tx) =>
        Suppressions.suppress(tx, {
          ...{ channel: 'email', reason, at: world.clock.at, sendId: null },
          address: `customer-${id}@example.com`,
        }),
      );
    await suppress('complained', 1);
    const lines = [1, 2].map((id) => `customer-${id}@example.com,,,Deceased`).join('\n');
    const { importId } = await world.check(`email,a,b,c\n${lines}`, segmentId, BY_EMAIL);
    await world.change(importId, 'start');
    await suppress('unsubscribed', 2);
    expect(await world.suppressions()).toContain('email deceased 2');
    await world.change(importId, 'undo');
    expect(await world.suppressions()).toEqual(['email complained 1', 'email unsubscribed 2']);
  });
});

describe('what comes from elsewhere', () => {
  it.each([
    ['a workbook', Buffer.from('PK\u0003\u0004rest'), 'Excel workbook'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a header alone', Buffer.from('email,income\n'), 'no line below'],
    ['no text', Buffer.from([1, 0, 2, 0, 3, 0]), 'no text'],
  ])('is refused where it is %s, and leaves nothing', async (_, bytes, words) => {
    const answer = await world.uploadAnswer(new Uint8Array(bytes), String(segmentId));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect(await count('append_imports')).toBe(0);
    expect(await count('append_rows')).toBe(0);
  });

  it('never reaches another shop', async () => {
    const { importId } = await world.check(FILE, segmentId, BY_EMAIL);
    const other = await createAppendWorld(db);
    const paths = [`/imports/${importId}`, `/customers.csv?segments=${segmentId}&addresses=plain`];
    for (const path of paths) expect((await other.request(path)).status, path).toBe(404);
    for (const how of ['start', 'undo'])
      expect((await other.request(`/imports/${importId}/${how}`, 'POST')).status).toBe(404);
    expect((await other.request(`/imports/${importId}`, 'DELETE')).status).toBe(404);
    expect((await other.uploadAnswer(FILE, String(segmentId))).status).toBe(404);
    await world.change(importId, 'start');
    expect(await other.ask('/customers/1')).toEqual({ attributes: [], risk: null });
  });

  it('goes when the customer asks to be forgotten, and keeps them from being mailed', async () => {
    const first = await world.check(FILE, segmentId, BY_EMAIL);
    await world.change(first.importId, 'start');
    const waiting = await world.check(FILE, segmentId, BY_EMAIL);
    const request = { customerId: 3, orderIds: [], sourceKey: 'x', at: world.clock.at };
    const everything = await world.inShop((tx) => CustomerExport.readEverything(tx, 3));
    expect(everything).toContain('2025-12-31');
    const before = await count('append_rows');
    await world.inShop((tx) => Privacy.redactCustomer(tx, request));
    expect((await world.known()).filter((line) => line.startsWith('3'))).toEqual([]);
    // Both lines of the file that waits name the person.
    expect(await count('append_rows')).toBe(before - 2);
    expect(waiting.state).toBe('checked');
    expect(await world.suppressions()).toContain('email dead mailbox');
  });
});

describe('the file for the third party', () => {
  it('names the members of the segments and nobody else, in the way that was chosen', async () => {
    const other = await world.create('Away', "customer_tags CONTAINS 'away'");
    const fetchFile = async (segments: string, addresses: string) =>
      (await world.request(`/customers.csv?segments=${segments}&addresses=${addresses}`)).text();
    expect((await fetchFile(`${segmentId},${other}`, 'none')).trim().split('\r\n')).toEqual(
      'customer_id,1,2,3,4,5,9'.split(','),
    );
    const hashed = await fetchFile(String(segmentId), 'hashed');
    expect(hashed.split('\r\n')[2]).toBe(
      `2,${sha256('customer-2@example.com')},${sha256('33612345678')}`,
    );
    expect(hashed).not.toContain('@');
    await world.sql(`update customers set email = '=cmd|1@x.example' where customer_id = 1`);
    expect((await fetchFile(String(segmentId), 'plain')).split('\r\n').slice(0, 3)).toEqual([
      'customer_id,email,phone',
      "1,'=cmd|1@x.example,",
      '2,customer-2@example.com,33612345678',
    ]);
  });
});
