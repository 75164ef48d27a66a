import type { CouponBlock } from '../../types.ts';
import { type ExitPath, nextExit, optionalExit } from '../exit-path.ts';

export function nameOf(block: CouponBlock): string {
  return block.name;
}

/** Amounts are in minor units of a currency that the definition does not know, so they are not said. */
export function describe({ discount, validDays }: CouponBlock): string {
  const validity =
    validDays === null ? 'never expires' : `valid ${validDays} ${validDays === 1 ? 'day' : 'days'}`;
  return `Personal coupon: ${discountInWords(discount)}, ${validity}`;
}

function discountInWords(discount: CouponBlock['discount']): string {
  switch (discount.kind) {
    case 'percentage':
      return `${discount.percent} % off`;
    case 'amount':
      return 'an amount off';
    case 'free shipping':
      return 'free shipping';
  }
}

export function exitsOf(block: CouponBlock): readonly ExitPath[] {
  return [...nextExit(block), ...optionalExit('unavailable', block.unavailable)];
}
