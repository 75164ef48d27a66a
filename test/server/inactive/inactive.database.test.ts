import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  InactiveCustomersPage,
  InactivePreview,
  InactiveView,
} from '../../../admin-app/contract/inactive.ts';
import type { SegmentPreview } from '../../../admin-app/contract/segments.ts';
import {
  cellQuery,
  INACTIVE_BASES,
  INACTIVE_LISTS,
  INACTIVE_RANGES,
  listQuery,
  USUAL_INACTIVE,
} from '../../../admin-app/core/segment/inactive.ts';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import { insertActivities } from '../../../admin-app/server/database/activities.ts';
import * as Inactive from '../../../admin-app/server/database/inactive.ts';
import * as InactiveCustomers from '../../../admin-app/server/database/inactive-customers.ts';
import * as SegmentChanges from '../../../admin-app/server/database/segment-changes.ts';
import * as Shops from '../../../admin-app/server/database/shops.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import { inactiveRoutes } from '../../../admin-app/server/http/inactive.ts';
import type { ShopEnvironment } from '../../../admin-app/server/http/shop-context.ts';
import { createCountInactive } from '../../../admin-app/server/jobs/count-inactive.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, SOME_DAY } from '../../support/shop-rows.ts';
import { staffSession } from '../../support/staff-session.ts';
import { createSegmentWorld, type SegmentWorld } from '../segments/segment-world.ts';

const ZONE = 'America/New_York';
/** Of a page, fewer than there are. */
const LOOK = 40;
/** Around every edge of a range, and far within. */
const AGES = [null, 0, 30, 31, 90, 91, 180, 181, 365, 366, 900];

let db: TestDatabase;
let world: SegmentWorld;
let app: Hono<ShopEnvironment>;
let count: () => Promise<void>;
let asked: string[];
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());
beforeEach(async () => {
  world = await createSegmentWorld(db, ZONE);
  asked = [];
  const parts = {
    clock: { now: () => world.clock.at, onMove: () => () => {} },
    inShop: <T>(id: number, run: Parameters<typeof withShop<T>>[2]) => withShop(db, id, run),
    readShop: <T>(id: number, run: Parameters<typeof withShop<T>>[2]) =>
      withReadOnlyShop(db, id, run),
  };
  const store = { ...Inactive, ...InactiveCustomers, ...SegmentChanges, ...Shops };
  const counter = createCountInactive({ ...parts, store });
  count = () => counter.count(world.shopId);
  app = staffSession({ shopId: world.shopId, zone: ZONE });
  const enqueue = async (task: string) => void asked.push(task);
  app.route('/', inactiveRoutes({ ...parts, store, counter, enqueue, lookAtMost: LOOK }));
});

async function ask<T>(path: string, body?: unknown, method = 'PUT'): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const init = body === undefined ? {} : { method, headers, body: JSON.stringify(body) };
  const answer = await app.request(path, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  // The caller names the contract of the address it asks.
  return (await answer.json()) as T;
}

const preview = async (query: string) =>
  (await world.ask<SegmentPreview>('/preview', 'POST', { query, ownName: null })).count;

/** Half an hour after midnight, or before: the shop's day and that of UTC differ. */
const ago = (days: number, late: boolean) =>
  Date.parse('2026-06-15T04:00Z') - days * DAY_MS + (late ? 23.5 * HOUR_MS : HOUR_MS / 2);

/** Everybody for whom something was so many days ago, in all ways; some overdue, with a rhythm, redacted. */
async function fill(): Promise<void> {
  const pairs = AGES.flatMap((order) => AGES.map((response) => ({ order, response })));
  await world.inShop(async (tx) => {
    for (const [i, { order, response }] of pairs.entries()) {
      const customerId = i + 1;
      await insertCustomer(tx, { customer_id: customerId });
      if (order !== null)
        await tx.execute(
          `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
           values ($1, $2, 3, 2500, to_timestamp($3::bigint / 1000.0) - interval '80 days',
                   to_timestamp($3::bigint / 1000.0))`,
          [tx.shopId, customerId, ago(order, i % 2 === 0)],
        );
      if (order !== null && i % 3 === 0)
        await tx.execute(
          `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day)
           values ($1, $2, 1, '2026-06-15', 'own rhythm',
                   (to_timestamp($3::bigint / 1000.0) at time zone $4)::date + 60)`,
          [tx.shopId, customerId, ago(order, false), ZONE],
        );
      if (response !== null)
        await insertActivities(tx, [
          {
            customerId,
            at: ago(response, i % 2 === 1),
            channel: 'email',
            kind: 'clicked',
            sourceKey: null,
          },
        ]);
      if (i % 7 === 0)
        await insertActivities(tx, [
          {
            customerId,
            at: ago(5, false),
            channel: 'email',
            kind: 'opened',
            byMachine: true,
            sourceKey: null,
          },
        ]);
    }
    await tx.execute('update customers set redacted_at = now() where customer_id = 5');
    await tx.execute("update customers set created_at = created_at - interval '60 days'");
  });
}

describe('inactive customers', () => {
  it('are counted as segments with the same queries count them, and every customer once', async () => {
    await fill();
    const before = await ask<InactiveView>('/');
    expect(before).toMatchObject({ definition: USUAL_INACTIVE, counts: null, counting: true });
    expect(asked).toEqual(['count inactive']);
    await count();
    const { counts, counting } = await ask<InactiveView>('/');
    expect(counting).toBe(false);
    expect(counts?.customers).toBe(AGES.length ** 2 - 1);
    const summed = counts?.cells.reduce((sum, { customers }) => sum + customers, 0);
    expect(summed).toBe(await preview(''));
    for (const order of INACTIVE_RANGES)
      for (const response of INACTIVE_RANGES) {
        const cell = counts?.cells.find((it) => it.order === order && it.response === response);
        const query = cellQuery(order, response);
        expect([query, cell?.customers ?? 0]).toEqual([query, await preview(query)]);
      }
  });

  it('are counted and listed alike by every definition', async () => {
    await fill();
    for (const [version, basis] of INACTIVE_BASES.entries()) {
      const definition = { ...USUAL_INACTIVE, basis, orderDays: 90, times: 1.5 };
      const tried = await ask<InactivePreview>('/preview', { definition }, 'POST');
      const edited = await ask<InactiveView>('/', { definition, version });
      expect(edited).toMatchObject({ definition, version: version + 1, counting: true });
      expect(edited.counts?.lists ?? null).toBeNull();
      await count();
      const { counts } = await ask<InactiveView>('/');
      expect(tried.lists).toEqual(counts?.lists);
      for (const list of INACTIVE_LISTS) {
        const held = await preview(listQuery(list, definition));
        expect([basis, list, counts?.lists?.[list]]).toEqual([basis, list, held]);
        expect(held).toBeGreaterThan(0);
        expect(await listed(`?list=${list}`)).toBe(held);
      }
    }
    expect(await listed('?order=never&response=never')).toBe(1);
    expect(await listed('?order=31-90&response=366')).toBe(4);
  });

  async function listed(query: string): Promise<number> {
    const seen = new Set<number>();
    let after: string | null = '';
    while (after !== null) {
      const page: InactiveCustomersPage = await ask(`/customers${query}&after=${after}`);
      for (const { customerId } of page.customers) seen.add(customerId);
      after = page.after;
    }
    return seen.size;
  }

  it('are looked for so far at a time, however few there are', async () => {
    await fill();
    const few = '?order=31-90&response=366';
    const first = await ask<InactiveCustomersPage>(`/customers${few}`);
    expect(first.after).toBe(String(LOOK));
    expect(first.customers.every(({ customerId }) => customerId <= LOOK)).toBe(true);
    expect(await listed(few)).toBe(4);
    const all = await ask<InactiveCustomersPage>(`/customers${few}&after=${AGES.length ** 2}`);
    expect(all).toEqual({ customers: [], after: null });
  });

  it('are counted anew for another day at once, after changes only when some minutes old', async () => {
    await fill();
    await count();
    const { counts } = await ask<InactiveView>('/');
    world.clock.at += 6 * 60_000;
    expect((await ask<InactiveView>('/')).counting).toBe(false);
    world.clock.at -= 2 * 60_000;
    await world.inShop((tx) => insertCustomer(tx, { customer_id: 999 }));
    expect((await ask<InactiveView>('/')).counting).toBe(false);
    world.clock.at += 2 * 60_000;
    expect(await ask<InactiveView>('/')).toMatchObject({ counts, counting: true });
    await count();
    expect((await ask<InactiveView>('/')).counts?.customers).toBe(AGES.length ** 2);
    world.clock.at = SOME_DAY + DAY_MS;
    expect((await ask<InactiveView>('/')).counting).toBe(true);
  });

  it('tell their last touch and what interested them', async () => {
    await world.sql(
      `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
       values ($1, 7, 'Merino scarf', 'Scarves', now(), now()), ($1, 8, 'Wool hat', 'Hats', now(), now())`,
      [world.shopId],
    );
    await world.inShop(async (tx) => {
      await insertCustomer(tx, { customer_id: 1 });
      await tx.execute(
        `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status,
                             processed_at, created_at, updated_at)
         values ($1, 1, 1, '#1', 'EUR', 500, 'paid', '2026-01-01', now(), now())`,
        [tx.shopId],
      );
      await tx.execute(
        `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
         values ($1, 1, 1, 8, 'Old name', 1, 100), ($1, 1, 2, 7, 'Scarf', 1, 400)`,
        [tx.shopId],
      );
      const touch = { customerId: 1, sourceKey: null } as const;
      await insertActivities(tx, [
        {
          ...touch,
          at: ago(20, false),
          channel: 'on-site',
          kind: 'product viewed',
          details: { productId: '8' },
        },
        { ...touch, at: ago(10, false), channel: 'sms', kind: 'answered' },
        { ...touch, at: ago(5, false), channel: 'email', kind: 'sent' },
        { ...touch, at: ago(4, false), channel: 'email', kind: 'opened', byMachine: true },
      ]);
    });
    const { customers } = await ask<InactiveCustomersPage>('/customers?order=never&response=0-30');
    expect(customers).toEqual([
      expect.objectContaining({
        customerId: 1,
        lastTouch: { at: ago(10, false), channel: 'sms', kind: 'answered' },
        interest: { category: 'Scarves', product: 'Merino scarf', viewed: 'Wool hat' },
      }),
    ]);
  });

  it.each([
    ['/customers?list=all', 'expected one of silent, never, inactive'],
    ['/customers?order=0-30', 'does not fit response; expected one of 0-30'],
    ['/customers?list=never&after=x', 'not a place in the list'],
  ])('refuses %s', async (path, words) => {
    const answer = await app.request(path);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)]);
  });

  it('refuse a definition that somebody else has changed meanwhile, or that cannot be', async () => {
    await ask('/', { definition: USUAL_INACTIVE, version: 0 });
    const late = ask('/', { definition: USUAL_INACTIVE, version: 0 });
    await expect(late).rejects.toThrow('409');
    const endless = ask('/', { definition: { ...USUAL_INACTIVE, orderDays: 4_000 }, version: 1 });
    await expect(endless).rejects.toThrow('3,650 days or fewer');
  });
});
