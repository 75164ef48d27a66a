import type { AudienceBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: AudienceBlock, { step }: Arrival): Move {
  return { kind: 'go', next: block.next, effects: [{ kind: 'change audience', step, block }] };
}
