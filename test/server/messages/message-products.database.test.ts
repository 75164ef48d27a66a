import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmailContent, ProductSource } from '../../../admin-app/core/message/types.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import * as MessageProducts from '../../../admin-app/server/database/message-products.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import {
  createProductsOf,
  type ProductsOf,
} from '../../../admin-app/server/jobs/message-products.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { buy, insertProduct } from './product-rows.ts';

let db: TestDatabase;
let shopId: number;
let otherId: number;
let now = SOME_DAY;
let reads: string[] = [];
let productsOf: ProductsOf;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await insertShop(db, 'shelves.myshopify.com');
  otherId = await insertShop(db, 'other.myshopify.com');
  await withShop(db, shopId, async (tx) => {
    for (const id of [1, 2, 3]) await insertProduct(tx, { product_id: id });
    await insertProduct(tx, { product_id: 9, product_type: 'Gifts', tags: ['deal'] });
    const processedAt = SOME_DAY - DAY_MS;
    await buy(tx, { order_id: 1, customer_id: 10, processedAt, products: [1, 2] });
    await buy(tx, { order_id: 2, customer_id: 20, processedAt, products: [3] });
  });
  await withShop(db, otherId, (tx) => insertProduct(tx, { product_id: 5 }));
  productsOf = createProductsOf({
    clock: { now: () => now, onMove: () => () => {} },
    inShop: (shop, run) => withShop(db, shop, run),
    store: {
      readShelfProducts: (tx, setting) =>
        noted('shelves', MessageProducts.readShelfProducts(tx, setting)),
      readDealProducts: (tx, deals, setting) =>
        noted(`${deals.length} deals`, MessageProducts.readDealProducts(tx, deals, setting)),
      readShoppers: (tx, ids) =>
        noted(`${ids.length} shoppers`, MessageProducts.readShoppers(tx, ids)),
    },
  });
});
afterAll(() => db.drop());

function noted<T>(what: string, read: Promise<T>): Promise<T> {
  reads.push(what);
  return read;
}

const content = (source: ProductSource): EmailContent => ({
  subject: '',
  preheader: '',
  body: [{ kind: 'products', title: '', source, fallback: null, count: 3 }],
});
const BESTSELLERS = content({ kind: 'bestsellers' });
const DEAL = content({ kind: 'deal', of: { kind: 'tag', tag: 'Deal' } });

async function ask(shop: number, customerId: number, what: EmailContent) {
  const shopUrl = 'https://shop.example/';
  const [products] = await productsOf({ shopId: shop, shopUrl, customerId, content: what });
  return products?.map(({ productId }) => productId);
}

describe('the products of many mails at once', () => {
  it('are read together, once for the shop and once for all who ask', async () => {
    reads = [];
    const answers = await Promise.all([
      ask(shopId, 10, BESTSELLERS),
      ask(shopId, 20, BESTSELLERS),
      ask(shopId, 20, DEAL),
      ask(otherId, 10, DEAL),
    ]);

    expect(answers).toEqual([[3], [1, 2], [9], []]);
    expect(reads.toSorted()).toEqual(
      ['1 deals', '1 deals', '1 shoppers', '2 shoppers', 'shelves', 'shelves'].toSorted(),
    );
  });

  it('come from shelves that are kept for some minutes, then read anew', async () => {
    await ask(shopId, 10, DEAL);
    reads = [];
    await withShop(db, shopId, (tx) =>
      tx.execute('update products set in_stock = false where product_id = 3'),
    );
    now += 60_000;
    expect(await ask(shopId, 10, BESTSELLERS)).toEqual([3]);
    now += 5 * 60_000;
    expect(await ask(shopId, 10, BESTSELLERS)).toEqual([]);
    expect(reads).toEqual(['1 shoppers', 'shelves', '0 deals', '1 shoppers']);
  });

  it('are none for a message without a block for them, which asks nothing', async () => {
    reads = [];
    const question = { shopId, shopUrl: '', customerId: 10 };
    expect(await productsOf({ ...question, content: { ...DEAL, body: [] } })).toEqual([]);
    expect(reads).toEqual([]);
  });

  it('fail for all who asked when the database does', async () => {
    const failing = createProductsOf({
      clock: { now: () => now, onMove: () => () => {} },
      inShop: async () => {
        throw new Error('The connection was lost');
      },
      store: MessageProducts,
    });
    const question = { shopId, shopUrl: '', customerId: 10, content: DEAL };
    const asked = [failing(question), failing(question)].map((it) => it.catch(String));

    expect(await Promise.all(asked)).toEqual(Array(2).fill('Error: The connection was lost'));
  });
});
