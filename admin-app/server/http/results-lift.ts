/** What came back because of scenarios: each against whom it held out, as sure as all of them together may be. */
import type { LiftView } from '../../contract/results.ts';
import { WINDOW_DAYS } from '../../core/results/figures.ts';
import { type LiftGroup, sequentialLift } from '../../core/results/lift.ts';
import { missAt, shareMisses } from '../../core/results/many-comparisons.ts';
import { type Day, formatDay } from '../../core/time.ts';
import type { ResultScenario } from '../database/result-scenarios.ts';
import type { GroupTotals } from '../database/result-sums.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ResultsStore } from './results-asked.ts';

/** The weeks that say how many customers enter at present. */
const RECENT_WEEKS = 4;

/**
 * The lift of each scenario, of all since its first entry whose window is over, whatever period is shown: a start picked
 * after looking at the figures would break the promise of the interval.
 */
export async function readLifts(
  { readGroupTotals }: Pick<ResultsStore, 'readGroupTotals'>,
  tx: ShopTransaction,
  known: readonly ResultScenario[],
  today: Day,
): Promise<(scenarioId: number) => LiftView> {
  const rows = await readGroupTotals(tx, formatDay(today - WINDOW_DAYS - 1), {
    from: formatDay(today - RECENT_WEEKS * 7),
    to: formatDay(today - 1),
  });
  const misses = missesOf(rows, known);
  return (id) => {
    const own = rows.filter((row) => row.scenario_id === id);
    // Where nobody is held out there is nothing to be wrong about.
    return liftOf(own, misses.get(id) ?? missAt('scenario', 1));
  };
}

function missesOf(
  rows: readonly GroupTotals[],
  known: readonly ResultScenario[],
): ReadonlyMap<number, number> {
  const campaigns = new Set(
    known.filter(({ kind }) => kind === 'campaign').map((each) => each.scenario_id),
  );
  const comparisons = rows
    .filter((row) => row.held_out)
    .map(({ scenario_id: scenarioId, first: since }) => {
      const kind = campaigns.has(scenarioId) ? ('campaign' as const) : ('scenario' as const);
      return { scenarioId, kind, since };
    });
  return shareMisses(comparisons);
}

function liftOf(totals: readonly GroupTotals[], miss: number): LiftView {
  const treated = groupOf(totals.find((row) => !row.held_out));
  const heldOut = groupOf(totals.find((row) => row.held_out));
  const firsts = totals.flatMap(({ since }) => since ?? []);
  return {
    since: firsts.toSorted()[0] ?? null,
    ...sequentialLift({ treated, heldOut, miss }),
    treated: { customers: treated.customers, returned: treated.returned },
    heldOut: { customers: heldOut.customers, returned: heldOut.returned },
  };
}

function groupOf(totals: GroupTotals | undefined): LiftGroup {
  return {
    customers: totals?.customers ?? 0,
    returned: totals?.returned ?? 0,
    revenueMinor: totals?.revenue_minor ?? 0,
    revenueSquares: totals?.revenue_squares ?? 0,
    enteringPerWeek: (totals?.lately ?? 0) / RECENT_WEEKS,
  };
}
