/** The texts of who saved first: whoever imports this module waits for them. */
import { language, learn, type Text, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type OvertakenTexts = Readonly<Record<keyof typeof english, Text>>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<OvertakenTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
