import { cleanPrefix } from './coupon-code.ts';
import type { CouponTerms, Discount } from './types.ts';

/** What a coupon block says; structurally the scenario's own type. */
export interface CouponPlan {
  readonly id: string;
  readonly name: string;
  readonly discount: Discount;
  readonly minimumMinor: number | null;
  readonly prefix: string;
  readonly validDays: number | null;
}

/** The terms of a block's coupons; null for a block without days of validity, which cannot be activated. */
export function termsOf(plan: CouponPlan): CouponTerms | null {
  const { discount, minimumMinor, validDays } = plan;
  if (validDays === null) return null;
  return { discount, minimumMinor, prefix: cleanPrefix(plan.prefix), validDays };
}
