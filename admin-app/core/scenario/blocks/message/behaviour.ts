/**
 * A message block plans one send and waits until that send is settled. Handed over, or possibly so (`unknown`), the
 * customer goes on; given up, the customer leaves, because every later block rests on this message.
 */
import { HOUR_MS } from '../../../time.ts';
import type { MessageBlock, ScenarioInput, SendResult } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

/** A message that other messages or a broken mail server held up this long says nothing any more. */
export const SEND_LIFETIME_MS = 72 * HOUR_MS;

export function enter(block: MessageBlock, { state, step, now }: Arrival): Move {
  return {
    kind: 'stay',
    dueAt: null,
    effects: [{ kind: 'plan send', step, block, dueAt: now, expiresAt: now + SEND_LIFETIME_MS }],
    messages: { ...state.messages, [block.id]: { step } },
  };
}

export function react(block: MessageBlock, { state }: Arrival, input: ScenarioInput): Move | null {
  if (input.kind !== 'send settled' || input.blockId !== block.id) return null;
  if (state.messages[block.id]?.step !== input.step) return null;
  const outcome = OUTCOMES[input.result];
  return outcome === null ? { kind: 'go', next: block.next } : { kind: 'leave', outcome };
}

const OUTCOMES: Readonly<Record<SendResult, string | null>> = {
  sent: null,
  unknown: null,
  blocked: 'not reachable',
  outranked: 'outranked',
  failed: 'not sent',
};
