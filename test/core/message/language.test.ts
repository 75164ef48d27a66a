import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../admin-app/core/message/language.ts';

const CASES = [
  { locale: 'pl', available: { en: 1, pl: 1 }, chosen: 'pl' },
  { locale: 'pl-PL', available: { en: 1, pl: 1 }, chosen: 'pl' },
  { locale: 'fr_CA', available: { en: 1, fr: 1 }, chosen: 'fr' },
  { locale: 'FR', available: { en: 1, fr: 1 }, chosen: 'fr' },
  { locale: 'fr', available: { en: 1 }, chosen: 'en' },
  { locale: 'de', available: { en: 1, pl: 1 }, chosen: 'en' },
  { locale: 'plastic', available: { en: 1, pl: 1 }, chosen: 'en' },
  { locale: '', available: { en: 1 }, chosen: 'en' },
  { locale: null, available: { en: 1 }, chosen: 'en' },
];

describe('the language of a message', () => {
  it.each(CASES)(
    'is $chosen for a customer with locale $locale',
    ({ locale, available, chosen }) => {
      expect(chooseLanguage(locale, available, 'en')).toBe(chosen);
    },
  );
});
