/**
 * What can be wrong with a query, as values: a code with its parts for the wording (see fault-in-words.ts), the place
 * in the text, and what to write instead where that is known.
 */
import type { ValueType } from './operators.ts';
import type { Operator, Place } from './types.ts';

/** What could stand at a place: also what an editor offers there. */
export type Expectation =
  | { readonly kind: 'condition' }
  | { readonly kind: 'operator'; readonly of: string; readonly operators: readonly Operator[] }
  | {
      readonly kind: 'value';
      readonly of: string;
      readonly type: ValueType;
      readonly values: readonly string[];
    }
  | { readonly kind: 'name of segment' | 'name of scenario' }
  | { readonly kind: 'attribute'; readonly names: readonly string[] }
  | { readonly kind: 'parameter'; readonly of: string; readonly names: readonly string[] }
  /** Any of these words or signs, as written. */
  | { readonly kind: 'words'; readonly words: readonly string[] };

export type FaultCause =
  | { readonly code: 'expected'; readonly expected: Expectation; readonly found: string }
  | { readonly code: 'unknown name'; readonly name: string }
  | {
      readonly code: 'unknown parameter';
      readonly of: string;
      readonly name: string;
      readonly names: readonly string[];
    }
  | { readonly code: 'parameter twice'; readonly of: string; readonly name: string }
  | {
      readonly code: 'operator not possible';
      readonly of: string;
      readonly operator: Operator;
      readonly operators: readonly Operator[];
    }
  | {
      readonly code: 'unknown value';
      readonly of: string;
      readonly value: string;
      readonly values: readonly string[];
    }
  | { readonly code: 'not whole'; readonly of: string; readonly value: string }
  | { readonly code: 'function without MATCHES'; readonly of: string }
  | { readonly code: 'offset without sign'; readonly text: string }
  | OfText<'impossible date'>
  | OfText<'impossible time'>
  | OfText<'number too long'>
  | OfText<'offset too large'>
  | OfText<'unknown sign'>
  | { readonly code: 'text not closed' }
  | { readonly code: 'comment not closed' }
  | Beyond<'too long'>
  | Beyond<'too deep'>
  | Beyond<'too many conditions'>
  | Beyond<'too many values'>
  | { readonly code: 'unknown segment'; readonly name: string }
  | { readonly code: 'unknown scenario'; readonly name: string }
  /** From the segment that is asked about to itself: A, B, A. */
  | { readonly code: 'segment within itself'; readonly path: readonly string[] };

interface OfText<Code> {
  readonly code: Code;
  readonly text: string;
}
interface Beyond<Code> {
  readonly code: Code;
  readonly limit: number;
}

export interface Fault {
  readonly cause: FaultCause;
  readonly place: Place;
  /** What to write at the place instead: the nearest name, or the same in the right form. */
  readonly suggestion: string | null;
}

export const LIMITS = { length: 50_000, depth: 40, conditions: 200, values: 500 } as const;
