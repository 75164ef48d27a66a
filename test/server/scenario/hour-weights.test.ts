import { describe, expect, it } from 'vitest';
import { HOURS_OF_WEEK, hourWeights } from '../../../admin-app/server/jobs/hour-weights.ts';

const MONDAY_9 = 9;
const FRIDAY_20 = 4 * 24 + 20;
const shop = new Map([[MONDAY_9, 1_000]]);

function best(weights: readonly number[] | null): number {
  return (weights ?? []).indexOf(Math.max(...(weights ?? [])));
}

describe('when a customer looks', () => {
  it('is nobody’s guess where neither they nor the shop ever did anything', () => {
    expect(hourWeights(undefined, new Map())).toBeNull();
  });

  it('is as in the whole shop while little is known of them', () => {
    expect(best(hourWeights(undefined, shop))).toBe(MONDAY_9);
    expect(best(hourWeights(new Map([[FRIDAY_20, 3]]), shop))).toBe(MONDAY_9);
  });

  it('is as they do when much is known', () => {
    expect(best(hourWeights(new Map([[FRIDAY_20, 50]]), shop))).toBe(FRIDAY_20);
  });

  it('is also a little before and after, and at that hour on other days', () => {
    const weights = hourWeights(new Map([[0, 10]]), new Map()) ?? [];
    expect(weights).toHaveLength(HOURS_OF_WEEK);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
    const [sunday23, monday1, tuesday0, monday5] = [167, 1, 24, 5].map((hour) => weights[hour]);
    expect(sunday23).toBe(monday1);
    expect(monday1).toBeGreaterThan(tuesday0 ?? 0);
    expect(tuesday0).toBeGreaterThan(monday5 ?? 0);
  });
});
