import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertPredictedShop, type PredictedShop, TODAY } from './predicted-shop.ts';

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
});
