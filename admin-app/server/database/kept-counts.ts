/** How many customers a large shop has, as they were last counted. */
import { type Day, type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';
import type { CustomerCounts } from './customer-list.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredCounts {
  readonly counts: CustomerCounts;
  /** Whoever was due before this day is overdue. */
  readonly day: Day;
  readonly at: Instant;
}

interface Row extends CustomerCounts {
  readonly counted_on: DayText;
  readonly counted_at: Instant;
}

/** Null for a shop that was never found to be large. */
export async function readCustomerCounts(tx: ShopTransaction): Promise<StoredCounts | null> {
  const row = await tx.maybeOne<Row>(
    `select customers, overdue, overdue_reachable, counted_on, counted_at
       from customer_counts where shop_id = $1`,
    [tx.shopId],
  );
  if (!row) return null;
  const { counted_on: day, counted_at: at, ...counts } = row;
  return { counts, day: parseDay(day), at };
}

export async function writeCustomerCounts(
  tx: ShopTransaction,
  { counts, day, at }: StoredCounts,
): Promise<void> {
  await tx.execute(
    `insert into customer_counts (shop_id, customers, overdue, overdue_reachable, counted_on, counted_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (shop_id) do update
       set customers = excluded.customers, overdue = excluded.overdue,
           overdue_reachable = excluded.overdue_reachable, counted_on = excluded.counted_on,
           counted_at = excluded.counted_at`,
    [
      tx.shopId,
      counts.customers,
      counts.overdue,
      counts.overdue_reachable,
      formatDay(day),
      timestampText(at),
    ],
  );
}
