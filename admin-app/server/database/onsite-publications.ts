/** How far the shop's pages have been told: what they have, and whose facts may have changed since. */
import type { FactsBasis } from '../../core/priority/facts-basis.ts';
import { type Day, type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface OnSitePublication {
  /** Everybody is to be looked at whom a change can concern. */
  readonly everybody: boolean;
  /** What facts were made from when that was last done to its end; null before. */
  readonly basis: FactsBasis | null;
  /** The shop's day on which everybody was last looked at; null before the first. */
  readonly day: Day | null;
  /** The last customer looked at while that goes on, 0 at first; null while it does not. */
  readonly after: number | null;
  readonly messagesHash: string | null;
  readonly publishedAt: Instant | null;
}

const NONE: OnSitePublication = {
  everybody: true,
  basis: null,
  day: null,
  after: null,
  messagesHash: null,
  publishedAt: null,
};

export async function readPublication(tx: ShopTransaction): Promise<OnSitePublication> {
  const row = await tx.maybeOne<Omit<OnSitePublication, 'day'> & { readonly day: DayText | null }>(
    `select everybody, basis, day, after, messages_hash as "messagesHash", published_at as "publishedAt"
       from onsite_publications where shop_id = $1`,
    [tx.shopId],
  );
  return row ? { ...row, day: row.day === null ? null : parseDay(row.day) } : NONE;
}

export async function noteMessagesPublished(
  tx: ShopTransaction,
  messagesHash: string,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `insert into onsite_publications as p (shop_id, messages_hash, published_at) values ($1, $2, $3)
     on conflict (shop_id) do update
       set messages_hash = excluded.messages_hash, published_at = excluded.published_at`,
    [tx.shopId, messagesHash, timestampText(at)],
  );
}

/** Begins to look at everybody: what asks for it from now on asks for another time. */
export async function beginEverybody(tx: ShopTransaction, day: Day): Promise<void> {
  await tx.execute(
    `insert into onsite_publications (shop_id, everybody, day, after) values ($1, false, $2, 0)
     on conflict (shop_id) do update set everybody = false, day = excluded.day, after = 0`,
    [tx.shopId, formatDay(day)],
  );
}

/**
 * Notes how far that has come, null at its end, and what facts are made from. False, and without effect, once everybody
 * is to be looked at anew.
 */
export async function noteLookedAt(
  tx: ShopTransaction,
  { after, basis }: { readonly after: number | null; readonly basis: FactsBasis },
  at: Instant,
): Promise<boolean> {
  const noted = await tx.execute(
    `update onsite_publications
        set after = $2, published_at = $3, basis = case when $2::bigint is null then $4 else basis end
      where shop_id = $1 and not everybody`,
    [tx.shopId, after, timestampText(at), JSON.stringify(basis)],
  );
  return noted === 1;
}

export interface WaitingCustomers {
  readonly changeIds: readonly number[];
  readonly customerIds: readonly number[];
}

/** Whose facts may have changed, those that wait longest. */
export async function readWaitingCustomers(
  tx: ShopTransaction,
  limit: number,
): Promise<WaitingCustomers> {
  const rows = await tx.query<{ change_id: number; customer_id: number }>(
    'select change_id, customer_id from onsite_changes where shop_id = $1 order by change_id limit $2',
    [tx.shopId, limit],
  );
  return {
    changeIds: rows.map((row) => row.change_id),
    customerIds: [...new Set(rows.map((row) => row.customer_id))],
  };
}

export async function forgetWaiting(
  tx: ShopTransaction,
  changeIds: readonly number[],
): Promise<void> {
  await tx.execute(
    'delete from onsite_changes where shop_id = $1 and change_id = any ($2::bigint[])',
    [tx.shopId, numberArray(changeIds)],
  );
}

export async function countWaiting(tx: ShopTransaction): Promise<number> {
  const row = await tx.one<{ waiting: number }>(
    `select count(distinct customer_id)::int as waiting from onsite_changes where shop_id = $1`,
    [tx.shopId],
  );
  return row.waiting;
}

/** Whether the pages are to be told of anything; for the timers, which ask often. */
export async function hasOnSiteWork(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ work: boolean }>(
    `select exists (select from onsite_changes where shop_id = $1)
         or exists (select from onsite_publications where shop_id = $1 and everybody) as work`,
    [tx.shopId],
  );
  return row.work;
}
