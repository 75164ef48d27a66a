/** What each language has to say about the faults of a query. */
import type { FaultCause } from './faults.ts';

export type FaultWords = {
  readonly [Code in FaultCause['code']]: (
    cause: Extract<FaultCause, { readonly code: Code }>,
  ) => string;
} & {
  /** After a sentence: what to write instead. */
  readonly suggestion: (text: string) => string;
};

/** At most so many names are listed; the rest would hide the sentence. */
const LISTED = 8;

/** `a, b or c`. */
export function oneOf(names: readonly string[], or: string): string {
  const listed = names.slice(0, LISTED);
  if (names.length > LISTED) return `${listed.join(', ')} …`;
  const last = listed.pop() ?? '';
  return listed.length === 0 ? last : `${listed.join(', ')} ${or} ${last}`;
}
