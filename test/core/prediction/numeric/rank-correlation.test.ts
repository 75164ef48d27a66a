import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../../../admin-app/core/prediction/numeric/rank-correlation.ts';

describe('rank correlation', () => {
  it.each([
    { first: [1, 2, 3, 4], second: [1, 10, 100, 1000], expected: 1 },
    { first: [1, 2, 3, 4], second: [9, 8, 7, 6], expected: -1 },
    // 1 − 6 Σd² / (n³ − n) with Σd² = 2.
    { first: [1, 2, 3, 4, 5], second: [2, 1, 3, 4, 5], expected: 0.9 },
    // Ranks 1.5, 1.5, 3 against 1, 2, 3: 1.5 / √(1.5 · 2).
    { first: [5, 5, 7], second: [1, 2, 3], expected: Math.sqrt(3) / 2 },
  ])('of $first and $second is $expected', ({ first, second, expected }) => {
    expect(rankCorrelation(first, second)).toBeCloseTo(expected, 12);
    expect(rankCorrelation(second, first)).toBeCloseTo(expected, 12);
  });

  it.each([
    { first: [], second: [] },
    { first: [1], second: [2] },
    { first: [3, 3, 3], second: [1, 2, 3] },
  ])('of $first and $second is unknown', ({ first, second }) => {
    expect(rankCorrelation(first, second)).toBeNull();
  });
});
