import { quantile } from '../../admin-app/core/prediction/median.ts';
import { createRandom } from '../dev-store/seed/random.ts';
import type { Counts } from './scores.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** `times` samples of customers with replacement: how often each was drawn. The same every time. */
export function resamples(customers: number, times: number): readonly Counts[] {
  const random = createRandom(1);
  return Array.from({ length: times }, () => {
    const counts = new Int32Array(customers);
    for (let n = 0; n < customers; n++) {
      const drawn = random.whole(0, customers - 1);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    return counts;
  });
}

export function onceEach(customers: number): Counts {
  return new Int32Array(customers).fill(1);
}

/** The middle 95 % of a score's values; resamples without a score do not count. */
export function interval95(values: readonly number[]): Interval {
  const scored = values.filter((value) => !Number.isNaN(value));
  const at = (share: number) => quantile(scored, share) ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}
