/**
 * Keeps codes ready at Shopify, and takes away those whose days are over. Everything is written down before Shopify is
 * asked and again when it has answered, so a killed process leaves at worst some codes at Shopify that nobody is given.
 */
import { NO_DISCOUNT_PERMISSION } from '../../core/coupon/permission.ts';
import type { IssueMonth } from '../../core/coupon/validity.ts';
import { monthsToPrepare } from '../../core/coupon/validity.ts';
import type { Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as CouponDiscounts from '../database/coupon-discounts.ts';
import type * as CouponPool from '../database/coupon-pool.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import type { ShopDiscounts } from '../shopify/discounts.ts';

export interface TopUpCouponsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof CouponDiscounts,
    | 'readDiscounts'
    | 'insertDiscount'
    | 'discountCreated'
    | 'discountDeleted'
    | 'noteDiscountProblem'
  > &
    Pick<
      typeof CouponPool,
      | 'readUnaddedCodes'
      | 'insertCodes'
      | 'codesAdded'
      | 'wakeWaiting'
      | 'readExpiredCodes'
      | 'codesRemoved'
    >;
  readonly readShop: (
    tx: ShopTransaction,
  ) => Promise<{ readonly zone: string; readonly currency: string }>;
  readonly discounts: ShopDiscounts;
}

export type TopUpCoupons = (shopId: number) => Promise<void>;

/** Codes that lie ready even where few are given. */
const LEAST_READY = 50;
const MOST_READY = 5_000;
/** Batches in a row of which Shopify had every code already: those of an earlier try that nobody heard of. */
const MOST_FRUITLESS = 3;
/** Shopify's limit in one call, for adding and taking away. */
const AT_A_TIME = 250;

interface ShopSetting {
  readonly shopId: number;
  readonly zone: string;
  readonly currency: string;
  readonly now: Instant;
}

/** Throws where Shopify cannot be reached, to be called again; what it refuses is noted at the discount. */
export function createTopUpCoupons(deps: TopUpCouponsDeps): TopUpCoupons {
  const { clock, inShop, store, discounts } = deps;

  return async function topUpCoupons(shopId) {
    const shop = { shopId, now: clock.now(), ...(await inShop(shopId, deps.readShop)) };
    const ready = await inShop(shopId, (tx) => prepareMonths(tx, shop));
    for (const discount of ready) {
      try {
        await topUp(shop, discount);
      } catch (error) {
        // The app was removed; if it comes back, codes are asked for again.
        if (isNamed(error, 'ShopifyAccessLostError')) return;
        if (!isNamed(error, 'ShopifyRefusedError')) throw error;
        const problem = refusalInWords(error);
        await inShop(shopId, (tx) => store.noteDiscountProblem(tx, discount.discountId, problem));
      }
    }
    await takeAwayExpired(shop);
  };

  /** Coupons that are being given now will be given next month too. */
  async function prepareMonths(
    tx: ShopTransaction,
    { now, zone }: ShopSetting,
  ): Promise<readonly CouponDiscounts.CouponDiscount[]> {
    const known = await store.readDiscounts(tx, now);
    const missing = known.flatMap((discount) =>
      discount.lately === 0
        ? []
        : monthsToPrepare(now, zone, discount.terms.validDays)
            .filter(({ month }) => !known.some((other) => isSame(other, discount, month)))
            .map((month): CouponDiscounts.CouponPlace & IssueMonth & { name: string } => ({
              ...discount,
              ...month,
            })),
    );
    if (missing.length === 0) return known;
    for (const discount of missing) await store.insertDiscount(tx, discount, now);
    return await store.readDiscounts(tx, now);
  }

  async function topUp(shop: ShopSetting, discount: CouponDiscounts.CouponDiscount): Promise<void> {
    const wanted = codesWanted(discount, shop);
    if (wanted === 0) return;
    const { shopId } = shop;
    const shopifyId = discount.shopifyId ?? (await create(shop, discount));
    let fruitless = 0;
    for (let left = wanted; left > 0 && fruitless < MOST_FRUITLESS; ) {
      const codes = await inShop(shopId, (tx) => makeCodes(tx, discount, left));
      if (codes.length === 0) return;
      const answer = await discounts.addCodes(shopId, shopifyId, codes);
      // Made anew at the next turn, which comes at once.
      if (!answer) return await inShop(shopId, (tx) => store.discountDeleted(tx, discount));
      const { added, refused } = answer;
      const { discountId } = discount;
      const at = clock.now();
      await inShop(shopId, (tx) => store.codesAdded(tx, added, refused, { discountId, at }));
      if (discount.short > 0) {
        await inShop(shopId, (tx) => store.wakeWaiting(tx, discount, at, added.length));
      }
      left -= added.length;
      fruitless = added.length === 0 ? fruitless + 1 : 0;
    }
    await inShop(shopId, (tx) => store.noteDiscountProblem(tx, discount.discountId, null));
  }

  async function create(
    { shopId, currency }: ShopSetting,
    discount: CouponDiscounts.CouponDiscount,
  ): Promise<string> {
    const { name, month, firstCode, terms, startsAt, endsAt, discountId } = discount;
    const title = `Rondo: ${name} (${month.slice(0, 7)})`;
    const shopifyId = await discounts.createDiscount(shopId, {
      title,
      code: firstCode,
      terms,
      currency,
      startsAt,
      endsAt,
    });
    await inShop(shopId, (tx) => store.discountCreated(tx, discountId, shopifyId));
    return shopifyId;
  }

  /** Codes of an interrupted batch first, then new ones. */
  async function makeCodes(
    tx: ShopTransaction,
    discount: CouponDiscounts.CouponDiscount,
    count: number,
  ): Promise<readonly string[]> {
    const most = Math.min(count, AT_A_TIME);
    const left = await store.readUnaddedCodes(tx, discount.discountId, most);
    if (left.length === most) return left;
    await store.insertCodes(tx, discount, most - left.length);
    return await store.readUnaddedCodes(tx, discount.discountId, most);
  }

  async function takeAwayExpired({ shopId, now }: ShopSetting): Promise<void> {
    for (;;) {
      const expired = await inShop(shopId, (tx) => store.readExpiredCodes(tx, now, AT_A_TIME));
      if (expired.length === 0) return;
      for (const { discountShopifyId, codes } of expired) {
        const ids = codes.map((it) => it.shopifyId);
        await discounts.deleteCodes(shopId, discountShopifyId, ids).catch(throwUnlessRefused);
        const names = codes.map(({ code }) => code);
        await inShop(shopId, (tx) => store.codesRemoved(tx, names, now));
      }
    }
  }
}

/** A discount the merchant has deleted takes its codes along: there is nothing left to take away. */
function throwUnlessRefused(error: unknown): void {
  if (!isNamed(error, 'ShopifyRefusedError')) throw error;
}

function isSame(
  other: CouponDiscounts.CouponDiscount,
  discount: CouponDiscounts.CouponDiscount,
  month: string,
): boolean {
  return (
    other.scenarioId === discount.scenarioId &&
    other.blockId === discount.blockId &&
    other.month === month &&
    JSON.stringify(other.terms) === JSON.stringify(discount.terms)
  );
}

/** None while enough lie ready, then so many that the next days are covered. */
function codesWanted(
  { free, short, lately, startsAt, endsAt }: CouponDiscounts.CouponDiscount,
  { now }: ShopSetting,
): number {
  const enough = Math.min(MOST_READY, Math.max(LEAST_READY, lately));
  const inUse = short > 0 || lately > 0 || startsAt > now;
  if (!inUse || endsAt <= now) return 0;
  if (short === 0 && free >= enough / 2) return 0;
  return Math.max(0, enough + short - free);
}

function refusalInWords(error: Error): string {
  const denied = 'code' in error && error.code === 'ACCESS_DENIED';
  return denied ? NO_DISCOUNT_PERMISSION : error.message;
}
