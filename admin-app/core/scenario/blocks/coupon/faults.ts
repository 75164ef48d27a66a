import { type Finding, found } from '../../finding.ts';
import type { CouponBlock } from '../../types.ts';
import { nameFaults, wholeNumberFaults } from '../number-faults.ts';

/** What stands before the random part of a code. */
const PREFIX = /^[A-Z0-9]{1,12}$/;

export function faultsOf(block: CouponBlock): readonly Finding[] {
  const { id, name, prefix, minimumMinor, validDays } = block;
  return [
    ...nameFaults(id, 'name', 'coupon', name),
    ...discountFaults(block),
    ...(minimumMinor === null || (Number.isInteger(minimumMinor) && minimumMinor > 0)
      ? []
      : [found(id, 'minimumMinor', (words) => words.couponMinimum)]),
    ...(PREFIX.test(prefix) ? [] : [found(id, 'prefix', (words) => words.couponPrefix(prefix))]),
    ...(validDays === null
      ? [found(id, 'validDays', (words) => words.couponNeverExpires)]
      : wholeNumberFaults(id, 'validDays', 'days of validity', {
          value: validDays,
          least: 1,
          most: 3650,
        })),
  ];
}

function discountFaults({ id, discount }: CouponBlock): readonly Finding[] {
  switch (discount.kind) {
    case 'percentage': {
      const { percent } = discount;
      if (percent > 0 && percent <= 100) return [];
      return [found(id, 'discount.percent', (words) => words.couponPercent(percent))];
    }
    case 'amount':
      if (Number.isInteger(discount.minor) && discount.minor > 0) return [];
      return [found(id, 'discount.minor', (words) => words.couponAmount)];
    case 'free shipping':
      return [];
  }
}
