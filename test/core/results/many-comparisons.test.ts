import { describe, expect, it } from 'vitest';
import {
  type Comparison,
  missAt,
  shareMisses,
} from '../../../admin-app/core/results/many-comparisons.ts';
import { STORE, shares } from './lift-simulation.ts';
import { everMisled, sharedOut } from './shop-simulation.ts';

const compared = (scenarioId: number, since: string, kind: Comparison['kind'] = 'scenario') => ({
  ...{ scenarioId, since, kind },
});

describe('the chance of being wrong', () => {
  it('never comes to more than one in twenty, however many scenarios and campaigns there are', () => {
    const many = Array.from({ length: 2_000 }, (_, nth) => [
      compared(nth, '2026-01-01'),
      compared(10_000 + nth, '2026-01-01', 'campaign'),
    ]).flat();
    const sum = [...shareMisses(many).values()].reduce((total, each) => total + each, 0);
    expect(sum).toBeGreaterThan(0.0499);
    expect(sum).toBeLessThanOrEqual(0.05);
  });

  it('goes by when somebody was held out first, campaigns apart', () => {
    const shared = shareMisses([
      compared(1, '2026-03-01'),
      compared(2, '2026-02-01'),
      compared(3, '2026-01-01', 'campaign'),
      compared(5, '2026-03-01'),
    ]);
    expect([...shared]).toEqual([
      [3, missAt('campaign', 1)],
      [2, missAt('scenario', 1)],
      [1, missAt('scenario', 2)],
      [5, missAt('scenario', 3)],
    ]);
  });

  it('stays what it was when others begin', () => {
    const first = compared(7, '2026-01-05');
    const later = [compared(1, '2026-02-01'), compared(2, '2026-02-02', 'campaign')];
    expect(shareMisses([...later, first]).get(7)).toBe(shareMisses([first]).get(7));
  });

  it('is kept where ten scenarios do nothing, and would not be if each had all of it', () => {
    const scenario = { ...STORE, enteringPerWeek: 1_000, heldOutShare: 0.5 };
    const [together = 1, alone = 0] = everMisled([sharedOut, () => shares], {
      ...{ scenario, days: 120, shops: 60, seed: 1 },
    });
    expect(together).toBeLessThanOrEqual(0.05);
    expect(alone).toBeGreaterThan(0.05);
  });
});
