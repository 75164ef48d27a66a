import { z } from 'zod';
import { MOST_PREFIX } from '../core/coupon/coupon-code.ts';
import type { Discount } from '../core/coupon/types.ts';

/** Minor units of the shop's currency, at least one. */
export const minorAmount = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const discount: z.ZodType<Discount> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percentage'), percent: z.number().gt(0).max(100) }),
  z.strictObject({ kind: z.literal('amount'), minor: minorAmount }),
  z.strictObject({ kind: z.literal('free shipping') }),
]);

export const couponPrefix = z.string().max(MOST_PREFIX);
/** Null never expires, which cannot be activated. */
export const validDays = z.number().int().min(1).max(3650).nullable();
