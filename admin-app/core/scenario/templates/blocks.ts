/** Blocks as templates write them: with what is usual left out. */
import type { PriorityClass } from '../../priority/types.ts';
import type {
  BlockId,
  EmailMessageBlock,
  ExitBlock,
  PushMessageBlock,
  ReactionExit,
  SmsMessageBlock,
  UpdateCustomerBlock,
  WaitBlock,
  WaitForReactionBlock,
} from '../types.ts';

interface Sent<Content> {
  readonly name: string;
  readonly content: Content;
  readonly next: BlockId;
  readonly unreachable?: BlockId;
  readonly priorityClass?: PriorityClass;
}

export function email(id: BlockId, given: Sent<EmailMessageBlock['content']>): EmailMessageBlock {
  return { ...sent(id, given), channel: 'email', content: given.content };
}

export function sms(id: BlockId, given: Sent<SmsMessageBlock['content']>): SmsMessageBlock {
  return { ...sent(id, given), channel: 'sms', content: given.content };
}

export function push(id: BlockId, given: Sent<PushMessageBlock['content']>): PushMessageBlock {
  return { ...sent(id, given), channel: 'push', content: given.content };
}

function sent(
  id: BlockId,
  { name, next, unreachable, priorityClass }: Omit<Sent<never>, 'content'>,
) {
  return {
    kind: 'message',
    id,
    name,
    priorityClass: priorityClass ?? 'lifecycle',
    fallbackLanguage: 'en',
    sendTime: { kind: 'best hour' },
    next,
    unreachable: unreachable ?? null,
    outranked: null,
  } as const;
}

/** Two days: nearly all who open a mail at all have opened it by then. */
const REACTION_HOURS = 48;

export function waitForReaction(
  id: BlockId,
  messageBlock: BlockId,
  exits: readonly ReactionExit[],
  { otherwise, hours = REACTION_HOURS }: { readonly otherwise: BlockId; readonly hours?: number },
): WaitForReactionBlock {
  return { kind: 'wait for reaction', id, messageBlock, limitHours: hours, exits, otherwise };
}

export function opened(next: BlockId): ReactionExit {
  return { reaction: 'opened', answer: null, when: 'at the limit', next };
}

export function answered(answer: string | null, next: BlockId): ReactionExit {
  return { reaction: 'answered', answer, when: 'at once', next };
}

export function waitDays(id: BlockId, days: number, next: BlockId): WaitBlock {
  return { kind: 'wait', id, until: { kind: 'time', hours: days * 24 }, next };
}

export function update(
  id: BlockId,
  changes: UpdateCustomerBlock['changes'],
  next: BlockId,
): UpdateCustomerBlock {
  return { kind: 'update customer', id, changes, next };
}

export function exit(id: BlockId, outcome: string): ExitBlock {
  return { kind: 'exit', id, outcome };
}
