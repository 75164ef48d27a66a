/** The part of a condition after its name: operator and values, checked against what the name allows. */
import type { Cursor } from './cursor.ts';
import { LIMITS } from './faults.ts';
import { nearestName } from './nearest-name.ts';
import { operatorText, type ValueType } from './operators.ts';
import { FaultFound } from './tokens.ts';
import type { Operator, Place, Test, Value } from './types.ts';

/** What is tested: an attribute, or a parameter of a function. */
export interface Subject {
  readonly name: string;
  readonly type: ValueType;
  readonly operators: readonly Operator[];
  readonly values: readonly string[];
}

export function parseTest(cursor: Cursor, subject: Subject): Test {
  const start = cursor.token.place;
  const operator = parseOperator(cursor, subject);
  if (!subject.operators.includes(operator)) {
    const { name: of, operators } = subject;
    const cause = { code: 'operator not possible', of, operator, operators } as const;
    throw new FaultFound(cause, cursor.placeFrom(start), otherOperator(operator, operators));
  }
  switch (operator) {
    case 'is null':
    case 'is not null':
      return { operator };
    case 'between':
    case 'not between': {
      const from = parseValue(cursor, subject);
      cursor.needWord('AND');
      return { operator, from, to: parseValue(cursor, subject) };
    }
    case 'in':
    case 'not in':
      return { operator, values: parseValues(cursor, subject) };
    default:
      return { operator, value: parseValue(cursor, subject) };
  }
}

/** A list of tags is asked with CONTAINS where a text is asked with =. */
function otherOperator(operator: Operator, operators: readonly Operator[]): string | null {
  const others: Partial<Record<Operator, Operator>> = {
    '=': 'contains',
    '!=': 'not contains',
    contains: '=',
    'not contains': '!=',
    in: '=',
    'not in': '!=',
  };
  const other = others[operator];
  return other && operators.includes(other) ? operatorText(other) : null;
}

function parseOperator(cursor: Cursor, subject: Subject): Operator {
  const { token } = cursor;
  if (token.kind === 'sign') {
    for (const operator of ['=', '!=', '<', '<=', '>', '>='] as const)
      if (cursor.takeSign(operator)) return operator;
  }
  if (cursor.takeWord('IS')) {
    const not = cursor.takeWord('NOT');
    if (!cursor.takeWord('NULL'))
      cursor.fail({ kind: 'words', words: not ? ['NULL'] : ['NULL', 'NOT NULL'] });
    return not ? 'is not null' : 'is null';
  }
  const not = cursor.takeWord('NOT');
  const word = parseWordOperator(cursor);
  if (word) return not ? `not ${word}` : word;
  const operators = subject.operators.filter((operator) => !not || operator.startsWith('not '));
  const expected = { kind: 'operator', of: subject.name, operators } as const;
  const found = cursor.token.kind === 'word' ? cursor.token.word : '';
  return cursor.fail(expected, nearestName(found, operators.map(operatorText)));
}

function parseWordOperator(
  cursor: Cursor,
): 'between' | 'contains' | 'in' | 'starts with' | 'ends with' | null {
  if (cursor.takeWord('BETWEEN')) return 'between';
  if (cursor.takeWord('CONTAINS')) return 'contains';
  if (cursor.takeWord('IN')) return 'in';
  for (const word of ['STARTS', 'ENDS'] as const) {
    if (!cursor.takeWord(word)) continue;
    cursor.needWord('WITH');
    return word === 'STARTS' ? 'starts with' : 'ends with';
  }
  return null;
}

function parseValues(cursor: Cursor, subject: Subject): readonly Value[] {
  cursor.needSign('(');
  const start = cursor.token.place;
  const values = [parseValue(cursor, subject)];
  while (cursor.takeSign(',')) values.push(parseValue(cursor, subject));
  cursor.needSign(')', [',', ')']);
  if (values.length > LIMITS.values) {
    const cause = { code: 'too many values', limit: LIMITS.values } as const;
    throw new FaultFound(cause, cursor.placeFrom(start));
  }
  return values;
}

/** One value of the subject's type. */
export function parseValue(cursor: Cursor, subject: Subject): Value {
  const { token } = cursor;
  const value = token.kind === 'value' ? token.value : wordValue(cursor);
  if (value === null || !fits(value, subject.type)) return failValue(cursor, subject);
  cursor.advance();
  if (value.kind === 'number') checkWhole(subject, value.number, token.place);
  return value.kind === 'text'
    ? { kind: 'text', text: checkText(subject, value.text, token.place) }
    : value;
}

function wordValue({ token }: Cursor): Value | null {
  if (token.kind !== 'word') return null;
  const word = token.word.toLowerCase();
  if (word === 'true' || word === 'false') return { kind: 'boolean', boolean: word === 'true' };
  return word === 'today' || word === 'yesterday' ? { kind: 'named', name: word } : null;
}

function fits(value: Value, type: ValueType): boolean {
  switch (type) {
    case 'number':
    case 'real':
    case 'money':
      return value.kind === 'number';
    case 'text':
    case 'list':
    case 'enumeration':
      return value.kind === 'text';
    case 'boolean':
      return value.kind === 'boolean';
    case 'instant':
      return ['day', 'time', 'offset', 'named'].includes(value.kind);
    case 'day':
      return ['day', 'offset', 'named'].includes(value.kind);
  }
}

function failValue(cursor: Cursor, { name: of, type, values }: Subject): never {
  return cursor.fail({ kind: 'value', of, type, values }, sameInRightForm(cursor, type, values));
}

/** Quotes forgotten, or put around what has none. */
function sameInRightForm(
  cursor: Cursor,
  type: ValueType,
  values: readonly string[],
): string | null {
  const { token } = cursor;
  const written = cursor.textAt(token.place);
  const isText = token.kind === 'value' && token.value.kind === 'text';
  if (fits({ kind: 'text', text: '' }, type)) {
    if (token.kind === 'end' || token.kind === 'sign') return null;
    const value = type === 'enumeration' ? nearestName(written, values) : written;
    return value === null ? null : `'${value}'`;
  }
  const inside = written.slice(1, -1).toLowerCase();
  if (isText && type === 'boolean') return ['true', 'false'].includes(inside) ? inside : null;
  const isDate = /^(\d{4}-\d{2}-\d{2}|today|yesterday|[+-]\d+[dwmy])$/.test(inside);
  const isNumber = /^-?\d+(\.\d+)?$/.test(inside);
  if (isText && (type === 'instant' || type === 'day' ? isDate : isNumber)) return inside;
  return null;
}

function checkWhole({ name: of, type }: Subject, number: number, place: Place) {
  if (type !== 'number' || Number.isInteger(number)) return;
  const cause = { code: 'not whole', of, value: String(number) } as const;
  throw new FaultFound(cause, place, String(Math.trunc(number)));
}

/** An enumeration's value in its own spelling; other text as it is. */
function checkText({ name: of, type, values }: Subject, text: string, place: Place): string {
  if (type !== 'enumeration') return text;
  const known = values.find((value) => value.toLowerCase() === text.toLowerCase());
  if (known !== undefined) return known;
  const nearest = nearestName(text, values);
  const cause = { code: 'unknown value', of, value: text, values } as const;
  throw new FaultFound(cause, place, nearest === null ? null : `'${nearest}'`);
}
