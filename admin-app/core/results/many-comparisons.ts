/**
 * A shop compares many scenarios with whom they held out, and each comparison is a chance to be misled: of ten scenarios
 * that do nothing, one would be called an effect far more often than one. So the chance of being wrong is shared out
 * among all comparisons that a shop will ever make, in the order in which they began: of what there is for scenarios, a
 * half to the first, a sixth to the second, 1/(n(n+1)) to the n-th; for campaigns, of which there are many more, likewise.
 * However many there are, the shares never come to more than the whole, and the chance that any of them is ever wrong is
 * no more than their sum, whatever the scenarios do to each other. A share stays what it was when others begin, so what
 * was said once is not taken back, and is the same on every page.
 * Sources: the sum is Bonferroni's bound (Dunn 1961, "Multiple comparisons among means", Journal of the American
 * Statistical Association 56, p. 52–64), its shares spent in a fixed order (Foster and Stine 2008, "α-investing",
 * Journal of the Royal Statistical Society B 70, p. 429–444).
 */
import type { DayText } from '../time.ts';

/** The chance that any scenario, or campaign, is ever called an effect that is none: one in twenty for all together. */
const MISS = { scenario: 0.04, campaign: 0.01 } as const;
export type ComparedKind = keyof typeof MISS;

export interface Comparison {
  readonly scenarioId: number;
  readonly kind: ComparedKind;
  /** The day on which somebody was held out first. */
  readonly since: DayText;
}

/** The chance of being wrong that the comparison at a place among those of its kind has; places are counted from 1. */
export function missAt(kind: ComparedKind, place: number): number {
  return MISS[kind] / (place * (place + 1));
}

/** The same of each, by scenario, in the order in which they first held somebody out: nothing later changes it. */
export function shareMisses(comparisons: readonly Comparison[]): ReadonlyMap<number, number> {
  const places = { scenario: 0, campaign: 0 };
  return new Map(
    comparisons.toSorted(byBeginning).map(({ scenarioId, kind }) => {
      places[kind] += 1;
      return [scenarioId, missAt(kind, places[kind])];
    }),
  );
}

function byBeginning(one: Comparison, other: Comparison): number {
  if (one.since === other.since) return one.scenarioId - other.scenarioId;
  return one.since < other.since ? -1 : 1;
}
