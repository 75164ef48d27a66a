import { randomBytes } from 'node:crypto';
import { BYTES_OF_CODE, couponCode } from '../../core/coupon/coupon-code.ts';

/** One that nobody can guess. */
export function newCouponCode(prefix: string): string {
  return couponCode(prefix, randomBytes(BYTES_OF_CODE));
}
