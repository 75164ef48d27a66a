/** The texts of why an entry could not be read: whoever imports this module waits for them. */
import { language, learn, type Text, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type SyncProblemsTexts = Readonly<Record<keyof typeof english, Text>>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<SyncProblemsTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
