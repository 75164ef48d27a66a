/** What Liquid throws → what is wrong with the text. Liquid tells it in English sentences, so these are read here. */
import { nearestName } from '../segment/nearest-name.ts';
import { FIELD_NAMES } from './field-table.ts';
import { FilterRefusal } from './liquid-filters.ts';
import type { LiquidPlace, TextCause } from './text-problems.ts';

/** How Liquid ends its sentences where it knows the place. */
const PLACE = /(?:, file:[^,]*)?, line:(\d+), col:(\d+)$/;

const SAYINGS: readonly [
  pattern: RegExp,
  cause: (part: string, place: LiquidPlace | null) => TextCause,
][] = [
  [/^undefined filter: (.*)$/s, (name, place) => ({ code: 'unknown filter', name, place })],
  [/^tag "(.*)" not found$/s, (name, place) => ({ code: 'unknown tag', name, place })],
  [
    /^(?:tag |output |raw )?(.*) not closed$/s,
    (text, place) => ({ code: 'not closed', text: unquoted(text), place }),
  ],
  [/^undefined variable: coupon/, () => ({ code: 'no coupon' })],
  [/^undefined variable: (.*)$/s, (name) => unknownField(name)],
  [/^parse length limit exceeded/, () => ({ code: 'too long to read' })],
  [/ limit exceeded/, () => ({ code: 'takes too long' })],
];

export function liquidCause(error: unknown): TextCause {
  const refusal = refusalWithin(error);
  if (refusal) return refusal.reason;
  const message = error instanceof Error ? error.message : String(error);
  const [tail = '', line, column] = PLACE.exec(message) ?? [];
  const said = message.slice(0, message.length - tail.length);
  const place = tail === '' ? null : { line: Number(line), column: Number(column) };
  for (const [pattern, cause] of SAYINGS) {
    const match = pattern.exec(said);
    if (match) return cause(match[1] ?? '', place);
  }
  return { code: 'broken', said, place };
}

export function unknownField(name: string): TextCause {
  const nearest = nearestName(name, FIELD_NAMES);
  return { code: 'unknown field', name, nearest, fields: FIELD_NAMES };
}

/** Liquid wraps what a filter throws, more than once at times. */
function refusalWithin(error: unknown): FilterRefusal | null {
  if (error instanceof FilterRefusal) return error;
  if (!(error instanceof Error) || !('originalError' in error)) return null;
  return refusalWithin(error.originalError);
}

/** Liquid writes some pieces of the text as JSON does. */
function unquoted(piece: string): string {
  if (!piece.startsWith('"')) return piece;
  try {
    return String(JSON.parse(piece));
  } catch {
    return piece;
  }
}
