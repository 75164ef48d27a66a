import type { Rank, TierLevel } from './types.ts';

export interface NextTier {
  readonly rank: Rank;
  /** Value still to be added. */
  readonly needs: number;
}

/** The next tier up that can be reached at all; null at the top. */
export function nextTier(levels: readonly TierLevel[], value: number, rank: Rank): NextTier | null {
  for (let next = rank + 1; next <= levels.length; next += 1) {
    const enter = levels[next - 1]?.enter ?? null;
    if (enter !== null && enter > value) return { rank: next, needs: enter - value };
  }
  return null;
}
