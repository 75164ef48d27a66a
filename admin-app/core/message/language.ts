import { LANGUAGES, type Language } from './types.ts';

/**
 * The language to write in: the customer's own (from a locale such as "pl-PL" or "fr") where the message has it,
 * otherwise its fallback.
 */
export function chooseLanguage(
  locale: string | null,
  available: Partial<Readonly<Record<Language, unknown>>>,
  fallback: Language,
): Language {
  const own = languageOf(locale);
  return own !== null && available[own] !== undefined ? own : fallback;
}

/** "fr-CA" → "fr"; null for a language that messages are not written in. */
export function languageOf(locale: string | null): Language | null {
  const primary = locale?.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
