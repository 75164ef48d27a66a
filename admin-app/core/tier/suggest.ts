/** A set of tiers to begin with, from what the shop's customers order. */
import type { LeastValues } from './levels.ts';
import type { Tier, TierBasis } from './types.ts';

const NAMES = ['Bronze', 'Silver', 'Gold'];
/** Roughly who is to be in each, higher ones included; everybody in the lowest. */
export const SUGGESTED_SHARES = [0.25, 0.05] as const;
/** With fewer customers than this, what they ordered says little. */
const ENOUGH_CUSTOMERS = 40;
const PLAIN: Readonly<Record<TierBasis, readonly number[]>> = {
  spend: [1, 200, 500],
  orders: [1, 3, 6],
  'loyalty points': [1, 500, 2_000],
  'loyalty tier': [1, 2, 3],
};

/** What a shop's customers have, by a basis and window: how many have any value, and the least of the best of them. */
export interface ValueFigures {
  readonly customers: number;
  readonly least: LeastValues;
}

/** Thresholds are round numbers. `minorUnit` is how many minor units make one of the currency's (100 for EUR). */
export function suggestTiers(
  basis: TierBasis,
  figures: ValueFigures,
  minorUnit: number,
): readonly Tier[] {
  const unit = basis === 'spend' ? minorUnit : 1;
  const thresholds =
    figures.customers < ENOUGH_CUSTOMERS
      ? PLAIN[basis].map((each) => each * unit)
      : thresholdsFrom(figures.least, unit);
  return NAMES.map((name, i) => ({
    id: name.toLowerCase(),
    name,
    benefits: {},
    from: thresholds[i] ?? 0,
    tag: basis === 'loyalty tier' ? name.toLowerCase() : '',
  }));
}

/** The same as shares: everybody who has any value in the lowest, 5 % in the highest, even steps between. */
export function suggestShares(tiers: readonly Tier[]): readonly Tier[] {
  const highest = Math.max(1, tiers.length - 1);
  return tiers.map((tier, i) => ({
    ...tier,
    from: Math.round(100 * 0.05 ** (i / highest)) / 100,
  }));
}

function thresholdsFrom(least: LeastValues, unit: number): readonly number[] {
  const thresholds = [unit];
  for (const share of SUGGESTED_SHARES) {
    const below = thresholds.at(-1) ?? 0;
    const reached = roundNumber((least.get(share) ?? 0) / unit);
    thresholds.push(Math.max(reached * unit, below + unit));
  }
  return thresholds;
}

/** 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten, the nearest; whole below ten. */
function roundNumber(value: number): number {
  if (value < 10) return Math.max(1, Math.round(value));
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  const nearest = steps.reduce((best, step) =>
    Math.abs(step * power - value) < Math.abs(best * power - value) ? step : best,
  );
  return nearest * power;
}
