/**
 * The limit counts from when the message was sent. An exit "at once" is taken the moment its reaction is known, an
 * exit "at the limit" when the time is over: the first in the list that applies. A reaction that came while the timer
 * was late still counts, because it says more about the customer than the clock does.
 */
import { HOUR_MS, type Instant } from '../../../time.ts';
import type { EnrolmentState, ScenarioInput } from '../../enrolment-types.ts';
import type { ReactionExit, WaitForReactionBlock } from '../../types.ts';
import type { Arrival, Move } from '../move.ts';

export function enter(block: WaitForReactionBlock, { state, now }: Arrival): Move {
  const early = takeAtOnce(block, state);
  if (early) return early;
  const dueAt = limitOf(block, state, now);
  return dueAt > now ? { kind: 'stay', dueAt } : decideAtLimit(block, state);
}

/** When the time is over for a customer who came at `since`. */
export function limitOf(
  block: WaitForReactionBlock,
  { messages }: Pick<EnrolmentState, 'messages'>,
  since: Instant,
): Instant {
  return (messages[block.messageBlock]?.sentAt ?? since) + block.limitHours * HOUR_MS;
}

export function react(
  block: WaitForReactionBlock,
  { state }: Arrival,
  input: ScenarioInput,
): Move | null {
  return input.kind === 'timer' ? decideAtLimit(block, state) : takeAtOnce(block, state);
}

function takeAtOnce(block: WaitForReactionBlock, state: EnrolmentState): Move | null {
  const exit = block.exits.find(
    (it) => it.when === 'at once' && hasReacted(it, block.messageBlock, state),
  );
  return exit ? { kind: 'go', next: exit.next } : null;
}

function decideAtLimit(block: WaitForReactionBlock, state: EnrolmentState): Move {
  const exit = block.exits.find((it) => hasReacted(it, block.messageBlock, state));
  return { kind: 'go', next: exit?.next ?? block.otherwise };
}

function hasReacted(
  { reaction, answer }: ReactionExit,
  messageBlock: string,
  state: EnrolmentState,
): boolean {
  const memory = state.messages[messageBlock];
  // Without a message there is nothing to react to but the coming here.
  const since = memory?.sentAt ?? state.blockSince;
  switch (reaction) {
    case 'opened':
      return memory?.openedAt !== undefined;
    case 'clicked':
      return memory?.clickedAt !== undefined;
    case 'answered':
      return memory?.answeredAt !== undefined && (answer === null || memory.answer === answer);
    case 'ordered':
      return state.orderedAt !== undefined && state.orderedAt >= since;
    case 'visited':
      return state.visitedAt !== undefined && state.visitedAt >= since;
    // Used is used, also before this message: whoever asks wants to know whether a code is still to be had.
    case 'coupon used':
      return Object.values(state.coupons).some(({ usedAt }) => usedAt !== undefined);
  }
}
