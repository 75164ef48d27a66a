import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseOnSite,
  type OnSiteHistory,
  type OnSiteMessage,
  type PageContext,
  textFor,
} from '../../../admin-app/core/priority/on-site.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
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

const BIRTHDAY_TODAY = '06-15';
const ALL = [loginReturn(), birthday(), launch()];
/** It is her birthday, the collection launches, and she has been away for three months. */
const EVERYTHING = facts({ birthday: BIRTHDAY_TODAY, lastVisitDay: TODAY - 90 });

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
    [false, true, true, 'launch', null, 'not near the birthday', outranked('launch')],
    [false, true, false, 'launch', null, 'not near the birthday', 'not away long enough'],
    [false, false, true, 'login return', 'ended', 'not near the birthday', null],
    [false, false, false, null, 'ended', 'not near the birthday', 'not away long enough'],
  ] as const;
  it.each(cases)(
    'birthday %s, launch %s, away %s → %s',
    (hasBirthday, launches, away, expected, ofLaunch, ofBirthday, ofReturn) => {
      const { winner, losers } = chooseOnSite(
        [loginReturn(), birthday(), launch({ until: launches ? NOW + 1 : NOW })],
        facts({
          birthday: hasBirthday ? BIRTHDAY_TODAY : '01-01',
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
    expect(refusal(launch(), { about: null, on: page({ loggedIn: false }) })).toBeNull();
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

describe('a birthday message', () => {
  it('is for those who are logged in and whose birthday is known', () => {
    expect(refusal(birthday(), { about: null, on: page({ loggedIn: false }) })).toBe('logged out');
    expect(refusal(birthday(), { about: null })).toBe('birthday unknown');
    expect(refusal(birthday(), { about: facts() })).toBe('birthday unknown');
  });

  it('shows from so many days before to so many after', () => {
    const on = (day: number) =>
      refusal(birthday({ daysBefore: 2, daysAfter: 1 }), { on: page({ today: TODAY + day }) });
    expect([-3, -2, 0, 1, 2].map(on)).toEqual([
      'not near the birthday',
      null,
      null,
      null,
      'not near the birthday',
    ]);
  });

  it('shows on 28 February to those born on the 29th, in common years', () => {
    const onlyTheDay = birthday({ daysBefore: 0, daysAfter: 0 });
    const bornOn29 = facts({ birthday: '02-29' });
    const on = (date: string) =>
      refusal(onlyTheDay, { about: bornOn29, on: page({ today: Date.parse(date) / DAY_MS }) });
    expect(on('2027-02-28')).toBeNull();
    expect(on('2027-03-01')).toBe('not near the birthday');
    expect(on('2028-02-28')).toBe('not near the birthday');
    expect(on('2028-02-29')).toBeNull();
  });

  it('is done with for this year once closed in its window, here or on another device', () => {
    // The first day of the window.
    const closed = { birthday: TODAY - 3 };
    expect(refusal(birthday(), { past: history({ closed }) })).toBe('closed before');
    expect(refusal(birthday(), { about: { ...EVERYTHING, closed } })).toBe('closed before');
  });

  it('goes before another whose window ends later, unless that one ends by its schedule', () => {
    const long = birthday({ id: 'a', daysAfter: 9 });
    const short = birthday({ id: 'b', daysAfter: 1 });
    const winnerOf = (...messages: OnSiteMessage[]) =>
      chooseOnSite(messages, EVERYTHING, history(), page()).winner?.id;
    expect(winnerOf(long, short)).toBe('b');
    expect(winnerOf({ ...long, until: NOW + 1 }, short)).toBe('a');
  });

  it('comes again the next year', () => {
    const closed = { birthday: TODAY - 365 };
    expect(
      refusal(birthday(), { past: history({ closed }), about: { ...EVERYTHING, closed } }),
    ).toBeNull();
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
    expect(refusal(loginReturn(), { on: page({ loggedIn: false }) })).toBe('logged out');
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
    ['in the theme editor', page({ designMode: true }), 'theme editor'],
    ['on the cart', page({ pageType: 'cart' }), 'quiet page'],
    ['in checkout', page({ pageType: 'checkout' }), 'quiet page'],
  ] as const;
  it.each(cases)('is silent %s', (_, on, expected) => {
    for (const message of ALL) expect(refusal(message, { on })).toBe(expected);
  });

  it('is kept from those held out of it', () => {
    const about = { ...EVERYTHING, heldOut: ['launch', 'birthday', 'login return'] };
    for (const message of ALL) expect(refusal(message, { about })).toBe('held out');
  });

  it('gives way to the message that this visit has shown, and keeps showing that one', () => {
    const past = history({ shown: 'birthday', lastDay: TODAY - 90 });
    const { winner, losers } = chooseOnSite(ALL, EVERYTHING, past, page());
    expect(winner?.id).toBe('birthday');
    expect(losers.map((loser) => loser.reason)).toEqual(
      Array(2).fill({ kind: 'refused', refusal: 'another message in this visit' }),
    );
  });

  it('shows nothing more in a visit whose message was closed', () => {
    const past = history({ shown: 'launch', closed: { launch: TODAY }, lastDay: TODAY - 90 });
    expect(chooseOnSite(ALL, EVERYTHING, past, page()).winner).toBeNull();
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

describe('every choice', () => {
  const anyMessage = fc.oneof(
    fc.record({ from: fc.option(fc.constantFrom(NOW, NOW + 1)), ownerRank: fc.nat(2) }).map(launch),
    fc.record({ daysBefore: fc.nat(5), daysAfter: fc.nat(5), ownerRank: fc.nat(2) }).map(birthday),
    fc.record({ absentDays: fc.nat(100), until: fc.option(fc.constant(NOW + 9)) }).map(loginReturn),
  );
  const anyMessages = fc
    .array(anyMessage, { maxLength: 8 })
    .map((all) => all.map((message, index): OnSiteMessage => ({ ...message, id: `m${index}` })));
  const anyFacts = fc.option(
    fc.record({
      birthday: fc.option(fc.constantFrom('06-12', '06-15', '06-19', '02-29')),
      lastVisitDay: fc.option(fc.integer({ min: TODAY - 100, max: TODAY })),
      lastOrderDay: fc.option(fc.integer({ min: TODAY - 100, max: TODAY })),
      heldOut: fc.subarray(['m0', 'm1']),
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
});
