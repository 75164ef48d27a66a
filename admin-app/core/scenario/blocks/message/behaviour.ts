/**
 * A message block plans one send and waits until that send is settled. Handed over, or possibly so (`unknown`), the
 * customer goes on. Given up, they take the way the block has for it, or leave: every later block may rest on this
 * message.
 */
import { DAY_MS, HOUR_MS, type Instant } from '../../../time.ts';
import type { ScenarioInput, SendResult } from '../../enrolment-types.ts';
import { sendAt } from '../../send-time.ts';
import type { MessageBlock } from '../../types.ts';
import { type Arrival, goOrLeave, type Move } from '../move.ts';

/** A message that other messages or a broken mail server held up this long says nothing any more. */
export const SEND_LIFETIME_MS = 72 * HOUR_MS;

/** How it ends for customers who did not get their last message. */
export const OUTCOME_OF: Readonly<Record<Exclude<SendResult, 'sent' | 'unknown'>, string>> = {
  blocked: 'not reachable',
  failed: 'not sent',
  outranked: 'outranked',
};

export function enter(block: MessageBlock, arrival: Arrival): Move {
  const { state, step } = arrival;
  const dueAt = dueTime(block, arrival);
  const expiresAt = expiryOf(block, dueAt);
  const planned = {
    effects: [{ kind: 'plan send', step, block, dueAt, expiresAt }],
    memory: { messages: { ...state.messages, [block.id]: { step } } },
  } as const;
  return block.goOn === 'at once'
    ? { kind: 'go', next: block.next, ...planned }
    : { kind: 'stay', dueAt: null, ...planned };
}

/** What waits on the shop's pages disturbs nobody: it is there at once, also in quiet times, but not before its day. */
function dueTime(block: MessageBlock, { now, customer, quiet }: Arrival): Instant {
  if (block.channel !== 'on-site') return sendAt(block.sendTime, quiet, customer, now);
  return block.sendTime.kind === 'local time' ? sendAt(block.sendTime, null, customer, now) : now;
}

function expiryOf(block: MessageBlock, dueAt: Instant): Instant {
  switch (block.expires?.kind) {
    case 'at':
      return block.expires.at;
    case 'after':
      return dueAt + block.expires.hours * HOUR_MS;
    case undefined:
      return dueAt + lifetimeOf(block);
  }
}

/** How long after its due time the message still makes sense, in milliseconds. */
function lifetimeOf(block: MessageBlock): number {
  return block.channel === 'on-site' ? block.days * DAY_MS : SEND_LIFETIME_MS;
}

export function react(block: MessageBlock, { state }: Arrival, input: ScenarioInput): Move | null {
  if (input.kind !== 'send settled' || input.blockId !== block.id) return null;
  if (state.messages[block.id]?.step !== input.step) return null;
  return settled(block, input.result);
}

function settled(block: MessageBlock, result: SendResult): Move {
  switch (result) {
    case 'sent':
    case 'unknown':
      return { kind: 'go', next: block.next };
    case 'blocked':
    case 'failed':
      return goOrLeave(block.unreachable, OUTCOME_OF[result]);
    case 'outranked':
      return goOrLeave(block.outranked, OUTCOME_OF[result]);
  }
}
