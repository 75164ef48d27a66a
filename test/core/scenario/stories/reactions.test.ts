import { describe } from 'vitest';
import { coupon, email, exit, question, scenario, start, wait, waitFor } from '../build.ts';
import { type Told, tell } from './told.ts';

const DAY = 24;
const NONE = { goal: { kind: 'none' } } as const;

/** Each answer leads elsewhere: stop for good, pause, another offer; anything else is only noted. */
const answers = scenario([
  start('ask'),
  email('ask', 'answer', { content: { en: question('not-needed', 'not-now', 'price', 'other') } }),
  waitFor(
    'answer',
    'ask',
    [
      { reaction: 'answered', answer: 'not-needed', next: 'stopped' },
      { reaction: 'answered', answer: 'not-now', next: 'pause' },
      { reaction: 'answered', answer: 'price', next: 'offer' },
      { reaction: 'answered', next: 'noted' },
      { reaction: 'opened', when: 'at the limit', next: 'silent' },
    ],
    'unread',
  ),
  wait('pause', 180 * DAY, 'later'),
  email('later', 'noted'),
  email('offer', 'noted'),
  exit('stopped'),
  exit('noted'),
  exit('silent'),
  exit('unread'),
]);

/** A coupon that may be used: at once is gladly seen, at the limit it is asked about. */
const withCoupon = scenario(
  [
    start('code'),
    coupon('code', 'mail'),
    email('mail', 'reaction'),
    waitFor(
      'reaction',
      'mail',
      [
        { reaction: 'coupon used', next: 'used' },
        { reaction: 'opened', when: 'at the limit', next: 'ask' },
      ],
      'unread',
    ),
    email('ask', 'second'),
    waitFor('second', 'ask', [{ reaction: 'coupon used', next: 'used' }], 'unused'),
    exit('used'),
    exit('unused'),
    exit('unread'),
  ],
  NONE,
);

/** Not an order but a visit, or an order as a mere reaction. */
const visits = scenario(
  [
    start('mail'),
    email('mail', 'reaction'),
    waitFor(
      'reaction',
      'mail',
      [
        { reaction: 'ordered', next: 'bought' },
        { reaction: 'visited', when: 'at the limit', next: 'seen' },
      ],
      'away',
      72,
    ),
    exit('bought'),
    exit('seen'),
    exit('away'),
  ],
  NONE,
);

const STORIES: readonly Told[] = [
  {
    story: 'who needs it no more is stopped at once',
    definition: answers,
    happenings: [[5, { does: 'answer', answer: 'not-needed' }]],
    until: 9 * DAY,
    ends: { sent: ['ask@0'], outcome: 'stopped', endedAt: 5 },
  },
  {
    story: 'who cannot now hears again in half a year',
    definition: answers,
    happenings: [[5, { does: 'answer', answer: 'not-now' }]],
    until: 200 * DAY,
    ends: { sent: ['ask@0', `later@${180 * DAY + 5}`], outcome: 'noted' },
  },
  {
    story: 'who finds it too expensive gets another offer at once',
    definition: answers,
    happenings: [[5, { does: 'answer', answer: 'price' }]],
    until: 9 * DAY,
    ends: { sent: ['ask@0', 'offer@5'], outcome: 'noted' },
  },
  {
    story: 'an answer without a way of its own takes the way for any answer',
    definition: answers,
    happenings: [[5, { does: 'answer', answer: 'other' }]],
    until: 9 * DAY,
    ends: { sent: ['ask@0'], outcome: 'noted', endedAt: 5 },
  },
  {
    story: 'the first answer counts, a second one changes nothing',
    definition: answers,
    happenings: [
      [5, { does: 'answer', answer: 'not-now' }],
      [6, { does: 'answer', answer: 'not-needed' }],
    ],
    until: 9 * DAY,
    ends: { sent: ['ask@0'], outcome: null, at: 'pause' },
  },
  {
    story: 'who only opened is known to have read it when the 48 hours are over',
    definition: answers,
    happenings: [[47, { does: 'open' }]],
    until: 9 * DAY,
    ends: { outcome: 'silent', endedAt: 48 },
  },
  {
    story: 'an opening after the 48 hours is too late',
    definition: answers,
    happenings: [[49, { does: 'open' }]],
    until: 9 * DAY,
    ends: { outcome: 'unread', endedAt: 48 },
  },
  {
    story: 'an order in the pause of half a year ends it',
    definition: answers,
    happenings: [
      [5, { does: 'answer', answer: 'not-now' }],
      [90 * DAY, { does: 'order' }],
    ],
    until: 200 * DAY,
    ends: { sent: ['ask@0'], outcome: 'returned', endedAt: 90 * DAY },
  },
  {
    story: 'who uses the coupon leaves at once',
    definition: withCoupon,
    happenings: [[20, { does: 'use a coupon' }]],
    until: 9 * DAY,
    ends: { sent: ['mail@0'], outcome: 'used', endedAt: 20 },
  },
  {
    story: 'who opened and did not use the coupon is asked, and may use it then',
    definition: withCoupon,
    happenings: [
      [3, { does: 'open' }],
      [60, { does: 'use a coupon' }],
    ],
    until: 9 * DAY,
    ends: { sent: ['mail@0', 'ask@48'], outcome: 'used', endedAt: 60 },
  },
  {
    story: 'who uses the coupon after the last wait has left without',
    definition: withCoupon,
    happenings: [
      [3, { does: 'open' }],
      [100, { does: 'use a coupon' }],
    ],
    until: 9 * DAY,
    ends: { outcome: 'unused', endedAt: 96 },
  },
  {
    story: 'somebody else’s code says nothing about this customer',
    definition: withCoupon,
    happenings: [[1, { does: 'use a coupon', code: 'CODE-OF-ANNA' }]],
    until: 9 * DAY,
    ends: { outcome: 'unread', endedAt: 48 },
  },
  {
    story: 'an order that is no goal takes the way of a reaction',
    definition: visits,
    happenings: [[30, { does: 'order' }]],
    until: 9 * DAY,
    ends: { sent: ['mail@0'], outcome: 'bought', endedAt: 30 },
  },
  {
    story: 'a visit decides at the limit only',
    definition: visits,
    happenings: [[30, { does: 'visit' }]],
    until: 9 * DAY,
    ends: { outcome: 'seen', endedAt: 72 },
  },
  {
    story: 'a visit and an order before the mail say nothing of the mail',
    definition: {
      ...visits,
      blocks: [start('first'), wait('first', 24, 'mail'), ...visits.blocks.slice(1)],
    },
    happenings: [
      [3, { does: 'visit' }],
      [4, { does: 'order' }],
    ],
    until: 9 * DAY,
    ends: { sent: ['mail@24'], outcome: 'away', endedAt: 96 },
  },
  {
    story: 'a visit after the limit is too late',
    definition: visits,
    happenings: [[80, { does: 'visit' }]],
    until: 9 * DAY,
    ends: { outcome: 'away', endedAt: 72 },
  },
];

describe('reactions in a scenario', () => {
  tell(STORIES);
});
