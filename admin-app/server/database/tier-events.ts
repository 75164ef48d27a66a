/** What became of customers' tiers, what may become of them, and tiers given by hand. */
import type { TierOrder } from '../../core/tier/forecast.ts';
import type { TierDefinition } from '../../core/tier/types.ts';
import { type Day, type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import type { TierEventCause } from './tier-assignment.ts';
import { POINTS_OF_METAFIELD, pointsOf } from './tier-standings.ts';

export interface TierEvent {
  readonly eventId: number;
  readonly customerId: number;
  readonly at: Instant;
  /** Null is no tier. */
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: 'up' | 'down';
  readonly cause: TierEventCause;
}

/**
 * Notes the gift of a tier, or with null takes back what was given. Call `lockTiers` before and `assignTiers` after, in
 * the same transaction. What had been earned by then will not end the gift; a higher tier will.
 */
export async function writeTierHold(
  tx: ShopTransaction,
  customerIds: readonly number[],
  hold: { readonly tierId: string; readonly until: Day | null } | null,
): Promise<void> {
  if (hold === null) {
    await tx.execute(
      `update customer_tiers set held_id = null, held_earned_id = null, held_until = null
        where shop_id = $1 and customer_id = any ($2::bigint[]) and held_id is not null`,
      [tx.shopId, numberArray(customerIds)],
    );
    return;
  }
  await tx.execute(
    `insert into customer_tiers as t (shop_id, customer_id, held_id, held_until)
     select $1, customer_id, $3, $4 from customers
      where shop_id = $1 and customer_id = any ($2::bigint[]) and deleted_at is null and redacted_at is null
     on conflict (shop_id, customer_id) do update
       set held_id = excluded.held_id, held_earned_id = t.earned_id, held_until = excluded.held_until`,
    [
      tx.shopId,
      numberArray(customerIds),
      hold.tierId,
      hold.until === null ? null : formatDay(hold.until),
    ],
  );
}

export interface CustomerTierRecord {
  readonly tierId: string;
  readonly earnedId: string | null;
  readonly since: Instant | null;
  readonly loseOn: DayText | null;
  readonly loseToId: string | null;
  readonly keeps: number | null;
  readonly heldId: string | null;
  readonly heldUntil: DayText | null;
}

/** Null for a customer without a tier. */
export async function readCustomerTier(
  tx: ShopTransaction,
  customerId: number,
): Promise<CustomerTierRecord | null> {
  const row = await tx.maybeOne<CustomerTierRecord>(
    `select tier_id as "tierId", earned_id as "earnedId", since, lose_on as "loseOn", lose_to_id as "loseToId", keeps,
            held_id as "heldId", held_until as "heldUntil"
       from customer_tiers where shop_id = $1 and customer_id = $2 and tier_id is not null`,
    [tx.shopId, customerId],
  );
  return row ?? null;
}

/** Newest first. */
export async function readTierHistory(
  tx: ShopTransaction,
  customerId: number,
  limit: number,
): Promise<readonly TierEvent[]> {
  return await tx.query<TierEvent>(
    `select event_id as "eventId", customer_id as "customerId", at, from_tier_id as "from", to_tier_id as "to",
            direction, cause
       from tier_events where shop_id = $1 and customer_id = $2 order by event_id desc limit $3`,
    [tx.shopId, customerId, limit],
  );
}

export type CustomerValue =
  /** Null where the customer has no metafield that can be read. */
  | { readonly kind: 'points'; readonly points: number | null }
  | { readonly kind: 'orders'; readonly orders: readonly TierOrder[] };

/** What a customer's value is made of, for the pure rules: net amounts by the shop's day, or points. */
export async function readCustomerValue(
  tx: ShopTransaction,
  customerId: number,
  { basis, tagPrefix, metafield }: Pick<TierDefinition, 'basis' | 'tagPrefix' | 'metafield'>,
  zone: string,
): Promise<CustomerValue> {
  if (basis === 'loyalty points' && metafield !== null) {
    const row = await tx.maybeOne<{ points: number | null }>(
      `select ${POINTS_OF_METAFIELD} as points from customers c where c.shop_id = $1 and c.customer_id = $2`,
      [tx.shopId, customerId],
    );
    return { kind: 'points', points: row?.points ?? null };
  }
  if (basis === 'loyalty points') {
    const row = await tx.maybeOne<{ points: number | null }>(
      `select ${pointsOf('c.tags_folded', 'prefix.folded')} as points
         from customers c, lower(normalize($3, NFC) collate "und-x-icu") as prefix (folded)
        where c.shop_id = $1 and c.customer_id = $2`,
      [tx.shopId, customerId, tagPrefix ?? ''],
    );
    return { kind: 'points', points: row?.points ?? 0 };
  }
  const rows = await tx.query<Omit<TierOrder, 'day'> & { readonly day: DayText }>(
    `select (processed_at at time zone $3)::date as day, total_minor as "amountMinor",
            financial_status = 'refunded' as "isRefunded"
       from orders where shop_id = $1 and customer_id = $2 and counts`,
    [tx.shopId, customerId, zone],
  );
  return { kind: 'orders', orders: rows.map((row) => ({ ...row, day: parseDay(row.day) })) };
}
