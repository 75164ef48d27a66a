/** What is wrong with the texts of a message, for the person who writes them, in their language. */
import type { ProblemWords } from './problem-words.ts';
import { english } from './problem-words-english.ts';
import { french } from './problem-words-french.ts';
import { polish } from './problem-words-polish.ts';
import type { ContentCause, TextCause } from './text-problems.ts';
import type { Language } from './types.ts';

const WORDS: Readonly<Record<Language, ProblemWords>> = { en: english, fr: french, pl: polish };

/** A sentence. */
export function contentFaultInWords(cause: ContentCause, language: Language): string {
  // The table has, under each code, the function for causes of this code.
  const say = WORDS[language].contents[cause.code] as (
    cause: ContentCause,
    because: string,
  ) => string;
  return say(cause, 'cause' in cause ? textProblemInWords(cause.cause, language) : '');
}

/** A clause: small first letter, no full stop. */
export function textProblemInWords(cause: TextCause, language: Language): string {
  // As above.
  const say = WORDS[language].texts[cause.code] as (cause: TextCause) => string;
  return say(cause);
}
