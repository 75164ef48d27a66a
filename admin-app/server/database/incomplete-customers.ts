/** Customers of whom too little is known: a number, or what a webhook says. */
import type { Instant } from '../../core/time.ts';
import { STILL_THERE } from './customer-precedence.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/**
 * Makes sure that there is a row for each of these numbers, so that what belongs to them has a place. A row entered
 * here knows nothing and gives way to any other word; nobody can be mailed because of it.
 */
export async function enterUnknownCustomers(
  tx: ShopTransaction,
  customerIds: readonly number[],
  since: Instant,
): Promise<void> {
  await tx.execute(
    `insert into customers as c (shop_id, customer_id, created_at, updated_at, incomplete)
     select $1, customer_id, $3, to_timestamp(0), true from unnest($2::bigint[]) as customer_id
     on conflict (shop_id, customer_id) do update set created_at = excluded.created_at
     where ${STILL_THERE} and c.updated_at = to_timestamp(0) and excluded.created_at < c.created_at`,
    [tx.shopId, customerIds, timestampText(since)],
  );
}

/** The next customers whom only webhooks have told of, by number. */
export async function readIncompleteCustomers(
  tx: ShopTransaction,
  limit: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    'select customer_id from customers where shop_id = $1 and incomplete order by customer_id limit $2',
    [tx.shopId, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** Shopify has no more to say of this customer. */
export async function leaveIncomplete(tx: ShopTransaction, customerId: number): Promise<void> {
  await tx.execute(
    'update customers set incomplete = false where shop_id = $1 and customer_id = $2',
    [tx.shopId, customerId],
  );
}
