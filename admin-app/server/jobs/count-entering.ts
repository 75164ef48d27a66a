/** Counts who would enter a scenario's draft if it were active now. Writes nothing. */
import type * as Entering from '../database/entering.ts';
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop } from '../database/tenant.ts';
import type { EnterCustomers, Entry } from './enter-customers.ts';
import { type StandingStore, standingCandidates } from './enter-scenarios.ts';

export interface CountEnteringDeps {
  readonly inShop: InShop;
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

/** Null for an unknown scenario. Of a start by segment, its members of now count, as if they were joining it. */
export type CountEntering = (shopId: number, scenarioId: number) => Promise<CountedEntering | null>;

export function createCountEntering(deps: CountEnteringDeps): CountEntering {
  const { inShop, store, customers } = deps;
  return (shopId, scenarioId) =>
    inShop(shopId, async (tx) => {
      const scenario = await store.readScenario(tx, scenarioId);
      if (!scenario) return null;
      const entry = await customers.draftEntry(tx, scenarioId, scenario.draft);
      if (!entry) return NOBODY;
      const candidates = candidatesNow(store, entry);
      return candidates ? await store.countEntrants(tx, candidates, entry.rules) : NOT_COUNTABLE;
    });
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
