import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCustomers } from '../../../admin-app/server/database/customer-list.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer } from '../../support/shop-rows.ts';
import { insertPredictedShop, type PredictedShop, TODAY, ZONE } from './predicted-shop.ts';

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
    const page = (
      list: 'overdue' | 'all',
      after: { dueDay: string | null; customerId: number } | null,
    ) =>
      shop.inShop((tx) =>
        listCustomers(tx, { list, search: '', after, today: TODAY, zone: ZONE, limit: 15 }),
      );
    const seen: number[] = [];
    const dueDays: string[] = [];
    let after: { dueDay: string | null; customerId: number } | null = null;
    for (;;) {
      const rows: Awaited<ReturnType<typeof page>> = await page('all', after);
      seen.push(...rows.map((row) => row.customer_id));
      for (const row of rows) if (row.due_day !== null) dueDays.push(row.due_day);
      const last = rows.at(-1);
      if (!last || rows.length < 15) break;
      after = { dueDay: last.due_day, customerId: last.customer_id };
    }
    expect(seen).toHaveLength(41);
    expect(new Set(seen).size).toBe(41);
    expect(dueDays).toEqual([...dueDays].sort());
    expect(seen.at(-1)).toBe(1_000);
    const overdue = await page('overdue', null);
    expect(overdue.every((row) => row.due_day !== null)).toBe(true);
  });

  it('find a customer by part of the name or address, taking % and _ as they are', async () => {
    const search = (text: string) =>
      shop.inShop((tx) =>
        listCustomers(tx, {
          list: 'all',
          search: text,
          after: null,
          today: TODAY,
          zone: ZONE,
          limit: 50,
        }),
      );
    expect((await search('customer-17@')).map((row) => row.customer_id)).toEqual([17]);
    expect(await search('%')).toEqual([]);
  });
});
