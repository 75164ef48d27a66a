/** Query text → tokens. Blanks, line ends and comments (`-- …`, slash-star) only part them. */
import { parseDay } from '../time.ts';
import { type Fault, type FaultCause, LIMITS } from './faults.ts';
import type { OffsetUnit, Place, Value } from './types.ts';

export type Token =
  | { readonly kind: 'word'; readonly word: string; readonly place: Place }
  | { readonly kind: 'sign'; readonly sign: string; readonly place: Place }
  | { readonly kind: 'value'; readonly value: Value; readonly place: Place }
  | { readonly kind: 'end'; readonly place: Place };

/** How parsing stops inside; never leaves this room: `parse` hands the fault back as a value. */
export class FaultFound extends Error {
  readonly fault: Fault;
  constructor(cause: FaultCause, place: Place, suggestion: string | null = null) {
    super(cause.code);
    this.fault = { cause, place, suggestion };
  }
}

const BLANK = /[\s\u200b\ufeff]+|--[^\n]*|\/\*[\s\S]*?\*\//y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y;
const SIGN = /!=|<>|<=|>=|[=<>(),:]/y;
/** Anything that begins like a number: told apart below, so that `7d` and `2026-2-1` get an error of their own. */
const NUMERIC = /[+-]?[0-9][A-Za-z0-9_.:-]*/y;
/** Quotes that word processors put in place of the straight one. */
const CURLY_QUOTES = /[‘’‚“”„«»`´]/y;
// Half a surrogate pair is no character, and Postgres keeps no NUL.
const NO_CHARACTER = /\p{Surrogate}|\0/u;
const DAY_NAMES: Readonly<Record<string, { amount: number; unit: OffsetUnit }>> = {
  '7_days_ago': { amount: -7, unit: 'd' },
  '30_days_ago': { amount: -30, unit: 'd' },
  '90_days_ago': { amount: -90, unit: 'd' },
  '12_months_ago': { amount: -12, unit: 'm' },
};
/** A thousand years each way: days stay within what dates can say. */
const LARGEST_OFFSET: Readonly<Record<OffsetUnit, number>> = {
  d: 365_000,
  w: 52_000,
  m: 12_000,
  y: 1_000,
};

/** The tokens of a text, the last one of kind `end`. Throws FaultFound. */
export function tokensOf(text: string): readonly Token[] {
  const placeAt = placesOf(text);
  if (text.length > LIMITS.length) {
    const cause = { code: 'too long', limit: LIMITS.length } as const;
    throw new FaultFound(cause, placeAt(LIMITS.length, text.length - LIMITS.length));
  }
  const tokens: Token[] = [];
  let offset = skipBlanks(text, 0, placeAt);
  while (offset < text.length) {
    const { token, end } = readToken(text, offset, placeAt);
    tokens.push(token);
    offset = skipBlanks(text, end, placeAt);
  }
  return [...tokens, { kind: 'end', place: placeAt(offset, 0) }];
}

type PlaceAt = (offset: number, length: number) => Place;

/** Asked with growing offsets, it counts each line end once. */
function placesOf(text: string): PlaceAt {
  let line = 1;
  let lineStart = 0;
  return (offset, length) => {
    for (;;) {
      const lineEnd = text.indexOf('\n', lineStart);
      if (lineEnd < 0 || lineEnd >= offset) break;
      line += 1;
      lineStart = lineEnd + 1;
    }
    return { offset, length, line, column: offset - lineStart + 1 };
  };
}

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

function skipBlanks(text: string, start: number, placeAt: PlaceAt): number {
  let offset = start;
  for (let blank = matchAt(BLANK, text, offset); blank; blank = matchAt(BLANK, text, offset))
    offset += blank.length;
  if (text.startsWith('/*', offset))
    throw new FaultFound({ code: 'comment not closed' }, placeAt(offset, 2), '*/');
  return offset;
}

function readToken(text: string, offset: number, placeAt: PlaceAt): { token: Token; end: number } {
  const quote = text[offset];
  if (quote === "'" || quote === '"') return readText(text, offset, quote, placeAt);
  const numeric = matchAt(NUMERIC, text, offset);
  if (numeric) {
    const place = placeAt(offset, numeric.length);
    return {
      token: { kind: 'value', value: numericValue(numeric, place), place },
      end: offset + numeric.length,
    };
  }
  const word = matchAt(WORD, text, offset);
  if (word) {
    const place = placeAt(offset, word.length);
    return { token: { kind: 'word', word, place }, end: offset + word.length };
  }
  const sign = matchAt(SIGN, text, offset);
  if (sign) {
    const place = placeAt(offset, sign.length);
    const token = { kind: 'sign', sign: sign === '<>' ? '!=' : sign, place } as const;
    return { token, end: offset + sign.length };
  }
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const suggestion = matchAt(CURLY_QUOTES, text, offset) ? "'" : null;
  const cause = { code: 'unknown sign', text: character } as const;
  throw new FaultFound(cause, placeAt(offset, character.length), suggestion);
}

/** Within quotes a backslash takes the next character as it is, and a quote twice is one quote, as SQL has it. */
function readText(
  text: string,
  start: number,
  quote: string,
  placeAt: PlaceAt,
): { token: Token; end: number } {
  let value = '';
  let offset = start + 1;
  while (offset < text.length && (text[offset] !== quote || text[offset + 1] === quote)) {
    if (text[offset] === '\\' || text[offset] === quote) offset += 1;
    value += text[offset] ?? '';
    offset += 1;
  }
  if (offset >= text.length)
    throw new FaultFound({ code: 'text not closed' }, placeAt(start, text.length - start), quote);
  const place = placeAt(start, offset + 1 - start);
  const wrong = NO_CHARACTER.exec(value)?.[0];
  if (wrong !== undefined) throw new FaultFound({ code: 'unknown sign', text: wrong }, place);
  return { token: { kind: 'value', value: { kind: 'text', text: value }, place }, end: offset + 1 };
}

function numericValue(text: string, place: Place): Value {
  const named = DAY_NAMES[text.toLowerCase()];
  if (named) return { kind: 'offset', ...named };
  const offset = /^([+-]?)(\d+)([dwmy])$/i.exec(text);
  if (offset) return offsetValue(offset, text, place);
  const date = /^(\d{4}-\d{2}-\d{2})(?:T([\d:]+))?$/i.exec(text);
  if (date) return dateValue(date[1] ?? '', date[2], text, place);
  const number = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!number) throw new FaultFound({ code: 'unknown sign', text }, place, likelyDate(text));
  const [, sign, whole = '', decimals = ''] = number;
  const digits = whole.replace(/^0+/, '').length + decimals.length;
  if (digits > 15 || decimals.length > 6)
    throw new FaultFound({ code: 'number too long', text }, place);
  const size = Number(decimals === '' ? whole : `${whole}.${decimals}`);
  return { kind: 'number', number: sign === '-' && size !== 0 ? -size : size };
}

/** A date whose parts are in the right order but not in two digits each. */
function likelyDate(text: string): string | null {
  const [, year, month = '', day = ''] = /^(\d{4})[-.](\d{1,2})[-.](\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function offsetValue(match: RegExpExecArray, text: string, place: Place): Value {
  const [, sign, digits] = match;
  if (sign === '') throw new FaultFound({ code: 'offset without sign', text }, place, `-${text}`);
  // The pattern lets only these four letters through.
  const unit = (match[3] ?? '').toLowerCase() as OffsetUnit;
  const size = Number(digits);
  if (size > LARGEST_OFFSET[unit])
    throw new FaultFound({ code: 'offset too large', text }, place, `${sign}1000y`);
  return { kind: 'offset', amount: sign === '-' && size !== 0 ? -size : size, unit };
}

function dateValue(day: string, time: string | undefined, text: string, place: Place): Value {
  try {
    parseDay(day);
  } catch {
    throw new FaultFound({ code: 'impossible date', text: day }, place);
  }
  if (time === undefined) return { kind: 'day', day };
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)) {
    const suggestion = /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? `${text}:00` : null;
    throw new FaultFound({ code: 'impossible time', text: time }, place, suggestion);
  }
  return { kind: 'time', day, time };
}
