import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { readOrderLogs } from '../../../admin-app/server/database/order-logs.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';

let db: TestDatabase;
let shopId: number;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await insertShop(db, 'categories.example');
});
afterAll(() => db?.drop());

it('an order log has the product type of the largest line of each day, the same number for the same type', async () => {
  const log = await withShop(db, shopId, async (tx) => {
    for (const [productId, type] of [
      [1, 'Coffee'],
      [2, 'COFFEE'],
      [3, 'Mugs'],
      [4, ''],
    ] as const) {
      await tx.execute(
        `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
         values ($1, $2, 'Product', $3, now(), now())`,
        [tx.shopId, productId, type],
      );
    }
    await insertCustomer(tx, { customer_id: 1 });
    const lines: readonly (readonly (readonly [product: number | null, total: number])[])[] = [
      [
        [3, 500],
        [1, 900],
      ],
      [[2, 100]],
      [[3, 100]],
      [[4, 100]],
      [[null, 100]],
      [],
    ];
    for (const [day, ofDay] of lines.entries()) {
      const order = { order_id: day + 1, customer_id: 1, processedAt: SOME_DAY + day * DAY_MS };
      await insertOrder(tx, order);
      for (const [line, [productId, total]] of ofDay.entries()) {
        await tx.execute(
          `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
           values ($1, $2, $3, $4, 'Line', 1, $5)`,
          [tx.shopId, order.order_id, order.order_id * 10 + line, productId, total],
        );
      }
    }
    // A smaller order of mugs on the first day changes nothing.
    const second = { order_id: 90, customer_id: 1, processedAt: SOME_DAY, total_minor: 10 };
    await insertOrder(tx, second);
    await tx.execute(
      `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
       values ($1, 90, 901, 3, 'Line', 1, 10)`,
      [tx.shopId],
    );
    return (await readOrderLogs(tx, 'UTC', [1]))[0];
  });
  const [coffee, coffeeAgain, mugs, ...unknown] = log?.categories ?? [];
  expect(coffee).toEqual(expect.any(Number));
  expect(coffeeAgain).toBe(coffee);
  expect(mugs).toEqual(expect.any(Number));
  expect(mugs).not.toBe(coffee);
  expect(unknown).toEqual([null, null, null]);
  expect(log?.amountsMinor).toEqual([2_510, 2_500, 2_500, 2_500, 2_500, 2_500]);
});
