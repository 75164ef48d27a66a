/** The codes of coupons: made here, kept ready at Shopify, taken away from there when their days are over. */
import type { Instant } from '../../core/time.ts';
import { textArray } from './array-literals.ts';
import type { CouponDiscount } from './coupon-discounts.ts';
import { newCouponCode } from './new-coupon-code.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Adds so many codes, made here, to those that Shopify is to have. The few that the shop has already are left out. */
export async function insertCodes(
  tx: ShopTransaction,
  { discountId, terms }: Pick<CouponDiscount, 'discountId' | 'terms'>,
  count: number,
): Promise<void> {
  const codes = Array.from({ length: count }, () => newCouponCode(terms.prefix));
  await tx.execute(
    `insert into coupons (shop_id, code, discount_id) select $1, code, $2 from unnest($3::text[]) as code
     on conflict (shop_id, code) do nothing`,
    [tx.shopId, discountId, textArray(codes)],
  );
}

/** Made, and not known to be at Shopify yet: of a batch that was interrupted, or none. */
export async function readUnaddedCodes(
  tx: ShopTransaction,
  discountId: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx.query<{ code: string }>(
    `select code from coupons where discount_id = $1 and enrolment_id is null and added_at is null
      order by code limit $2`,
    [discountId, limit],
  );
  return rows.map(({ code }) => code);
}

export interface AddedCode {
  readonly code: string;
  readonly shopifyId: string;
}

/** Shopify has these; `refused` it will not have, so nobody gets them. Whoever waits for codes looks again. */
export async function codesAdded(
  tx: ShopTransaction,
  added: readonly AddedCode[],
  refused: readonly string[],
  { discountId, at }: { readonly discountId: number; readonly at: Instant },
): Promise<void> {
  await tx.execute(
    `update coupons c set added_at = $3::timestamptz, shopify_id = g.shopify_id
       from unnest($1::text[], $2::text[]) as g (code, shopify_id)
      where c.code = g.code and c.added_at is null`,
    [
      textArray(added.map((it) => it.code)),
      textArray(added.map((it) => it.shopifyId)),
      timestampText(at),
    ],
  );
  await tx.execute(
    `delete from coupons where code = any ($1::text[]) and added_at is null and enrolment_id is null`,
    [textArray(refused)],
  );
  await tx.execute(
    'update coupon_discounts set short = greatest(0, short - $2) where discount_id = $1',
    [discountId, added.length],
  );
}

/** Lets so many of those go on at once who came to the block before there were codes, the first of them first. */
export async function wakeWaiting(
  tx: ShopTransaction,
  { scenarioId, blockId }: { readonly scenarioId: number; readonly blockId: string },
  now: Instant,
  count: number,
): Promise<void> {
  await tx.execute(
    `update enrolments set due_at = $4
      where shop_id = $1 and enrolment_id in (
        select enrolment_id from enrolments
         where shop_id = $1 and scenario_id = $2 and block_id = $3 and ended_at is null and due_at > $4
         order by block_since, enrolment_id limit $5
           for update skip locked)
        and ended_at is null`,
    [tx.shopId, scenarioId, blockId, timestampText(now), count],
  );
}

/** Whether codes are asked for that are not there, and why is not known yet. */
export async function hasCouponsToAdd(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ found: boolean }>(
    'select exists (select from coupon_discounts where short > 0 and problem is null) as found',
  );
  return row.found;
}

export interface ExpiredCodes {
  readonly discountShopifyId: string;
  readonly codes: readonly AddedCode[];
}

/** Codes whose days are over, unused, by discount. */
export async function readExpiredCodes(
  tx: ShopTransaction,
  now: Instant,
  limit: number,
): Promise<readonly ExpiredCodes[]> {
  const rows = await tx.query<{ discount: string; code: string; shopify_id: string }>(
    `select d.shopify_id as discount, c.code, c.shopify_id
       from coupons c join coupon_discounts d using (shop_id, discount_id)
      where c.enrolment_id is not null and c.used_at is null and c.removed_at is null
        and c.expires_at <= $1::timestamptz and d.ends_at > $1::timestamptz
        and c.shopify_id is not null and d.shopify_id is not null
      order by c.expires_at, c.code limit $2`,
    [timestampText(now), limit],
  );
  const byDiscount = new Map<string, AddedCode[]>();
  for (const { discount, code, shopify_id: shopifyId } of rows) {
    byDiscount.set(discount, [...(byDiscount.get(discount) ?? []), { code, shopifyId }]);
  }
  return [...byDiscount].map(([discountShopifyId, codes]) => ({ discountShopifyId, codes }));
}

export async function codesRemoved(
  tx: ShopTransaction,
  codes: readonly string[],
  at: Instant,
): Promise<void> {
  await tx.execute(
    'update coupons set removed_at = $2::timestamptz where code = any ($1::text[]) and removed_at is null',
    [textArray(codes), timestampText(at)],
  );
}
