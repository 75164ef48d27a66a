import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Calendar,
  type Cap,
  type CapScope,
  type Countable,
  type Counted,
  checkCaps,
  endOfWindow,
  isOver,
  reachOfCaps,
} from '../../../admin-app/core/priority/caps.ts';
import { capInWords } from '../../../admin-app/core/priority/rank-in-words.ts';
import { PRIORITY_CLASSES } from '../../../admin-app/core/priority/types.ts';
import { shopCalendar } from '../../../admin-app/server/jobs/shop-calendar.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 5, 15, 10);
const UTC = shopCalendar('UTC');

const hours = (n: number, max = 1, over: CapScope = { kind: 'all' }): Cap => ({
  max,
  window: { kind: 'hours', hours: n },
  over,
  letPast: [],
});
const days = (n: number, max = 1): Cap => ({
  ...hours(1, max),
  window: { kind: 'local days', days: n },
});
let made = 0;
function sent(at: number, one: Partial<Countable> = {}): Counted {
  made += 1;
  return { ...asking(`m${made}`), at, ...one };
}
const asking = (message: string, one: Partial<Countable> = {}): Countable => ({
  message,
  channel: 'email',
  priorityClass: 'lifecycle',
  messageKind: 'win-back',
  ...one,
});
const hoursAgo = (...ago: number[]) => ago.map((each) => sent(NOW - each * HOUR));

function freeAt(caps: readonly Cap[], taken: readonly Counted[], one = asking('asked')) {
  const verdict = checkCaps(caps, one, NOW, taken, UTC);
  return verdict.kind === 'allowed' ? 'now' : verdict.freeAt && (verdict.freeAt - NOW) / HOUR;
}

describe('a cap of two messages in 24 hours', () => {
  const cases: readonly (readonly [string, readonly Counted[], unknown])[] = [
    ['nothing sent yet', [], 'now'],
    ['one sent', hoursAgo(1), 'now'],
    ['two sent', hoursAgo(1, 5), 19],
    ['two sent, given the other way round', hoursAgo(5, 1), 19],
    ['one of two exactly a window back', hoursAgo(1, 24), 'now'],
    ['more sent than the cap', hoursAgo(1, 2, 3), 22],
    ['one already on its way', hoursAgo(3, -1), 21],
    ['one that has its time in 20 hours', hoursAgo(3, -20), 21],
    ['two that have their time in 20 hours', hoursAgo(-20, -20), 44],
    ['two that have their time in 30 hours', hoursAgo(-30, -30), 'now'],
    ['many long ago', hoursAgo(100, 200, 300), 'now'],
  ];
  it.each(cases)('with %s', (_, taken, free) => {
    expect(freeAt([hours(24, 2)], taken)).toBe(free);
  });
});

describe('a cap of one message', () => {
  const cases: readonly (readonly [string, Cap, Counted, Countable, unknown])[] = [
    ['over all holds SMS after an e-mail', hours(24), ...pair({}, { channel: 'sms' }), 23],
    [
      'over its channel holds the next of it',
      over({ kind: 'channel', channel: 'email' }),
      ...pair(),
      23,
    ],
    [
      'over its channel lets others go',
      over({ kind: 'channel', channel: 'email' }),
      ...pair({}, { channel: 'sms' }),
      'now',
    ],
    [
      'over a class holds that class',
      over({ kind: 'class', priorityClass: 'lifecycle' }),
      ...pair(),
      23,
    ],
    [
      'over a class lets others go',
      over({ kind: 'class', priorityClass: 'lifecycle' }),
      ...pair({ priorityClass: 'yearly' }),
      'now',
    ],
    [
      'over a kind holds that kind',
      over({ kind: 'message kind', messageKind: 'win-back' }),
      ...pair(),
      23,
    ],
    [
      'over a kind lets others go',
      over({ kind: 'message kind', messageKind: 'win-back' }),
      ...pair({}, { messageKind: 'birthday' }),
      'now',
    ],
    [
      'that lets a class past lets it past',
      { ...hours(24), letPast: ['ad hoc'] },
      ...pair({}, { priorityClass: 'ad hoc' }),
      'now',
    ],
    [
      'counts for the others what it let past',
      { ...hours(24), letPast: ['ad hoc'] },
      ...pair({ priorityClass: 'ad hoc' }),
      23,
    ],
    [
      'leaves no place free for what it will let past',
      { ...hours(24), letPast: ['ad hoc'] },
      sent(NOW + HOUR, { priorityClass: 'ad hoc' }),
      asking('asked'),
      'now',
    ],
    [
      'over all counts a campaign once over its channels',
      hours(24),
      ...pair({ message: 'campaign 1' }, { message: 'campaign 1', channel: 'sms' }),
      'now',
    ],
    [
      'over a channel counts each message of a campaign',
      over({ kind: 'channel', channel: 'sms' }),
      ...pair({ message: 'campaign 1', channel: 'sms' }, { message: 'campaign 1', channel: 'sms' }),
      23,
    ],
    ['that allows none at all never lets one go', { ...hours(24), max: 0 }, ...pair(), null],
  ];
  function over(scope: CapScope): Cap {
    return hours(24, 1, scope);
  }
  function pair(before: Partial<Countable> = {}, now: Partial<Countable> = {}) {
    return [sent(NOW - HOUR, before), asking('asked', now)] as const;
  }
  it.each(cases)('%s', (_, cap, before, one, free) => {
    expect(freeAt([cap], [before], one)).toBe(free);
  });
});

describe('several caps', () => {
  it('hold together until the last of them is free, and say which are in the way', () => {
    const [day, week] = [hours(24, 2), hours(7 * 24, 3)];
    const taken = hoursAgo(1, 2, 30);
    expect(checkCaps([day, week, hours(2, 9)], asking('asked'), NOW, taken, UTC)).toEqual({
      kind: 'capped',
      caps: [day, week],
      freeAt: NOW + (7 * 24 - 30) * HOUR,
    });
    expect(freeAt([day, week], hoursAgo(30, 31))).toBe('now');
    expect(freeAt([], taken)).toBe('now');
  });

  it('one of which is free only when another is not wait for both', () => {
    // After the first frees at +23 h, what has its time at +30 h is in the way of a window of 10 hours.
    const caps = [hours(24), hours(10, 1)];
    expect(freeAt(caps, [sent(NOW - HOUR), sent(NOW + 30 * HOUR)])).toBe(54);
  });

  it('reach as far as the longest of them', () => {
    expect(reachOfCaps([])).toBe(0);
    expect(reachOfCaps([hours(24), hours(100)])).toBe(100 * HOUR);
    expect(reachOfCaps([hours(24), days(7)])).toBe(8 * 24 * HOUR);
  });
});

describe('local days', () => {
  const at = (zone: string, local: string) => {
    const calendar = shopCalendar(zone);
    const [date = '', time = '0'] = local.split(' ');
    const day = Date.parse(`${date}T00:00Z`) / (24 * HOUR);
    return calendar.startOfDay(day) + Number(time) * HOUR;
  };
  const cases: readonly (readonly [string, string, number, string, string, string | null])[] = [
    // [what, zone, days, sent, asked, free on]
    [
      'end at midnight, not after 24 hours',
      'UTC',
      1,
      '2026-06-15 23',
      '2026-06-15 23',
      '2026-06-16',
    ],
    ['are over when the next has begun', 'UTC', 1, '2026-06-15 23', '2026-06-16 0', null],
    ['are seven with the day itself', 'UTC', 7, '2026-06-15 23', '2026-06-21 23', '2026-06-22'],
    ['are the shop’s, east of UTC', 'Asia/Tokyo', 1, '2026-06-15 1', '2026-06-15 23', '2026-06-16'],
    [
      'are the shop’s, west of UTC',
      'America/Los_Angeles',
      2,
      '2026-06-15 22',
      '2026-06-16 23',
      '2026-06-17',
    ],
    [
      'have 25 hours when the clock goes back',
      'Europe/Warsaw',
      1,
      '2026-10-25 0',
      '2026-10-25 24',
      '2026-10-26',
    ],
    [
      'have 23 hours when it goes forward',
      'Europe/Warsaw',
      1,
      '2026-03-29 0',
      '2026-03-29 23',
      null,
    ],
    ['go over New Year', 'UTC', 3, '2026-12-31 12', '2027-01-01 12', '2027-01-03'],
    [
      'begin late where midnight is skipped',
      'Africa/Cairo',
      1,
      '2026-04-23 12',
      '2026-04-23 13',
      '2026-04-24',
    ],
  ];
  it.each(cases)('%s', (_, zone, n, before, asked, freeOn) => {
    const calendar = shopCalendar(zone);
    const now = at(zone, asked);
    const verdict = checkCaps([days(n)], asking('asked'), now, [sent(at(zone, before))], calendar);
    expect(verdict.kind === 'allowed' ? null : verdict.freeAt).toBe(freeOn && at(zone, freeOn));
  });
});

describe('a cap in words', () => {
  it.each([
    [hours(24), 'at most one message in 24 hours'],
    [{ ...days(7, 3), letPast: ['ad hoc'] }, 'at most 3 messages in 7 days; ad hoc passes'],
    [hours(1, 2, { kind: 'channel', channel: 'sms' }), 'at most 2 messages in one hour by sms'],
    [
      {
        ...days(1, 1),
        over: { kind: 'class', priorityClass: 'frequent' },
        letPast: ['ad hoc', 'yearly'],
      },
      'at most one message in one day of class frequent; ad hoc, yearly pass',
    ],
  ] as const)('%j', (cap, words) => {
    expect(capInWords(cap as Cap)).toBe(words);
  });
});

const anyScope: fc.Arbitrary<CapScope> = fc.oneof(
  fc.constant<CapScope>({ kind: 'all' }),
  fc.record({ kind: fc.constant('channel' as const), channel: fc.constantFrom('email', 'sms') }),
  fc.record({
    kind: fc.constant('class' as const),
    priorityClass: fc.constantFrom(...PRIORITY_CLASSES),
  }),
  fc.record({ kind: fc.constant('message kind' as const), messageKind: fc.constantFrom('a', 'b') }),
);
const anyCap: fc.Arbitrary<Cap> = fc.record({
  max: fc.integer({ min: 1, max: 3 }),
  window: fc.oneof(
    fc.record({ kind: fc.constant('hours' as const), hours: fc.integer({ min: 1, max: 72 }) }),
    fc.record({ kind: fc.constant('local days' as const), days: fc.integer({ min: 1, max: 4 }) }),
  ),
  over: anyScope,
  letPast: fc.subarray(['ad hoc', 'yearly'] as const, { maxLength: 1 }),
});
const anyAsked = fc.record({
  message: fc.constantFrom('p', 'q', 'r', 'own', 'own', 'own', 'own'),
  channel: fc.constantFrom('email', 'sms', 'push'),
  priorityClass: fc.constantFrom(...PRIORITY_CLASSES),
  messageKind: fc.constantFrom('a', 'b'),
});
/** Parts of one message differ in their channel alone. */
function campaignPart(one: Countable): Countable {
  const priorityClass = one.message === 'p' ? 'ad hoc' : 'yearly';
  return { ...one, priorityClass, messageKind: 'a' };
}
/** Around the night in which the clocks of Warsaw go back. */
const BEGIN = Date.UTC(2026, 9, 22);
const anyEvents = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 * 24 * 4 }), anyAsked), {
  minLength: 10,
  maxLength: 60,
});

/** The most that any window holds, counted window by window. */
function fullestWindow(cap: Cap, all: readonly Counted[], calendar: Calendar): number {
  const counted = all.filter(
    (one) => isOver(cap.over, one) && !cap.letPast.includes(one.priorityClass),
  );
  const counts = counted.map(({ at }) => {
    const end = endOfWindow(cap.window, at, calendar);
    const from = cap.window.kind === 'hours' ? at : calendar.startOfDay(calendar.dayOf(at));
    const within = counted.filter((one) => one.at >= from && one.at < end);
    return cap.over.kind === 'channel'
      ? within.length
      : new Set(within.map((it) => it.message)).size;
  });
  return Math.max(0, ...counts);
}

describe('whatever happens in whatever order', () => {
  it('no window of any cap ever holds more than its number', () => {
    const calendar = shopCalendar('Europe/Warsaw');
    fc.assert(
      fc.property(fc.array(anyCap, { minLength: 1, maxLength: 3 }), anyEvents, (caps, events) => {
        const taken: Counted[] = [];
        for (const [index, [quarter, asked]] of events.entries()) {
          const one =
            asked.message === 'own' ? { ...asked, message: `own ${index}` } : campaignPart(asked);
          let at = BEGIN + (quarter * HOUR) / 4;
          const verdict = checkCaps(caps, one, at, taken, calendar);
          // Every second one that is held waits until it may go; the others are given up.
          if (verdict.kind === 'capped') {
            if (verdict.freeAt === null || index % 2 === 0) continue;
            at = verdict.freeAt;
            expect(checkCaps(caps, one, at, taken, calendar).kind).toBe('allowed');
          }
          taken.push({ ...one, at });
        }
        for (const cap of caps) {
          expect(fullestWindow(cap, taken, calendar)).toBeLessThanOrEqual(cap.max);
        }
      }),
      { numRuns: 200 },
    );
  });
});
