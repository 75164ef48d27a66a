/** Where tiers that are or were stand among other tiers, so that every change is up or down. */
import type { Tier } from './types.ts';

/**
 * By id: the rank among the new tiers; one that is left out stands half a step above the nearest lower one that stays.
 * `known` holds the places until now.
 */
export function placesAmong(
  tiers: readonly Pick<Tier, 'id'>[],
  known: ReadonlyMap<string, { readonly place: number }>,
): ReadonlyMap<string, number> {
  const rankOf = new Map(tiers.map(({ id }, i) => [id, i + 1]));
  return new Map(
    [...known].map(([id, { place }]) => {
      const below = [...known].filter(([, other]) => other.place < place);
      const highest = Math.max(0, ...below.map(([other]) => rankOf.get(other) ?? 0));
      return [id, rankOf.get(id) ?? highest + 0.5];
    }),
  );
}
