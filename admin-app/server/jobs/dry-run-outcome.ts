/** What a dry run says: of a part of the customers, worked out for all. */
import type { DryRunReport } from '../../core/scenario/dry-run/tally.ts';
import type { Day } from '../../core/time.ts';
import type { Overlap } from '../database/dry-run-pasts.ts';

export interface DryRunOutcome extends DryRunReport {
  readonly from: Day;
  readonly until: Day;
  readonly overlaps: readonly Overlap[];
  readonly lookedAt: number;
  readonly of: number;
}

/** Counts customers in other scenarios, page by page. */
export class OverlapTally {
  readonly #overlaps = new Map<number, Overlap>();

  add(overlaps: readonly Overlap[]): void {
    for (const overlap of overlaps) {
      const known = this.#overlaps.get(overlap.scenarioId)?.customers ?? 0;
      const customers = known + overlap.customers;
      this.#overlaps.set(overlap.scenarioId, { ...overlap, customers });
    }
  }

  /** The most first. */
  report(): readonly Overlap[] {
    return [...this.#overlaps.values()].sort((one, other) => other.customers - one.customers);
  }
}

/** The numbers of those looked at, in the proportion of all. */
export function wholeOf(partial: DryRunOutcome): DryRunOutcome {
  const { lookedAt, of } = partial;
  if (lookedAt === 0 || lookedAt >= of) return partial;
  const whole = (count: number) => Math.round((count * of) / lookedAt);
  const wholeCounts = <Key extends string>(counts: Readonly<Record<Key, number>>) =>
    // The keys stay as they are.
    Object.fromEntries(
      Object.entries<number>(counts).map(([key, count]) => [key, whole(count)]),
    ) as Readonly<Record<Key, number>>;
  return {
    ...partial,
    entered: whole(partial.entered),
    heldOut: whole(partial.heldOut),
    customers: whole(partial.customers),
    coupons: whole(partial.coupons),
    inside: whole(partial.inside),
    days: partial.days.map((day) => ({
      ...day,
      entered: whole(day.entered),
      sends: whole(day.sends),
    })),
    blocks: wholeCounts(partial.blocks),
    channels: wholeCounts(partial.channels),
    outcomes: wholeCounts(partial.outcomes),
    overlaps: partial.overlaps.map((overlap) => ({
      ...overlap,
      customers: whole(overlap.customers),
    })),
  };
}
