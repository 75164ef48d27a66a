/** The texts of the pages about customers, which only they need: whoever imports this module waits for them. */
import { language, learn, type Translated, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type CustomersTexts = Translated<typeof english>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<CustomersTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
