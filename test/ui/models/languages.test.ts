import { describe, expect, it } from 'vitest';
import type { WrittenText } from '../../../admin-app/contract/languages.ts';
import {
  lacking,
  otherCustomers,
  usesOf,
  withLanguage,
  writtenAt,
} from '../../../admin-app/ui/models/languages.ts';

const MESSAGE = {
  kind: 'scenario',
  scenarioId: 1,
  name: 'Win back',
  status: 'active',
  blockId: 'email-1',
  blockName: 'Hello',
  channel: 'email',
  languages: ['en', 'fr'],
  drafted: ['en', 'fr', 'pl'],
} as const;
const TEXTS: readonly WrittenText[] = [
  MESSAGE,
  { ...MESSAGE, blockId: 'email-2', languages: ['en'] },
  { ...MESSAGE, scenarioId: 2, status: 'draft' },
  { ...MESSAGE, kind: 'campaign', scenarioId: 3, channel: 'sms' },
  { kind: 'on-site', messageId: 1, title: 'New', status: 'active', languages: ['fr'] },
  { kind: 'tier', tierId: 'gold', name: 'Gold', status: 'active', languages: ['en'] },
];

it.each([
  [['en'], 'en', 'pl', true, ['en', 'pl'], 'en'],
  [['pl'], 'pl', 'en', true, ['en', 'pl'], 'pl'],
  [['en', 'fr'], 'en', 'fr', false, ['en'], 'en'],
  // The fallback itself goes.
  [['en', 'fr', 'pl'], 'en', 'en', false, ['fr', 'pl'], 'fr'],
  // One always stays.
  [['en'], 'en', 'en', false, ['en'], 'en'],
] as const)(
  'of %j with fallback %s, %s chosen %s leaves %j with %s',
  (languages, fallback, language, chosen, next, nextFallback) => {
    expect(withLanguage({ languages, fallback }, language, chosen)).toEqual({
      languages: next,
      fallback: nextFallback,
    });
  },
);

describe('what is written', () => {
  it('lacks what is not sent, whatever the draft has', () => {
    expect(lacking(TEXTS, 'pl')).toHaveLength(6);
    expect(lacking(TEXTS, 'fr').map((text) => writtenAt(text, 'fr'))).toEqual([
      { path: '/scenarios/1', query: { block: 'email-2', language: 'fr' } },
      { path: '/settings/tiers', query: { tier: 'gold' } },
    ]);
    const [inEnglish] = lacking(TEXTS, 'en').map((text) => writtenAt(text, 'en'));
    expect(inEnglish).toEqual({ path: '/on-site', query: { message: 1, language: 'en' } });
  });

  it('is used by what is active, each scenario once', () => {
    expect(usesOf(TEXTS, 'en')).toEqual({ scenario: 1, campaign: 1, 'on-site': 0, tier: 1 });
    expect(usesOf(TEXTS, 'fr')).toEqual({ scenario: 1, campaign: 1, 'on-site': 1, tier: 0 });
  });
});

it('counts as others those whose language cannot be chosen or is not known', () => {
  const customers = ['en', '', 'de', 'pl'].map((language) => ({
    ...{ language, customers: 1, subscribed: 1 },
  }));
  expect(otherCustomers({ customers }).map(({ language }) => language)).toEqual(['', 'de']);
});
