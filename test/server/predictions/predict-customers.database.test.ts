import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CustomerListQuery,
  type ListedCustomer,
  type ListPosition,
  listCustomers,
} from '../../../admin-app/server/database/customer-list.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer } from '../../support/shop-rows.ts';
import { insertPredictedShop, type PredictedShop, TODAY, ZONE } from './predicted-shop.ts';

const QUERY = { search: '', after: null, today: TODAY, zone: ZONE, limit: 50 } as const;

let db: TestDatabase;
let shop: PredictedShop;

beforeAll(async () => {
  db = await createTestDatabase();
  shop = await insertPredictedShop(db);
  await shop.fitModel(shop.shopId);
});
afterAll(() => db?.drop());

describe('predictions of a shop', () => {
  it('are written for everybody by a fit, with the days of the shop’s own zone', async () => {
    const prediction = await shop.prediction(1);
    const lastDay = TODAY - 20 - 3 - 1;
    expect(prediction?.reason?.lastOrderDay).toBe(lastDay);
    expect(prediction?.asOfDay).toBe(TODAY);
    expect(prediction?.dueDay).toBeGreaterThan(lastDay + 20);
    expect(prediction?.dueDay).toBeLessThan(lastDay + 40);
  });

  it('follow an order in the transaction that brought it, and nobody else’s change', async () => {
    const [before, other] = [await shop.prediction(40), await shop.prediction(39)];
    expect(before?.dueDay).toBeLessThan(TODAY);
    await shop.order(40, TODAY - 1);
    expect((await shop.prediction(40))?.dueDay).toBeGreaterThan(TODAY);
    expect(await shop.prediction(39)).toEqual(other);
  });

  it('disappear with the last order that counts', async () => {
    await shop.inShop(async (tx) => {
      await tx.execute('update orders set cancelled_at = now() where customer_id = 7');
      await tx.execute('delete from order_facts where customer_id = 7');
      await shop.predictCustomers.afterOrders(tx, [7]);
    });
    expect(await shop.prediction(7)).toBeNull();
  });

  it('order the list of customers, the most overdue first, page by page without gaps', async () => {
    await shop.inShop((tx) => insertCustomer(tx, { customer_id: 1_000 }));
    const page = (list: 'overdue' | 'all', after: ListPosition | null) =>
      shop.inShop((tx) =>
        listCustomers(tx, { ...QUERY, list, order: 'overdue', after, limit: 15 }),
      );
    const seen: number[] = [];
    const dueDays: string[] = [];
    let after: ListPosition | null = null;
    for (;;) {
      const rows: Awaited<ReturnType<typeof page>> = await page('all', after);
      seen.push(...rows.map((row) => row.customer_id));
      for (const row of rows) if (row.due_day !== null) dueDays.push(row.due_day);
      const last = rows.at(-1);
      if (!last || rows.length < 15) break;
      after = { order: 'overdue', dueDay: last.due_day, customerId: last.customer_id };
    }
    expect(seen).toHaveLength(41);
    expect(new Set(seen).size).toBe(41);
    expect(dueDays).toEqual([...dueDays].sort());
    expect(seen.at(-1)).toBe(1_000);
    const overdue = await page('overdue', null);
    expect(overdue.every((row) => row.due_day !== null)).toBe(true);
  });

  it('order the list by the chance of the coming 30 days, page by page, equal chances by number', async () => {
    // Far apart, equal, none although there is a prediction; and, by number between them, no prediction at all.
    await shop.inShop(async (tx) => {
      await tx.execute('update predictions set chance_30d = (customer_id % 4) * 0.123::real');
      await tx.execute('update predictions set chance_30d = null where customer_id in (3, 9)');
      await insertCustomer(tx, { customer_id: 1_001 });
    });
    const walk = async (list: 'overdue' | 'all', limit: number) => {
      const seen: (readonly [number, number | null])[] = [];
      for (let after: ListPosition | null = null; ; ) {
        const query: CustomerListQuery = { ...QUERY, list, order: 'likeliest', after, limit };
        const rows: readonly ListedCustomer[] = await shop.inShop((tx) => listCustomers(tx, query));
        seen.push(...rows.map((row) => [row.customer_id, row.chance_30d] as const));
        const last = rows.at(-1);
        if (!last || rows.length < limit) return seen;
        after = { order: 'likeliest', chance30d: last.chance_30d, customerId: last.customer_id };
      }
    };
    const everybody = await walk('all', 100);
    expect(everybody).toHaveLength(42);
    expect(everybody).toEqual(
      everybody.toSorted(
        ([one, ofOne], [other, ofOther]) => (ofOther ?? -1) - (ofOne ?? -1) || one - other,
      ),
    );
    expect(everybody.slice(-5).map(([id]) => id)).toEqual([3, 7, 9, 1_000, 1_001]);
    for (const limit of [1, 4, 15]) expect(await walk('all', limit)).toEqual(everybody);
    const overdue = await walk('overdue', 4);
    expect(overdue.length).toBeGreaterThan(5);
    expect(overdue.length).toBeLessThan(40);
    expect(overdue).toEqual(
      everybody.filter((row) => overdue.some(([customerId]) => customerId === row[0])),
    );
  });

  it('find a customer by part of the name or address, taking % and _ as they are', async () => {
    const search = (text: string) =>
      shop.inShop((tx) =>
        listCustomers(tx, { ...QUERY, list: 'all', order: 'overdue', search: text }),
      );
    expect((await search('customer-17@')).map((row) => row.customer_id)).toEqual([17]);
    expect(await search('%')).toEqual([]);
  });
});
