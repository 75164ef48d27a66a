/**
 * The pure step: (definition, state, input, now) → (next state, effects, history). It decides everything and does
 * nothing. It is total: an input that does not concern the state changes nothing, and an ended enrolment stays as it
 * is. Performing the effects twice is harmless, because each planned send carries the number of its step.
 */
import type { Instant } from '../time.ts';
import { enter, react } from './blocks/behaviour.ts';
import type { Move } from './blocks/move.ts';
import { nameOf } from './blocks/shape.ts';
import { remember } from './remember.ts';
import type {
  BlockId,
  EnrolmentState,
  ScenarioDefinition,
  ScenarioInput,
  StepOutcome,
  StepRecord,
} from './types.ts';

export const RETURNED = 'returned';
/** Only for a definition that was never checked: the customer came to a block that is not there, or in a ring. */
export const DEFINITION_FAULT = 'fault in the scenario';

/** The state of a customer who is about to enter; the input `entered` takes them in. */
export function newEnrolment(
  definition: ScenarioDefinition,
  { at, heldOut }: { readonly at: Instant; readonly heldOut: boolean },
): EnrolmentState {
  const start = definition.blocks.find((block) => block.kind === 'start');
  return {
    blockId: start?.id ?? '',
    blockSince: at,
    messages: {},
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
  now: Instant,
): StepOutcome {
  if (!concerns(state, input, now)) return unchanged(state);
  switch (input.kind) {
    case 'ordered':
      return leaveAtOnce({ definition, state, cause: 'ordered', now }, RETURNED);
    case 'removed':
      return leaveAtOnce({ definition, state, cause: 'removed', now }, input.outcome);
    case 'entered':
      return begin({ definition, state, cause: input.cause, now });
    case 'timer':
    case 'send settled':
    case 'reacted':
      return happen(definition, state, input, now);
  }
}

/** Whether the input can change anything at all, whatever the block. */
function concerns(state: EnrolmentState, input: ScenarioInput, now: Instant): boolean {
  if (state.ended) return false;
  switch (input.kind) {
    case 'entered':
      return state.steps === 0;
    case 'timer':
      return state.dueAt !== null && state.dueAt <= now;
    case 'send settled':
    case 'reacted':
    case 'ordered':
    case 'removed':
      return true;
  }
}

function unchanged(state: EnrolmentState): StepOutcome {
  return { state, effects: [], records: [] };
}

/** One step on its way from block to block. */
interface Walk {
  readonly definition: ScenarioDefinition;
  readonly state: EnrolmentState;
  readonly cause: string;
  readonly now: Instant;
  readonly records?: readonly StepRecord[];
}

function leaveAtOnce(walk: Walk, outcome: string): StepOutcome {
  return { ...leave(walk, outcome), effects: [{ kind: 'cancel planned sends' }] };
}

function begin(walk: Walk): StepOutcome {
  const start = blockAt(walk);
  if (!start) return leave(walk, DEFINITION_FAULT);
  return follow(walk, enter(start, { state: walk.state, step: 1, now: walk.now }));
}

function happen(
  definition: ScenarioDefinition,
  before: EnrolmentState,
  input: Extract<ScenarioInput, { kind: 'timer' | 'send settled' | 'reacted' }>,
  now: Instant,
): StepOutcome {
  const state = { ...before, messages: remember(before, input) };
  const walk = { definition, state, cause: causeOf(input), now };
  const block = blockAt(walk);
  if (!block) return leave(walk, DEFINITION_FAULT);
  const move = react(block, { state, step: state.steps + 1, now }, input);
  if (move) return follow(walk, move);
  return state.messages === before.messages ? unchanged(before) : note(walk, 'noted');
}

function causeOf(
  input: Extract<ScenarioInput, { kind: 'timer' | 'send settled' | 'reacted' }>,
): string {
  switch (input.kind) {
    case 'timer':
      return 'time is over';
    case 'send settled':
      return `e-mail ${input.result}`;
    case 'reacted':
      return input.answer ? `answered “${input.answer}”` : input.reaction;
  }
}

function blockAt({ definition, state }: Walk) {
  return definition.blocks.find((block) => block.id === state.blockId);
}

/** Follows moves from block to block until one holds the customer or lets them go. */
function follow(walk: Walk, move: Move): StepOutcome {
  switch (move.kind) {
    case 'stay':
      return stay(walk, move);
    case 'leave':
      return leave(walk, move.outcome);
    case 'go':
      return go(walk, move.next);
  }
}

function go(walk: Walk, next: BlockId): StepOutcome {
  const { definition, state, now, records = [] } = walk;
  const block = definition.blocks.find((it) => it.id === next);
  // A checked definition has no ring without a wait, so one step never passes more blocks than there are.
  if (!block || records.length > definition.blocks.length) return leave(walk, DEFINITION_FAULT);
  const step = state.steps + 1;
  const moved = { ...state, blockId: next, blockSince: now, dueAt: null, steps: step };
  const record = recordOf(walk, `went to ${nameOf(block)}`);
  return follow(
    { ...walk, state: moved, records: [...records, record] },
    enter(block, { state: moved, step, now }),
  );
}

function stay(walk: Walk, move: Extract<Move, { kind: 'stay' }>): StepOutcome {
  const { state, records } = walk;
  const held = { ...state, dueAt: move.dueAt, messages: move.messages ?? state.messages };
  if (!records) return note({ ...walk, state: held }, 'held out: gets nothing');
  return { state: held, effects: move.effects ?? [], records };
}

/** A line of history without a move. */
function note(walk: Walk, result: string): StepOutcome {
  const record = recordOf(walk, result);
  return { state: { ...walk.state, steps: record.step }, effects: [], records: [record] };
}

function leave(walk: Walk, outcome: string): StepOutcome {
  const { state, now, records = [] } = walk;
  const ended = { at: now, outcome };
  const last = records.at(-1);
  // Coming to an exit and leaving is one line of history.
  const record = last
    ? { ...last, result: `left: ${outcome}` }
    : recordOf(walk, `left: ${outcome}`);
  return {
    state: { ...state, steps: record.step, dueAt: null, ended },
    effects: [],
    records: [...records.slice(0, -1), record],
  };
}

function recordOf({ state, cause, now }: Walk, result: string): StepRecord {
  return { step: state.steps + 1, at: now, blockId: state.blockId, cause, result };
}
