/** What an enrolment remembers of what happened to it. Reactions keep the first time they were seen. */

import type { DefinitionIndex } from './definition-index.ts';
import type {
  CouponMemory,
  EnrolmentState,
  MessageMemory,
  ScenarioInput,
} from './enrolment-types.ts';
import type { BlockId, MessageReaction } from './types.ts';

/** The state with the input remembered; the same object when there is nothing new in it. */
export function remember(
  state: EnrolmentState,
  input: ScenarioInput,
  { heedsVisits }: Pick<DefinitionIndex, 'heedsVisits'>,
): EnrolmentState {
  switch (input.kind) {
    case 'send settled':
      return withMessage(state, input, (memory) => withSending(memory, input));
    case 'reacted':
      return withMessage(state, input, (memory) => withReaction(memory, input));
    case 'coupon issued':
      return withCoupon(state, input.blockId, input);
    case 'coupon used':
      return withCouponUsed(state, input);
    case 'ordered':
      return isNewer(input.at, state.orderedAt) ? { ...state, orderedAt: input.at } : state;
    case 'visited':
      return heedsVisits && isNewer(input.at, state.visitedAt)
        ? { ...state, visitedAt: input.at }
        : state;
    default:
      return state;
  }
}

function isNewer(at: number, known: number | undefined): boolean {
  return known === undefined || at > known;
}

function withMessage(
  state: EnrolmentState,
  { blockId, step }: { readonly blockId: BlockId; readonly step: number },
  change: (memory: MessageMemory) => MessageMemory,
): EnrolmentState {
  const memory = state.messages[blockId];
  if (!memory || memory.step !== step) return state;
  const changed = change(memory);
  if (changed === memory) return state;
  return { ...state, messages: { ...state.messages, [blockId]: changed } };
}

type Settled = Extract<ScenarioInput, { kind: 'send settled' }>;
type Reacted = Extract<ScenarioInput, { kind: 'reacted' }>;
type Issued = Extract<ScenarioInput, { kind: 'coupon issued' }>;
type Used = Extract<ScenarioInput, { kind: 'coupon used' }>;

function withSending(memory: MessageMemory, { result, at }: Settled): MessageMemory {
  if (memory.sentAt !== undefined) return memory;
  if (result === 'sent' || result === 'unknown') return { ...memory, sentAt: at };
  return memory.givenUp === undefined ? { ...memory, givenUp: result } : memory;
}

/** Whoever answers has clicked, and whoever clicks has opened, also where pictures are not loaded. */
const IMPLIES: Readonly<Record<MessageReaction, readonly MessageReaction[]>> = {
  opened: ['opened'],
  clicked: ['opened', 'clicked'],
  answered: ['opened', 'clicked', 'answered'],
};

function withReaction(memory: MessageMemory, input: Reacted): MessageMemory {
  let changed = memory;
  for (const reaction of IMPLIES[input.reaction]) {
    if (reaction === 'opened' && changed.openedAt === undefined) {
      changed = { ...changed, openedAt: input.at };
    }
    if (reaction === 'clicked' && changed.clickedAt === undefined) {
      changed = { ...changed, clickedAt: input.at };
    }
    if (reaction === 'answered' && changed.answeredAt === undefined) {
      changed = { ...changed, answeredAt: input.at, answer: input.answer ?? '' };
    }
  }
  return changed;
}

function withCoupon(state: EnrolmentState, blockId: BlockId, issued: Issued): EnrolmentState {
  const memory = state.coupons[blockId];
  if (!memory || memory.step !== issued.step || memory.code !== undefined) return state;
  const { code, expiresAt } = issued;
  return couponChanged(state, blockId, { ...memory, code, expiresAt });
}

function withCouponUsed(state: EnrolmentState, { code, at }: Used): EnrolmentState {
  for (const [blockId, memory] of Object.entries(state.coupons)) {
    if (memory.code !== code || memory.usedAt !== undefined) continue;
    return couponChanged(state, blockId, { ...memory, usedAt: at });
  }
  return state;
}

function couponChanged(
  state: EnrolmentState,
  blockId: BlockId,
  memory: CouponMemory,
): EnrolmentState {
  return { ...state, coupons: { ...state.coupons, [blockId]: memory } };
}
