import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../../admin-app/core/priority/arm.ts';
import {
  chooseOnSite,
  type OnSiteHistory,
  type OnSiteMessage,
  type PageContext,
  textFor,
} from '../../../admin-app/core/priority/on-site.ts';
import { PRIORITY_CLASSES } from '../../../admin-app/core/priority/types.ts';
import {
  birthday,
  facts,
  history,
  launch,
  loginReturn,
  NOW,
  page,
  TODAY,
} from './on-site-fixtures.ts';

const ALL = [loginReturn(), birthday(), launch()];
/** It is her birthday, the collection launches, and she has been away for three months. */
const EVERYTHING = facts({
  occasions: { birthday: [TODAY - 3, TODAY + 3] },
  lastVisitDay: TODAY - 90,
});

/** The refusal of one message in a ranking of it alone, or null when it shows. */
function refusal(
  message: OnSiteMessage,
  {
    about = EVERYTHING,
    past = history(),
    on = page(),
  }: { about?: typeof EVERYTHING | null; past?: OnSiteHistory; on?: PageContext } = {},
): string | null {
  const { winner, losers } = chooseOnSite([message], about, past, on);
  const reason = losers[0]?.reason;
  expect(winner === null).toBe(reason !== undefined);
  return reason?.kind === 'refused' ? reason.refusal : null;
}

describe('birthday, launch and return at once', () => {
  const outranked = (by: string) => `outranked by ${by}`;
  const cases = [
    // birthday, launch, away → winner; why not the launch, the birthday, the return
    [true, true, true, 'launch', null, outranked('launch'), outranked('launch')],
    [true, true, false, 'launch', null, outranked('launch'), 'not away long enough'],
    [true, false, true, 'birthday', 'ended', null, outranked('birthday')],
    [true, false, false, 'birthday', 'ended', null, 'not away long enough'],
    [false, true, true, 'launch', null, 'not on these days', outranked('launch')],
    [false, true, false, 'launch', null, 'not on these days', 'not away long enough'],
    [false, false, true, 'login return', 'ended', 'not on these days', null],
    [false, false, false, null, 'ended', 'not on these days', 'not away long enough'],
  ] as const;
  it.each(cases)(
    'birthday %s, launch %s, away %s → %s',
    (hasBirthday, launches, away, expected, ofLaunch, ofBirthday, ofReturn) => {
      const { winner, losers } = chooseOnSite(
        [loginReturn(), birthday(), launch({ until: launches ? NOW + 1 : NOW })],
        facts({
          occasions: { birthday: hasBirthday ? [TODAY, TODAY] : [TODAY + 1, TODAY + 7] },
          lastVisitDay: away ? TODAY - 90 : TODAY - 2,
        }),
        history(),
        page(),
      );
      expect(winner?.id ?? null).toBe(expected);
      const reasons = Object.fromEntries(
        losers.map(({ key, reason }) => [
          key,
          reason.kind === 'refused' ? reason.refusal : outranked(reason.by),
        ]),
      );
      expect(reasons.launch ?? null).toBe(ofLaunch);
      expect(reasons.birthday ?? null).toBe(ofBirthday);
      expect(reasons['login return'] ?? null).toBe(ofReturn);
    },
  );
});

describe('a launch', () => {
  const cases = [
    ['before it begins', { from: NOW + 1 }, 'not started'],
    ['from its first instant', { from: NOW }, null],
    ['until its last instant', { until: NOW + 1 }, null],
    ['at its end', { until: NOW }, 'ended'],
    ['always, when it has neither', {}, null],
  ] as const;
  it.each(cases)('shows %s: %j → %s', (_, schedule, expected) => {
    expect(refusal(launch(schedule))).toBe(expected);
  });

  it('shows to those who are not logged in', () => {
    expect(refusal(launch(), { about: null, on: page({ customer: null }) })).toBeNull();
  });

  it('stays closed once closed, however long ago and on whatever device', () => {
    const longAgo = TODAY - 300;
    expect(refusal(launch(), { past: history({ closed: { launch: longAgo } }) })).toBe(
      'closed before',
    );
    expect(refusal(launch(), { about: facts({ closed: { launch: longAgo } }) })).toBe(
      'closed before',
    );
  });
});

describe('a personal message', () => {
  it('is for those who are logged in and have an occasion for it', () => {
    expect(refusal(birthday(), { about: null, on: page({ customer: null }) })).toBe('logged out');
    expect(refusal(birthday(), { about: null })).toBe('no occasion');
    expect(refusal(birthday(), { about: facts({ occasions: { other: [0, 1e6] } }) })).toBe(
      'no occasion',
    );
  });

  const days = [
    ['its days', [TODAY - 2, TODAY + 1], [-3, -2, 0, 1, 2], [false, true, true, true, false]],
    ['one day', [TODAY, TODAY], [-1, 0, 1], [false, true, false]],
    ['all days from one on', [TODAY, null], [-1, 0, 9000], [false, true, true]],
    ['all days up to one', [null, TODAY], [-9000, 0, 1], [true, true, false]],
    ['all days', [null, null], [-9000, 0, 9000], [true, true, true]],
  ] as const;
  it.each(days)('shows on %s: %j', (_, occasion, offsets, expected) => {
    const about = facts({ occasions: { birthday: occasion } });
    const shows = (day: number) => refusal(birthday(), { about, on: page({ today: TODAY + day }) });
    expect(offsets.map(shows)).toEqual(expected.map((each) => (each ? null : 'not on these days')));
  });

  it('is done with once closed on its first day or later, here or on another device', () => {
    const closed = { birthday: TODAY - 3 };
    expect(refusal(birthday(), { past: history({ closed }) })).toBe('closed before');
    expect(refusal(birthday(), { about: { ...EVERYTHING, closed } })).toBe('closed before');
  });

  it('goes before another whose occasion ends later, unless that one ends by its schedule', () => {
    const about = facts({
      occasions: { a: [null, TODAY + 9], b: [TODAY, TODAY + 1], c: [null, null] },
    });
    const winnerOf = (...messages: OnSiteMessage[]) =>
      chooseOnSite(messages, about, history(), page()).winner?.id;
    const [a, b, c] = ['a', 'b', 'c'].map((id) => birthday({ id }));
    if (!a || !b || !c) throw new Error('There are three');
    expect(winnerOf(a, b, c)).toBe('b');
    expect(winnerOf({ ...a, until: NOW + 1 }, b, c)).toBe('a');
    expect(winnerOf(c, a)).toBe('a');
  });

  it('comes again on the next occasion', () => {
    const closed = { birthday: TODAY - 4 };
    expect(
      refusal(birthday(), { past: history({ closed }), about: { ...EVERYTHING, closed } }),
    ).toBeNull();
  });

  it('may also ask for an absence, and is then closed for the later of both', () => {
    const both = birthday({ absentDays: 30 });
    const about = { ...EVERYTHING, occasions: { birthday: [TODAY - 60, null] } } as const;
    expect(refusal(both, { about })).toBeNull();
    expect(refusal(both, { about: { ...about, lastVisitDay: TODAY - 2 } })).toBe(
      'not away long enough',
    );
    expect(refusal(both, { about: { ...about, closed: { birthday: TODAY - 61 } } })).toBeNull();
    expect(refusal(both, { about: { ...about, closed: { birthday: TODAY - 60 } } })).toBe(
      'closed before',
    );
  });
});

describe('a login return message', () => {
  const cases = [
    ['away exactly as long as asked', { lastVisitDay: TODAY - 30 }, null],
    ['away a day less', { lastVisitDay: TODAY - 29 }, 'not away long enough'],
    [
      'ordered meanwhile',
      { lastVisitDay: TODAY - 90, lastOrderDay: TODAY - 5 },
      'not away long enough',
    ],
    ['known by an old order alone', { lastOrderDay: TODAY - 90 }, null],
    ['nothing known', {}, 'absence unknown'],
    ['a last visit in the future', { lastVisitDay: TODAY + 1 }, 'not away long enough'],
  ] as const;
  it.each(cases)('to a customer with %s: %j → %s', (_, known, expected) => {
    expect(refusal(loginReturn(), { about: facts(known) })).toBe(expected);
  });

  it('waits until she is logged in', () => {
    expect(refusal(loginReturn(), { on: page({ customer: null }) })).toBe('logged out');
  });

  it('goes by the day settled when the visit logged in, even if the facts learn of the visit', () => {
    const past = history({ lastDay: TODAY - 90 });
    expect(refusal(loginReturn(), { past, about: facts({ lastVisitDay: TODAY }) })).toBeNull();
    const recent = history({ lastDay: TODAY - 3 });
    expect(refusal(loginReturn(), { past: recent })).toBe('not away long enough');
  });

  it('stays closed for this return and comes again after the next absence', () => {
    const closed = { 'login return': TODAY };
    expect(refusal(loginReturn(), { past: history({ closed, lastDay: TODAY - 90 }) })).toBe(
      'closed before',
    );
    const later = page({ today: TODAY + 40 });
    expect(
      refusal(loginReturn(), { past: history({ closed, lastDay: TODAY }), on: later }),
    ).toBeNull();
  });
});

describe('every kind', () => {
  const cases = [
    ['on the cart', page({ pageType: 'cart' }), 'quiet page'],
    ['in checkout', page({ pageType: 'checkout' }), 'quiet page'],
  ] as const;
  it.each(cases)('is silent %s', (_, on, expected) => {
    for (const message of ALL) expect(refusal(message, { on })).toBe(expected);
  });

  const places = [
    [['product'], { pageType: 'product', path: '/products/cup' }, null],
    [['product', 'index'], {}, null],
    [['product'], {}, 'other page'],
    [['/collections/new'], { pageType: 'collection', path: '/collections/new' }, null],
    [['/collections/new'], { pageType: 'product', path: '/collections/new/products/cup' }, null],
    [['/collections/new'], { pageType: 'collection', path: '/collections/old' }, 'other page'],
    [['/products/a', '/products/b'], { path: '/products/b' }, null],
    [['/'], { path: '/pages/about' }, null],
    [[], {}, 'other page'],
  ] as const;
  it.each(places)('only on %j: %j → %s', (pages, on, expected) => {
    for (const message of ALL)
      expect(refusal({ ...message, pages }, { on: page(on) })).toBe(expected);
  });

  const visitors = [
    ['nobody has seen before', {}, facts(), 'new'],
    ['this browser saw yesterday', { lastDay: TODAY - 1 }, facts(), 'returning'],
    ['this browser saw earlier today', { lastDay: TODAY }, facts(), 'new'],
    ['was unknown when she logged in', { lastDay: 0 }, facts({ lastVisitDay: TODAY - 9 }), 'new'],
    ['the facts saw yesterday', {}, facts({ lastVisitDay: TODAY - 1 }), 'returning'],
    ['the facts saw today', {}, facts({ lastVisitDay: TODAY }), 'new'],
    ['bought long ago', {}, facts({ lastOrderDay: TODAY - 900 }), 'returning'],
    [
      'was known when she logged in',
      { lastDay: TODAY - 5 },
      facts({ lastVisitDay: TODAY }),
      'returning',
    ],
  ] as const;
  it.each(visitors)('counts one whom %s as %s', (_, past, about, expected) => {
    for (const wanted of ['new', 'returning'] as const)
      expect(refusal(launch({ visitors: wanted }), { past: history(past), about })).toBe(
        wanted === expected ? null : 'other visitors',
      );
  });

  it('gives way to the message that this visit has shown, and keeps showing that one', () => {
    const past = history({ shown: 'birthday', shownTo: 7, lastDay: TODAY - 90 });
    const { winner, losers } = chooseOnSite(ALL, EVERYTHING, past, page());
    expect(winner?.id).toBe('birthday');
    expect(losers.map((loser) => loser.reason)).toEqual(
      Array(2).fill({ kind: 'refused', refusal: 'another message in this visit' }),
    );
  });

  it('shows nothing more in a visit whose message was closed', () => {
    const past = history({
      shown: 'launch',
      shownTo: 7,
      closed: { launch: TODAY },
      lastDay: TODAY - 90,
    });
    expect(chooseOnSite(ALL, EVERYTHING, past, page()).winner).toBeNull();
  });

  it('for certain customers may still come after what she saw as a guest, the others may not', () => {
    const past = history({ shown: 'other', shownTo: null, lastDay: TODAY - 90 });
    expect(ALL.map((message) => refusal(message, { past }))).toEqual([
      null,
      null,
      'another message in this visit',
    ]);
    const asHerself = { ...past, shownTo: 7 };
    expect(ALL.map((message) => refusal(message, { past: asHerself }))).toEqual(
      Array(3).fill('another message in this visit'),
    );
  });

  it('does not take words of the language for facts', () => {
    const odd = launch({ id: 'constructor' });
    expect(refusal(odd)).toBeNull();
  });
});

describe('the text of a message', () => {
  const texts = { en: { title: 'Hello', body: '' }, pt: { title: 'Olá', body: '' } };
  const cases = [
    ['en', 'en', 'en'],
    ['en-GB', 'en', 'en'],
    ['pt-BR', 'en', 'pt'],
    ['fr', 'en', 'en'],
    ['fr', null, null],
    ['fr', 'it', null],
    ['', null, null],
  ] as const;
  it.each(cases)(
    'for "%s" with the fallback %s is in %s',
    (language, fallbackLanguage, expected) => {
      const message = launch({ texts, fallbackLanguage });
      expect(textFor(message, language)?.language ?? null).toBe(expected);
      expect(refusal(message, { on: page({ language }) })).toBe(
        expected ? null : 'no text in this language',
      );
    },
  );
});

describe('an arm', () => {
  const arms = [
    [0, 45],
    [45, 90],
  ] as const;
  const test = arms.map(([from, to], index) =>
    launch({ id: `arm ${index}`, arm: ['salt', from, to] }),
  );
  const armOf = (customer: number | null, past = history()) =>
    chooseOnSite(test, null, past, page({ customer })).winner?.id ?? 'nothing';

  it('is one of two messages, or nothing for those held out, in the shares that were set', () => {
    const customers = Array.from({ length: 20_000 }, (_, index) => 7_000_000_000_000 + index * 32);
    const placed = customers.map((customer) => armOf(customer));
    const share = (arm: string) => placed.filter((each) => each === arm).length / placed.length;
    // Three standard errors of 45 % of 20,000 are 1.06 %.
    expect(Math.abs(share('arm 0') - 0.45)).toBeLessThan(0.0106);
    expect(Math.abs(share('arm 1') - 0.45)).toBeLessThan(0.0106);
    expect(Math.abs(share('nothing') - 0.1)).toBeLessThan(0.0065);
  });

  it('is the same every time, and for a guest in a browser that keeps a seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        expect(armOf(null, history({ seed }))).toBe(armOf(seed));
        expect(armOf(seed, history({ seed: 5 }))).toBe(armOf(seed));
      }),
    );
  });

  it('is the first for those of whom nothing is kept', () => {
    expect(armOf(null)).toBe('arm 0');
  });

  it('says so to those in another', () => {
    expect(refusal(launch({ arm: ['salt', 0, 0] }))).toBe('other arm');
    expect(refusal(launch({ arm: ['salt', 0, 100] }))).toBeNull();
  });

  it('of one test says nothing about the arm of another', () => {
    const customers = Array.from({ length: 20_000 }, (_, index) => index + 1);
    const below = (salt: string) => customers.map((customer) => bucketOf(salt, customer) < 50);
    const [some, other] = [below('17'), below('18')];
    const both = customers.filter((_, index) => some[index] && other[index]).length;
    expect(Math.abs(both / customers.length - 0.25)).toBeLessThan(0.0093);
  });
});

describe('every choice', () => {
  const anyOptions = {
    from: fc.option(fc.constantFrom(NOW, NOW + 1)),
    until: fc.option(fc.constantFrom(NOW, NOW + 1, NOW + 9)),
    ownerRank: fc.nat(2),
    priorityClass: fc.constantFrom(...PRIORITY_CLASSES),
  };
  const anyMessage = fc.oneof(
    fc.record(anyOptions).map(launch),
    fc.record(anyOptions).map(birthday),
    fc.record({ ...anyOptions, absentDays: fc.nat(100) }).map(loginReturn),
    fc
      .record({ ...anyOptions, arm: fc.tuple(fc.constant('s'), fc.nat(50), fc.nat(100)) })
      .map(launch),
  );
  const anyMessages = fc
    .array(anyMessage, { maxLength: 8 })
    .map((all) => all.map((message, index): OnSiteMessage => ({ ...message, id: `m${index}` })));
  const anyFacts = fc.option(
    fc.record({
      lastVisitDay: fc.option(fc.integer({ min: TODAY - 100, max: TODAY })),
      lastOrderDay: fc.option(fc.integer({ min: TODAY - 100, max: TODAY })),
      occasions: fc.dictionary(
        fc.constantFrom('m0', 'm1', 'm2', 'm3'),
        fc.tuple(
          fc.option(fc.integer({ min: TODAY - 9, max: TODAY + 2 })),
          fc.option(fc.integer({ min: TODAY - 2, max: TODAY + 9 })),
        ),
      ),
      closed: fc.dictionary(
        fc.constantFrom('m2', 'm3'),
        fc.integer({ min: TODAY - 9, max: TODAY }),
      ),
    }),
  );

  it('is the same whatever order the messages come in', () => {
    fc.assert(
      fc.property(anyMessages, anyFacts, (messages, about) => {
        const forwards = chooseOnSite(messages, about, history(), page());
        expect(chooseOnSite(messages.toReversed(), about, history(), page())).toEqual(forwards);
      }),
    );
  });

  it('shows at most one message and gives every other a reason', () => {
    fc.assert(
      fc.property(anyMessages, anyFacts, (messages, about) => {
        const { winner, losers } = chooseOnSite(messages, about, history(), page());
        expect(losers).toHaveLength(messages.length - (winner ? 1 : 0));
        if (winner) expect(refusal(winner, { about })).toBeNull();
      }),
    );
  });

  it('never goes to another because one that goes behind the winner joins in', () => {
    fc.assert(
      fc.property(anyMessages, anyMessage, anyFacts, (messages, message, about) => {
        const before = chooseOnSite(messages, about, history(), page());
        const joining = {
          ...message,
          id: 'worse',
          priorityClass: 'frequent',
          ownerRank: 9,
        } as const;
        const after = chooseOnSite([...messages, joining], about, history(), page());
        if (before.winner && before.winner.priorityClass !== 'frequent')
          expect(after.winner).toBe(before.winner);
        // Whoever joins, either it wins or nothing changes.
        if (after.winner !== joining) expect(after.winner).toBe(before.winner);
      }),
    );
  });

  it('goes to no other when a loser leaves', () => {
    fc.assert(
      fc.property(anyMessages, anyFacts, fc.nat(7), (messages, about, leaving) => {
        const { winner } = chooseOnSite(messages, about, history(), page());
        if (!winner || messages[leaving] === winner) return;
        const rest = messages.filter((_, index) => index !== leaving);
        expect(chooseOnSite(rest, about, history(), page()).winner).toBe(winner);
      }),
    );
  });
});
