import type { ExitBlock, ScenarioInput } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: ExitBlock, _arrival: Arrival): Move {
  return { kind: 'leave', outcome: block.outcome };
}

/** Nobody stays at an exit. */
export function react(_block: ExitBlock, _arrival: Arrival, _input: ScenarioInput): Move | null {
  return null;
}
