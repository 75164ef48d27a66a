/**
 * A branch asks the customer's facts, which only the database knows: it stays until it is told which arm matches. The
 * server tells within the same transaction; should the answer ever get lost, the timer asks again.
 */
import { HOUR_MS } from '../../../time.ts';
import type { ScenarioInput } from '../../enrolment-types.ts';
import type { BranchBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

const ASK_AGAIN_MS = HOUR_MS / 12;

export function enter(block: BranchBlock, { step, now }: Arrival): Move {
  const effects = [{ kind: 'decide branch', step, block }] as const;
  return { kind: 'stay', dueAt: now + ASK_AGAIN_MS, effects, remark: 'asked again' };
}

/** An answer to an older question is not taken: facts may have changed since. */
export function react(block: BranchBlock, arrival: Arrival, input: ScenarioInput): Move | null {
  if (input.kind === 'timer') return enter(block, arrival);
  if (input.kind !== 'branch decided' || input.blockId !== block.id) return null;
  if (input.step !== arrival.state.steps) return null;
  const arm = input.arm === null ? undefined : block.arms[input.arm];
  return { kind: 'go', next: arm?.next ?? block.otherwise };
}
