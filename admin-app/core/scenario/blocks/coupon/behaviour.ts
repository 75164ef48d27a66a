/** A coupon block asks for a code and stays until it is there, or until there is none to be had. */
import type { ScenarioInput } from '../../enrolment-types.ts';
import type { CouponBlock } from '../../types.ts';
import { type Arrival, goOrLeave, type Move } from '../move.ts';

export function enter(block: CouponBlock, { state, step }: Arrival): Move {
  return {
    kind: 'stay',
    dueAt: null,
    effects: [{ kind: 'issue coupon', step, block }],
    memory: { coupons: { ...state.coupons, [block.id]: { step } } },
  };
}

export function react(block: CouponBlock, { state }: Arrival, input: ScenarioInput): Move | null {
  if (input.kind !== 'coupon issued' && input.kind !== 'coupon unavailable') return null;
  if (input.blockId !== block.id || input.step !== state.coupons[block.id]?.step) return null;
  return input.kind === 'coupon issued'
    ? { kind: 'go', next: block.next }
    : goOrLeave(block.unavailable, 'no coupon');
}
