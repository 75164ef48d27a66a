/** What the names of the query language mean, in the language of the person at the screen. Loaded with the editor. */
import { language, type UiLanguage } from '../../../language/t.ts';
import type { SegmentWords } from './types.ts';

const WORDS: Readonly<Record<UiLanguage, () => Promise<SegmentWords>>> = {
  en: async () => (await import('./english.ts')).english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

// The page that needs them waits for them; the language is known before any page is loaded.
const words = await WORDS[language()]();

/** The name of an attribute, function or parameter in plain words; the name itself where we have none. */
export function nameInWords(name: string): string {
  return words.subjects[name]?.[0] ?? words.parameters[name] ?? name;
}

export function subjectHelp(name: string): string {
  return words.subjects[name]?.[1] ?? '';
}

/** A value of an enumeration, such as "AT_RISK". */
export function valueInWords(value: string): string {
  return words.values[value] ?? value;
}

/** How an operator reads in a sentence about a type of value. */
export function operatorInWords(operator: string, type: string): string {
  const byType = words.operatorsOf[type] ?? {};
  return byType[operator] ?? words.operators[operator] ?? operator.toUpperCase();
}
