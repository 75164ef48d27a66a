/**
 * Query text → tree, by recursive descent:
 *
 *   query     = [ or ]
 *   or        = and { OR and }
 *   and       = negation { AND negation }          AND binds tighter than OR
 *   negation  = NOT negation | "(" or ")" | condition
 *   condition = attribute test
 *             | anniversary "(" attribute ")" test
 *             | function [ NOT ] MATCHES "(" [ parameter test { "," parameter test } ] ")"
 *             | function IS [ NOT ] NULL           short for MATCHES () and its opposite
 *             | in_segment "(" text ")" | in_scenario "(" text ")"
 *   test      = operator value | [ NOT ] BETWEEN value AND value | [ NOT ] IN "(" value { "," value } ")"
 *             | IS [ NOT ] NULL
 *
 * Words in capitals and all names may be written in any case. NOT_MATCHES is the same as NOT MATCHES, and the older
 * `function(parameter: value) = true` is understood too.
 */
import { Cursor } from './cursor.ts';
import { type Fault, LIMITS } from './faults.ts';
import { parseCondition } from './parse-condition.ts';
import { FaultFound, tokensOf } from './tokens.ts';
import type { Place, Query, SegmentQuery } from './types.ts';

export type ParseResult =
  | {
      readonly ok: true;
      readonly query: SegmentQuery;
      /** Where each node of this very tree stands, for the condition under the cursor. */
      readonly places: ReadonlyMap<Query, Place>;
    }
  | { readonly ok: false; readonly fault: Fault };

interface Parsing {
  readonly cursor: Cursor;
  readonly places: Map<Query, Place>;
  conditions: number;
}

/** Reads a query. What is wrong with it comes back as a value; nothing is thrown, however long or deep the text. */
export function parse(text: string): ParseResult {
  try {
    const cursor = new Cursor(text, tokensOf(text));
    const parsing: Parsing = { cursor, places: new Map(), conditions: 0 };
    if (cursor.isEnd()) return { ok: true, query: { kind: 'everyone' }, places: parsing.places };
    const query = parseJunction(parsing, 'or', 0);
    if (!cursor.isEnd()) cursor.fail({ kind: 'words', words: ['AND', 'OR'] });
    return { ok: true, query, places: parsing.places };
  } catch (error) {
    if (error instanceof FaultFound) return { ok: false, fault: error.fault };
    throw error;
  }
}

function parseJunction(parsing: Parsing, kind: 'and' | 'or', depth: number): Query {
  const { cursor } = parsing;
  const start = cursor.token.place;
  const parts: Query[] = [];
  do {
    parts.push(
      kind === 'or' ? parseJunction(parsing, 'and', depth) : parseNegation(parsing, depth),
    );
  } while (cursor.takeWord(kind.toUpperCase()));
  const [only] = parts;
  return parts.length === 1 && only ? only : placed(parsing, { kind, of: parts }, start);
}

function parseNegation(parsing: Parsing, depth: number): Query {
  const { cursor } = parsing;
  const start = cursor.token.place;
  if (depth > LIMITS.depth)
    throw new FaultFound({ code: 'too deep', limit: LIMITS.depth }, cursor.token.place);
  if (cursor.takeWord('NOT'))
    return placed(parsing, { kind: 'not', of: parseNegation(parsing, depth + 1) }, start);
  if (cursor.takeSign('(')) {
    const within = parseJunction(parsing, 'or', depth + 1);
    cursor.needSign(')', ['AND', 'OR', ')']);
    return within;
  }
  parsing.conditions += 1;
  if (parsing.conditions > LIMITS.conditions) {
    const cause = { code: 'too many conditions', limit: LIMITS.conditions } as const;
    throw new FaultFound(cause, cursor.token.place);
  }
  return placed(parsing, parseCondition(cursor), start);
}

function placed(parsing: Parsing, query: Query, start: Place): Query {
  parsing.places.set(query, parsing.cursor.placeFrom(start));
  return query;
}
