import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitShop } from '../../../admin-app/core/prediction/fit-shop.ts';
import { DAY_MS, dayOf, startOfDay } from '../../../admin-app/core/time.ts';
import { listCustomers } from '../../../admin-app/server/database/customer-list.ts';
import * as OrderLogs from '../../../admin-app/server/database/order-logs.ts';
import * as Models from '../../../admin-app/server/database/prediction-models.ts';
import * as Predictions from '../../../admin-app/server/database/predictions.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import {
  createPredictCustomers,
  type PredictCustomers,
} from '../../../admin-app/server/jobs/predict-customers.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';

const ZONE = 'Pacific/Auckland';
const TODAY = dayOf(SOME_DAY, ZONE);

let db: TestDatabase;
let shopId: number;
let predictCustomers: PredictCustomers;

beforeEach(async () => {
  db = await createTestDatabase();
  shopId = await insertShop(db, 'predictions.myshopify.com', ZONE);
  predictCustomers = createPredictCustomers({
    store: {
      ...OrderLogs,
      ...Models,
      ...Predictions,
      inShop: (shop, run) => withShop(db, shop, run),
      zoneOf: async () => ZONE,
    },
    clock: { now: () => SOME_DAY, onMove: () => () => {} },
    fitShop: async (logs, asOfDay) => fitShop(logs, asOfDay),
  });
  await withShop(db, shopId, async (tx) => {
    for (let customer = 1; customer <= 40; customer++) await insertRegular(tx, customer);
    await refreshFacts(tx);
  });
});
afterEach(() => db.drop());

/** Orders every 30 days or so, the last one 20 + 3 × customer days ago, just after the shop's midnight. */
async function insertRegular(tx: ShopTransaction, customer: number): Promise<void> {
  await insertCustomer(tx, { customer_id: customer });
  for (let i = 0; i < 6; i++) {
    const day = TODAY - 20 - 3 * customer - 30 * i - ((customer + i) % 4);
    await insertOrder(tx, {
      order_id: customer * 10 + i,
      customer_id: customer,
      processedAt: startOfDay(day, ZONE) + 60_000,
    });
  }
}

async function refreshFacts(tx: ShopTransaction): Promise<void> {
  await tx.execute(
    `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     select shop_id, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at)
       from orders where counts group by 1, 2
     on conflict (shop_id, customer_id) do update
       set orders = excluded.orders, spent_minor = excluded.spent_minor, last_order_at = excluded.last_order_at`,
  );
}

const readPrediction = (customer: number) =>
  withShop(db, shopId, (tx) => Predictions.readPrediction(tx, customer));

describe('predictions of a shop', () => {
  it('are written for everybody by a fit, with the days of the shop’s own zone', async () => {
    await predictCustomers.fit(shopId);
    const prediction = await readPrediction(1);
    const lastDay = TODAY - 20 - 3 - 1;
    expect(prediction?.reason?.lastOrderDay).toBe(lastDay);
    expect(prediction?.asOfDay).toBe(TODAY);
    expect(prediction?.dueDay).toBeGreaterThan(lastDay + 20);
    expect(prediction?.dueDay).toBeLessThan(lastDay + 40);
  });

  it('follow an order in the transaction that brought it, and nobody else’s change', async () => {
    await predictCustomers.fit(shopId);
    const [before, other] = [await readPrediction(40), await readPrediction(39)];
    expect(before?.dueDay).toBeLessThan(TODAY);
    await withShop(db, shopId, async (tx) => {
      await insertOrder(tx, { order_id: 9_999, customer_id: 40, processedAt: SOME_DAY - DAY_MS });
      await refreshFacts(tx);
      await predictCustomers.afterOrders(tx, [40]);
    });
    expect((await readPrediction(40))?.dueDay).toBeGreaterThan(TODAY);
    expect(await readPrediction(39)).toEqual(other);
  });

  it('disappear with the last order that counts', async () => {
    await predictCustomers.fit(shopId);
    await withShop(db, shopId, async (tx) => {
      await tx.execute('update orders set cancelled_at = now() where customer_id = 7');
      await tx.execute('delete from order_facts where customer_id = 7');
      await predictCustomers.afterOrders(tx, [7]);
    });
    expect(await readPrediction(7)).toBeNull();
  });

  it('order the list of customers, the most overdue first, page by page without gaps', async () => {
    await predictCustomers.fit(shopId);
    await withShop(db, shopId, (tx) => insertCustomer(tx, { customer_id: 1_000 }));
    const page = (
      list: 'overdue' | 'all',
      after: { dueDay: string | null; customerId: number } | null,
    ) =>
      withShop(db, shopId, (tx) =>
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
      withShop(db, shopId, (tx) =>
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
