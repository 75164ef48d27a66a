/** What is wrong with a query, in a sentence for the person who writes it. */

import type { FaultWords } from './fault-words.ts';
import { english } from './fault-words-english.ts';
import { french } from './fault-words-french.ts';
import { polish } from './fault-words-polish.ts';
import type { Fault, FaultCause } from './faults.ts';

export type FaultLanguage = 'en' | 'fr' | 'pl';

const WORDS: Readonly<Record<FaultLanguage, FaultWords>> = { en: english, fr: french, pl: polish };

/** The place is not in it: editors underline it. */
export function faultInWords({ cause, suggestion }: Fault, language: FaultLanguage): string {
  const words = WORDS[language];
  // The table has, under each code, the function for causes of this code.
  const say = words[cause.code] as (cause: FaultCause) => string;
  const sentence = say(cause);
  return suggestion === null ? sentence : `${sentence} ${words.suggestion(suggestion)}`;
}
