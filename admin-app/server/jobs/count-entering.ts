/** Counts who would enter a scenario's draft if it were active now; a large shop's in the background. */
import { createHash } from 'node:crypto';
import type * as Entering from '../database/entering.ts';
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop } from '../database/tenant.ts';
import type { EnterCustomers, Entry } from './enter-customers.ts';
import { type StandingStore, standingCandidates } from './enter-scenarios.ts';
import type { Counted, KeepCounts } from './keep-counts.ts';

export interface CountEnteringDeps {
  readonly inShop: InShop;
  readonly keepCounts: Pick<KeepCounts, 'onceAsked'>;
  readonly store: StandingStore &
    Pick<typeof EntryCandidates, 'memberCandidates'> &
    Pick<typeof Entering, 'countEntrants'> &
    Pick<typeof Scenarios, 'readScenario'>;
  readonly customers: EnterCustomers;
}

export interface CountedEntering {
  /** Null for a start that waits for something to happen. */
  readonly fitting: number | null;
  readonly reachable: number | null;
  readonly entering: number | null;
}

const NOT_COUNTABLE = { fitting: null, reachable: null, entering: null };
const NOBODY = { fitting: 0, reachable: 0, entering: 0 };

/**
 * Null for an unknown scenario, with counts of null while a large shop is counted. Of a start by segment, its members
 * of now count, as if they were joining it.
 */
export type CountEntering = (
  shopId: number,
  scenarioId: number,
) => Promise<Counted<CountedEntering | null> | null>;

export function createCountEntering(deps: CountEnteringDeps): CountEntering {
  const { inShop, store, customers, keepCounts } = deps;
  return (shopId, scenarioId) =>
    inShop(shopId, async (tx) => {
      const scenario = await store.readScenario(tx, scenarioId);
      if (!scenario) return null;
      const entry = await customers.draftEntry(tx, scenarioId, scenario.draft);
      if (!entry) return { counts: NOBODY, countedAt: null };
      const candidates = candidatesNow(store, entry);
      if (!candidates) return { counts: NOT_COUNTABLE, countedAt: null };
      // Whoever tries one start after another lets one of them be counted at a time.
      const read = keepCounts.onceAsked<CountedEntering>(
        `entering ${keyOf(entry)}`,
        (own) => store.countEntrants(own, candidates, entry.rules),
        `entering ${scenarioId}`,
      );
      return (await read(tx, entry.rules.moment.today)) ?? { counts: null, countedAt: null };
    });
}

/** Of everything staff choose that decides who enters: with another start others do. */
function keyOf({ scenarioId, start, rules }: Entry): string {
  const { trigger, condition, reentry } = start;
  const chosen = JSON.stringify([trigger, condition, reentry, rules.channels]);
  return `${scenarioId} ${createHash('sha256').update(chosen).digest('hex')}`;
}

function candidatesNow(
  store: CountEnteringDeps['store'],
  entry: Entry,
): Entering.Candidates | null {
  const { trigger } = entry.start;
  return trigger.kind === 'joins segment'
    ? store.memberCandidates(trigger.segmentId)
    : standingCandidates(store, entry);
}
