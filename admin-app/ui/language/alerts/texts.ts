/** The texts of what scenarios ask staff to look at, needed only where there is any: whoever imports this module waits for them. */
import { language, learn, type Translated, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type AlertTexts = Translated<typeof english>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<AlertTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
