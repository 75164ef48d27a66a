/** Takes due enrolments on: those whose wait is over. The order that came meanwhile goes before the timer. */
import type { Clock } from '../clock.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ScenarioSteps } from './scenario-steps.ts';
import { type OrderInputDeps, readOrderInputs } from './step-inputs.ts';

export interface StepEnrolmentsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: OrderInputDeps['store'] &
    Pick<typeof Enrolments, 'claimDueEnrolments'> &
    Pick<typeof Scenarios, 'readActiveScenarios'>;
  readonly steps: ScenarioSteps;
}

/** Rows of one scenario in one transaction: large enough for the round trips, small enough for the locks. */
const BATCH = 1_000;
/** While the database writes one batch, and another is flushed to its disk, a third is decided. */
const LANES = 3;
/** Then it is another shop's turn. */
const BATCHES_PER_LANE = 4;

export type StepEnrolments = (shopId: number) => Promise<number>;

/**
 * Takes the next due steps of each active scenario of a shop; returns how many it took. Scenarios that are not active
 * stand still. Any number of processes may do this side by side.
 */
export function createStepEnrolments(deps: StepEnrolmentsDeps): StepEnrolments {
  const { inShop } = deps;

  async function stepBatches(shopId: number, most: number): Promise<number> {
    let taken = 0;
    for (let batch = 0; batch < most; batch += 1) {
      const found = await inShop(shopId, (tx) => stepBatch(deps, tx));
      taken += found.steps;
      if (!found.more) break;
    }
    return taken;
  }

  return async (shopId) => {
    const first = await inShop(shopId, (tx) => stepBatch(deps, tx));
    if (!first.more) return first.steps;
    const lanes = Array.from({ length: LANES }, () => stepBatches(shopId, BATCHES_PER_LANE));
    return (await Promise.all(lanes)).reduce((sum, steps) => sum + steps, first.steps);
  };
}

async function stepBatch(
  deps: StepEnrolmentsDeps,
  tx: ShopTransaction,
): Promise<{ readonly steps: number; readonly more: boolean }> {
  const { store, steps } = deps;
  const now = deps.clock.now();
  let taken = 0;
  let more = false;
  for (const { scenarioId } of await store.readActiveScenarios(tx)) {
    const due = await store.claimDueEnrolments(tx, { scenarioId, now, limit: BATCH });
    const orders = await readOrderInputs(deps, tx, due, now);
    const timers = due.map((enrolment) => ({ enrolment, input: { kind: 'timer' } as const }));
    await steps.apply(tx, [...orders, ...timers], now);
    taken += due.length;
    more ||= due.length === BATCH;
  }
  return { steps: taken, more };
}
