import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../admin-app/core/message/types.ts';
import { faultsOf } from '../../../admin-app/core/scenario/faults-of.ts';
import type { Surroundings } from '../../../admin-app/core/scenario/surroundings.ts';
import {
  definitionFrom,
  TEMPLATE_NAMES,
  templatesOf,
  tradeFrom,
} from '../../../admin-app/core/scenario/templates/gallery.ts';
import { TRADE_SETTINGS, TRADES } from '../../../admin-app/core/scenario/templates/trades.ts';
import {
  INACTIVE_BY,
  winBackJourney,
} from '../../../admin-app/core/scenario/templates/win-back-journey.ts';
import { segmentBook } from '../../../admin-app/core/segment/segment-book.ts';

const EVERYTHING = {
  sms: true,
  push: true,
  audiences: [{ audienceId: 3, name: 'Silent' }],
} as const;
const MAIL_ONLY = { sms: false, push: false, audiences: [] } as const;
const SHOPS = [
  EVERYTHING,
  MAIL_ONLY,
  { ...MAIL_ONLY, sms: true },
  { ...MAIL_ONLY, push: true },
  { ...MAIL_ONLY, audiences: EVERYTHING.audiences },
];

/** What the shop has around it, so that everything is checked. */
const SURROUNDINGS: Surroundings = {
  scenarioId: 1,
  languages: { languages: LANGUAGES, fallback: 'en' },
  scenarios: [],
  segments: segmentBook([], []),
  tiers: [{ id: 'silver', name: 'Silver' }],
  formerTiers: [],
  audienceIds: [3],
};

describe('the gallery', () => {
  it.each(LANGUAGES)(
    'names and describes every template in %s, each in its own words',
    (language) => {
      const templates = templatesOf({ language, shop: EVERYTHING });
      expect(templates.map(({ template }) => template)).toEqual([...TEMPLATE_NAMES]);
      expect(new Set(templates.map(({ name }) => name)).size).toBe(TEMPLATE_NAMES.length);
      for (const { description } of templates) expect(description.length).toBeGreaterThan(30);
    },
  );

  it('asks for the trade and for what inactive means, and for nothing twice', () => {
    const [winBack] = templatesOf({ language: 'pl', shop: MAIL_ONLY });
    expect(winBack?.options.map(({ name, choices }) => [name, choices.length])).toEqual([
      ['trade', 10],
      ['inactiveBy', 3],
    ]);
    expect(winBack?.options[0]?.choices[0]).toEqual({ value: 'fashion', label: 'Moda' });
  });

  it('asks which audience the silent come to where the shop has one, and takes none for none', () => {
    const [winBack] = templatesOf({ language: 'en', shop: EVERYTHING });
    expect(winBack?.options[2]?.choices).toEqual([
      { value: '3', label: 'Silent' },
      { value: 'none', label: 'None' },
    ]);
    const idsOf = (audience: string) =>
      definitionFrom('win-back', { audience }, { language: 'en', shop: EVERYTHING }).blocks.map(
        ({ id }) => id,
      );
    expect(idsOf('3')).toContain('audience');
    expect(idsOf('none')).not.toContain('audience');
  });

  it('knows the trade that a win-back is made for, and none of the others', () => {
    expect(tradeFrom('win-back', { trade: 'books' })).toBe('books');
    expect(tradeFrom('win-back', { trade: 'moon' })).toBe(TRADES[0]);
    expect(tradeFrom('birthday', { trade: 'books' })).toBeNull();
  });

  it.each(TEMPLATE_NAMES)('“%s” can be activated in every kind of shop', (template) => {
    for (const shop of SHOPS) {
      for (const language of LANGUAGES) {
        const definition = definitionFrom(template, {}, { language, shop });
        expect(faultsOf(definition, SURROUNDINGS)).toEqual([]);
      }
    }
  });

  it.each(TRADES)('win-back can be activated in %s, whatever inactive means', (trade) => {
    for (const inactiveBy of INACTIVE_BY) {
      const choices = { trade, inactiveBy };
      const definition = definitionFrom('win-back', choices, { language: 'en', shop: EVERYTHING });
      expect(faultsOf(definition, SURROUNDINGS)).toEqual([]);
    }
  });
});

describe('the win-back journey', () => {
  const journey = (shop: typeof EVERYTHING | typeof MAIL_ONLY) =>
    winBackJourney({
      trade: 'pet',
      inactiveBy: 'own rhythm',
      language: 'en',
      audienceId: shop.audiences[0]?.audienceId ?? null,
      shop,
    });

  it('begins as the trade and the owner say', () => {
    expect(journey(EVERYTHING).blocks[0]).toMatchObject({
      trigger: { kind: 'inactive', by: { kind: 'own rhythm', times: 1.5 } },
      holdoutShare: 0.1,
    });
    expect(journey(EVERYTHING).goal).toEqual({ kind: 'order' });
  });

  it('lets every answer lead elsewhere: stop, pause, a better offer, word to staff', () => {
    const answer = journey(EVERYTHING).blocks.find(({ id }) => id === 'answer');
    const ways = answer?.kind === 'wait for reaction' ? answer.exits : [];
    expect(ways.map(({ answer, next }) => [answer, next])).toEqual([
      ['not-needed', 'stop-for-good'],
      ['gift', 'pause'],
      ['too-expensive', 'better-coupon'],
      ['bad-experience', 'alert'],
      ['not-now', 'pause'],
      ['other', 'alert'],
    ]);
  });

  it('leaves out what the shop cannot do, and nobody is lost over it', () => {
    const ids = journey(MAIL_ONLY).blocks.map(({ id }) => id);
    expect(ids).not.toContain('sms');
    expect(ids).not.toContain('audience');
    const reaction = journey(MAIL_ONLY).blocks.find(({ id }) => id === 'reminder-a-reaction');
    expect(reaction).toMatchObject({ otherwise: 'silence' });
    const full = journey(EVERYTHING).blocks.find(({ id }) => id === 'sms');
    expect(full).toMatchObject({ next: 'silence', unreachable: 'push' });
  });

  it('gives books no more off than the law of several countries allows', () => {
    expect(TRADE_SETTINGS.books).toMatchObject({ discountPercent: 5, betterDiscountPercent: 5 });
  });
});
