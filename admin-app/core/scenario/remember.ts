/** What an enrolment remembers of its messages. Reactions keep the first time they were seen. */
import type { BlockId, EnrolmentState, MessageMemory, Reaction, ScenarioInput } from './types.ts';

type Messages = Readonly<Record<BlockId, MessageMemory>>;

/** The memory after the input; the same object when there is nothing new in it. */
export function remember(state: EnrolmentState, input: ScenarioInput): Messages {
  if (input.kind !== 'send settled' && input.kind !== 'reacted') return state.messages;
  const memory = state.messages[input.blockId];
  if (!memory || memory.step !== input.step) return state.messages;
  const changed =
    input.kind === 'reacted' ? withReaction(memory, input) : withSending(memory, input);
  return changed === memory ? state.messages : { ...state.messages, [input.blockId]: changed };
}

type Settled = Extract<ScenarioInput, { kind: 'send settled' }>;
type Reacted = Extract<ScenarioInput, { kind: 'reacted' }>;

function withSending(memory: MessageMemory, { result, at }: Settled): MessageMemory {
  const handedOver = result === 'sent' || result === 'unknown';
  return handedOver && memory.sentAt === undefined ? { ...memory, sentAt: at } : memory;
}

/** Whoever answers has clicked, and whoever clicks has opened, also where pictures are not loaded. */
const IMPLIES: Readonly<Record<Reaction, readonly Reaction[]>> = {
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
