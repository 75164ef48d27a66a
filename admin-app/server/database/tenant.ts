/**
 * The only way to a shop's rows. Inside, row-level security binds every statement to the shop: a forgotten WHERE shows
 * nothing of another shop, and a row of another shop is refused. (See `own_shop` in the migrations.)
 */
import type { Database } from './pool.ts';
import { runTransaction, type Transaction } from './transaction.ts';

/** Shops are numbered by us; Shopify's own key, the domain, leads to the number through the registry. */
export type ShopId = number;

export interface ShopTransaction extends Transaction {
  readonly shopId: ShopId;
}

/** `withShop` or `withReadOnlyShop` with the database at hand. */
export type InShop = <T>(shopId: ShopId, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;

/**
 * Runs `run` in one transaction bound to the shop, and commits when it returns. Any error rolls everything back.
 * `run` may be called again after a serialisation failure or deadlock: keep mails, requests and counters out of it.
 */
export async function withShop<T>(
  db: Database,
  shopId: ShopId,
  run: (tx: ShopTransaction) => Promise<T>,
): Promise<T> {
  return await inShop(db, shopId, 'begin', run);
}

/** Like `withShop`, but writes are refused and every statement sees the same moment: for pages and counts. */
export async function withReadOnlyShop<T>(
  db: Database,
  shopId: ShopId,
  run: (tx: ShopTransaction) => Promise<T>,
): Promise<T> {
  return await inShop(db, shopId, 'begin isolation level repeatable read, read only', run);
}

/**
 * A transaction of the server itself, across shops: the registry of shops and nothing of a shop. Under a login that
 * is bound by row-level security, other tables appear empty here.
 */
export async function withRegistry<T>(
  db: Database,
  run: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return await runTransaction(db.ownerPool, 'begin', run);
}

async function inShop<T>(
  db: Database,
  shopId: ShopId,
  begin: string,
  run: (tx: ShopTransaction) => Promise<T>,
): Promise<T> {
  if (!Number.isSafeInteger(shopId) || shopId <= 0) {
    throw new RangeError(`"${shopId}" is not a shop; expected its whole, positive number`);
  }
  // One round trip. No value but the whole number just checked goes into the text.
  const statements = [begin, `set local rondo.shop_id = '${shopId}'`];
  if (db.shopRole !== undefined) statements.push(`set local role ${db.shopRole}`);
  return await runTransaction(db.ownerPool, statements.join('; '), (transaction) =>
    run(Object.assign(transaction, { shopId })),
  );
}
