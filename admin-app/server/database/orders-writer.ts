/**
 * Takes in what Shopify says of orders and their lines; the newest word wins whatever comes last, deletion is final.
 * Facts, activities and lines follow in the same transaction.
 */
import type { StoreOrder, StoreOrderLine } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { insertActivitiesFrom, refreshOrderActivities } from './order-activities.ts';
import { addToOrderFacts, lockOrderLog, refreshOrderFacts } from './order-facts.ts';
import { writeOrderLines } from './order-lines-writer.ts';
import {
  copyInstant,
  copyLine,
  copyText,
  copyTexts,
  oneOfEach,
  type Stage,
  stage,
} from './staging.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

const STAGED_ORDERS: Stage<StoreOrder> = {
  table: 'staged_orders',
  columns: `order_id bigint, customer_id bigint, name text, currency text, total_minor bigint, discount_codes text[],
            source text, test boolean, financial_status text, processed_at timestamptz, created_at timestamptz,
            updated_at timestamptz, cancelled_at timestamptz`,
  line: (order) =>
    copyLine([
      order.orderId,
      order.customerId,
      copyText(order.name),
      order.currency,
      order.totalMinor,
      copyTexts(order.discountCodes),
      copyText(order.source),
      order.test,
      copyText(order.financialStatus),
      copyInstant(order.processedAt),
      copyInstant(order.createdAt),
      copyInstant(order.updatedAt),
      copyInstant(order.cancelledAt),
    ]),
};

export interface OrderBatch {
  readonly orders: readonly StoreOrder[];
  readonly lines: readonly StoreOrderLine[];
  /** The orders were read from Shopify at or after this. */
  readonly asOf: Instant;
  /** The sync in whose file the rest of the orders' lines follows; null when all of them are here. */
  readonly syncId: number | null;
}

export interface OrdersWritten {
  /** Customers of orders that changed, before and after. */
  readonly customerIds: readonly number[];
  /** Orders that were left out because nobody has told of their customer yet. */
  readonly ordersWithoutCustomer: readonly number[];
  /** Lines of orders that are not there: left out, or never come. */
  readonly linesWithoutOrder: readonly StoreOrderLine[];
}

export async function writeOrders(tx: ShopTransaction, batch: OrderBatch): Promise<OrdersWritten> {
  await lockOrderLog(tx);
  const changed = await mergeOrders(tx, batch);
  await rewriteOrders(tx, changed.rewritten);
  const linesWithoutOrder = await writeOrderLines(tx, {
    lines: batch.lines,
    syncId: batch.syncId,
    orderIds: changed.orderIds,
    leftOut: changed.withoutCustomer,
  });
  return {
    customerIds: changed.customerIds,
    ordersWithoutCustomer: [...changed.withoutCustomer],
    linesWithoutOrder,
  };
}

interface ChangedOrders {
  /** Newer than what was known, or new altogether. */
  readonly orderIds: ReadonlySet<number>;
  readonly withoutCustomer: ReadonlySet<number>;
  readonly rewritten: RewrittenOrders;
  readonly customerIds: readonly number[];
}

/** Those changed orders that were known before, and whose they are and were. */
interface RewrittenOrders {
  readonly orderIds: readonly number[];
  readonly customerIds: readonly number[];
}

const NO_CHANGES: ChangedOrders = {
  orderIds: new Set(),
  withoutCustomer: new Set(),
  rewritten: { orderIds: [], customerIds: [] },
  customerIds: [],
};

const COLUMNS = [
  'customer_id',
  'name',
  'currency',
  'total_minor',
  'discount_codes',
  'source',
  'test',
  'financial_status',
  'processed_at',
  'created_at',
  'updated_at',
  'cancelled_at',
  'as_of',
  'lines_sync_id',
] as const;

const listOf = (column: string, which: string) =>
  `array_agg(${column}) filter (where ${which} and ${column} is not null)`;
/** Whose these resolved orders are now and whose they were, as often as they have one. */
const customersWhere = (which: string) =>
  `${listOf('customer_id', which)} || ${listOf('customer_before', which)}`;

/**
 * Merges the staged orders in one statement, each under the customer whose it is now: new ones with their activities and
 * added to the facts, known ones where the staged word is newer (`rewriteOrders` does the rest for these). The lock on
 * the order log keeps "new" true until the transaction ends. It answers in lists, all gathered in one pass: of ten
 * thousand orders that come in for the first time there is little to say.
 *
 * What is known is looked up by arrays of keys, which Postgres answers from the primary key. Left to join by itself it
 * would read whole tables for every batch: while a shop comes in for the first time, statistics say they are empty.
 */
const MERGE_ORDERS = `
  with named as materialized (
    select customer_id, merged_into, redacted_at from customers
     where shop_id = $1 and customer_id = any (array(select distinct customer_id from staged_orders))),
  kept as materialized (
    select customer_id, redacted_at from customers
     where shop_id = $1 and customer_id = any (array(select merged_into from named where merged_into is not null))),
  before as materialized (
    select order_id, customer_id, updated_at, as_of from orders
     where shop_id = $1 and order_id = any (array(select order_id from staged_orders))),
  resolved as materialized (
    select s.order_id,
           case when owner.redacted_at is null then coalesce(kept.customer_id, named.customer_id) end as customer_id,
           s.name, s.currency, s.total_minor,
           case when owner.redacted_at is null then s.discount_codes else '{}' end as discount_codes,
           s.source, s.test, s.financial_status, s.processed_at, s.created_at, s.updated_at, s.cancelled_at,
           $2::timestamptz as as_of, $3::bigint as lines_sync_id,
           s.customer_id is null or named.customer_id is not null as has_customer,
           before.order_id is not null as existed, before.customer_id as customer_before,
           before.order_id is null or (s.updated_at, $2::timestamptz) > (before.updated_at, before.as_of) as is_newer
      from staged_orders s
      left join named using (customer_id)
      left join kept on kept.customer_id = named.merged_into
      cross join lateral (values (
        case when named.merged_into is null then named.redacted_at else kept.redacted_at end)) as owner (redacted_at)
      left join before using (order_id)),
  added as (
    insert into orders (shop_id, order_id, ${COLUMNS.join(', ')})
    select $1, order_id, ${COLUMNS.join(', ')} from resolved where has_customer and not existed
    returning order_id, customer_id, name, currency, total_minor, test, counts, processed_at, updated_at,
              cancelled_at, deleted_at),
  rewritten as (
    update orders o set ${COLUMNS.map((column) => `${column} = r.${column}`).join(', ')}
      from resolved r
     where o.shop_id = $1 and o.order_id = r.order_id and r.has_customer and r.existed and r.is_newer),
  new_facts as (${addToOrderFacts('added')}),
  new_activities as (${insertActivitiesFrom('added')})
  select ${listOf('order_id', 'not has_customer')} as without_customer,
         ${listOf('order_id', 'has_customer and not is_newer')} as unchanged,
         ${listOf('order_id', 'has_customer and is_newer and existed')} as rewritten,
         ${customersWhere('has_customer and is_newer and existed')} as customers_of_rewritten,
         ${customersWhere('has_customer and is_newer')} as customers_of_changed
    from resolved`;

/** Null where there is none. */
interface MergedOrders {
  readonly without_customer: readonly number[] | null;
  readonly unchanged: readonly number[] | null;
  readonly rewritten: readonly number[] | null;
  readonly customers_of_rewritten: readonly number[] | null;
  readonly customers_of_changed: readonly number[] | null;
}

async function mergeOrders(
  tx: ShopTransaction,
  { orders, asOf, syncId }: OrderBatch,
): Promise<ChangedOrders> {
  if (orders.length === 0) return NO_CHANGES;
  await stage(
    tx,
    STAGED_ORDERS,
    oneOfEach(orders, ({ orderId }) => orderId),
  );
  const values = [tx.shopId, timestampText(asOf), syncId];
  const merged = await tx.one<MergedOrders>(MERGE_ORDERS, values);
  const withoutCustomer = new Set(merged.without_customer);
  const orderIds = new Set(orders.map(({ orderId }) => orderId));
  for (const orderId of withoutCustomer) orderIds.delete(orderId);
  for (const orderId of merged.unchanged ?? []) orderIds.delete(orderId);
  return {
    orderIds,
    withoutCustomer,
    rewritten: {
      orderIds: merged.rewritten ?? [],
      customerIds: [...new Set(merged.customers_of_rewritten)],
    },
    customerIds: [...new Set(merged.customers_of_changed)],
  };
}

/** Makes lines, activities and facts of known orders those of the newer word: the older one's are taken away. */
async function rewriteOrders(
  tx: ShopTransaction,
  { orderIds, customerIds }: RewrittenOrders,
): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.execute('delete from order_lines where shop_id = $1 and order_id = any ($2::bigint[])', [
    tx.shopId,
    orderIds,
  ]);
  await refreshOrderActivities(tx, orderIds);
  await refreshOrderFacts(tx, customerIds);
}

/** Kept as a mark: the order no longer counts, and no late word brings it back. Returns whose it was. */
export async function deleteOrder(
  tx: ShopTransaction,
  orderId: number,
  at: Instant,
): Promise<readonly number[]> {
  await lockOrderLog(tx);
  const { customer_id: customerId } = await tx.one<{ customer_id: number | null }>(
    `insert into orders as o
       (shop_id, order_id, name, currency, total_minor, financial_status, processed_at, created_at, updated_at, deleted_at)
     select $1, $2, '', currency, 0, 'unknown', to_timestamp(0), to_timestamp(0), to_timestamp(0), $3
       from shops where shop_id = $1
     on conflict (shop_id, order_id) do update set deleted_at = least(o.deleted_at, excluded.deleted_at)
     returning customer_id`,
    [tx.shopId, orderId, timestampText(at)],
  );
  await refreshOrderActivities(tx, [orderId]);
  const customerIds = customerId === null ? [] : [customerId];
  await refreshOrderFacts(tx, customerIds);
  return customerIds;
}

/** After their orders went to other customers, or from others to them. */
export async function refreshMovedCustomers(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<void> {
  await lockOrderLog(tx);
  await refreshOrderFacts(tx, customerIds);
}
