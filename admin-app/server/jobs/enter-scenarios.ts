/**
 * Takes customers into active scenarios: at activation, at the shop's midnight, after predictions changed. A page of
 * customers at a time, each in a transaction of its own, so that a hundred thousand can enter without long locks and a
 * killed process has lost nothing but the page it was at. Running twice at once takes nobody in twice.
 */
import { holdoutPlace, isHeldOut } from '../../core/scenario/holdout.ts';
import { newEnrolment } from '../../core/scenario/step.ts';
import type { StartBlock } from '../../core/scenario/types.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Entering from '../database/entering.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ScenarioSteps } from './scenario-steps.ts';

export interface EnterScenariosDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly store: Pick<typeof Entering, 'readEntrants' | 'insertEnrolments'> &
    Pick<typeof Scenarios, 'readActiveScenarios'>;
  readonly steps: ScenarioSteps;
}

const PAGE = 1_000;

/** Takes in everybody who fits an active scenario of the shop; returns how many entered. */
export type EnterScenarios = (shopId: number) => Promise<number>;

export function createEnterScenarios(deps: EnterScenariosDeps): EnterScenarios {
  const { inShop, store } = deps;
  return async (shopId) => {
    let entered = 0;
    for (const { scenarioId } of await inShop(shopId, store.readActiveScenarios)) {
      let after: number | null = 0;
      while (after !== null) {
        const page: EnteredPage = await inShop(shopId, (tx) =>
          enterPage(deps, tx, scenarioId, after ?? 0),
        );
        entered += page.entered;
        after = page.after;
      }
    }
    return entered;
  };
}

interface EnteredPage {
  readonly entered: number;
  /** The last customer looked at; null when there are no more. */
  readonly after: number | null;
}

async function enterPage(
  deps: EnterScenariosDeps,
  tx: ShopTransaction,
  scenarioId: number,
  afterCustomerId: number,
): Promise<EnteredPage> {
  const { store, steps } = deps;
  // Asked anew for each page: pausing stops entries at once.
  const active = await store.readActiveScenarios(tx);
  const scenario = active.find((it) => it.scenarioId === scenarioId);
  if (!scenario) return { entered: 0, after: null };
  const definition = await steps.definitionOf(tx, scenario);
  const start = definition.blocks.find((block) => block.kind === 'start');
  if (!start) return { entered: 0, after: null };

  const now = deps.clock.now();
  const zone = await deps.zoneOf(tx);
  const { inactive } = start;
  const day = { today: dayOf(now, zone), zone };
  const query = { scenarioId, inactive, day, afterCustomerId, limit: PAGE };
  const entrants = await store.readEntrants(tx, query);
  const enrolments = entrants.map((entrant) => ({
    customerId: entrant.customerId,
    cause: `last order ${entrant.lastOrderDay}`,
    heldOut: isHeldOut(holdoutPlace(tx.shopId, scenarioId, entrant.customerId), start.holdoutShare),
    lastOrderAt: entrant.lastOrderAt,
  }));
  const entered = await store.insertEnrolments(tx, {
    ...scenario,
    startBlockId: start.id,
    at: now,
    enrolments,
  });

  const entrantsById = new Map(entrants.map((entrant) => [entrant.customerId, entrant]));
  const heldOutById = new Map(enrolments.map((it) => [it.customerId, it.heldOut]));
  const inputs = entered.map(({ enrolmentId, customerId }) => {
    const heldOut = heldOutById.get(customerId) ?? false;
    const state = newEnrolment(definition, { at: now, heldOut });
    const cause = causeInWords(start, entrantsById.get(customerId));
    return {
      enrolment: { ...scenario, enrolmentId, customerId, state },
      input: { kind: 'entered', cause } as const,
    };
  });
  await steps.apply(tx, inputs, now);
  const last = entrants.at(-1);
  return {
    entered: entered.length,
    after: entrants.length < PAGE ? null : (last?.customerId ?? null),
  };
}

function causeInWords({ inactive }: StartBlock, entrant: Entering.Entrant | undefined): string {
  return inactive.kind === 'overdue'
    ? `order was due on ${entrant?.dueDay ?? 'a day now past'}`
    : `no order since ${entrant?.lastOrderDay ?? 'long'}`;
}
