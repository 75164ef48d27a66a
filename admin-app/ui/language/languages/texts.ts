/** The texts of the shop’s languages, which only settings need: whoever imports this module waits for them. */
import { language, learn, type Translated, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type LanguageTexts = Translated<typeof english>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<LanguageTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
