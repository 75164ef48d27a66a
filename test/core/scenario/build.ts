/** Blocks as tests need them: sound by themselves, with what matters to the test changed. */
import type { EmailContent } from '../../../admin-app/core/message/types.ts';
import type {
  AudienceBlock,
  Block,
  BlockId,
  BranchBlock,
  CouponBlock,
  CustomerMoment,
  EmailMessageBlock,
  ExitBlock,
  OnSiteMessageBlock,
  PushMessageBlock,
  ReactionExit,
  ScenarioDefinition,
  SmsMessageBlock,
  SplitBlock,
  StartBlock,
  StartScenarioBlock,
  UpdateCustomerBlock,
  WaitBlock,
  WaitForReactionBlock,
  WaitUntil,
} from '../../../admin-app/core/scenario/types.ts';

type Changes<Kind extends Block> = Partial<Omit<Kind, 'kind' | 'id'>>;

/** Somebody in Warsaw of whom nothing particular is known. */
export const SOMEBODY: CustomerMoment = {
  shopId: 1,
  scenarioId: 1,
  customerId: 1,
  zone: 'Europe/Warsaw',
  birthday: null,
  dueDay: null,
  hours: null,
};

export function scenario(
  blocks: readonly Block[],
  changes: Partial<Omit<ScenarioDefinition, 'blocks'>> = {},
): ScenarioDefinition {
  return { blocks, goal: { kind: 'order' }, quiet: null, ...changes };
}

export function start(next: BlockId, changes: Changes<StartBlock> = {}): StartBlock {
  return {
    kind: 'start',
    id: 'start',
    trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
    condition: null,
    reentry: { kind: 'each time' },
    holdoutShare: 0.1,
    next,
    ...changes,
  };
}

export const MAIL_CONTENT: EmailContent = {
  subject: 'Hello',
  preheader: '',
  body: [{ kind: 'text', text: 'Hello {{ customer.first_name }}' }],
};

/** A mail that asks a question with these answers. */
export function question(...answers: readonly string[]): EmailContent {
  const asked = answers.map((id) => ({ id, label: id }));
  return { ...MAIL_CONTENT, body: [{ kind: 'answers', question: 'Why?', answers: asked }] };
}

const MESSAGE = {
  kind: 'message',
  priorityClass: 'lifecycle',
  fallbackLanguage: 'en',
  sendTime: { kind: 'at once' },
  unreachable: null,
  outranked: null,
} as const;

export function email(
  id: BlockId,
  next: BlockId,
  changes: Changes<EmailMessageBlock> = {},
): EmailMessageBlock {
  const content = { en: MAIL_CONTENT };
  return { ...MESSAGE, id, name: id, channel: 'email', content, next, ...changes };
}

export function sms(
  id: BlockId,
  next: BlockId,
  changes: Changes<SmsMessageBlock> = {},
): SmsMessageBlock {
  const content = { en: { text: 'Come back. Reply STOP to opt out' } };
  return { ...MESSAGE, id, name: id, channel: 'sms', content, next, ...changes };
}

export function push(
  id: BlockId,
  next: BlockId,
  changes: Changes<PushMessageBlock> = {},
): PushMessageBlock {
  const content = { en: { title: 'Hello', body: 'Come back', url: 'https://north.example/' } };
  return { ...MESSAGE, id, name: id, channel: 'push', content, next, ...changes };
}

export function onSite(
  id: BlockId,
  next: BlockId,
  changes: Changes<OnSiteMessageBlock> = {},
): OnSiteMessageBlock {
  const content = { en: { title: 'Hello', body: 'Back again', buttonLabel: '', buttonUrl: '' } };
  const how = { form: 'bar', days: 14 } as const;
  return { ...MESSAGE, id, name: id, channel: 'on-site', content, ...how, next, ...changes };
}

/** A plain wait of so many hours, or until something. */
export function wait(id: BlockId, until: WaitUntil | number, next: BlockId): WaitBlock {
  const wanted = typeof until === 'number' ? { kind: 'time' as const, hours: until } : until;
  return { kind: 'wait', id, until: wanted, next };
}

export function waitFor(
  id: BlockId,
  messageBlock: BlockId,
  exits: readonly (Pick<ReactionExit, 'reaction' | 'next'> & Partial<ReactionExit>)[],
  otherwise: BlockId,
  limitHours = 48,
): WaitForReactionBlock {
  return {
    kind: 'wait for reaction',
    id,
    messageBlock,
    limitHours,
    exits: exits.map((exit) => ({ answer: null, when: 'at once', ...exit })),
    otherwise,
  };
}

export function branch(
  id: BlockId,
  arms: Readonly<Record<string, BlockId>>,
  otherwise: BlockId,
  query = 'number_of_orders > 3',
): BranchBlock {
  const named = Object.entries(arms).map(([name, next]) => ({ name, query, next }));
  return { kind: 'branch', id, name: id, arms: named, otherwise };
}

/** Arms by id, all of one weight. */
export function split(
  id: BlockId,
  arms: Readonly<Record<string, BlockId>>,
  changes: Changes<SplitBlock> = {},
): SplitBlock {
  const even = Object.entries(arms).map(([arm, next]) => ({ id: arm, name: arm, weight: 1, next }));
  return { kind: 'split', id, name: id, arms: even, winner: null, ...changes };
}

export function coupon(
  id: BlockId,
  next: BlockId,
  changes: Changes<CouponBlock> = {},
): CouponBlock {
  return {
    kind: 'coupon',
    id,
    name: id,
    discount: { kind: 'percentage', percent: 10 },
    minimumMinor: null,
    prefix: 'HELLO',
    validDays: 14,
    next,
    unavailable: null,
    ...changes,
  };
}

export function audience(
  id: BlockId,
  next: BlockId,
  changes: Changes<AudienceBlock> = {},
): AudienceBlock {
  return { kind: 'audience', id, action: 'add', audienceId: 7, next, ...changes };
}

export function update(
  id: BlockId,
  changes: UpdateCustomerBlock['changes'],
  next: BlockId,
): UpdateCustomerBlock {
  return { kind: 'update customer', id, changes, next };
}

export function startScenario(id: BlockId, scenarioId: number, next: BlockId): StartScenarioBlock {
  return { kind: 'start scenario', id, scenarioId, next };
}

export function exit(id: BlockId, outcome = id): ExitBlock {
  return { kind: 'exit', id, outcome };
}

/** Two mails 48 hours apart, until one is opened; then the question what kept them. */
export const WIN_BACK = scenario([
  start('email-1'),
  email('email-1', 'reaction-1', { name: 'E-mail 1: hello again' }),
  waitFor(
    'reaction-1',
    'email-1',
    [{ reaction: 'opened', when: 'at the limit', next: 'question' }],
    'email-2',
  ),
  email('email-2', 'reaction-2'),
  waitFor(
    'reaction-2',
    'email-2',
    [{ reaction: 'opened', when: 'at the limit', next: 'question' }],
    'silent',
  ),
  email('question', 'answer', { name: 'What kept you?', content: { en: question('gift') } }),
  waitFor('answer', 'question', [{ reaction: 'answered', next: 'answered' }], 'no-answer', 168),
  exit('answered'),
  exit('no-answer', 'no answer'),
  exit('silent', 'not opened'),
]);

/** A scenario with every kind of block in it, sound in a shop that has segment 5 (Gold), tiers Bronze and Silver, audience 7. */
export const EVERY_KIND = scenario(
  [
    start('tier', {
      trigger: { kind: 'tier changes', direction: 'up', from: ['Bronze'], to: ['Silver'] },
      condition: "in_segment('Gold')",
    }),
    branch('tier', { Often: 'code' }, 'add', "in_segment('Gold')"),
    coupon('code', 'test', { unavailable: 'test' }),
    split('test', { a: 'mail', b: 'text' }),
    email('mail', 'reaction', { unreachable: 'text', outranked: 'add' }),
    waitFor(
      'reaction',
      'mail',
      [
        { reaction: 'coupon used', next: 'out' },
        { reaction: 'visited', when: 'at the limit', next: 'add' },
      ],
      'tap',
    ),
    sms('text', 'add'),
    push('tap', 'page', { sendTime: { kind: 'at hour', hour: 10 } }),
    onSite('page', 'add'),
    audience('add', 'change'),
    update('change', [{ kind: 'set tier', tier: 'Silver' }], 'farewell'),
    startScenario('farewell', 4, 'week'),
    wait('week', { kind: 'weekday', weekday: 1, hour: 9 }, 'out'),
    exit('out'),
  ],
  {
    goal: { kind: 'joins segment', segmentId: 5 },
    quiet: { hours: { from: 22, until: 8 }, weekdays: [7] },
  },
);
