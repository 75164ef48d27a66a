/** `order_facts`: each customer's order log in five numbers, kept in the transaction that changes the orders. */
import type { ShopTransaction } from './tenant.ts';

/**
 * Held until the transaction ends by whoever writes orders of the shop. Two writers at once would each compute a
 * customer's facts without the other's new order, and the later one would overwrite the earlier one's.
 */
export async function lockOrderLog(tx: ShopTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('order log', $1))`, [tx.shopId]);
}

/** Computes these customers' facts anew. Call `lockOrderLog` before the orders are written. */
export async function refreshOrderFacts(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.execute(
    `insert into order_facts as f (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     select shop_id, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at)
       from orders where shop_id = $1 and counts and customer_id = any ($2::bigint[])
      group by shop_id, customer_id
     on conflict (shop_id, customer_id) do update
       set orders = excluded.orders, spent_minor = excluded.spent_minor,
           first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at
     where (f.orders, f.spent_minor, f.first_order_at, f.last_order_at)
           is distinct from (excluded.orders, excluded.spent_minor, excluded.first_order_at, excluded.last_order_at)`,
    [tx.shopId, customerIds],
  );
  await tx.execute(
    `delete from order_facts f where shop_id = $1 and customer_id = any ($2::bigint[])
        and not exists (select from orders o
                         where o.shop_id = f.shop_id and o.customer_id = f.customer_id and o.counts)`,
    [tx.shopId, customerIds],
  );
}
