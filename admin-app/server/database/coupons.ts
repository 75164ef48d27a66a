/**
 * Coupons given to customers. Codes were added at Shopify ahead of time (coupon-pool.ts); here one is given to a step of
 * an enrolment, in the transaction that takes the step. Whoever takes a code holds its row: another worker passes over
 * it, and a transaction that dies gives it back. The step is written into the row, so asking again finds the same code.
 */
import { type CouponPlan, termsOf } from '../../core/coupon/terms.ts';
import type { CouponTerms } from '../../core/coupon/types.ts';
import { couponExpiry } from '../../core/coupon/validity.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray, textArray } from './array-literals.ts';
import { askForCodes } from './coupon-discounts.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CouponRequest {
  readonly enrolmentId: number;
  /** The enrolment's step that asks; asked again for it, the same code comes. */
  readonly step: number;
  readonly customerId: number;
  readonly scenarioId: number;
  /** The scenario's coupon block. */
  readonly block: CouponPlan;
}

export type CouponAnswer =
  | { readonly kind: 'issued'; readonly code: string; readonly expiresAt: Instant }
  /** Codes are being added: ask again in a minute or so. */
  | { readonly kind: 'not yet' }
  /** None will come while things are as they are; `reason` is a sentence for staff. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** One answer for each request, in their order. */
export async function assignCoupons(
  tx: ShopTransaction,
  requests: readonly CouponRequest[],
  { now, zone }: { readonly now: Instant; readonly zone: string },
): Promise<readonly CouponAnswer[]> {
  if (requests.length === 0) return [];
  const answers = new Map<CouponRequest, CouponAnswer>();
  const had = await readIssued(tx, requests);
  const groups = new Map<string, CouponRequest[]>();
  for (const request of requests) {
    const issued = had.get(stepKey(request));
    if (issued) {
      answers.set(request, issued);
      continue;
    }
    const key = JSON.stringify([request.scenarioId, request.block.id, termsOf(request.block)]);
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  // Always in the same order: two workers that want the same coupons wait for each other instead of blocking each other.
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [request, answer] of await assignGroup(tx, group, { now, zone })) {
      answers.set(request, answer);
    }
  }
  return requests.map((request) => answers.get(request) ?? { kind: 'not yet' });
}

/** Requests that want the same coupon. */
async function assignGroup(
  tx: ShopTransaction,
  requests: readonly CouponRequest[],
  { now, zone }: { readonly now: Instant; readonly zone: string },
): Promise<ReadonlyMap<CouponRequest, CouponAnswer>> {
  const [first] = requests;
  const terms = first && termsOf(first.block);
  if (!first || !terms) {
    const reason = 'The coupon has no number of days for which it is valid';
    return new Map(requests.map((request) => [request, { kind: 'unavailable', reason }]));
  }
  const expiresAt = couponExpiry(now, zone, terms.validDays);
  const place = { scenarioId: first.scenarioId, blockId: first.block.id, terms };
  const codes = await takeCodes(tx, { ...place, expiresAt, count: requests.length });
  await writeAssigned(tx, requests.slice(0, codes.length), codes, { now, expiresAt });
  const short = requests.length - codes.length;
  const problem =
    short === 0
      ? null
      : await askForCodes(tx, { ...place, name: first.block.name, count: short }, { now, zone });
  return new Map(
    requests.map((request, index): [CouponRequest, CouponAnswer] => {
      const code = codes[index];
      if (code !== undefined) return [request, { kind: 'issued', code, expiresAt }];
      return [
        request,
        problem === null ? { kind: 'not yet' } : { kind: 'unavailable', reason: problem },
      ];
    }),
  );
}

interface IssuedRow {
  readonly enrolment_id: number;
  readonly step: number;
  readonly code: string;
  readonly expires_at: Instant;
}

async function readIssued(
  tx: ShopTransaction,
  requests: readonly CouponRequest[],
): Promise<ReadonlyMap<string, CouponAnswer>> {
  const rows = await tx.query<IssuedRow>(
    `select enrolment_id, step, code, expires_at from coupons
      where (enrolment_id, step) in (select * from unnest($1::bigint[], $2::int[]))`,
    [numberArray(requests.map((it) => it.enrolmentId)), numberArray(requests.map((it) => it.step))],
  );
  return new Map(
    rows.map((row) => [
      `${row.enrolment_id} ${row.step}`,
      { kind: 'issued', code: row.code, expiresAt: row.expires_at },
    ]),
  );
}

function stepKey({ enrolmentId, step }: CouponRequest): string {
  return `${enrolmentId} ${step}`;
}

/** Free codes, locked; fewer where there are not so many that nobody else is taking. */
async function takeCodes(
  tx: ShopTransaction,
  wanted: {
    readonly scenarioId: number;
    readonly blockId: string;
    readonly terms: CouponTerms;
    readonly expiresAt: Instant;
    readonly count: number;
  },
): Promise<readonly string[]> {
  const rows = await tx.query<{ code: string }>(
    `select c.code from coupons c
      where c.discount_id in (
              select discount_id from coupon_discounts
               where scenario_id = $1 and block_id = $2 and terms = $3::jsonb and ends_at >= $4::timestamptz)
        and c.enrolment_id is null and c.added_at is not null
      order by c.discount_id, c.code limit $5 for update skip locked`,
    [
      wanted.scenarioId,
      wanted.blockId,
      JSON.stringify(wanted.terms),
      timestampText(wanted.expiresAt),
      wanted.count,
    ],
  );
  return rows.map(({ code }) => code);
}

async function writeAssigned(
  tx: ShopTransaction,
  requests: readonly CouponRequest[],
  codes: readonly string[],
  { now, expiresAt }: { readonly now: Instant; readonly expiresAt: Instant },
): Promise<void> {
  if (requests.length === 0) return;
  await tx.execute(
    `update coupons c
        set enrolment_id = g.enrolment_id, step = g.step, customer_id = g.customer_id,
            assigned_at = $5::timestamptz, expires_at = $6::timestamptz
       from unnest($1::text[], $2::bigint[], $3::int[], $4::bigint[]) as g (code, enrolment_id, step, customer_id)
      where c.code = g.code`,
    [
      textArray(codes),
      numberArray(requests.map((it) => it.enrolmentId)),
      numberArray(requests.map((it) => it.step)),
      numberArray(requests.map((it) => it.customerId)),
      timestampText(now),
      timestampText(expiresAt),
    ],
  );
}

export interface UsedCoupon {
  readonly code: string;
  readonly enrolmentId: number;
  readonly scenarioId: number;
  readonly blockId: string;
  /** To whom it was given; the order may be somebody else's. */
  readonly customerId: number;
  readonly orderId: number;
  readonly at: Instant;
  /** What it took off, in minor units. */
  readonly amountMinor: number;
}

interface UsedRow {
  readonly code: string;
  readonly enrolment_id: number;
  readonly scenario_id: number;
  readonly block_id: string;
  readonly customer_id: number;
  readonly order_id: number;
  readonly used_at: Instant;
  readonly amount_minor: number;
}

/**
 * Marks the coupons that these orders carry as used, and returns those that were not yet: each is told of once. Of
 * several orders with one code the first counts. Shopify tells an order's codes, not what each took off, so that is
 * worked out from the coupon's terms and the order's lines.
 */
export async function couponsUsed(
  tx: ShopTransaction,
  orderIds: readonly number[],
): Promise<readonly UsedCoupon[]> {
  if (orderIds.length === 0) return [];
  return await markUsed(tx, 'o.order_id = any ($1::bigint[])', numberArray(orderIds));
}

/** The same for all orders of these customers. */
export async function couponsUsedBy(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<readonly UsedCoupon[]> {
  if (customerIds.length === 0) return [];
  return await markUsed(tx, 'o.customer_id = any ($1::bigint[])', numberArray(customerIds));
}

/** Costs next to nothing in a shop that has given no coupons, though every order comes here. */
async function markUsed(
  tx: ShopTransaction,
  which: string,
  value: string,
): Promise<readonly UsedCoupon[]> {
  const rows = await tx.query<UsedRow>(
    `with used as (
       select distinct on (code) upper(btrim(code)) as code, o.order_id, o.processed_at
         from orders o, unnest(o.discount_codes) as code
        where ${which} and o.discount_codes <> '{}' and exists (select from coupons)
          and not o.test and o.cancelled_at is null and o.deleted_at is null
        order by code, o.processed_at, o.order_id)
     update coupons c
        set used_at = used.processed_at, order_id = used.order_id, amount_minor = coalesce(${AMOUNT}, 0)
       from used, coupon_discounts d
      where c.code = used.code and c.used_at is null and c.enrolment_id is not null
        and d.shop_id = c.shop_id and d.discount_id = c.discount_id
     returning c.code, c.enrolment_id, d.scenario_id, d.block_id, c.customer_id, c.order_id, c.used_at, c.amount_minor`,
    [value],
  );
  return rows.map((row) => ({
    code: row.code,
    enrolmentId: row.enrolment_id,
    scenarioId: row.scenario_id,
    blockId: row.block_id,
    customerId: row.customer_id,
    orderId: row.order_id,
    at: row.used_at,
    amountMinor: row.amount_minor,
  }));
}

/** Free shipping takes nothing off the lines. */
const AMOUNT = `(
  select case d.terms -> 'discount' ->> 'kind'
           when 'percentage' then round(sum(l.total_minor) * (d.terms -> 'discount' ->> 'percent')::numeric / 100)
           when 'amount' then least(sum(l.total_minor), (d.terms -> 'discount' ->> 'minor')::numeric)
           else 0 end
    from order_lines l where l.shop_id = c.shop_id and l.order_id = used.order_id)`;
