/**
 * Lets things happen to enrolments: loads nothing, decides nothing. Each input goes through the core's step; what came
 * of all of them is written at once, in the caller's transaction, which holds the locks of these enrolments.
 */
import { step } from '../../core/scenario/step.ts';
import type {
  Effect,
  EnrolmentState,
  ScenarioDefinition,
  ScenarioInput,
} from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Sends from '../database/sends.ts';
import type { ShopTransaction } from '../database/tenant.ts';

export type StepStore = Pick<typeof Enrolments, 'saveStates' | 'insertSteps'> &
  Pick<typeof Sends, 'planSends' | 'cancelWaitingSends'> &
  Pick<typeof Scenarios, 'readDefinition'>;

export interface EnrolmentInput {
  readonly enrolment: Pick<
    Enrolments.StoredEnrolment,
    'enrolmentId' | 'scenarioId' | 'version' | 'customerId' | 'state'
  >;
  readonly input: ScenarioInput;
}

export interface ScenarioSteps {
  /** Several inputs of one enrolment are taken in the order given. */
  apply(tx: ShopTransaction, inputs: readonly EnrolmentInput[], now: Instant): Promise<void>;
  definitionOf(
    tx: ShopTransaction,
    version: { readonly scenarioId: number; readonly version: number },
  ): Promise<ScenarioDefinition>;
}

const MOST_KEPT_DEFINITIONS = 1_000;

export function createScenarioSteps(store: StepStore): ScenarioSteps {
  /** Versions never change once written. */
  const definitions = new Map<string, ScenarioDefinition>();

  async function definitionOf(
    tx: ShopTransaction,
    { scenarioId, version }: { readonly scenarioId: number; readonly version: number },
  ): Promise<ScenarioDefinition> {
    const key = `${tx.shopId}:${scenarioId}:${version}`;
    let definition = definitions.get(key);
    if (!definition) {
      definition = await store.readDefinition(tx, scenarioId, version);
      if (definitions.size >= MOST_KEPT_DEFINITIONS) definitions.clear();
      definitions.set(key, definition);
    }
    return definition;
  }

  async function apply(
    tx: ShopTransaction,
    inputs: readonly EnrolmentInput[],
    now: Instant,
  ): Promise<void> {
    const changes = new Changes();
    for (const { enrolment, input } of inputs) {
      const definition = await definitionOf(tx, enrolment);
      const outcome = step(definition, changes.stateOf(enrolment), input, now);
      // A step that changes anything writes history.
      if (outcome.records.length === 0) continue;
      changes.add(enrolment, outcome.state, outcome.effects);
      for (const record of outcome.records) {
        changes.steps.push({ ...record, enrolmentId: enrolment.enrolmentId });
      }
    }
    await store.saveStates(tx, changes.states());
    await store.insertSteps(tx, changes.steps);
    await store.cancelWaitingSends(tx, [...changes.cancelled], 'left the scenario');
    await store.planSends(tx, changes.planned(now));
  }

  return { apply, definitionOf };
}

type SteppedEnrolment = EnrolmentInput['enrolment'];
type PlannedEffect = Extract<Effect, { kind: 'plan send' }>;

/** What came of a batch of inputs, before it is written. */
class Changes {
  readonly #states = new Map<number, EnrolmentState>();
  readonly #planned: { readonly enrolment: SteppedEnrolment; readonly effect: PlannedEffect }[] =
    [];
  readonly steps: Enrolments.EnrolmentStep[] = [];
  readonly cancelled = new Set<number>();

  stateOf(enrolment: SteppedEnrolment): EnrolmentState {
    return this.#states.get(enrolment.enrolmentId) ?? enrolment.state;
  }

  add(enrolment: SteppedEnrolment, state: EnrolmentState, effects: readonly Effect[]): void {
    this.#states.set(enrolment.enrolmentId, state);
    for (const effect of effects) {
      if (effect.kind === 'plan send') this.#planned.push({ enrolment, effect });
      else this.cancelled.add(enrolment.enrolmentId);
    }
  }

  states(): readonly Enrolments.SteppedEnrolment[] {
    return [...this.#states].map(([enrolmentId, state]) => ({ enrolmentId, state }));
  }

  /** A send planned and cancelled within one batch is not written at all. */
  planned(now: Instant): readonly Sends.PlannedSend[] {
    return this.#planned
      .filter(({ enrolment }) => !this.cancelled.has(enrolment.enrolmentId))
      .map(({ enrolment, effect }) => ({
        enrolmentId: enrolment.enrolmentId,
        step: effect.step,
        scenarioId: enrolment.scenarioId,
        version: enrolment.version,
        blockId: effect.block.id,
        customerId: enrolment.customerId,
        channel: effect.block.channel,
        priorityClass: effect.block.priorityClass,
        dueAt: effect.dueAt,
        expiresAt: effect.expiresAt,
        createdAt: now,
      }));
  }
}

/** The outcome of who turns out to have ordered shortly before entering: no return of ours, and no reason to write. */
export const ORDERED_BEFORE = 'ordered before entering';

/**
 * What a newer order means to an enrolment; null without one. An order of before entering whose webhook came late
 * takes the ground away from the scenario, but is not its doing.
 */
export function orderInput(
  enrolment: Pick<Enrolments.StoredEnrolment, 'orderedAt' | 'enteredAt'>,
  now: Instant,
): ScenarioInput | null {
  const { orderedAt, enteredAt } = enrolment;
  if (orderedAt === null) return null;
  return orderedAt >= enteredAt
    ? { kind: 'ordered', at: orderedAt }
    : { kind: 'removed', outcome: ORDERED_BEFORE, at: now };
}
