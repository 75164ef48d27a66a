/**
 * The pure step: (definition, state, input, context) → (next state, effects, history). It decides everything and does
 * nothing. It is total: an input that does not concern the state changes nothing, and an ended enrolment stays as it
 * is. Performing the effects twice is harmless, because each carries the number of its step.
 */
import type { Instant } from '../time.ts';
import { enter, react } from './blocks/behaviour.ts';
import type { Arrival, Move } from './blocks/move.ts';
import { nameOf } from './blocks/shape.ts';
import { causeInWords } from './cause-in-words.ts';
import { type DefinitionIndex, indexOf } from './definition-index.ts';
import type {
  Effect,
  EnrolmentState,
  ScenarioInput,
  StepContext,
  StepOutcome,
  StepRecord,
} from './enrolment-types.ts';
import { remember } from './remember.ts';
import type { BlockId, Goal, ScenarioDefinition } from './types.ts';

const RETURNED = 'returned';
/** Only for a definition that was never checked: the customer came to a block that is not there, or in a ring. */
export const DEFINITION_FAULT = 'fault in the scenario';

/** The state of a customer who is about to enter; the input `entered` takes them in. */
export function newEnrolment(
  definition: ScenarioDefinition,
  { at, heldOut }: { readonly at: Instant; readonly heldOut: boolean },
): EnrolmentState {
  return {
    blockId: indexOf(definition).start?.id ?? '',
    blockSince: at,
    messages: {},
    coupons: {},
    arms: {},
    heldOut,
    dueAt: null,
    steps: 0,
    ended: null,
  };
}

export function step(
  definition: ScenarioDefinition,
  state: EnrolmentState,
  input: ScenarioInput,
  context: StepContext,
): StepOutcome {
  if (!concerns(definition, state, input, context.now)) return unchanged(state);
  const index = indexOf(definition);
  const walk = { definition, index, context, state, cause: causeInWords(input, index) };
  switch (input.kind) {
    case 'entered':
      return begin(walk);
    case 'removed':
    case 'goal reached':
      return leaveAtOnce(walk, input.outcome);
    case 'ordered':
      return definition.goal.kind === 'order' ? leaveAtOnce(walk, RETURNED) : happen(walk, input);
    case 'moved':
      return moveTo(walk, input.to, input.at);
    default:
      return happen(walk, input);
  }
}

/** Whether the input can change anything at all, whatever the block. */
function concerns(
  { goal }: ScenarioDefinition,
  state: EnrolmentState,
  input: ScenarioInput,
  now: Instant,
): boolean {
  if (state.ended) return false;
  if (state.steps === 0) return canComeFirst(goal, input);
  switch (input.kind) {
    case 'entered':
      return false;
    case 'timer':
      return state.dueAt !== null && state.dueAt <= now;
    case 'goal reached':
      return goal.kind !== 'none';
    // Who is held out gets nothing, also not by hand.
    case 'moved':
      return !state.heldOut && input.at > (state.movedAt ?? -Infinity);
    default:
      return true;
  }
}

/** Before anything else customers enter, or it is over for them before it began. */
function canComeFirst(goal: Goal, input: ScenarioInput): boolean {
  if (input.kind === 'ordered') return goal.kind === 'order';
  return input.kind === 'entered' || input.kind === 'removed';
}

function unchanged(state: EnrolmentState): StepOutcome {
  return { state, effects: [], records: [] };
}

/** One step on its way from block to block. */
interface Walk {
  readonly definition: ScenarioDefinition;
  readonly index: DefinitionIndex;
  readonly context: StepContext;
  readonly state: EnrolmentState;
  readonly cause: string;
  readonly effects?: readonly Effect[];
  readonly records?: readonly StepRecord[];
}

function begin(walk: Walk): StepOutcome {
  const start = walk.index.blocks.get(walk.state.blockId);
  if (!start) return leave(walk, DEFINITION_FAULT);
  return follow(walk, enter(start, arrivalOf(walk, walk.state, 1)));
}

function leaveAtOnce(walk: Walk, outcome: string): StepOutcome {
  return leave({ ...walk, effects: [cancelSends(walk)] }, outcome);
}

/** Cancels what earlier steps planned; what this one plans stays. */
function cancelSends({ state }: Walk): Effect {
  return { kind: 'cancel planned sends', step: state.steps + 1 };
}

function moveTo(walk: Walk, to: BlockId, at: Instant): StepOutcome {
  const target = walk.index.blocks.get(to);
  if (!target || target.kind === 'start') return unchanged(walk.state);
  const state = { ...walk.state, movedAt: at };
  return go({ ...walk, state, effects: [cancelSends(walk)] }, to);
}

function happen(walk: Walk, input: ScenarioInput): StepOutcome {
  const { index, state: before } = walk;
  const state = remember(before, input, index);
  const remembered = { ...walk, state };
  const block = index.blocks.get(state.blockId);
  if (!block) return leaveAtOnce(remembered, DEFINITION_FAULT);
  const move = react(block, arrivalOf(remembered, state, state.steps + 1), input);
  if (move) return follow(remembered, move);
  return state === before ? unchanged(before) : note(remembered, 'noted');
}

function arrivalOf({ definition, context }: Walk, state: EnrolmentState, step: number): Arrival {
  return { state, step, quiet: definition.quiet, ...context };
}

/** Follows moves from block to block until one holds the customer or lets them go. */
function follow(walk: Walk, move: Move): StepOutcome {
  if (move.kind === 'leave') return leave(walk, move.outcome);
  const moved: Walk = {
    ...walk,
    state: move.memory ? { ...walk.state, ...move.memory } : walk.state,
    effects: [...(walk.effects ?? []), ...(move.effects ?? [])],
  };
  return move.kind === 'stay' ? stay(moved, move) : go(withRemark(moved, move.remark), move.next);
}

/** Says in the history's last line how it went on from there. */
function withRemark(walk: Walk, remark: string | undefined): Walk {
  const last = walk.records?.at(-1);
  if (!last || remark === undefined) return walk;
  const told = { ...last, result: `${last.result}: ${remark}` };
  return { ...walk, records: [...(walk.records ?? []).slice(0, -1), told] };
}

function go(walk: Walk, next: BlockId): StepOutcome {
  const { index, state, context, records = [] } = walk;
  const block = index.blocks.get(next);
  // A checked definition has no ring without a wait, so one step never passes more blocks than there are.
  if (!block || records.length > index.blocks.size) return leave(walk, DEFINITION_FAULT);
  const step = state.steps + 1;
  const moved = { ...state, blockId: next, blockSince: context.now, dueAt: null, steps: step };
  const record = recordOf(walk, `went to ${nameOf(block)}`);
  return follow(
    { ...walk, state: moved, records: [...records, record] },
    enter(block, arrivalOf(walk, moved, step)),
  );
}

function stay(walk: Walk, { dueAt, remark }: Extract<Move, { kind: 'stay' }>): StepOutcome {
  const { effects = [], records } = walk;
  const state = { ...walk.state, dueAt };
  if (!records) return note({ ...walk, state }, remark ?? 'noted');
  return { state, effects, records };
}

/** A line of history without a move. */
function note(walk: Walk, result: string): StepOutcome {
  const record = recordOf(walk, result);
  const state = { ...walk.state, steps: record.step };
  return { state, effects: walk.effects ?? [], records: [record] };
}

function leave(walk: Walk, outcome: string): StepOutcome {
  const { state, context, effects = [], records = [] } = walk;
  const ended = { at: context.now, outcome };
  const last = records.at(-1);
  // Coming to an exit and leaving is one line of history.
  const record = last
    ? { ...last, result: `left: ${outcome}` }
    : recordOf(walk, `left: ${outcome}`);
  return {
    state: { ...state, steps: record.step, dueAt: null, ended },
    effects,
    records: [...records.slice(0, -1), record],
  };
}

function recordOf({ state, cause, context }: Walk, result: string): StepRecord {
  return {
    step: state.steps + 1,
    at: context.now,
    blockId: state.blockId,
    cause,
    result,
  };
}
