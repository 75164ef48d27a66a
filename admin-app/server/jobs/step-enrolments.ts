/** Takes due enrolments on: those whose wait is over. The order that came meanwhile goes before the timer. */
import type { Clock } from '../clock.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { orderInput, type ScenarioSteps } from './scenario-steps.ts';

export interface StepEnrolmentsDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly store: Pick<typeof Enrolments, 'claimDueEnrolments'> &
    Pick<typeof Scenarios, 'readActiveScenarios'>;
  readonly steps: ScenarioSteps;
}

/** Rows of one scenario in one transaction: large enough for the round trips, small enough for the locks. */
const BATCH = 500;

export type StepEnrolments = (shopId: number) => Promise<number>;

/**
 * Takes the next batch of due steps of each active scenario of a shop; returns how many it took. Scenarios that are
 * not active stand still. Any number of processes may do this side by side.
 */
export function createStepEnrolments({
  clock,
  inShop,
  store,
  steps,
}: StepEnrolmentsDeps): StepEnrolments {
  return async (shopId) =>
    await inShop(shopId, async (tx) => {
      const now = clock.now();
      let taken = 0;
      for (const { scenarioId } of await store.readActiveScenarios(tx)) {
        const due = await store.claimDueEnrolments(tx, { scenarioId, now, limit: BATCH });
        const inputs = due.map((enrolment) => ({
          enrolment,
          input: orderInput(enrolment, now) ?? ({ kind: 'timer' } as const),
        }));
        await steps.apply(tx, inputs, now);
        taken += due.length;
      }
      return taken;
    });
}
