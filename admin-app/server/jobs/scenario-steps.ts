/**
 * Lets things happen to enrolments and decides nothing itself. Each input goes through the core's step; what the steps
 * ask in between is answered for all of them at once; what came of it is written in the caller's transaction, which holds
 * the locks of these enrolments.
 */
import { step } from '../../core/scenario/step.ts';
import type {
  CouponBlock,
  EnrolmentState,
  ScenarioDefinition,
  ScenarioInput,
} from '../../core/scenario/types.ts';
import { HOUR_MS, type Instant } from '../../core/time.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Sends from '../database/sends.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { ScenarioChanges, type SteppedEnrolment } from './scenario-changes.ts';
import { type EffectDeps, writeEffects } from './scenario-effects.ts';
import { createReadMoments, type MomentDeps, type MomentOf } from './scenario-moments.ts';
import { decideBranches, issueCoupons, type QuestionDeps } from './scenario-questions.ts';

export interface ScenarioStepsDeps extends EffectDeps {
  readonly store: EffectDeps['store'] &
    MomentDeps['store'] &
    QuestionDeps['store'] &
    Pick<typeof Enrolments, 'saveStates' | 'insertSteps'> &
    Pick<typeof Sends, 'planSends' | 'cancelWaitingSends'> &
    Pick<typeof Scenarios, 'readDefinitionUnless'>;
}

export interface EnrolmentInput {
  readonly enrolment: SteppedEnrolment;
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
/** A checked scenario has no ring without a wait in it; in another, the timer of the block asks again. */
const MOST_ROUNDS = 100;
const ASK_FOR_COUPON_AGAIN_MS = HOUR_MS / 60;

export function createScenarioSteps(deps: ScenarioStepsDeps): ScenarioSteps {
  const { store } = deps;
  const readMoments = createReadMoments(deps);
  /** By version; another edition says the same with new names, which another process may have given. */
  const kept = new Map<string, { edition: string; definition: ScenarioDefinition }>();

  async function definitionOf(
    tx: ShopTransaction,
    { scenarioId, version }: { readonly scenarioId: number; readonly version: number },
  ): Promise<ScenarioDefinition> {
    const key = `${tx.shopId}:${scenarioId}:${version}`;
    const before = kept.get(key);
    const known = before?.edition ?? null;
    const { edition, definition } = await store.readDefinitionUnless(
      tx,
      scenarioId,
      version,
      known,
    );
    if (definition === null && before) return before.definition;
    if (definition === null) throw new RangeError(`Version ${key} has no definition`);
    if (kept.size >= MOST_KEPT_DEFINITIONS) kept.clear();
    kept.set(key, { edition, definition });
    return definition;
  }

  async function read(tx: ShopTransaction, inputs: readonly EnrolmentInput[]): Promise<Given[]> {
    const given: Given[] = [];
    // A batch is mostly of one version.
    let last: { readonly of: SteppedEnrolment; readonly definition: ScenarioDefinition } | null =
      null;
    for (const { enrolment, input } of inputs) {
      const isSame =
        last?.of.scenarioId === enrolment.scenarioId && last.of.version === enrolment.version;
      if (!last || !isSame) last = { of: enrolment, definition: await definitionOf(tx, enrolment) };
      given.push({ enrolment, input, definition: last.definition });
    }
    return given;
  }

  async function answer(
    tx: ShopTransaction,
    changes: ScenarioChanges,
    now: Instant,
  ): Promise<Given[]> {
    const { branches, coupons } = changes.takeQuestions();
    const decided = await decideBranches(deps, tx, branches, now);
    const issued = await issueCoupons(deps, tx, coupons, now);
    for (const { enrolment } of issued.notYet) {
      const state = changes.stateOf(enrolment);
      changes.setState(enrolment, { ...state, dueAt: now + ASK_FOR_COUPON_AGAIN_MS });
    }
    return await read(tx, [...decided, ...issued.inputs]);
  }

  async function apply(
    tx: ShopTransaction,
    inputs: readonly EnrolmentInput[],
    now: Instant,
  ): Promise<void> {
    if (inputs.length === 0) return;
    const changes = new ScenarioChanges();
    let pending = await read(tx, inputs);
    const momentOf = await readMoments(tx, pending, now);
    for (let round = 0; pending.length > 0 && round < MOST_ROUNDS; round += 1) {
      for (const given of pending) take(changes, given, momentOf, now);
      pending = await answer(tx, changes, now);
    }
    await store.saveStates(tx, changes.states());
    await store.insertSteps(tx, changes.steps);
    await store.cancelWaitingSends(tx, changes.cancelled(), 'left the scenario');
    await store.planSends(tx, changes.planned(now));
    await writeEffects(deps, tx, changes.outward, now);
  }

  return { apply, definitionOf };
}

interface Given extends EnrolmentInput {
  readonly definition: ScenarioDefinition;
}

function take(
  changes: ScenarioChanges,
  { enrolment, input, definition }: Given,
  momentOf: MomentOf,
  now: Instant,
): void {
  const state = changes.stateOf(enrolment);
  const waitsFor = input.kind === 'timer' ? couponAskedFor(definition, state, now) : null;
  if (waitsFor) {
    changes.add(enrolment, { kind: 'issue coupon', ...waitsFor });
    return;
  }
  const outcome = step(definition, state, input, { now, customer: momentOf(enrolment) });
  // A step that changes anything writes history.
  if (outcome.records.length === 0) return;
  changes.setState(enrolment, outcome.state);
  for (const effect of outcome.effects) changes.add(enrolment, effect);
  const { enrolmentId } = enrolment;
  for (const record of outcome.records) changes.steps.push({ ...record, enrolmentId });
}

/** A code that was not there when it was asked for, and is to be asked for again. */
function couponAskedFor(
  { blocks }: ScenarioDefinition,
  { blockId, coupons, dueAt, ended }: EnrolmentState,
  now: Instant,
): { readonly step: number; readonly block: CouponBlock } | null {
  const memory = coupons[blockId];
  if (!memory || memory.code !== undefined || ended || dueAt === null || dueAt > now) return null;
  const block = blocks.find(({ id }) => id === blockId);
  return block?.kind === 'coupon' ? { step: memory.step, block } : null;
}
