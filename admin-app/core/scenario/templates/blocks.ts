/** Blocks as templates write them: with what is usual left out. */
import type { PriorityClass } from '../../priority/types.ts';
import type {
  BlockId,
  CouponBlock,
  EmailMessageBlock,
  ExitBlock,
  PushMessageBlock,
  QuietTimes,
  ReactionExit,
  SmsMessageBlock,
  UpdateCustomerBlock,
  WaitBlock,
  WaitForReactionBlock,
} from '../types.ts';

/** Nobody is to be woken, on whatever channel. */
export const QUIET: QuietTimes = { hours: { from: 21, until: 8 }, weekdays: [] };

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

/** A share off the next order. The message after it is worth sending without one too. */
export function coupon(
  id: BlockId,
  {
    name,
    percent = 10,
    prefix,
    validDays = 14,
    next,
  }: {
    readonly name: string;
    readonly percent?: number;
    readonly prefix: string;
    readonly validDays?: number;
    readonly next: BlockId;
  },
): CouponBlock {
  return {
    kind: 'coupon',
    id,
    name,
    discount: { kind: 'percentage', percent },
    minimumMinor: null,
    prefix,
    validDays,
    next,
    unavailable: next,
  };
}

export function exit(id: BlockId, outcome: string): ExitBlock {
  return { kind: 'exit', id, outcome };
}
