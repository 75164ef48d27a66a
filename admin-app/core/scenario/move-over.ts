/** Taking those inside over to a new version of their scenario. */
import { HOUR_MS, type Instant } from '../time.ts';
import { limitOf } from './blocks/wait-for-reaction/behaviour.ts';
import { indexOf } from './definition-index.ts';
import type { EnrolmentState } from './enrolment-types.ts';
import type { Block, ScenarioDefinition } from './types.ts';

/**
 * The state under the new version: at the same block, with all that is remembered. A wait takes the new length from
 * when it began; one until an hour or date ends when it was to end. Null when the block is gone or has become another
 * kind, so that the customer can only finish under the old version; an ended enrolment stays as it is.
 */
export function moveOver(
  from: ScenarioDefinition,
  to: ScenarioDefinition,
  state: EnrolmentState,
): EnrolmentState | null {
  if (state.ended) return state;
  const block = indexOf(from).blocks.get(state.blockId);
  if (block?.kind === 'start') return atStart(to, state);
  const target = indexOf(to).blocks.get(state.blockId);
  if (!block || !target || !isSameKind(block, target)) return null;
  return { ...state, dueAt: newDueAt(block, target, state) };
}

/** Held out, or about to enter. */
function atStart(to: ScenarioDefinition, state: EnrolmentState): EnrolmentState | null {
  const { start } = indexOf(to);
  return start && { ...state, blockId: start.id };
}

/** What is planned on one channel cannot be awaited on another. */
function isSameKind(block: Block, target: Block): boolean {
  if (block.kind === 'message' && target.kind === 'message') {
    return block.channel === target.channel;
  }
  return block.kind === target.kind;
}

function newDueAt(block: Block, target: Block, state: EnrolmentState): Instant | null {
  if (target.kind === 'wait for reaction') return limitOf(target, state, state.blockSince);
  const becomesTime = target.kind === 'wait' && target.until.kind === 'time';
  if (!becomesTime || block.kind !== 'wait') return state.dueAt;
  return state.blockSince + target.until.hours * HOUR_MS;
}
