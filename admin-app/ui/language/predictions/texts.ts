/** The texts of what the model needs, which only the page of predictions shows: whoever imports this module waits for them. */
import { language, learn, type Translated, type UiLanguage } from '../t.ts';
import type { english } from './english.ts';

export type PredictionsTexts = Translated<typeof english>;

const TEXTS: Readonly<Record<UiLanguage, () => Promise<PredictionsTexts>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The language is known before any page is loaded.
learn(await TEXTS[language()]());
