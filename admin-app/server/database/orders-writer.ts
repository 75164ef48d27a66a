/**
 * Takes in what Shopify says of orders and their lines; the newest word wins whatever comes last, deletion is final.
 * Facts, activities and lines follow in the same transaction.
 */
import type { StoreOrder, StoreOrderLine } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { lockOrderLog, refreshOrderFacts } from './order-facts.ts';
import { copyInstant, copyLine, copyText, copyTexts, type Stage, stage } from './staging.ts';
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

const STAGED_LINES: Stage<StoreOrderLine> = {
  table: 'staged_order_lines',
  columns: `order_id bigint, line_id bigint, product_id bigint, title text, quantity int, total_minor bigint`,
  line: (line) =>
    copyLine([
      line.orderId,
      line.lineId,
      line.productId,
      copyText(line.title),
      line.quantity,
      line.totalMinor,
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
  /** Lines of orders that are not there: the order was kept back, or never came. */
  readonly linesWithoutOrder: readonly StoreOrderLine[];
}

/** Numbers of those customers that have no row; their orders must wait. */
export async function findUnknownCustomers(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ customer_id: number }>(
    `select distinct customer_id from unnest($2::bigint[]) as wanted (customer_id)
      where not exists (select from customers c where c.shop_id = $1 and c.customer_id = wanted.customer_id)`,
    [tx.shopId, customerIds],
  );
  return new Set(rows.map((row) => row.customer_id));
}

/** Every customer named must have a row (`findUnknownCustomers`). */
export async function writeOrders(tx: ShopTransaction, batch: OrderBatch): Promise<OrdersWritten> {
  await lockOrderLog(tx);
  await stage(tx, STAGED_ORDERS, newestOfEach(batch.orders));
  await stage(tx, STAGED_LINES, lastOfEach(batch.lines));
  const changed = await mergeOrders(tx, batch);
  const linesWithoutOrder = await mergeLines(tx, batch);
  await writeOrderActivities(tx, changed);
  await refreshOrderFacts(tx, changed.customerIds);
  return { customerIds: changed.customerIds, linesWithoutOrder };
}

interface ChangedOrders {
  readonly orderIds: readonly number[];
  /** Those of them that were known before. */
  readonly rewritten: readonly number[];
  readonly customerIds: readonly number[];
}

/** The orders that are newer than what was known, under the customer whose they are now. */
async function mergeOrders(
  tx: ShopTransaction,
  { orders, asOf, syncId }: OrderBatch,
): Promise<ChangedOrders> {
  if (orders.length === 0) return { orderIds: [], rewritten: [], customerIds: [] };
  const rows = await tx.query<{
    order_id: number;
    customer_id: number | null;
    customer_before: number | null;
    existed: boolean;
  }>(
    `with before as (
       select order_id, o.customer_id from orders o join staged_orders using (order_id) where shop_id = $1),
     merged as (
       insert into orders as o
         (shop_id, order_id, customer_id, name, currency, total_minor, discount_codes, source, test,
          financial_status, processed_at, created_at, updated_at, cancelled_at, as_of, lines_sync_id)
       select $1, s.order_id, case when owner.redacted_at is null then owner.customer_id end,
              s.name, s.currency, s.total_minor,
              case when owner.redacted_at is null then s.discount_codes else '{}' end,
              s.source, s.test, s.financial_status,
              s.processed_at, s.created_at, s.updated_at, s.cancelled_at, $2, $3
         from staged_orders s
         left join customers named on named.shop_id = $1 and named.customer_id = s.customer_id
         left join customers owner
           on owner.shop_id = $1 and owner.customer_id = coalesce(named.merged_into, named.customer_id)
       on conflict (shop_id, order_id) do update
         set customer_id = excluded.customer_id, name = excluded.name, currency = excluded.currency,
             total_minor = excluded.total_minor, discount_codes = excluded.discount_codes,
             source = excluded.source, test = excluded.test, financial_status = excluded.financial_status,
             processed_at = excluded.processed_at, created_at = excluded.created_at,
             updated_at = excluded.updated_at, cancelled_at = excluded.cancelled_at, as_of = excluded.as_of,
             lines_sync_id = excluded.lines_sync_id
       where (excluded.updated_at, excluded.as_of) > (o.updated_at, o.as_of)
       returning order_id, customer_id)
     select m.order_id, m.customer_id, b.customer_id as customer_before, b.order_id is not null as existed
       from merged m left join before b using (order_id)`,
    [tx.shopId, timestampText(asOf), syncId],
  );
  const rewritten = rows.filter((row) => row.existed).map((row) => row.order_id);
  // The lines that belong to the older word; the newer one's come with it or after it.
  if (rewritten.length > 0) {
    await tx.execute(
      'delete from order_lines where shop_id = $1 and order_id = any ($2::bigint[])',
      [tx.shopId, rewritten],
    );
  }
  const customerIds = new Set(rows.flatMap((row) => [row.customer_id, row.customer_before]));
  customerIds.delete(null);
  return {
    orderIds: rows.map((row) => row.order_id),
    rewritten,
    // The null was taken out above.
    customerIds: [...customerIds] as number[],
  };
}

/** Adds lines to the orders that came with the same sync, or in this batch. Returns those whose order is not there. */
async function mergeLines(
  tx: ShopTransaction,
  { lines, syncId, asOf }: OrderBatch,
): Promise<readonly StoreOrderLine[]> {
  if (lines.length === 0) return [];
  const ownWord =
    syncId === null ? 'o.as_of = $2 and o.lines_sync_id is null' : 'o.lines_sync_id = $2';
  await tx.execute(
    `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
     select $1, s.order_id, s.line_id, s.product_id, s.title, s.quantity, s.total_minor
       from staged_order_lines s
       join orders o on o.shop_id = $1 and o.order_id = s.order_id and ${ownWord}
     on conflict (shop_id, order_id, line_id) do update
       set product_id = excluded.product_id, title = excluded.title, quantity = excluded.quantity,
           total_minor = excluded.total_minor`,
    [tx.shopId, syncId ?? timestampText(asOf)],
  );
  const orphans = await tx.query<{ line_id: number }>(
    `select line_id from staged_order_lines s
      where not exists (select from orders o where o.shop_id = $1 and o.order_id = s.order_id)`,
    [tx.shopId],
  );
  if (orphans.length === 0) return [];
  const lineIds = new Set(orphans.map((row) => row.line_id));
  return lines.filter((line) => lineIds.has(line.lineId));
}

/** The activities that an order's row makes, each wanted or not by that row alone. */
const ORDER_EVENTS = `
  orders o cross join lateral (values
    ('ordered', o.processed_at, 'order:' || o.order_id),
    ('order cancelled', least(o.cancelled_at, o.deleted_at), 'order-cancelled:' || o.order_id)
  ) as event (kind, at, source_key)
  cross join lateral (values
    (o.customer_id is not null and not o.test and o.updated_at > to_timestamp(0) and event.at is not null)
    ) as judged (wanted)`;

/** What the customer did: the same row always has the same activities. Test orders are nobody's doing. */
async function writeOrderActivities(
  tx: ShopTransaction,
  { orderIds, rewritten }: Pick<ChangedOrders, 'orderIds' | 'rewritten'>,
): Promise<void> {
  if (rewritten.length > 0) {
    await tx.execute(
      `delete from activities a using ${ORDER_EVENTS}
        where a.shop_id = $1 and a.source_key = event.source_key and not wanted
          and o.shop_id = $1 and o.order_id = any ($2::bigint[])`,
      [tx.shopId, rewritten],
    );
  }
  if (orderIds.length === 0) return;
  await tx.execute(
    `insert into activities as a (shop_id, customer_id, at, channel, kind, details, source_key)
     select o.shop_id, o.customer_id, event.at, 'store', event.kind,
            jsonb_build_object('orderId', o.order_id, 'name', o.name,
                               'totalMinor', o.total_minor, 'currency', o.currency),
            event.source_key
       from ${ORDER_EVENTS}
      where o.shop_id = $1 and o.order_id = any ($2::bigint[]) and wanted
     on conflict (shop_id, source_key) where source_key is not null do update
       set customer_id = excluded.customer_id, at = excluded.at, details = excluded.details
     where (a.customer_id, a.at, a.details) is distinct from (excluded.customer_id, excluded.at, excluded.details)`,
    [tx.shopId, orderIds],
  );
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
  await writeOrderActivities(tx, { orderIds: [orderId], rewritten: [] });
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

/** Within one batch an order may stand twice; one statement must not touch a row twice. */
function newestOfEach(orders: readonly StoreOrder[]): readonly StoreOrder[] {
  const byId = new Map<number, StoreOrder>();
  for (const order of orders) {
    const other = byId.get(order.orderId);
    if (!other || other.updatedAt <= order.updatedAt) byId.set(order.orderId, order);
  }
  return byId.size === orders.length ? orders : [...byId.values()];
}

function lastOfEach(lines: readonly StoreOrderLine[]): readonly StoreOrderLine[] {
  const byId = new Map<number, StoreOrderLine>();
  for (const line of lines) byId.set(line.lineId, line);
  return byId.size === lines.length ? lines : [...byId.values()];
}
