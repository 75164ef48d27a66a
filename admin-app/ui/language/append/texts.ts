/** The texts of what is appended from outside: their page waits for them, and the customer's card. */
import { language, learn, type Translated, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type AppendTexts = Translated<typeof english>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<AppendTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
