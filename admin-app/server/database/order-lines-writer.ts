/** Takes in the lines of orders: those of a bulk file may come long after their order, in another batch. */
import type { StoreOrderLine } from '../../core/store-records.ts';
import { numberArray } from './array-literals.ts';
import { copyLine, copyText, oneOfEach, type Stage, stage } from './staging.ts';
import type { ShopTransaction } from './tenant.ts';

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

export interface LineBatch {
  readonly lines: readonly StoreOrderLine[];
  /** The sync whose file they stand in; null when they came along with their orders. */
  readonly syncId: number | null;
  /** Orders that were written in this batch and have no lines yet. */
  readonly orderIds: ReadonlySet<number>;
  /** Orders that were left out of this batch. */
  readonly leftOut: ReadonlySet<number>;
}

/**
 * Adds lines to the orders that came in this batch, or with the same sync in an earlier one; lines of an older word are
 * passed over. Returns those whose order is not there.
 */
export async function writeOrderLines(
  tx: ShopTransaction,
  { lines, syncId, orderIds, leftOut }: LineBatch,
): Promise<readonly StoreOrderLine[]> {
  if (lines.length === 0) return [];
  const distinct = oneOfEach(lines, ({ lineId }) => lineId);
  await stage(tx, STAGED_LINES, distinct);
  const others = distinct.filter((line) => !orderIds.has(line.orderId));
  if (others.length < distinct.length) await insertLines(tx, others);
  if (syncId === null) return [];
  const orphans = others.filter((line) => leftOut.has(line.orderId));
  const apart = others.filter((line) => !leftOut.has(line.orderId));
  return [...orphans, ...(await insertLinesApart(tx, syncId, apart))];
}

const LINE_COLUMNS = 'order_id, line_id, product_id, title, quantity, total_minor';

const ordersOf = (lines: readonly StoreOrderLine[]) =>
  numberArray([...new Set(lines.map(({ orderId }) => orderId))]);

/** All staged lines but the others: of orders that have none, being new or because their older ones were taken away. */
async function insertLines(tx: ShopTransaction, others: readonly StoreOrderLine[]): Promise<void> {
  await tx.execute(
    `insert into order_lines (shop_id, ${LINE_COLUMNS})
     select $1, ${LINE_COLUMNS} from staged_order_lines where order_id <> all ($2::bigint[])`,
    [tx.shopId, ordersOf(others)],
  );
}

/** Lines whose order came in an earlier batch of the sync, or is newer than this sync's word, or is not there. */
async function insertLinesApart(
  tx: ShopTransaction,
  syncId: number,
  lines: readonly StoreOrderLine[],
): Promise<readonly StoreOrderLine[]> {
  if (lines.length === 0) return [];
  const orderIds = ordersOf(lines);
  const inserted = await tx.execute(
    `insert into order_lines (shop_id, ${LINE_COLUMNS})
     select $1, ${LINE_COLUMNS} from staged_order_lines s
      where s.order_id = any ($3::bigint[])
        and (select lines_sync_id from orders o where o.shop_id = $1 and o.order_id = s.order_id limit 1) = $2
     on conflict (shop_id, order_id, line_id) do update
       set product_id = excluded.product_id, title = excluded.title, quantity = excluded.quantity,
           total_minor = excluded.total_minor`,
    [tx.shopId, syncId, orderIds],
  );
  if (inserted === lines.length) return [];
  const rows = await tx.query<{ line_id: number }>(
    `select line_id from staged_order_lines s
      where s.order_id = any ($2::bigint[])
        and (select 1 from orders o where o.shop_id = $1 and o.order_id = s.order_id limit 1) is null`,
    [tx.shopId, orderIds],
  );
  const orphans = new Set(rows.map((row) => row.line_id));
  return lines.filter((line) => orphans.has(line.lineId));
}
