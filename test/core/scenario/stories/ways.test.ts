import { describe, expect, it } from 'vitest';
import type { Block, BlockId } from '../../../../admin-app/core/scenario/types.ts';
import {
  audience,
  branch,
  coupon,
  email,
  exit,
  push,
  scenario,
  sms,
  split,
  start,
  startScenario,
  update,
  wait,
  waitFor,
} from '../build.ts';
import { play } from './play.ts';
import { type Told, tell } from './told.ts';

const DAY = 24;
const OUT = exit('out');

/** Mail, else SMS, else push, else out. */
const channels = scenario([
  start('mail'),
  email('mail', 'out', { unreachable: 'text' }),
  sms('text', 'out', { unreachable: 'tap' }),
  push('tap', 'out'),
  OUT,
]);
const giveWay = scenario([
  start('mail'),
  email('mail', 'out', { outranked: 'again' }),
  wait('again', 72, 'second'),
  email('second', 'out'),
  OUT,
]);
const branches = scenario([
  start('tier'),
  branch('tier', { Gold: 'gold', Silver: 'silver' }, 'others'),
  email('gold', 'out'),
  email('silver', 'out'),
  email('others', 'out'),
  OUT,
]);
const codes = scenario([
  start('code'),
  coupon('code', 'with', { unavailable: 'without' }),
  email('with', 'out'),
  email('without', 'out'),
  OUT,
]);
const farewell = scenario([
  start('add'),
  audience('add', 'vip'),
  startScenario('vip', 9, 'stop'),
  update('stop', [{ kind: 'suppress' }, { kind: 'add tag', tag: 'farewell' }], 'out'),
  OUT,
]);
/** Three weekly rounds of one mail, as long as nobody opens it. */
const rounds = scenario([
  start('mail'),
  email('mail', 'reaction'),
  waitFor('reaction', 'mail', [{ reaction: 'opened', next: 'out' }], 'week'),
  wait('week', { kind: 'weekday', weekday: 1, hour: 9 }, 'mail'),
  OUT,
]);
const waiting = (hours: number, ...more: readonly Block[]) =>
  scenario([start('mail'), email('mail', 'wait'), wait('wait', hours, 'second'), ...more, OUT]);
const second = (next: BlockId = 'out') => email('second', next);

const STORIES: readonly Told[] = [
  {
    story: 'whom a mail cannot reach gets an SMS',
    definition: channels,
    results: { mail: 'blocked' },
    until: 9 * DAY,
    ends: { sent: ['text@0'], outcome: 'out' },
  },
  {
    story: 'whose mailbox refuses for good gets an SMS',
    definition: channels,
    results: { mail: 'failed' },
    until: 9 * DAY,
    ends: { sent: ['text@0'], outcome: 'out' },
  },
  {
    story: 'who has given consent on no channel leaves unreached, and gets nothing',
    definition: channels,
    results: { mail: 'blocked', text: 'blocked', tap: 'blocked' },
    until: 9 * DAY,
    ends: { sent: [], outcome: 'not reachable', endedAt: 0 },
  },
  {
    story: 'whose mail gave way to something more important tries again later',
    definition: giveWay,
    results: { mail: 'outranked' },
    until: 9 * DAY,
    ends: { sent: ['second@72'], outcome: 'out' },
  },
  {
    story: 'the first branch that matches is taken',
    definition: branches,
    matches: { tier: 1 },
    until: 1,
    ends: { sent: ['silver@0'], done: ['decide branch tier'], outcome: 'out' },
  },
  {
    story: 'whom no branch matches takes the other way',
    definition: branches,
    until: 1,
    ends: { sent: ['others@0'], outcome: 'out' },
  },
  {
    story: 'a branch that is not there any more is none',
    definition: branches,
    matches: { tier: 7 },
    until: 1,
    ends: { sent: ['others@0'] },
  },
  {
    story: 'the mail waits for the coupon’s code',
    definition: codes,
    until: 1,
    ends: {
      sent: ['with@0'],
      done: ['issue coupon code'],
      state: expect.objectContaining({
        coupons: { code: { step: 1, code: 'CODE-1', expiresAt: Date.UTC(2026, 10, 15) } },
      }),
    },
  },
  {
    story: 'without a code the mail goes without',
    definition: codes,
    noCode: ['code'],
    until: 1,
    ends: { sent: ['without@0'], outcome: 'out' },
  },
  {
    story: 'without a code and without another way the customer leaves',
    definition: scenario([start('code'), coupon('code', 'out'), OUT]),
    noCode: ['code'],
    until: 1,
    ends: { sent: [], outcome: 'no coupon' },
  },
  {
    story: 'a farewell does all it has to do on the way out, in order',
    definition: farewell,
    until: 1,
    ends: {
      done: ['change audience add', 'start scenario vip', 'update customer stop'],
      outcome: 'out',
      endedAt: 0,
    },
  },
  {
    story: 'a ring sends in every round, each on its Monday, until the mail is opened',
    definition: rounds,
    begins: '2026-11-02T09:00Z',
    happenings: [[15 * DAY, { does: 'open' }]],
    until: 30 * DAY,
    ends: {
      sentLocally: ['mail 2026-11-02 10:00', 'mail 2026-11-09 09:00', 'mail 2026-11-16 09:00'],
      outcome: 'out',
      endedAt: 15 * DAY,
    },
  },
  {
    story: 'joining the segment that is the goal ends it',
    definition: scenario([start('wait'), wait('wait', 9 * DAY, 'out'), OUT], {
      goal: { kind: 'joins segment', segmentId: 4 },
    }),
    happenings: [[30, { does: 'reach the goal', outcome: 'became VIP' }]],
    until: 30 * DAY,
    ends: { outcome: 'became VIP', endedAt: 30 },
  },
  {
    story: 'where an order of a category is the goal, any other order ends nothing',
    definition: scenario([start('wait'), wait('wait', 9 * DAY, 'out'), OUT], {
      goal: { kind: 'order of category', category: 'Shoes' },
    }),
    happenings: [[30, { does: 'order' }]],
    until: 30 * DAY,
    ends: { outcome: 'out', endedAt: 9 * DAY },
  },
  {
    story: 'a scenario without a goal ends by its blocks alone',
    definition: scenario([start('wait'), wait('wait', 9 * DAY, 'out'), OUT], {
      goal: { kind: 'none' },
    }),
    happenings: [
      [30, { does: 'order' }],
      [31, { does: 'reach the goal', outcome: 'became VIP' }],
    ],
    until: 30 * DAY,
    ends: { outcome: 'out', endedAt: 9 * DAY },
  },
  {
    story: 'who is moved on by staff does not wait any longer',
    definition: waiting(9 * DAY, second()),
    happenings: [[5, { does: 'be moved', to: 'second' }]],
    until: 30 * DAY,
    ends: { sent: ['mail@0', 'second@5'], outcome: 'out', endedAt: 5 },
  },
  {
    story: 'who is moved back by staff gets the mail once more, and only once more',
    definition: waiting(9 * DAY, second()),
    happenings: [
      [5, { does: 'be moved', to: 'mail' }],
      [6, { does: 'hear it all again' }],
    ],
    until: 8 * DAY,
    ends: { sent: ['mail@0', 'mail@5'], at: 'wait' },
  },
  {
    story: 'whom staff move while a mail is planned does not get that mail',
    definition: scenario([
      start('mail'),
      email('mail', 'out', { sendTime: { kind: 'at hour', hour: 9 } }),
      wait('wait', 10, 'out'),
      OUT,
    ]),
    begins: '2026-11-02T12:00Z',
    happenings: [[5, { does: 'be moved', to: 'wait' }]],
    until: 30 * DAY,
    ends: { sent: [], outcome: 'out', endedAt: 15 },
  },
  {
    story: 'nobody can be moved to the start, or to where nothing is',
    definition: waiting(9 * DAY, second()),
    happenings: [
      [5, { does: 'be moved', to: 'start' }],
      [6, { does: 'be moved', to: 'nowhere' }],
    ],
    until: 7 * DAY,
    ends: { sent: ['mail@0'], at: 'wait' },
  },
  {
    story: 'a longer wait in a new version counts from when the wait began',
    definition: waiting(48, second()),
    happenings: [[10, { does: 'be taken over', to: waiting(96, second()) }]],
    until: 30 * DAY,
    ends: { sent: ['mail@0', 'second@96'] },
  },
  {
    story: 'a shorter wait in a new version that is over already ends at once',
    definition: waiting(96, second()),
    happenings: [[50, { does: 'be taken over', to: waiting(24, second()) }]],
    until: 30 * DAY,
    ends: { sent: ['mail@0', 'second@50'] },
  },
  {
    story: 'what comes after is the new version’s',
    definition: waiting(48, second()),
    happenings: [[10, { does: 'be taken over', to: waiting(48, sms('second', 'out')) }]],
    until: 30 * DAY,
    ends: { done: [], sent: ['mail@0', 'second@48'], outcome: 'out' },
  },
  {
    story: 'whose block is gone in the new version finishes under the old one',
    definition: waiting(48, second()),
    happenings: [
      [10, { does: 'be taken over', to: scenario([start('mail'), email('mail', 'out'), OUT]) }],
    ],
    until: 30 * DAY,
    ends: { sent: ['mail@0', 'second@48'], outcome: 'out' },
  },
];

describe('ways through a scenario', () => {
  tell(STORIES);
});

describe('a split', () => {
  const fair = { a: 'mail-a', b: 'mail-b' };
  const split2 = (changes: Parameters<typeof split>[2] = {}) =>
    scenario([
      start('split'),
      split('split', fair, changes),
      email('mail-a', 'again'),
      email('mail-b', 'again'),
      wait('again', 48, 'split-2'),
      split('split-2', { c: 'out', d: 'other' }),
      exit('other'),
      OUT,
    ]);
  const armsOf = (changes: Parameters<typeof split>[2] = {}, customers = 600) =>
    Array.from({ length: customers }, (_, customerId) => {
      const { sent } = play({ definition: split2(changes), customer: { customerId }, until: 1 });
      return sent[0]?.slice(0, 6);
    });

  it('gives each customer the same arm every time they enter', () => {
    expect(armsOf()).toEqual(armsOf());
  });

  it('shares customers out by weight', () => {
    const weighted = [
      { id: 'a', name: 'A', weight: 3, next: 'mail-a' },
      { id: 'b', name: 'B', weight: 1, next: 'mail-b' },
    ];
    const first = armsOf({ arms: weighted }).filter((arm) => arm === 'mail-a').length;

    // 600 · 3/4 = 450, within four standard deviations of 10.6.
    expect(Math.abs(first - 450)).toBeLessThan(43);
  });

  it('shares independently of the split before', () => {
    const ways = Array.from({ length: 400 }, (_, customerId) => {
      const ending = play({ definition: split2(), customer: { customerId }, until: 99 });
      return `${ending.sent[0]?.slice(0, 6)} ${ending.outcome}`;
    });
    const counts = ['mail-a out', 'mail-a other', 'mail-b out', 'mail-b other'].map(
      (way) => ways.filter((it) => it === way).length,
    );

    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(36);
  });

  it('sends everybody to the winner who has no arm yet', () => {
    expect(new Set(armsOf({ winner: 'b' }))).toEqual(new Set(['mail-b']));
  });

  it('leaves those inside on their arm when a new version has a winner, and when weights change', () => {
    const ring = (changes: Parameters<typeof split>[2]) =>
      scenario([
        start('split'),
        split('split', fair, changes),
        email('mail-a', 'wait'),
        email('mail-b', 'wait'),
        wait('wait', 48, 'split'),
      ]);
    const toB = [
      { id: 'a', name: 'A', weight: 0, next: 'mail-a' },
      { id: 'b', name: 'B', weight: 1, next: 'mail-b' },
    ];
    for (const changes of [{ winner: 'b' }, { arms: toB }]) {
      const inA = armsOf().indexOf('mail-a');
      const { sent } = play({
        definition: ring({}),
        customer: { customerId: inA },
        happenings: [[10, { does: 'be taken over', to: ring(changes) }]],
        until: 60,
      });
      expect(sent).toEqual(['mail-a@0', 'mail-a@48']);
    }
  });

  it('gives a new arm to whose own is gone', () => {
    const only = [{ id: 'b', name: 'B', weight: 1, next: 'mail-b' }];
    const inA = armsOf().indexOf('mail-a');
    const ring = (changes: Parameters<typeof split>[2]) =>
      scenario([
        start('split'),
        split('split', fair, changes),
        email('mail-a', 'wait'),
        email('mail-b', 'wait'),
        wait('wait', 48, 'split'),
      ]);
    const { sent } = play({
      definition: ring({}),
      customer: { customerId: inA },
      happenings: [[10, { does: 'be taken over', to: ring({ arms: only }) }]],
      until: 60,
    });
    expect(sent).toEqual(['mail-a@0', 'mail-b@48']);
  });
});
