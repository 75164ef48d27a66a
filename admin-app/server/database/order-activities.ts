/**
 * Activities that orders make: `ordered`, and `order cancelled` when one is cancelled or deleted. They follow from the
 * order's row alone, so that the same row always has the same ones, whatever was heard on the way. Test orders are
 * nobody's doing; a row that only marks a deleted order nobody told of (`updated_at` 0) says nothing.
 */
import type { ShopTransaction } from './tenant.ts';

interface OrderEvent {
  readonly kind: string;
  /** SQL of when it happened, of an order `o`; null where it did not. */
  readonly at: string;
  readonly sourceKey: string;
}

const EVENTS: readonly OrderEvent[] = [
  { kind: 'ordered', at: 'o.processed_at', sourceKey: `'order:' || o.order_id` },
  {
    kind: 'order cancelled',
    at: 'least(o.cancelled_at, o.deleted_at)',
    sourceKey: `'order-cancelled:' || o.order_id`,
  },
];

const isWanted = ({ at }: OrderEvent) =>
  `(o.customer_id is not null and not o.test and o.updated_at > to_timestamp(0) and ${at} is not null)`;

const unionOf = (sql: (event: OrderEvent) => string) => EVENTS.map(sql).join(' union all ');

/** SQL that inserts the activities of a row source of orders that have none yet ($1 is the shop). */
export const insertActivitiesFrom = (orders: string) => `
  insert into activities (shop_id, customer_id, at, channel, kind, details, source_key)
  ${unionOf(
    (event) => `
  select $1, o.customer_id, ${event.at}, 'store', '${event.kind}',
         jsonb_build_object('orderId', o.order_id, 'name', o.name,
                            'totalMinor', o.total_minor, 'currency', o.currency),
         ${event.sourceKey}
    from ${orders} o where ${isWanted(event)}`,
  )}`;

/** Makes the activities of these orders what their rows say now. */
export async function refreshOrderActivities(
  tx: ShopTransaction,
  orderIds: readonly number[],
): Promise<void> {
  const these = '(select * from orders where shop_id = $1 and order_id = any ($2::bigint[]))';
  await tx.execute(
    `delete from activities
      where shop_id = $1 and source_key = any (array(
        ${unionOf((event) => `select ${event.sourceKey} from ${these} o where not ${isWanted(event)}`)}))`,
    [tx.shopId, orderIds],
  );
  await tx.execute(
    `${insertActivitiesFrom(these)}
     on conflict (shop_id, source_key) where source_key is not null do update
       set customer_id = excluded.customer_id, at = excluded.at, details = excluded.details`,
    [tx.shopId, orderIds],
  );
}
