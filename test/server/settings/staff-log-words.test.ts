import { describe, expect, it } from 'vitest';
import type { CouponBlock } from '../../../admin-app/core/scenario/types.ts';
import type { TierDefinition } from '../../../admin-app/core/tier/types.ts';
import { couponsInWords, tiersInWords } from '../../../admin-app/server/http/staff-log-words.ts';
import { small } from '../scenario/entry-world.ts';

const SILVER = { id: 'silver', name: 'Silver', benefits: {}, tag: '', from: 15_000 };
const BY_SPEND: TierDefinition = {
  ...{ basis: 'spend', window: '12 months', limits: 'thresholds' },
  ...{ tagPrefix: null, metafield: null, tiers: [SILVER] },
};
const COUPON: CouponBlock = {
  ...{ kind: 'coupon', id: 'coupon', name: 'Thanks', prefix: 'BACK', validDays: 10 },
  ...{ discount: { kind: 'percentage', percent: 10 }, minimumMinor: null },
  ...{ next: 'stay', unavailable: null },
};

describe('the staff log tells', () => {
  it.each([
    ['tiers by spend in the shop’s currency', {}, 'EUR', 'Silver ≥ 150.00 EUR'],
    ['tiers of a currency without cents', {}, 'JPY', 'Silver ≥ 15000 JPY'],
    ['tiers by orders', { basis: 'orders', tiers: [{ ...SILVER, from: 4 }] }, 'EUR', 'Silver ≥ 4'],
    [
      'tiers by shares',
      { limits: 'shares', tiers: [{ ...SILVER, from: 0.125 }] },
      'EUR',
      'Silver ≤ 12.5 %',
    ],
    [
      'tiers of a loyalty programme',
      { basis: 'loyalty tier', tiers: [{ ...SILVER, tag: 'argent' }] },
      'EUR',
      'Silver = argent',
    ],
  ] as const)('%s', (_, change, currency, told) => {
    expect(tiersInWords({ ...BY_SPEND, ...change }, currency).tiers).toBe(told);
  });

  it.each([
    ['a percentage', {}, 'Thanks: 10 %, 10 d'],
    [
      'an amount, and from which order on',
      { discount: { kind: 'amount', minor: 500 }, minimumMinor: 4_000 },
      'Thanks: 5.00 EUR ≥ 40.00 EUR, 10 d',
    ],
    [
      'a coupon without end',
      { discount: { kind: 'free shipping' }, validDays: null },
      'Thanks: free shipping',
    ],
  ] as const)('%s', (_, change, told) => {
    const blocks = [{ ...COUPON, ...change }];
    const definition = small({ trigger: { kind: 'by hand' }, blocks });
    expect(couponsInWords(definition, 'EUR').coupon).toBe(told);
  });
});
