import { faultAt } from '../../fault.ts';
import type { CouponBlock, Fault } from '../../types.ts';
import { nameFaults, wholeNumberFaults } from '../number-faults.ts';

/** What stands before the random part of a code. */
const PREFIX = /^[A-Z0-9]{1,12}$/;

export function faultsOf(block: CouponBlock): readonly Fault[] {
  const { id, name, prefix, minimumMinor, validDays } = block;
  return [
    ...nameFaults(id, 'name', 'the coupon', name),
    ...discountFaults(block),
    ...(minimumMinor === null || (Number.isInteger(minimumMinor) && minimumMinor > 0)
      ? []
      : [faultAt(id, 'minimumMinor', 'The least order value must be more than 0, or none.')]),
    ...(PREFIX.test(prefix)
      ? []
      : [faultAt(id, 'prefix', `“${prefix}” cannot begin a code; write 1–12 of A–Z and 0–9.`)]),
    ...(validDays === null
      ? [faultAt(id, 'validDays', 'The coupon never expires; say for how many days it is valid.')]
      : wholeNumberFaults(id, 'validDays', 'The validity in days', {
          value: validDays,
          least: 1,
          most: 3650,
        })),
  ];
}

function discountFaults({ id, discount }: CouponBlock): readonly Fault[] {
  switch (discount.kind) {
    case 'percentage': {
      const { percent } = discount;
      if (percent > 0 && percent <= 100) return [];
      const message = `The discount is ${percent} %; choose more than 0 and at most 100.`;
      return [faultAt(id, 'discount.percent', message)];
    }
    case 'amount':
      if (Number.isInteger(discount.minor) && discount.minor > 0) return [];
      return [faultAt(id, 'discount.minor', 'The discount must be more than 0.')];
    case 'free shipping':
      return [];
  }
}
