/** What each language has to say about the texts of a message that cannot be made. */
import type { ContentCause, TextCause } from './text-problems.ts';

type WordsFor<Cause extends { readonly code: string }> = {
  readonly [Code in Cause['code']]: (cause: Extract<Cause, { readonly code: Code }>) => string;
};

export interface ProblemWords {
  /** Sentences. `because` is one of `texts`, put into words. */
  readonly contents: {
    readonly [Code in ContentCause['code']]: (
      cause: Extract<ContentCause, { readonly code: Code }>,
      because: string,
    ) => string;
  };
  /** What stands after "because" or a colon: small first letter, no full stop. */
  readonly texts: WordsFor<TextCause>;
}

/** A sentence that ends with such a clause; one that asks keeps its own mark. */
export function ended(sentence: string): string {
  return sentence.endsWith('?') ? sentence : `${sentence}.`;
}
