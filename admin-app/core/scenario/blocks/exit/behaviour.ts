import type { ExitBlock } from '../../types.ts';
import type { Move } from '../move.ts';

export function enter(block: ExitBlock): Move {
  return { kind: 'leave', outcome: block.outcome };
}
