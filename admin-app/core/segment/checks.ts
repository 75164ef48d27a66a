/**
 * What a test means, in the few forms that both compilers know. Meaning, once for all:
 *
 * - Two values, as store owners expect and Shopify documents: a missing value (null) passes no positive test, and
 *   every negative one (`!=`, `NOT IN`, `NOT CONTAINS`, `NOT BETWEEN`, `NOT STARTS WITH`, `NOT MATCHES`) is the exact
 *   opposite of its positive, so it keeps customers without a value. `NOT (…)` is the exact opposite of what it holds.
 * - A day is the shop's local day. `=` a day means within it, `>` after its end, `<` before its beginning, `BETWEEN`
 *   includes both days. A second of the clock is treated alike: `=` means within that second.
 * - Money is compared in minor units of the shop's currency, exactly: `> 10.999` begins at 11.00.
 * - Numbers that are not whole are kept in single precision; what they are compared with is rounded alike.
 * - Text: see fold.ts. A list contains a whole entry; `IN` asks for any of several. An empty list is null.
 * - The values of a range may stand in the wrong order: it then holds nothing.
 */
import { minorDigits } from '../money.ts';
import { type Day, parseDay } from '../time.ts';
import { anniversaryIn, dayOfValue, type MonthDay, monthDayOf, monthDaysWithin } from './dates.ts';
import { fold } from './fold.ts';
import type { ValueType } from './operators.ts';
import type { DateValue, Operator, Test, TimeValue, Value } from './types.ts';

export interface Moment {
  /** The shop's today. */
  readonly today: Day;
  /** ISO 4217. */
  readonly currency: string;
}

/** A positive question about one value, or its opposite. Missing values answer the positive question with no. */
export type Check = Question & { readonly negated: boolean };
export type Question =
  | NumberQuestion
  | { readonly kind: 'instants'; readonly from: Edge | null; readonly until: Edge | null }
  | { readonly kind: 'month days'; readonly monthDays: ReadonlySet<MonthDay> }
  | TextQuestion
  | { readonly kind: 'present' };
export type NumberQuestion =
  /** Both ends included; infinite where open. Holds nothing when `from` is beyond `to`. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] };
export interface TextQuestion {
  readonly kind: 'text';
  readonly match: 'equals' | 'contains' | 'starts' | 'ends';
  /** Folded; one of them is enough. */
  readonly texts: readonly string[];
}

/** The beginning of a day of the shop, or a second of its clock (`after` it, when it is over). */
export interface Edge {
  readonly day: Day;
  readonly clock: { readonly time: string; readonly after: boolean } | null;
}

/** The check of a test on a value of a type. Days are numbers of days. */
export function checkOf(test: Test, type: ValueType, moment: Moment): Check {
  const { operator } = test;
  if (operator === 'is null' || operator === 'is not null')
    return { kind: 'present', negated: operator === 'is null' };
  const negated = operator === '!=' || operator.startsWith('not ');
  return { ...questionOf(test, type, moment), negated };
}

function questionOf(test: Test, type: ValueType, moment: Moment): Question {
  switch (type) {
    case 'text':
    case 'enumeration':
    case 'list':
      return textQuestion(test, type);
    case 'boolean': {
      const wanted = valuesOf(test)[0];
      const number = wanted?.kind === 'boolean' && wanted.boolean ? 1 : 0;
      return { kind: 'range', from: number, to: number };
    }
    case 'instant':
      return instantsQuestion(test, moment);
    case 'real':
      return realRange(test);
    default:
      return wholeQuestion(test, (value) => wholeNumber(value, type, moment));
  }
}

/** The values a test compares with, in order. */
export function valuesOf(test: Test): readonly Value[] {
  switch (test.operator) {
    case 'is null':
    case 'is not null':
      return [];
    case 'between':
    case 'not between':
      return [test.from, test.to];
    case 'in':
    case 'not in':
      return test.values;
    default:
      return [test.value];
  }
}

function textQuestion(test: Test, type: ValueType): TextQuestion {
  const texts = valuesOf(test).map((value) => (value.kind === 'text' ? fold(value.text) : ''));
  const match = type === 'list' ? 'equals' : textMatch(test.operator);
  return { kind: 'text', match, texts };
}

function textMatch(operator: Operator): TextQuestion['match'] {
  if (operator.endsWith('contains')) return 'contains';
  if (operator.endsWith('starts with')) return 'starts';
  return operator.endsWith('ends with') ? 'ends' : 'equals';
}

/** In units of the column: days, or minor units, which may come out fractional. */
function wholeNumber(value: Value, type: ValueType, { today, currency }: Moment): number {
  if (value.kind === 'number')
    return type === 'money' ? shiftDecimals(value.number, minorDigits(currency)) : value.number;
  if (value.kind === 'text' || value.kind === 'boolean') return Number.NaN;
  return dayOfValue(value, today);
}

/** By digits, as 0.07 × 100 is not 7 in floating point. Beyond what is counted exactly, all is infinite. */
function shiftDecimals(number: number, digits: number): number {
  const shifted = Number(`${number}e${digits}`);
  return Math.abs(shifted) > Number.MAX_SAFE_INTEGER ? Math.sign(shifted) * Infinity : shifted;
}

function wholeQuestion(test: Test, numberOf: (value: Value) => number): NumberQuestion {
  const numbers = valuesOf(test).map(numberOf);
  if (test.operator === 'in' || test.operator === 'not in') return { kind: 'numbers', numbers };
  const [first = Number.NaN, last = first] = numbers;
  return { kind: 'range', ...wholeRange(test.operator, first, last) };
}

function wholeRange(operator: Operator, first: number, last: number) {
  switch (operator) {
    case '<':
      return { from: -Infinity, to: Math.ceil(first) - 1 };
    case '<=':
      return { from: -Infinity, to: Math.floor(first) };
    case '>':
      return { from: Math.floor(first) + 1, to: Infinity };
    case '>=':
      return { from: Math.ceil(first), to: Infinity };
    default:
      return { from: Math.ceil(first), to: Math.floor(last) };
  }
}

function realRange(test: Test): NumberQuestion {
  const numbers = valuesOf(test).map((value) =>
    value.kind === 'number' ? Math.fround(value.number) : Number.NaN,
  );
  const [first = Number.NaN, last = first] = numbers;
  switch (test.operator) {
    case '<':
      return { kind: 'range', from: -Infinity, to: -nextSingle(-first) };
    case '<=':
      return { kind: 'range', from: -Infinity, to: first };
    case '>':
      return { kind: 'range', from: nextSingle(first), to: Infinity };
    case '>=':
      return { kind: 'range', from: first, to: Infinity };
    default:
      return { kind: 'range', from: first, to: last };
  }
}

/** The smallest number of single precision above one of single precision. */
function nextSingle(number: number): number {
  const bits = new Int32Array(new Float32Array([number]).buffer);
  const current = bits[0] ?? 0;
  if (number === 0) return 2 ** -149;
  bits[0] = number > 0 ? current + 1 : current - 1;
  return new Float32Array(bits.buffer)[0] ?? number;
}

function instantsQuestion(test: Test, { today }: Moment): Question {
  const [first, last = first] = valuesOf(test);
  if (!isDate(first) || !isDate(last)) return { kind: 'instants', from: null, until: null };
  const begin = beginOf(first, today);
  switch (test.operator) {
    case '<':
      return { kind: 'instants', from: null, until: begin };
    case '<=':
      return { kind: 'instants', from: null, until: endOf(first, today) };
    case '>':
      return { kind: 'instants', from: endOf(first, today), until: null };
    case '>=':
      return { kind: 'instants', from: begin, until: null };
    default:
      return { kind: 'instants', from: begin, until: endOf(last, today) };
  }
}

function isDate(value: Value | undefined): value is DateValue {
  return value !== undefined && !['number', 'text', 'boolean'].includes(value.kind);
}

function beginOf(value: DateValue, today: Day): Edge {
  if (value.kind === 'time') return clockEdge(value, false);
  return { day: dayOfValue(value, today), clock: null };
}

function endOf(value: DateValue, today: Day): Edge {
  if (value.kind === 'time') return clockEdge(value, true);
  return { day: dayOfValue(value, today) + 1, clock: null };
}

function clockEdge({ day, time }: TimeValue, after: boolean): Edge {
  return { day: parseDay(day), clock: { time, after } };
}

/**
 * The check of a test on an anniversary. Dates given with a year are taken in the year of today. Where a range would
 * then end before it begins, its end lies in the year after; or, if that is counted from today, its beginning in the
 * year before.
 */
export function anniversaryCheckOf(test: Test, { today }: Moment): Check {
  const { operator } = test;
  if (operator === 'is null' || operator === 'is not null')
    return { kind: 'present', negated: operator === 'is null' };
  const negated = operator === '!=' || operator === 'not between';
  const [from, to = from] = valuesOf(test);
  if (!isDate(from) || !isDate(to)) return { kind: 'month days', monthDays: new Set(), negated };
  let first = dayThisYear(from, today);
  let last = dayThisYear(to, today);
  if (last < first && to.kind === 'day') last = anniversaryIn(today, monthDayOf(last), 1);
  else if (last < first && from.kind === 'day') first = anniversaryIn(today, monthDayOf(first), -1);
  return { kind: 'month days', monthDays: monthDaysWithin(first, last), negated };
}

function dayThisYear(value: DateValue, today: Day): Day {
  const day = dayOfValue(value, today);
  return value.kind === 'day' ? anniversaryIn(today, monthDayOf(day)) : day;
}

/** Whether a number passes; never called for a missing one. */
export function passesNumber(check: Check, number: number): boolean {
  return asksNumber(check, number) !== check.negated;
}

function asksNumber(question: Question, number: number): boolean {
  switch (question.kind) {
    case 'range':
      return number >= question.from && number <= question.to;
    case 'numbers':
      return question.numbers.includes(number);
    case 'present':
      return true;
    default:
      throw new RangeError(`A question of kind "${question.kind}" is not about a number`);
  }
}

/** Whether a folded text is one of those, or contains, begins or ends with one. */
export function asksText({ match, texts }: TextQuestion, folded: string): boolean {
  switch (match) {
    case 'equals':
      return texts.includes(folded);
    case 'contains':
      return texts.some((text) => folded.includes(text));
    case 'starts':
      return texts.some((text) => folded.startsWith(text));
    case 'ends':
      return texts.some((text) => folded.endsWith(text));
  }
}
