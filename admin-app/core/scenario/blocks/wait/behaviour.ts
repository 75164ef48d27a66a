import { HOUR_MS } from '../../../time.ts';
import type { ScenarioInput, WaitBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: WaitBlock, { now }: Arrival): Move {
  return block.hours > 0
    ? { kind: 'stay', dueAt: now + block.hours * HOUR_MS }
    : { kind: 'go', next: block.next };
}

export function react(block: WaitBlock, _arrival: Arrival, input: ScenarioInput): Move | null {
  return input.kind === 'timer' ? { kind: 'go', next: block.next } : null;
}
