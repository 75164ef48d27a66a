/**
 * Takes customers into active scenarios: at activation, at the shop's midnight, after predictions changed. A
 * thousand at a time, each in a transaction of its own, so that a hundred thousand can enter without long locks and a
 * killed process has lost nothing but those it was at. Running twice at once takes nobody in twice.
 */
import { holdoutPlace, isHeldOut } from '../../core/scenario/holdout.ts';
import { newEnrolment } from '../../core/scenario/step.ts';
import type { ScenarioDefinition, StartBlock } from '../../core/scenario/types.ts';
import { dayOf, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Entering from '../database/entering.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ScenarioSteps } from './scenario-steps.ts';

export interface EnterScenariosDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly store: Pick<typeof Entering, 'readEntrantIds' | 'readEntrants' | 'insertEnrolments'> &
    Pick<typeof Scenarios, 'readActiveScenarios'>;
  readonly steps: ScenarioSteps;
}

const AT_A_TIME = 1_000;

/** Takes in everybody who fits an active scenario of the shop; returns how many entered. */
export type EnterScenarios = (shopId: number) => Promise<number>;

export function createEnterScenarios(deps: EnterScenariosDeps): EnterScenarios {
  const { inShop, store } = deps;

  async function enterScenario(shopId: number, scenarioId: number): Promise<number> {
    const customerIds = await inShop(shopId, async (tx) => {
      const entry = await readEntry(deps, tx, scenarioId);
      return entry ? await store.readEntrantIds(tx, entry.query) : [];
    });
    let entered = 0;
    for (let first = 0; first < customerIds.length; first += AT_A_TIME) {
      const some = customerIds.slice(first, first + AT_A_TIME);
      entered += await inShop(shopId, async (tx) => {
        // Asked anew each time: pausing stops entries at once.
        const entry = await readEntry(deps, tx, scenarioId);
        return entry ? await enter(deps, tx, entry, some) : 0;
      });
    }
    return entered;
  }

  return async (shopId) => {
    let entered = 0;
    for (const { scenarioId } of await inShop(shopId, store.readActiveScenarios)) {
      entered += await enterScenario(shopId, scenarioId);
    }
    return entered;
  };
}

/** What customers enter, and who they are. */
interface Entry {
  readonly scenarioId: number;
  readonly version: number;
  readonly definition: ScenarioDefinition;
  readonly start: StartBlock;
  readonly query: Entering.EntrantsQuery;
  readonly at: Instant;
}

/** Null when the scenario is not active (any more). */
async function readEntry(
  { clock, zoneOf, store, steps }: EnterScenariosDeps,
  tx: ShopTransaction,
  scenarioId: number,
): Promise<Entry | null> {
  const active = await store.readActiveScenarios(tx);
  const scenario = active.find((it) => it.scenarioId === scenarioId);
  if (!scenario) return null;
  const definition = await steps.definitionOf(tx, scenario);
  const start = definition.blocks.find((block) => block.kind === 'start');
  if (!start) return null;
  const at = clock.now();
  const zone = await zoneOf(tx);
  const day = { today: dayOf(at, zone), zone };
  const query = { scenarioId, inactive: start.inactive, day };
  return { scenarioId, version: scenario.version, definition, start, query, at };
}

/** Takes in those of the customers who still fit, and lets each make the first step. */
async function enter(
  { store, steps }: EnterScenariosDeps,
  tx: ShopTransaction,
  entry: Entry,
  customerIds: readonly number[],
): Promise<number> {
  const { scenarioId, version, definition, start, at } = entry;
  const entrants = await store.readEntrants(tx, entry.query, customerIds);
  const enrolments = entrants.map((entrant) => ({
    customerId: entrant.customerId,
    cause: `last order ${entrant.lastOrderDay}`,
    heldOut: isHeldOut(holdoutPlace(tx.shopId, scenarioId, entrant.customerId), start.holdoutShare),
    lastOrderAt: entrant.lastOrderAt,
    words: causeInWords(start, entrant),
  }));
  const startBlockId = start.id;
  const entered = await store.insertEnrolments(tx, {
    scenarioId,
    version,
    startBlockId,
    at,
    enrolments,
  });

  const numbers = new Map(entered.map((it) => [it.customerId, it.enrolmentId]));
  const inputs = enrolments.flatMap(({ customerId, heldOut, words }) => {
    const enrolmentId = numbers.get(customerId);
    if (enrolmentId === undefined) return [];
    const state = newEnrolment(definition, { at, heldOut });
    const enrolment = { scenarioId, version, enrolmentId, customerId, state };
    return [{ enrolment, input: { kind: 'entered', cause: words } as const }];
  });
  await steps.apply(tx, inputs, at);
  return inputs.length;
}

function causeInWords({ inactive }: StartBlock, entrant: Entering.Entrant): string {
  return inactive.kind === 'overdue'
    ? `order was due on ${entrant.dueDay ?? 'a day now past'}`
    : `no order since ${entrant.lastOrderDay}`;
}
