import type { UpdateCustomerBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: UpdateCustomerBlock, { step }: Arrival): Move {
  return { kind: 'go', next: block.next, effects: [{ kind: 'update customer', step, block }] };
}
