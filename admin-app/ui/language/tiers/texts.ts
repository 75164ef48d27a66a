/** The texts of drawing value tiers, which only their page needs: whoever imports this module waits for them. */
import { language, learn, type Translated, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type TierTexts = Translated<typeof english>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<TierTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
