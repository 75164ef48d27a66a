/**
 * The limit counts from when the message was sent. An exit "at once" is taken the moment its reaction is known, an
 * exit "at the limit" when the time is over: the first in the list that applies. A reaction that came while the timer
 * was late still counts, because it says more about the customer than the clock does.
 */
import { HOUR_MS } from '../../../time.ts';
import type {
  EnrolmentState,
  MessageMemory,
  Reaction,
  ScenarioInput,
  WaitForReactionBlock,
} from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: WaitForReactionBlock, { state, now }: Arrival): Move {
  const early = takeAtOnce(block, state);
  if (early) return early;
  const since = state.messages[block.messageBlock]?.sentAt ?? now;
  const dueAt = since + block.limitHours * HOUR_MS;
  return dueAt > now ? { kind: 'stay', dueAt } : decideAtLimit(block, state);
}

export function react(
  block: WaitForReactionBlock,
  { state }: Arrival,
  input: ScenarioInput,
): Move | null {
  if (input.kind === 'timer') return decideAtLimit(block, state);
  if (input.kind === 'reacted') return takeAtOnce(block, state);
  return null;
}

function takeAtOnce(block: WaitForReactionBlock, state: EnrolmentState): Move | null {
  const memory = state.messages[block.messageBlock];
  const exit = block.exits.find((it) => it.when === 'at once' && hasReacted(memory, it.reaction));
  return exit ? { kind: 'go', next: exit.next } : null;
}

function decideAtLimit(block: WaitForReactionBlock, state: EnrolmentState): Move {
  const memory = state.messages[block.messageBlock];
  const exit = block.exits.find((it) => hasReacted(memory, it.reaction));
  return { kind: 'go', next: exit?.next ?? block.otherwise };
}

function hasReacted(memory: MessageMemory | undefined, reaction: Reaction): boolean {
  switch (reaction) {
    case 'opened':
      return memory?.openedAt !== undefined;
    case 'clicked':
      return memory?.clickedAt !== undefined;
    case 'answered':
      return memory?.answeredAt !== undefined;
  }
}
