import { LANGUAGES, type Language } from './types.ts';

/** Which languages a shop writes to its customers in. */
export interface LanguageChoice {
  /** At least one, in the order of `LANGUAGES`. */
  readonly languages: readonly Language[];
  /** One of them: for customers whose own language is unknown, not among them, or not written. */
  readonly fallback: Language;
}

/** A message by language. */
export interface WrittenMessage {
  readonly content: Partial<Readonly<Record<Language, unknown>>>;
  /** For a message that is not written in the shop's fallback. */
  readonly fallbackLanguage: Language;
}

/** "fr-CA" → "fr"; null for a language that messages are not written in. */
export function languageOf(locale: string | null): Language | null {
  const primary = locale?.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** The customer's own (from a locale such as "pl-PL" or "fr") where the shop writes in it, otherwise its fallback. */
export function languageFor(
  locale: string | null,
  { languages, fallback }: LanguageChoice,
): Language {
  const own = languageOf(locale);
  return own !== null && languages.includes(own) ? own : fallback;
}

/** What those get whose own language a message lacks: the shop's fallback, else the message's own, else what there is. */
export function fallbackOf(
  { content, fallbackLanguage }: WrittenMessage,
  { fallback }: Pick<LanguageChoice, 'fallback'>,
): Language {
  const wanted = [fallback, fallbackLanguage, ...LANGUAGES];
  return wanted.find((language) => content[language] !== undefined) ?? fallback;
}

/** The language that a customer gets a message in. */
export function chooseLanguage(
  locale: string | null,
  message: WrittenMessage,
  choice: LanguageChoice,
): Language {
  const wanted = languageFor(locale, choice);
  return message.content[wanted] === undefined ? fallbackOf(message, choice) : wanted;
}

/** In the order of `LANGUAGES`, each once. */
export function inOrder(languages: Iterable<string>): readonly Language[] {
  const given = new Set(languages);
  return LANGUAGES.filter((language) => given.has(language));
}
