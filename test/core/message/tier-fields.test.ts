import { describe, expect, it } from 'vitest';
import { renderLiquid } from '../../../admin-app/core/message/liquid.ts';
import { fieldsOf, type MessageReader } from '../../../admin-app/core/message/message-fields.ts';
import type { TierDetails } from '../../../admin-app/core/message/tier-fields.ts';
import type { Language } from '../../../admin-app/core/message/types.ts';
import {
  ABOUT_TO_LOSE,
  NEW_TIER,
} from '../../../admin-app/core/scenario/templates/value-tier-messages.ts';

const DETAILS: TierDetails = {
  benefits: { fr: 'Livraison offerte', pl: 'Darmowa dostawa' },
  loseOn: '2026-03-01',
  keeps: 4_050,
  unit: 'money',
};

function say(
  text: string,
  tierDetails: TierDetails | null,
  language: Language = 'en',
  fallback: Language = 'en',
): string {
  const reader: MessageReader = {
    firstName: 'Anna',
    lastName: 'Martin',
    tier: tierDetails && 'Gold',
    tierDetails,
    orders: 3,
    spentMinor: 100,
    birthday: null,
    dueDay: null,
    lastOrder: null,
  };
  const frame = { language, currency: 'EUR' };
  const shop = { name: 'Pine', url: 'https://pine.example', zone: 'UTC', languages: { fallback } };
  const fields = fieldsOf(reader, { shop, frame, now: 0, coupon: null, unsubscribeUrl: '' });
  const rendered = renderLiquid(text, fields, frame);
  return rendered.ok ? rendered.text : rendered.cause.code;
}

it.each<[string, TierDetails, Language, string]>([
  ['{{ tier.benefits }}', DETAILS, 'pl', 'Darmowa dostawa'],
  ['{{ tier.benefits }}', DETAILS, 'en', 'Livraison offerte'],
  ['{{ tier.until }}', DETAILS, 'en', '2026-02-28'],
  ['{{ tier.until }}', { ...DETAILS, loseOn: null }, 'en', ''],
  ['{{ tier.keeps }}', DETAILS, 'en', '€40.50'],
  ['{{ tier.keeps }}', DETAILS, 'pl', '40,50\u00a0€'],
  ['{{ tier.keeps }}', { ...DETAILS, keeps: null }, 'en', ''],
  ['{{ tier.keeps }}', { ...DETAILS, keeps: 1, unit: 'orders' }, 'en', '1 order'],
  ['{{ tier.keeps }}', { ...DETAILS, keeps: 3, unit: 'orders' }, 'pl', '3 zamówienia'],
  ['{{ tier.keeps }}', { ...DETAILS, keeps: 5, unit: 'points' }, 'pl', '5 punktów'],
])('%s with %o in %s says “%s”', (text, details, language, expected) => {
  expect(say(text, details, language)).toBe(expected);
});

it('says benefits in the shop’s fallback where the language of the message has none', () => {
  expect(say('{{ tier.benefits }}', DETAILS, 'en', 'pl')).toBe('Darmowa dostawa');
});

it('says nothing, and is no fault, where there is no tier and the text asks first', () => {
  expect(say('a{% if tier %} {{ tier.benefits }}{% endif %}', null)).toBe('a');
});

describe('what the tier scenarios write', () => {
  const textOf = (content: typeof NEW_TIER, language: Language) =>
    (content[language]?.body ?? [])
      .flatMap((block) => (block.kind === 'text' ? block.text : []))
      .join();

  it('names the benefits, and the order that keeps the tier', () => {
    expect(say(textOf(NEW_TIER, 'pl'), DETAILS, 'pl')).toMatch(/poziom Gold\.\n\nDarmowa dostawa$/);
    expect(say(textOf(ABOUT_TO_LOSE, 'en'), DETAILS)).toMatch(
      /Gold would end\. €40\.50 more by February 28, 2026 keeps it\.$/,
    );
  });

  it('does without what nobody has written or knows', () => {
    const nothing = { ...DETAILS, benefits: {}, loseOn: null, keeps: null };
    expect(say(textOf(NEW_TIER, 'fr'), nothing, 'fr')).toMatch(/au niveau Gold\.$/);
    expect(say(textOf(ABOUT_TO_LOSE, 'en'), nothing)).toMatch(/An order in time can keep it\.$/);
    expect(say(textOf(ABOUT_TO_LOSE, 'en'), null)).toMatch(/An order in time can keep it\.$/);
  });
});
