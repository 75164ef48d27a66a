import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseLanguage,
  inOrder,
  type LanguageChoice,
  languageFor,
} from '../../../admin-app/core/message/language.ts';
import { LANGUAGES } from '../../../admin-app/core/message/types.ts';

const ALL: LanguageChoice = { languages: ['en', 'fr', 'pl'], fallback: 'en' };
const FRENCH: LanguageChoice = { languages: ['en', 'fr'], fallback: 'fr' };

const CASES = [
  { locale: 'pl', written: ['en', 'pl'], choice: ALL, chosen: 'pl' },
  { locale: 'pl-PL', written: ['en', 'pl'], choice: ALL, chosen: 'pl' },
  { locale: 'fr_CA', written: ['en', 'fr'], choice: ALL, chosen: 'fr' },
  { locale: 'FR', written: ['en', 'fr'], choice: ALL, chosen: 'fr' },
  { locale: 'fr', written: ['en'], choice: ALL, chosen: 'en' },
  { locale: 'de', written: ['en', 'pl'], choice: ALL, chosen: 'en' },
  { locale: 'plastic', written: ['en', 'pl'], choice: ALL, chosen: 'en' },
  { locale: '', written: ['en'], choice: ALL, chosen: 'en' },
  { locale: null, written: ['en'], choice: ALL, chosen: 'en' },
  // The shop does not write in Polish (any more), whatever the message has.
  { locale: 'pl', written: ['en', 'fr', 'pl'], choice: FRENCH, chosen: 'fr' },
  { locale: 'de', written: ['en', 'fr', 'pl'], choice: FRENCH, chosen: 'fr' },
  { locale: 'en', written: ['en', 'fr'], choice: FRENCH, chosen: 'en' },
  // Not in the shop's fallback: the message's own.
  { locale: 'de', written: ['en', 'pl'], choice: FRENCH, chosen: 'en' },
  { locale: 'pl', written: ['en', 'pl'], choice: FRENCH, chosen: 'en' },
  // Neither in the one nor in the other.
  { locale: 'de', written: ['pl'], choice: FRENCH, chosen: 'pl' },
] as const;

describe('the language of a message', () => {
  it.each(CASES)(
    'is $chosen for a customer with locale $locale where $written are written and $choice chosen',
    ({ locale, written, choice, chosen }) => {
      const content = Object.fromEntries(written.map((language) => [language, 'text']));
      expect(chooseLanguage(locale, { content, fallbackLanguage: 'en' }, choice)).toBe(chosen);
    },
  );

  const language = fc.constantFrom(...LANGUAGES);
  const choice = fc
    .tuple(fc.subarray([...LANGUAGES], { minLength: 1 }), fc.nat())
    .map(([languages, at]): LanguageChoice => {
      return { languages, fallback: languages[at % languages.length] ?? 'en' };
    });

  it('is written wherever the message is written at all', () => {
    fc.assert(
      fc.property(
        fc.option(fc.oneof(language, fc.string())),
        fc.subarray([...LANGUAGES], { minLength: 1 }),
        language,
        choice,
        (locale, written, fallbackLanguage, chosen) => {
          const content = Object.fromEntries(written.map((it) => [it, '']));
          const found = chooseLanguage(locale, { content, fallbackLanguage }, chosen);
          expect(Object.keys(content)).toContain(found);
        },
      ),
    );
  });

  it('is one of the chosen where a text is made on the spot', () => {
    fc.assert(
      fc.property(fc.option(fc.oneof(language, fc.string())), choice, (locale, chosen) => {
        expect(chosen.languages).toContain(languageFor(locale, chosen));
      }),
    );
  });
});

it('puts languages in their order, and leaves out what messages are not written in', () => {
  expect(inOrder(['pl', 'de', 'en', 'pl'])).toEqual(['en', 'pl']);
});
