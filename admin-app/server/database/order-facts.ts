/** `order_facts`: each customer's order log in five numbers, kept in the transaction that changes the orders. */
import { holdShop } from './shops.ts';
import type { ShopTransaction } from './tenant.ts';

/**
 * Held until the transaction ends by whoever writes orders of the shop. Two writers at once would each compute a
 * customer's facts without the other's new order, and the later one would overwrite the earlier one's.
 */
export async function lockOrderLog(tx: ShopTransaction): Promise<void> {
  await holdShop(tx);
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('order log', $1))`, [tx.shopId]);
}

/** Computes these customers' facts anew. Call `lockOrderLog` before the orders are written. */
export async function refreshOrderFacts(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.execute(
    `with facts as materialized (
       select customer_id, log.*
         from unnest($2::bigint[]) as given (customer_id)
         cross join lateral (
           select count(*) as orders, sum(total_minor) as spent_minor,
                  min(processed_at) as first_order_at, max(processed_at) as last_order_at
             from orders o where o.shop_id = $1 and o.customer_id = given.customer_id and o.counts) log),
     gone as (
       delete from order_facts
        where shop_id = $1 and customer_id = any (array(select customer_id from facts where orders = 0)))
     insert into order_facts as f (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     select $1, customer_id, orders, spent_minor, first_order_at, last_order_at from facts where orders > 0
     on conflict (shop_id, customer_id) do update
       set orders = excluded.orders, spent_minor = excluded.spent_minor,
           first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at`,
    [tx.shopId, customerIds],
  );
}

/**
 * SQL that adds the orders of a row source to the facts of their customers ($1 is the shop). They must be new: an order
 * that is among the facts already would count twice. In the order of the customers, because those lie side by side.
 */
export function addToOrderFacts(orders: string): string {
  return `
  insert into order_facts as f (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
  select $1, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at)
    from ${orders} where counts and customer_id is not null group by customer_id order by customer_id
  on conflict (shop_id, customer_id) do update
    set orders = f.orders + excluded.orders, spent_minor = f.spent_minor + excluded.spent_minor,
        first_order_at = least(f.first_order_at, excluded.first_order_at),
        last_order_at = greatest(f.last_order_at, excluded.last_order_at)`;
}
