/**
 * Takes customers into active scenarios that ask how things stand: silent, due, celebrating. At activation, at the
 * shop's midnight, after predictions changed. A thousand at a time, each in a transaction of its own, so that a hundred
 * thousand can enter without long locks and a killed process has lost nothing but those it was at. Running twice at once
 * takes nobody in twice.
 */
import { dayOf } from '../../core/time.ts';
import type * as Entering from '../database/entering.ts';
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type { InShop } from '../database/tenant.ts';
import type { EnterCustomers, Entry } from './enter-customers.ts';

export interface EnterScenariosDeps {
  readonly inShop: InShop;
  readonly store: Pick<typeof Entering, 'readEntrantIds'> & StandingStore;
  readonly customers: EnterCustomers;
}

export type StandingStore = Pick<
  typeof EntryCandidates,
  'inactiveCandidates' | 'dueCandidates' | 'yearlyCandidates' | 'tierLossCandidates'
>;

const AT_A_TIME = 1_000;

/** Takes in everybody who fits an active scenario of the shop; returns how many entered. */
export type EnterScenarios = (shopId: number) => Promise<number>;

export function createEnterScenarios(deps: EnterScenariosDeps): EnterScenarios {
  const { inShop, store, customers } = deps;

  async function enterScenario(shopId: number, scenarioId: number): Promise<number> {
    const customerIds = await inShop(shopId, async (tx) => {
      const entry = await customers.entry(tx, scenarioId);
      const candidates = entry && standingCandidates(store, entry);
      return candidates ? await store.readEntrantIds(tx, candidates, entry.rules) : [];
    });
    let entered = 0;
    for (let first = 0; first < customerIds.length; first += AT_A_TIME) {
      const some = customerIds.slice(first, first + AT_A_TIME);
      entered += await inShop(shopId, async (tx) => {
        // Asked anew each time: pausing stops entries at once.
        const entry = await customers.entry(tx, scenarioId);
        const candidates = entry && standingCandidates(store, entry);
        return candidates ? (await customers.enter(tx, entry, candidates, some)).length : 0;
      });
    }
    return entered;
  }

  return async (shopId) => {
    let entered = 0;
    for (const { scenarioId } of await inShop(shopId, customers.entries)) {
      entered += await enterScenario(shopId, scenarioId);
    }
    return entered;
  };
}

/** Who fits the start as things stand; null for a start that waits for something to happen. */
export function standingCandidates(
  store: StandingStore,
  {
    scenarioId,
    start,
    rules,
    activeSince,
  }: Pick<Entry, 'scenarioId' | 'start' | 'rules' | 'activeSince'>,
): Entering.Candidates | null {
  const { trigger } = start;
  switch (trigger.kind) {
    case 'inactive':
      return store.inactiveCandidates(scenarioId, trigger.by, rules.moment);
    case 'due':
      return store.dueCandidates(scenarioId, trigger.days, rules.moment);
    case 'yearly date': {
      const since = dayOf(activeSince, rules.moment.zone);
      return store.yearlyCandidates(trigger, rules.moment, since);
    }
    case 'about to lose tier':
      return store.tierLossCandidates(trigger.days, rules.moment);
    default:
      return null;
  }
}
