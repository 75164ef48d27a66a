/**
 * Activities that orders make: `ordered`, and `order cancelled` when one is cancelled or deleted. They follow from the
 * order's row alone, so that the same row always has the same ones, whatever was heard on the way. Test orders are
 * nobody's doing; a row that only marks a deleted order nobody told of (`updated_at` 0) says nothing.
 */
import type { ShopTransaction } from './tenant.ts';

const eventsOf = (order: string) => `
  lateral (values
    ('ordered', ${order}.processed_at, 'order:' || ${order}.order_id),
    ('order cancelled', least(${order}.cancelled_at, ${order}.deleted_at), 'order-cancelled:' || ${order}.order_id)
  ) as event (kind, at, source_key)`;
const isWanted = (order: string) =>
  `(${order}.customer_id is not null and not ${order}.test and ${order}.updated_at > to_timestamp(0)
    and event.at is not null)`;

/** SQL that inserts the activities of a row source of orders that have none yet ($1 is the shop). */
export const insertActivitiesFrom = (orders: string) => `
  insert into activities (shop_id, customer_id, at, channel, kind, details, source_key)
  select $1, o.customer_id, event.at, 'store', event.kind,
         jsonb_build_object('orderId', o.order_id, 'name', o.name,
                            'totalMinor', o.total_minor, 'currency', o.currency),
         event.source_key
    from ${orders} o cross join ${eventsOf('o')}
   where ${isWanted('o')}`;

/** Makes the activities of these orders what their rows say now. */
export async function refreshOrderActivities(
  tx: ShopTransaction,
  orderIds: readonly number[],
): Promise<void> {
  const these = '(select * from orders where shop_id = $1 and order_id = any ($2::bigint[]))';
  await tx.execute(
    `delete from activities
      where shop_id = $1 and source_key = any (array(
        select event.source_key from ${these} o cross join ${eventsOf('o')} where not ${isWanted('o')}))`,
    [tx.shopId, orderIds],
  );
  await tx.execute(
    `${insertActivitiesFrom(these)}
     on conflict (shop_id, source_key) where source_key is not null do update
       set customer_id = excluded.customer_id, at = excluded.at, details = excluded.details`,
    [tx.shopId, orderIds],
  );
}
