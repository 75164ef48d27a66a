/** A new block of every kind, ready to be filled in; its exits are set by whoever puts it on a way. */
import type { Language } from '../../core/message/types.ts';
import { reachableFrom } from '../../core/scenario/reach.ts';
import type {
  Block,
  BlockId,
  BlockKind,
  Channel,
  MessageBlock,
  ScenarioDefinition,
  SplitArm,
} from '../../core/scenario/types.ts';
import { NO_CONTENT } from './email-content.ts';
import { freeId } from './graph-edit.ts';
import { surroundings } from './surroundings.ts';

/** What staff choose from: messages by their channel, everything else by its kind. */
export type BlockChoice = Channel | Exclude<BlockKind, 'start' | 'message'>;

export const BLOCK_CHOICES: readonly {
  readonly group: 'messages' | 'waits' | 'ways' | 'deeds';
  readonly choices: readonly BlockChoice[];
}[] = [
  { group: 'messages', choices: ['email', 'sms', 'push', 'on-site'] },
  { group: 'waits', choices: ['wait', 'wait for reaction'] },
  { group: 'ways', choices: ['branch', 'split', 'exit'] },
  { group: 'deeds', choices: ['coupon', 'update customer', 'audience', 'start scenario'] },
];

export interface NewBlockWords {
  /** Names a block by what it is and its number: "E-mail 3". */
  readonly name: (choice: BlockChoice, number: number) => string;
  readonly language: Language;
}

export interface Place {
  readonly definition: ScenarioDefinition;
  /** The block that it will come after. */
  readonly after: BlockId;
  /** Ids that were used before, which a new block must not have. */
  readonly taken: ReadonlySet<BlockId>;
}

/** Nothing leads to it yet and its own exits lead nowhere. */
const NOWHERE = '';

export function newBlock(choice: BlockChoice, place: Place, words: NewBlockWords): Block {
  const { definition, taken } = place;
  const kind = isChannel(choice) ? 'message' : choice;
  const id = freeId(definition, kind, taken);
  const name = words.name(choice, 1 + definition.blocks.filter(isLike(choice)).length);
  const next = NOWHERE;
  switch (choice) {
    case 'email':
    case 'sms':
    case 'push':
    case 'on-site':
      return newMessage(choice, id, name, words.language);
    case 'wait':
      return { kind: choice, id, until: { kind: 'time', hours: 48 }, next };
    case 'wait for reaction':
      return newWaitForReaction(id, messageBefore(place));
    case 'branch':
      return { kind: choice, id, name, arms: [{ name: '', query: '', next }], otherwise: next };
    case 'split':
      return {
        kind: choice,
        id,
        name,
        arms: [newArm([], next), newArm([{ id: 'a' }], next)],
        winner: null,
      };
    case 'coupon':
      return {
        kind: choice,
        id,
        name,
        discount: { kind: 'percentage', percent: 10 },
        minimumMinor: null,
        prefix: 'BACK',
        validDays: 14,
        next,
        unavailable: null,
      };
    case 'audience':
      return { kind: choice, id, action: 'add', audienceId: firstOf('audiences'), next };
    case 'update customer':
      return { kind: choice, id, changes: [{ kind: 'add tag', tag: '' }], next };
    case 'start scenario':
      return { kind: choice, id, scenarioId: firstOf('scenarios'), next };
    case 'exit':
      return { kind: choice, id, outcome: '' };
  }
}

function isChannel(choice: BlockChoice): choice is Channel {
  return choice === 'email' || choice === 'sms' || choice === 'push' || choice === 'on-site';
}

function isLike(choice: BlockChoice): (block: Block) => boolean {
  return (block) => (block.kind === 'message' ? block.channel : block.kind) === choice;
}

function newMessage(channel: Channel, id: BlockId, name: string, language: Language): MessageBlock {
  const base = {
    kind: 'message' as const,
    id,
    name,
    priorityClass: 'lifecycle' as const,
    fallbackLanguage: language,
    sendTime: { kind: 'at once' } as const,
    next: NOWHERE,
    unreachable: null,
    outranked: null,
  };
  switch (channel) {
    case 'email':
      return { ...base, channel, content: { [language]: NO_CONTENT } };
    case 'sms':
      return { ...base, channel, content: { [language]: { text: '' } } };
    case 'push':
      return {
        ...base,
        channel,
        content: { [language]: { title: '', body: '', url: '{{ shop.url }}' } },
      };
    case 'on-site': {
      const text = { title: '', body: '', buttonLabel: '', buttonUrl: '' };
      return { ...base, channel, content: { [language]: text }, form: 'corner card', days: 14 };
    }
  }
}

function newWaitForReaction(id: BlockId, message: MessageBlock | null): Block {
  const reaction = message === null || message.channel === 'email' ? 'opened' : 'clicked';
  return {
    kind: 'wait for reaction',
    id,
    messageBlock: message?.id ?? '',
    limitHours: 48,
    exits: [{ reaction, answer: null, when: 'at the limit', next: NOWHERE }],
    otherwise: NOWHERE,
  };
}

/** The message that customers at `after` were sent last: the nearest that leads there. */
export function messageBefore({
  definition,
  after,
}: Pick<Place, 'definition' | 'after'>): MessageBlock | null {
  const messages = messagesBefore(definition, after);
  const nearest = messages.find(
    (message) =>
      !messages.some(
        (other) => other.id !== message.id && reachableFrom(definition, [message.id]).has(other.id),
      ),
  );
  return nearest ?? messages.at(-1) ?? null;
}

/** Every message that leads to the block, this one included. */
export function messagesBefore(
  definition: ScenarioDefinition,
  id: BlockId,
): readonly MessageBlock[] {
  return definition.blocks.filter(
    (block): block is MessageBlock =>
      block.kind === 'message' && reachableFrom(definition, [block.id]).has(id),
  );
}

/** An arm with a letter that no other has: the letter is what is recorded. */
export function newArm(arms: readonly Pick<SplitArm, 'id'>[], next: BlockId): SplitArm {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const id = [...letters].find((letter) => arms.every((arm) => arm.id !== letter)) ?? 'z';
  return { id, name: id.toUpperCase(), weight: 50, next };
}

/** A copy under its own id and, where it has one, its own name. */
export function copyOf(block: Block, id: BlockId, nameOfCopy: (name: string) => string): Block {
  return 'name' in block
    ? { ...block, id, name: nameOfCopy(block.name).slice(0, 80) }
    : { ...block, id };
}

/** 0 is nobody's number: the checks say that one must be chosen. */
function firstOf(list: 'audiences' | 'scenarios'): number {
  return surroundings.peek()[list]?.[0]?.id ?? 0;
}
