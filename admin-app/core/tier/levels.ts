/** What it takes to be in each tier of a definition. */
import type { TierDefinition, TierLevel } from './types.ts';

/**
 * Whoever is in the best 5 % stays in until out of the best 5.5 %: nobody goes to and fro because others move past by a
 * place or two. So much wider is the share to stay in.
 */
const STAY_WIDER = 1.1;

/** For each share, the least value of the best so many who have any. */
export type LeastValues = ReadonlyMap<number, number | null>;

/** The shares whose least values `levelsOf` asks for. */
export function sharesOf({ basis, limits, tiers }: Rules): readonly number[] {
  if (limits === 'thresholds' || basis === 'loyalty tier') return [];
  return tiers.flatMap(({ from }) => [from, shareToStay(from)]);
}

/**
 * Shares become levels for a day, by the values customers have that day. A tier never takes in more than its share: where
 * many have the same value at its edge, none of them comes in; null where that is everybody.
 */
export function levelsOf(
  { basis, limits, tiers }: Rules,
  least: LeastValues,
): readonly TierLevel[] {
  if (basis === 'loyalty tier') return tiers.map((_, i) => ({ enter: i + 1, stay: i + 1 }));
  if (limits === 'thresholds') return tiers.map(({ from }) => ({ enter: from, stay: from }));
  return tiers.map(({ from }) => ({
    enter: least.get(from) ?? null,
    stay: least.get(shareToStay(from)) ?? null,
  }));
}

type Rules = Pick<TierDefinition, 'basis' | 'limits' | 'tiers'>;

function shareToStay(share: number): number {
  return Math.min(1, share * STAY_WIDER);
}
