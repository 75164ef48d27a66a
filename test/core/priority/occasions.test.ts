import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuthoredMessage,
  couponMessagesOf,
  pageMessagesOf,
  readPageId,
  versionFor,
} from '../../../admin-app/core/priority/authored-message.ts';
import { areStillRight, prepareFacts } from '../../../admin-app/core/priority/facts-for.ts';
import {
  type KnownCustomer,
  type OccasionRule,
  occasionFor,
} from '../../../admin-app/core/priority/occasions.ts';
import type { CustomerFacts } from '../../../admin-app/core/priority/on-site.ts';
import { formatDay, parseDay } from '../../../admin-app/core/time.ts';
import { newContent } from '../../../admin-app/ui/models/on-site-content.ts';

const NOBODY: KnownCustomer = {
  ...{ birthday: null, firstOrderDay: null, lastOrderDay: null, lastCategory: null },
  ...{ tierPlace: null, rises: [], coupons: [], segments: [] },
};
const TIERS = { bronze: 1, silver: 2, gold: 3 };
const day = parseDay;

const birthday: OccasionRule = { kind: 'birthday', daysBefore: 3, daysAfter: 7 };
const anniversary: OccasionRule = { kind: 'anniversary', daysBefore: 0, daysAfter: 2 };
const silver: OccasionRule = { kind: 'tier reached', tierId: 'silver', withinDays: 14 };
const coats: OccasionRule = {
  ...{ kind: 'last category', category: 'Coats' },
  ...{ afterDays: 30, untilDays: 60 },
};
const rise = (from: number | null, to: number, on: string) => ({ from, to, day: day(on) });

function on(today: string, rule: OccasionRule, known: Partial<KnownCustomer>, ahead = 0): string {
  const moment = { today: day(today), ahead, tierPlaces: TIERS };
  const found = occasionFor(rule, null, { ...NOBODY, ...known }, moment);
  if (typeof found === 'string') return found;
  return `${formatDay(found.first)} ${formatDay(found.last)}`;
}

describe('the occasion of a message', () => {
  const feb29 = { birthday: '02-29' };
  const first = { firstOrderDay: day('2024-02-29') };
  const cases: readonly (readonly [
    string,
    string,
    OccasionRule,
    Partial<KnownCustomer>,
    string,
  ])[] = [
    [
      'a birthday in its window',
      '2026-06-15',
      birthday,
      { birthday: '06-15' },
      '2026-06-12 2026-06-22',
    ],
    ['29 February in a common year', '2027-02-28', birthday, feb29, '2027-02-25 2027-03-07'],
    ['29 February in a leap year', '2028-02-29', birthday, feb29, '2028-02-26 2028-03-07'],
    [
      'New Year within the window',
      '2026-12-31',
      birthday,
      { birthday: '01-01' },
      '2026-12-29 2027-01-08',
    ],
    [
      'a birthday long past',
      '2026-07-15',
      birthday,
      { birthday: '06-15' },
      'not near the birthday',
    ],
    ['no birthday', '2026-06-15', birthday, {}, 'birthday unknown'],
    [
      'the day of the first order itself',
      '2024-02-29',
      anniversary,
      first,
      'not near the anniversary',
    ],
    ['a year after 29 February', '2025-02-28', anniversary, first, '2025-02-28 2025-03-02'],
    ['four years after 29 February', '2028-02-29', anniversary, first, '2028-02-29 2028-03-02'],
    ['an anniversary without an order', '2026-06-15', anniversary, {}, 'no order yet'],
    [
      'a rise to the tier',
      '2026-06-15',
      silver,
      { tierPlace: 2, rises: [rise(1, 2, '2026-06-10')] },
      '2026-06-10 2026-06-24',
    ],
    [
      'a rise past the tier',
      '2026-06-15',
      silver,
      { tierPlace: 3, rises: [rise(null, 3, '2026-06-15')] },
      '2026-06-15 2026-06-29',
    ],
    [
      'a rise above the tier, reached before',
      '2026-06-15',
      silver,
      { tierPlace: 3, rises: [rise(2, 3, '2026-06-15'), rise(1, 2, '2026-05-01')] },
      'tier reached long ago',
    ],
    [
      'a tier lost again',
      '2026-06-15',
      silver,
      { tierPlace: 1, rises: [rise(1, 2, '2026-06-10')] },
      'tier not reached',
    ],
    [
      'a tier that was removed',
      '2026-06-15',
      { ...silver, tierId: 'platinum' },
      { tierPlace: 3 },
      'tier not reached',
    ],
    [
      'the last day after a rise',
      '2026-06-24',
      silver,
      { tierPlace: 2, rises: [rise(1, 2, '2026-06-10')] },
      '2026-06-10 2026-06-24',
    ],
    [
      'a day too late after a rise',
      '2026-06-25',
      silver,
      { tierPlace: 2, rises: [rise(1, 2, '2026-06-10')] },
      'tier reached long ago',
    ],
    [
      'weeks after an order of the category',
      '2026-06-15',
      coats,
      { lastOrderDay: day('2026-05-10'), lastCategory: 'COATS ' },
      '2026-06-09 2026-07-09',
    ],
    [
      'another category',
      '2026-06-15',
      coats,
      { lastOrderDay: day('2026-05-10'), lastCategory: 'Boots' },
      'another category',
    ],
    [
      'too soon after it',
      '2026-06-15',
      coats,
      { lastOrderDay: day('2026-06-10'), lastCategory: 'Coats' },
      'too soon after the order',
    ],
    [
      'too long after it',
      '2026-06-15',
      coats,
      { lastOrderDay: day('2026-01-10'), lastCategory: 'Coats' },
      'too long after the order',
    ],
    [
      'no category, where any will do',
      '2026-06-15',
      { ...coats, category: '' },
      { lastOrderDay: day('2026-05-10') },
      '2026-06-09 2026-07-09',
    ],
  ];
  it.each(cases)('of %s', (_, today, rule, known, expected) => {
    expect(on(today, rule, known)).toBe(expected);
  });

  it('is told beforehand, and not too early', () => {
    expect(on('2026-04-15', birthday, { birthday: '06-15' }, 60)).toBe('2026-06-12 2026-06-22');
    expect(on('2026-04-12', birthday, { birthday: '06-15' }, 60)).toBe('not near the birthday');
  });

  it('is for members of the segment, or for the others', () => {
    const moment = { today: 0, ahead: 0, tierPlaces: {} };
    const launch: OccasionRule = { kind: 'launch', countdown: false };
    const member = { ...NOBODY, segments: [7] };
    const ask = (isMember: boolean, customer: KnownCustomer) =>
      occasionFor(launch, { segmentId: 7, member: isMember }, customer, moment);
    expect(ask(true, NOBODY)).toBe('not in the segment');
    expect(ask(false, member)).toBe('in the segment');
    expect(ask(true, member)).toEqual({ first: -Infinity, last: Infinity });
    expect(ask(false, NOBODY)).toEqual({ first: -Infinity, last: Infinity });
  });
});

describe('what the pages get of a message', () => {
  const moment = { today: day('2026-06-15'), ahead: 45, tierPlaces: TIERS };
  const noVisits = { lastVisitDay: null, closed: {}, waiting: [] };
  const numbered = (message: AuthoredMessage) => ({ messageId: 12, message });
  const factsOf = (message: AuthoredMessage, known: KnownCustomer) =>
    prepareFacts([numbered(message)], moment)(known, noVisits);

  it('has two versions beside each other, and the rest held out', () => {
    const { form, texts } = newContent('launch');
    const tested = { ...newContent('launch'), versionB: { form, texts }, holdout: 10 };
    const arms = pageMessagesOf(numbered(tested)).map(({ id, arm }) => [id, ...(arm ?? [])]);
    expect(arms).toEqual([
      ['12', '12', 0, 45],
      ['12b', '12', 45, 90],
    ]);
    const got = Array.from({ length: 4_000 }, (_, id) => versionFor(numbered(tested), id + 1));
    for (const [version, share] of [
      ['a', 0.45],
      ['b', 0.45],
      [null, 0.1],
    ] as const)
      expect(got.filter((each) => each === version).length / got.length).toBeCloseTo(share, 1);
  });

  it('says nothing of kinds, birthdays, names or segments', () => {
    const segment = { segmentId: 7, member: true };
    const text = JSON.stringify(
      pageMessagesOf(numbered({ ...newContent('birthday'), segment } as AuthoredMessage)),
    );
    expect(text).not.toMatch(/kind|birthday"|segment|daysBefore|holdout/);
    const known = { ...NOBODY, birthday: '06-15', segments: [7] };
    const facts = factsOf(newContent('birthday'), known);
    expect(JSON.stringify(facts)).not.toContain('06-15');
  });

  it('has a message of its own for each coupon, until that ends', () => {
    const coupon = { code: 'BACK-1', scenarioId: 5, assignedDay: moment.today, expiresAt: 99 };
    const facts = factsOf(newContent('coupon'), { ...NOBODY, coupons: [coupon] });
    expect(facts?.messages?.[0]).toMatchObject({ id: `12:${moment.today}`, until: 99 });
    expect(facts?.occasions).toEqual({ [`12:${moment.today}`]: [moment.today, null] });
    expect(
      readPageId(couponMessagesOf(numbered(newContent('coupon')), coupon)[0]?.id ?? ''),
    ).toEqual({ messageId: 12, version: 'a' });
  });

  it('is nothing for a customer whom no message concerns', () => {
    const known = { ...NOBODY, birthday: '12-01', lastOrderDay: 5 };
    expect(factsOf(newContent('birthday'), known)).toBeNull();
    const days = factsOf(newContent('login return'), known);
    expect(days).toMatchObject({ lastOrderDay: 5, occasions: {} });
  });
});

describe('facts that were published', () => {
  const facts = (occasions: CustomerFacts['occasions']): CustomerFacts => ({
    ...{ lastVisitDay: null, lastOrderDay: null, closed: {}, occasions },
  });

  it('are still right while they answer alike on every day that is near, and else are not', () => {
    const anyOccasions = fc.dictionary(
      fc.constantFrom('1', '2', '3'),
      fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 15 })),
    );
    const made = (given: Readonly<Record<string, readonly [number, number]>>) =>
      facts(
        Object.fromEntries(
          Object.entries(given).map(([id, [first, length]]) => [id, [first, first + length]]),
        ),
      );
    fc.assert(
      fc.property(anyOccasions, anyOccasions, (one, other) => {
        const [published, wanted] = [made(one), made(other)];
        const moment = { today: 10, margin: 14 };
        if (!areStillRight(published, wanted, moment)) return;
        for (let at = 10; at <= 24; at += 1) {
          const shows = ({ occasions }: CustomerFacts) =>
            Object.entries(occasions)
              .filter(([, [first, last]]) => at >= (first ?? 0) && at <= (last ?? 0))
              .map(([id]) => id)
              .sort();
          expect(shows(published)).toEqual(shows(wanted));
        }
      }),
    );
    const now = { today: 10, margin: 14 };
    expect(areStillRight(facts({ '1': [10, 12] }), facts({}), now)).toBe(false);
    expect(areStillRight(facts({ '1': [5, 9] }), facts({}), now)).toBe(true);
    expect(areStillRight(null, facts({ '1': [30, 40] }), now)).toBe(true);
    expect(areStillRight(facts({ '1': [5, 9] }), null, now)).toBe(false);
  });
});
