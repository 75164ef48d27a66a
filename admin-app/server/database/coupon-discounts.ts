/** The discounts at Shopify that coupons belong to; jobs/coupons-top-up.ts creates them there. */
import { type CouponPlan, termsOf } from '../../core/coupon/terms.ts';
import type { CouponTerms } from '../../core/coupon/types.ts';
import { type IssueMonth, issueMonth } from '../../core/coupon/validity.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { newCouponCode } from './new-coupon-code.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** A coupon block of a scenario, with its present terms. */
export interface CouponPlace {
  readonly scenarioId: number;
  readonly blockId: string;
  readonly terms: CouponTerms;
}

export interface CouponDiscount extends CouponPlace {
  readonly discountId: number;
  readonly name: string;
  readonly month: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly firstCode: string;
  /** Null until it was created at Shopify. */
  readonly shopifyId: string | null;
  readonly problem: string | null;
  /** Codes at Shopify that nobody has yet. */
  readonly free: number;
  /** Asked for, and not there. */
  readonly short: number;
  /** Given to customers in the last three days. */
  readonly lately: number;
}

interface DiscountRow {
  readonly discount_id: number;
  readonly scenario_id: number;
  readonly block_id: string;
  readonly terms: CouponTerms;
  readonly name: string;
  readonly month: string;
  readonly starts_at: Instant;
  readonly ends_at: Instant;
  readonly first_code: string;
  readonly shopify_id: string | null;
  readonly problem: string | null;
  readonly free: number;
  readonly short: number;
  readonly lately: number;
}

export interface CodesWanted extends CouponPlace {
  /** For the title of the discount, which the merchant sees in Shopify. */
  readonly name: string;
  readonly count: number;
}

/**
 * Notes that codes are missing, and what discount they belong to. Answers why none will come, in words; null where they
 * are on their way. Called ahead of time it makes them ready.
 */
export async function askForCodes(
  tx: ShopTransaction,
  wanted: CodesWanted,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): Promise<string | null> {
  const month = issueMonth(now, zone, wanted.terms.validDays);
  await insertDiscount(tx, { ...wanted, ...month }, now);
  const row = await tx.one<{ problem: string | null }>(
    `update coupon_discounts set short = greatest(short, $5)
      where scenario_id = $1 and block_id = $2 and terms = $3::jsonb and month = $4::date
      returning problem`,
    [wanted.scenarioId, wanted.blockId, JSON.stringify(wanted.terms), month.month, wanted.count],
  );
  return row.problem;
}

/** Those that may still give codes, newest month last. */
export async function readDiscounts(
  tx: ShopTransaction,
  now: Instant,
): Promise<readonly CouponDiscount[]> {
  const rows = await tx.query<DiscountRow>(
    `select d.discount_id, d.scenario_id, d.block_id, d.terms, d.name, d.month, d.starts_at, d.ends_at, d.first_code,
            d.shopify_id, d.problem, d.short,
            count(c.code) filter (where c.enrolment_id is null and c.added_at is not null) as free,
            count(c.code) filter (where c.assigned_at > $1::timestamptz - interval '3 days') as lately
       from coupon_discounts d left join coupons c using (shop_id, discount_id)
      where d.ends_at > $1::timestamptz
      group by d.shop_id, d.discount_id
      order by d.month, d.discount_id`,
    [timestampText(now)],
  );
  return rows.map((row) => ({
    discountId: row.discount_id,
    scenarioId: row.scenario_id,
    blockId: row.block_id,
    terms: row.terms,
    name: row.name,
    month: row.month,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    firstCode: row.first_code,
    shopifyId: row.shopify_id,
    problem: row.problem,
    free: row.free,
    short: row.short,
    lately: row.lately,
  }));
}

/** A discount to be created; one that is there already stays as it is. */
export async function insertDiscount(
  tx: ShopTransaction,
  wanted: CouponPlace & IssueMonth & { readonly name: string },
  at: Instant,
): Promise<void> {
  await tx.execute(
    `insert into coupon_discounts
       (shop_id, scenario_id, block_id, terms, month, name, starts_at, ends_at, first_code, created_at)
     values ($1, $2, $3, $4::jsonb, $5::date, $6, $7, $8, $9, $10)
     on conflict (shop_id, scenario_id, block_id, month, terms) do nothing`,
    [
      tx.shopId,
      wanted.scenarioId,
      wanted.blockId,
      JSON.stringify(wanted.terms),
      wanted.month,
      wanted.name,
      timestampText(wanted.startsAt),
      timestampText(wanted.endsAt),
      newCouponCode(wanted.terms.prefix),
      timestampText(at),
    ],
  );
}

/** Makes codes ready for a scenario that begins: asks for the first ones, and again where Shopify had refused. */
export async function prepareCoupons(
  tx: ShopTransaction,
  scenarioId: number,
  blocks: readonly CouponPlan[],
  setting: { readonly now: Instant; readonly zone: string },
): Promise<void> {
  await tx.execute('update coupon_discounts set problem = null where scenario_id = $1', [
    scenarioId,
  ]);
  for (const block of blocks) {
    const terms = termsOf(block);
    if (terms === null) continue;
    const wanted = { scenarioId, blockId: block.id, terms, name: block.name, count: FIRST_CODES };
    await askForCodes(tx, wanted, setting);
  }
}

const FIRST_CODES = 1;

export async function discountCreated(
  tx: ShopTransaction,
  discountId: number,
  shopifyId: string,
): Promise<void> {
  await tx.execute(
    `update coupon_discounts set shopify_id = $2, problem = null where discount_id = $1`,
    [discountId, shopifyId],
  );
}

/**
 * The merchant has deleted it at Shopify, and with it every code. It is to be created anew; the codes that customers
 * have are kept for the record.
 */
export async function discountDeleted(
  tx: ShopTransaction,
  { discountId, terms }: Pick<CouponDiscount, 'discountId' | 'terms'>,
): Promise<void> {
  await tx.execute('delete from coupons where discount_id = $1 and enrolment_id is null', [
    discountId,
  ]);
  await tx.execute(
    `update coupon_discounts set shopify_id = null, first_code = $2, short = greatest(short, 1)
      where discount_id = $1`,
    [discountId, newCouponCode(terms.prefix)],
  );
}

/** Why it cannot give codes, in words; null when it can again. */
export async function noteDiscountProblem(
  tx: ShopTransaction,
  discountId: number,
  problem: string | null,
): Promise<void> {
  await tx.execute('update coupon_discounts set problem = $2 where discount_id = $1', [
    discountId,
    problem,
  ]);
}

/** Why the coupons of these scenarios' blocks are not to be had, in words, by block. */
export async function readCouponProblems(
  tx: ShopTransaction,
  scenarioIds: readonly number[],
): Promise<readonly { scenarioId: number; blockId: string; problem: string }[]> {
  const rows = await tx.query<{ scenario_id: number; block_id: string; problem: string }>(
    `select distinct on (scenario_id, block_id) scenario_id, block_id, problem from coupon_discounts
      where scenario_id = any ($1::bigint[]) and problem is not null
      order by scenario_id, block_id, month desc`,
    [numberArray(scenarioIds)],
  );
  return rows.map(({ scenario_id: scenarioId, block_id: blockId, problem }) => ({
    scenarioId,
    blockId,
    problem,
  }));
}
