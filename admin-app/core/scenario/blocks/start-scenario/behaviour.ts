import type { StartScenarioBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: StartScenarioBlock, { step }: Arrival): Move {
  return { kind: 'go', next: block.next, effects: [{ kind: 'start scenario', step, block }] };
}
