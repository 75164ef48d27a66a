import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { openShop, type Shop } from './shop.ts';
import { ALL, BIRTHDAY, HER, LAUNCH, NOON, RETURN, TODAY, visit } from './visit.ts';

let browser: Browser;
let shop: Shop;
beforeAll(async () => {
  [browser, shop] = await Promise.all([openBrowser(), openShop()]);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

describe('the one message that shows', () => {
  const away = { ...HER.facts, birthday: null };
  const cases = [
    ['the launch, when everything applies', { messages: ALL, ...HER }, 'Launch'],
    ['the birthday, when nothing launches', { messages: [RETURN, BIRTHDAY], ...HER }, 'Birthday'],
    [
      'the return of one away',
      { messages: [RETURN, BIRTHDAY], customer: 7, facts: away },
      'Return',
    ],
    ['the launch, to those not logged in', { messages: ALL }, 'Launch'],
    ['nothing, when nothing applies', { messages: [BIRTHDAY, RETURN], customer: 7 }, null],
    ['nothing, when nobody is logged in', { messages: [BIRTHDAY, RETURN], facts: HER.facts }, null],
    ['nothing on the cart', { messages: ALL, ...HER, pageType: 'cart' }, null],
    [
      'the next in line, when held out of the first',
      { messages: ALL, customer: 7, facts: { ...HER.facts, heldOut: ['launch'] } },
      'Birthday',
    ],
    [
      'nothing, when the list of those held out cannot be read',
      { messages: ALL, customer: 7, facts: { ...HER.facts, heldOut: 5 } },
      null,
    ],
  ] as const;
  it.each(cases)('is %s', async (_, served, expected) => {
    const { title, complaints } = await visit(browser, shop, served);
    expect(await title()).toBe(expected);
    expect(complaints).toEqual([]);
  });

  it("takes the day from the shop's zone", async () => {
    const onTheDay = { ...BIRTHDAY, daysBefore: 0, daysAfter: 0 };
    const served = { messages: [onTheDay], ...HER };
    // Noon in London is already 16 June on Kiritimati.
    expect(await (await visit(browser, shop, { ...served, zone: 'UTC' })).title()).toBe('Birthday');
    const ahead = await visit(browser, shop, { ...served, zone: 'Pacific/Kiritimati' });
    expect(await ahead.title()).toBeNull();
  });

  it('keeps to the schedule of a launch', async () => {
    const messages = [{ ...LAUNCH, from: NOON, until: NOON + 1000 }];
    const shopper = await visit(browser, shop, { messages });
    const at = async (now: number) => {
      await shopper.page.clock.setFixedTime(now);
      await shopper.goTo();
      return shopper.title();
    };
    expect(await at(NOON - 1)).toBeNull();
    expect(await at(NOON)).toBe('Launch');
    expect(await at(NOON + 1000)).toBeNull();
  });

  it("is in the shopper's language, and says so", async () => {
    const texts = { en: { title: 'Hello', body: '' }, fr: { title: 'Bonjour', body: '' } };
    const messages = [{ ...LAUNCH, texts }];
    const shopper = await visit(browser, shop, { messages: [] });
    for (const [language, title, lang, close] of [
      ['fr', 'Bonjour', 'fr', 'Fermer'],
      ['fr-CA', 'Bonjour', 'fr', 'Fermer'],
      ['pl', 'Hello', 'en', 'Zamknij'],
    ] as const) {
      shop.serve({ messages, language });
      await shopper.goTo();
      expect(await shopper.title()).toBe(title);
      expect(await shopper.message.getAttribute('lang')).toBe(lang);
      expect(await shopper.page.getByRole('button', { name: close, exact: true }).count()).toBe(1);
    }
  });
});

describe('a broken piece', () => {
  it('of a message loses that message alone', async () => {
    const broken = {
      'no id': { id: undefined },
      'an unknown kind': { kind: 'modal' },
      'an unknown class': { priorityClass: 'most urgent' },
      'a rank that is no number': { ownerRank: 'first' },
      'a schedule in words': { until: 'tomorrow' },
      'a text without body': { texts: { en: { title: 'a text without body' } } },
      'a title that is no text': { texts: { en: { title: {}, body: '' } } },
      'one wrong text of two': { texts: { en: { title: 'two', body: '' }, fr: null } },
      'no texts': { texts: null },
      'a birthday without its window': { kind: 'birthday', daysBefore: 3 },
      'a return without its days': { kind: 'login return', absentDays: null },
    };
    const messages = [
      null,
      'launch',
      // Every one of these would go first, were it taken for a message.
      ...Object.entries(broken).map(([title, wrong]) => ({
        ...LAUNCH,
        id: title,
        texts: { en: { title, body: '' } },
        ...wrong,
      })),
      { ...LAUNCH, ownerRank: 9 },
    ];
    const { title, complaints } = await visit(browser, shop, { messages, ...HER });
    expect(await title()).toBe('Launch');
    expect(complaints).toEqual([]);
  });

  const brokenData = [
    ['messages that are no list', { messages: { size: 1 } }],
    ['facts that are no facts', { messages: [BIRTHDAY], customer: 7, facts: 'none' }],
    ['facts without anything', { messages: [BIRTHDAY], customer: 7, facts: {} }],
    ['a zone that does not exist', { messages: [LAUNCH], zone: 'Mars/Olympus' }],
  ] as const;
  it.each(brokenData)('of the data (%s) shows nothing and says nothing', async (_, served) => {
    const { title, complaints } = await visit(browser, shop, served);
    expect(await title()).toBeNull();
    expect(complaints).toEqual([]);
  });

  it('of a birthday leaves the other messages', async () => {
    const facts = {
      ...HER.facts,
      birthday: 615,
      lastVisitDay: 'long ago',
      lastOrderDay: TODAY - 90,
    };
    const { title, complaints } = await visit(browser, shop, { messages: ALL, customer: 7, facts });
    expect(await title()).toBe('Launch');
    expect(complaints).toEqual([]);
  });
});
