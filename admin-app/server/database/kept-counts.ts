/** What takes too long to count while somebody waits, as it was last counted; and whether a shop is so large. */
import { type Day, type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredCounts {
  readonly counts: unknown;
  /** The shop's day that they are right for. */
  readonly day: Day;
  /** When counting began, which they are right for, and when it ended. */
  readonly at: Instant;
  readonly endedAt: Instant;
}

/** Null for what was never kept. */
export async function readKeptCounts(
  tx: ShopTransaction,
  what: string,
): Promise<StoredCounts | null> {
  const row = await tx.maybeOne<{ counts: unknown; day: DayText; at: Instant; endedAt: Instant }>(
    `select counts, counted_on as day, counted_at as at, ended_at as "endedAt"
       from kept_counts where shop_id = $1 and what = $2`,
    [tx.shopId, what],
  );
  return row ? { ...row, day: parseDay(row.day) } : null;
}

export async function writeKeptCounts(
  tx: ShopTransaction,
  what: string,
  { counts, day, at, endedAt }: StoredCounts,
): Promise<void> {
  await tx.execute(
    `insert into kept_counts (shop_id, what, counts, counted_on, counted_at, ended_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (shop_id, what) do update
       set counts = excluded.counts, counted_on = excluded.counted_on, counted_at = excluded.counted_at,
           ended_at = excluded.ended_at`,
    [
      tx.shopId,
      what,
      JSON.stringify(counts),
      formatDay(day),
      timestampText(at),
      timestampText(endedAt),
    ],
  );
}

/** What nobody has asked for since: whoever asks has it counted anew. */
export async function deleteUnaskedCounts(tx: ShopTransaction, before: Instant): Promise<void> {
  await tx.execute('delete from kept_counts where shop_id = $1 and ended_at < $2', [
    tx.shopId,
    timestampText(before),
  ]);
}

/** Looks no further than that. */
export async function hasMoreCustomersThan(tx: ShopTransaction, most: number): Promise<boolean> {
  const { more } = await tx.one<{ more: boolean }>(
    `select count(*) > $2::int as more
       from (select from customers where shop_id = $1 limit $2::int + 1) first_ones`,
    [tx.shopId, most],
  );
  return more;
}
