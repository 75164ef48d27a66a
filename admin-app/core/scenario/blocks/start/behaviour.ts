import { DAY_MS } from '../../../time.ts';
import type { ScenarioInput } from '../../enrolment-types.ts';
import type { StartBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

/** How long a held-out customer is watched for a return. */
const HELD_OUT_DAYS = 90;
const HELD_OUT_OUTCOME = 'no return';
const HELD_OUT_OF_CAMPAIGN = 'held out';

/** Held-out customers stay here, get nothing and are watched; the others go on. */
export function enter(block: StartBlock, { state, now }: Arrival): Move {
  if (!state.heldOut) return { kind: 'go', next: block.next };
  // A campaign is over when it is sent; its results look at orders, whoever is inside.
  if (block.trigger.kind === 'campaign') return { kind: 'leave', outcome: HELD_OUT_OF_CAMPAIGN };
  const dueAt = now + HELD_OUT_DAYS * DAY_MS;
  return { kind: 'stay', dueAt, remark: 'held out: gets nothing' };
}

export function react(_block: StartBlock, _arrival: Arrival, input: ScenarioInput): Move | null {
  return input.kind === 'timer' ? { kind: 'leave', outcome: HELD_OUT_OUTCOME } : null;
}
