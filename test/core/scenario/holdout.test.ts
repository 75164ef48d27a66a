import { describe, expect, it } from 'vitest';
import { holdoutPlace, isHeldOut } from '../../../admin-app/core/scenario/holdout.ts';

const CUSTOMERS = 100_000;
/** Shopify numbers customers one after the other, with twelve or thirteen digits. */
const FIRST_ID = 7_012_345_600_000;

function places(shopId: number, scenarioId: number): readonly number[] {
  return Array.from({ length: CUSTOMERS }, (_, index) =>
    holdoutPlace(shopId, scenarioId, FIRST_ID + index),
  );
}

describe('the hash that holds customers out', () => {
  it('stays the same for ever', () => {
    // Worked out with another program from the published definitions of FNV-1a and MurmurHash3's finaliser.
    expect(holdoutPlace(1, 2, 7_012_345_600_001)).toBeCloseTo(0.01241561, 8);
  });

  it('spreads customers evenly over 0 to 1', () => {
    const bins = new Array<number>(100).fill(0);
    for (const place of places(1, 1))
      bins[Math.floor(place * 100)] = (bins[Math.floor(place * 100)] ?? 0) + 1;
    const expected = CUSTOMERS / bins.length;
    const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);

    // The 0.1 % point of chi-square with 99 degrees of freedom is 148.2.
    expect(chiSquare).toBeLessThan(148.2);
  });

  it.each([0, 0.05, 0.1, 0.5])('holds out a share of %s', (share) => {
    const heldOut = places(3, 9).filter((place) => isHeldOut(place, share)).length;

    // Four standard deviations of a fair draw.
    const tolerance = 4 * Math.sqrt(CUSTOMERS * share * (1 - share));
    expect(Math.abs(heldOut - CUSTOMERS * share)).toBeLessThanOrEqual(tolerance);
  });

  it('holds out other customers in another scenario', () => {
    const one = places(1, 1);
    const other = places(1, 2);
    const both = one.filter(
      (place, index) => isHeldOut(place, 0.1) && isHeldOut(other[index] ?? 1, 0.1),
    ).length;

    expect(both / CUSTOMERS).toBeCloseTo(0.01, 2);
  });
});
