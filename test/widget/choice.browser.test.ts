import { describe, expect, it } from 'vitest';
import { ALL, BIRTHDAY, HER, LAUNCH, NOON, RETURN, shareShop, TEXT, TODAY } from './visit.ts';

const shop = shareShop();

describe('the one message that shows', () => {
  const away = { ...HER.facts, occasions: {} };
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
      'the next in line, when the first is for another arm',
      { messages: [{ ...LAUNCH, arm: ['salt', 0, 0] }, BIRTHDAY], ...HER },
      'Birthday',
    ],
    [
      'the arm of those of whom nothing is kept',
      {
        messages: [
          { ...LAUNCH, arm: ['salt', 1, 100] },
          {
            ...LAUNCH,
            id: 'a',
            arm: ['salt', 0, 1],
            texts: { en: { title: 'First arm', body: '' } },
          },
        ],
      },
      'First arm',
    ],
    [
      'nothing, when the list of what was closed cannot be read',
      { messages: ALL, customer: 7, facts: { ...HER.facts, closed: null } },
      null,
    ],
    [
      'the message of this kind of page',
      { messages: [{ ...LAUNCH, pages: ['product'] }], pageType: 'product' },
      'Launch',
    ],
    [
      'nothing on other pages',
      { messages: [{ ...LAUNCH, pages: ['product', '/collections'] }] },
      null,
    ],
    ['that of a new visitor', { messages: [{ ...LAUNCH, visitors: 'new' }] }, 'Launch'],
    ['nothing of a returning one', { messages: [{ ...LAUNCH, visitors: 'returning' }] }, null],
    [
      'her own, which nobody else is printed',
      {
        messages: [RETURN],
        customer: 7,
        facts: { ...away, lastVisitDay: TODAY, messages: [LAUNCH] },
      },
      'Launch',
    ],
  ] as const;
  it.each(cases)('is %s', async (_, served, expected) => {
    const { title, complaints } = await shop.visit(served);
    expect(await title()).toBe(expected);
    expect(complaints).toEqual([]);
  });

  it('knows a path by its beginning, in whatever language', async () => {
    const messages = [{ ...LAUNCH, pages: ['/collections/new'] }];
    const shopper = await shop.visit({ messages });
    expect(await shopper.title()).toBeNull();
    await shopper.goTo('/collections/new?sort_by=price');
    expect(await shopper.title()).toBe('Launch');
    shop.serve({ messages, languageFolder: '/fr' });
    await shopper.goTo('/fr/collections/new');
    expect(await shopper.title()).toBe('Launch');
    await shopper.goTo('/fr/collections/old');
    expect(await shopper.title()).toBeNull();
  });

  it("takes the day from the shop's zone", async () => {
    const facts = { ...HER.facts, occasions: { birthday: [TODAY, TODAY] } };
    const served = { messages: [BIRTHDAY], customer: 7, facts };
    // Noon in London is already 16 June on Kiritimati.
    expect(await (await shop.visit({ ...served, zone: 'UTC' })).title()).toBe('Birthday');
    const ahead = await shop.visit({ ...served, zone: 'Pacific/Kiritimati' });
    expect(await ahead.title()).toBeNull();
  });

  it('keeps to the schedule of a launch', async () => {
    const messages = [{ ...LAUNCH, from: NOON, until: NOON + 1000 }];
    const shopper = await shop.visit({ messages });
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
    const shopper = await shop.visit({ messages: [] });
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
      'an address that runs': { texts: { en: { ...TEXT, buttonUrl: 'javascript:alert()' } } },
      'a code that is no text': { texts: { en: { ...TEXT, code: 5 } } },
      'pages that are no list': { pages: 'index' },
      'an arm that is no range': { arm: 5 },
      'an arm without numbers': { arm: ['salt', 'a', 'b'] },
      'an absence in words': { absentDays: 'long' },
      'an unknown class': { priorityClass: 'most urgent' },
      'a rank that is no number': { ownerRank: 'first' },
      'a schedule in words': { until: 'tomorrow' },
      'a text without body': { texts: { en: { title: 'a text without body' } } },
      'a title that is no text': { texts: { en: { title: {}, body: '' } } },
      'one wrong text of two': { texts: { en: { title: 'two', body: '' }, fr: null } },
      'no texts': { texts: null },
      'an occasion in words': { id: 'words', personal: true },
      'an occasion of no length': { id: 'empty', personal: true },
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
    const occasions = { words: ['Monday', 'Friday'], empty: [TODAY, 'x'] };
    const facts = { ...HER.facts, occasions };
    const { title, complaints } = await shop.visit({ messages, customer: 7, facts });
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
    const { title, complaints } = await shop.visit(served);
    expect(await title()).toBeNull();
    expect(complaints).toEqual([]);
  });

  it('of what is known of her leaves the messages that do not need it', async () => {
    const facts = { ...HER.facts, occasions: null, lastVisitDay: 'long ago' };
    const { title, complaints } = await shop.visit({ messages: ALL, customer: 7, facts });
    expect(await title()).toBe('Launch');
    expect(complaints).toEqual([]);
  });
});
