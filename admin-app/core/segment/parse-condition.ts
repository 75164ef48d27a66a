/** One condition of a query; the grammar stands in parse.ts. */
import { findAttribute } from './attributes.ts';
import type { Cursor } from './cursor.ts';
import { type EventFunction, type FunctionParameter, findFunction } from './functions.ts';
import { ANNIVERSARIES, nearestConditionName } from './names.ts';
import { nearestName } from './nearest-name.ts';
import { ANNIVERSARY_OPERATORS } from './operators.ts';
import { parseTest, parseValue } from './parse-test.ts';
import { FaultFound } from './tokens.ts';
import type { Condition, MatchesCondition, Parameter, Test, Value } from './types.ts';

/** How Shopify, and so an imported query, names the birthday. */
const BIRTHDAY_METAFIELD = 'metafields.facts.birth_date';

export function parseCondition(cursor: Cursor): Condition {
  const { token } = cursor;
  if (token.kind !== 'word' || isKeyword(token.word)) return cursor.fail({ kind: 'condition' });
  const name = token.word.toLowerCase();
  cursor.advance();
  if (name === 'in_segment')
    return { kind: 'in segment', segment: parseReference(cursor, 'name of segment') };
  if (name === 'in_scenario')
    return { kind: 'in scenario', scenario: parseReference(cursor, 'name of scenario') };
  if (name === 'anniversary') return parseAnniversary(cursor);
  const called = findFunction(name);
  if (called) return parseMatches(cursor, called);
  const attribute = findAttribute(name);
  if (attribute) return { kind: 'attribute', attribute: name, test: parseTest(cursor, attribute) };
  const cause = { code: 'unknown name', name: token.word } as const;
  throw new FaultFound(cause, token.place, nearestConditionName(name));
}

function isKeyword(word: string): boolean {
  return ['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'IS', 'NULL', 'CONTAINS', 'MATCHES'].includes(
    word.toUpperCase(),
  );
}

function parseReference(cursor: Cursor, kind: 'name of segment' | 'name of scenario'): string {
  cursor.needSign('(');
  const { token } = cursor;
  if (token.kind !== 'value' || token.value.kind !== 'text') {
    const word = token.kind === 'word' ? `'${token.word}'` : null;
    return cursor.fail({ kind }, word);
  }
  cursor.advance();
  cursor.needSign(')');
  return token.value.text;
}

function parseAnniversary(cursor: Cursor): Condition {
  cursor.needSign('(');
  const { token } = cursor;
  const written = cursor.textAt(token.place).toLowerCase();
  const quoted = token.kind === 'value' && token.value.kind === 'text' ? token.value.text : null;
  const attribute = quoted === BIRTHDAY_METAFIELD ? 'birthday' : written;
  if (!ANNIVERSARIES.includes(attribute))
    return cursor.fail({ kind: 'attribute', names: ANNIVERSARIES }, ANNIVERSARIES[0]);
  cursor.advance();
  cursor.needSign(')');
  const name = `anniversary(${attribute})`;
  const subject = { name, type: 'day', operators: ANNIVERSARY_OPERATORS, values: [] } as const;
  return { kind: 'anniversary', attribute, test: parseTest(cursor, subject) };
}

function parseMatches(cursor: Cursor, called: EventFunction): MatchesCondition {
  const nothing = { kind: 'matches', function: called.name, parameters: [] } as const;
  if (cursor.isSign('(')) return parseOlderForm(cursor, called);
  if (cursor.takeWord('IS')) {
    const not = cursor.takeWord('NOT');
    cursor.needWord('NULL');
    return { ...nothing, negated: !not };
  }
  const negated = cursor.takeWord('NOT');
  if (!cursor.takeWord('MATCHES')) {
    if (negated || !cursor.takeWord('NOT_MATCHES')) return failWithoutMatches(cursor, called);
    return { ...nothing, negated: true, parameters: parseParameters(cursor, called) };
  }
  return { ...nothing, negated, parameters: parseParameters(cursor, called) };
}

function failWithoutMatches({ token }: Cursor, { name: of }: EventFunction): never {
  const cause = { code: 'function without MATCHES', of } as const;
  throw new FaultFound(cause, token.place, 'MATCHES');
}

function parseParameters(cursor: Cursor, called: EventFunction): readonly Parameter[] {
  cursor.needSign('(');
  const parameters: Parameter[] = [];
  if (cursor.takeSign(')')) return parameters;
  do {
    const parameter = parseParameterName(cursor, called, parameters);
    const subject = { ...parameter, name: `${called.name} ${parameter.name}` };
    parameters.push({ name: parameter.name, test: parseTest(cursor, subject) });
  } while (cursor.takeSign(','));
  cursor.needSign(')', [',', ')']);
  return parameters;
}

function parseParameterName(
  cursor: Cursor,
  { name: of, parameters }: EventFunction,
  before: readonly Parameter[],
): FunctionParameter {
  const { token } = cursor;
  const names = parameters.map(({ name }) => name);
  if (token.kind !== 'word') return cursor.fail({ kind: 'parameter', of, names });
  const parameter = parameters.find(({ name }) => name === token.word.toLowerCase());
  if (!parameter) {
    const cause = { code: 'unknown parameter', of, name: token.word, names } as const;
    throw new FaultFound(cause, token.place, nearestName(token.word, names));
  }
  if (before.some(({ name }) => name === parameter.name)) {
    const cause = { code: 'parameter twice', of, name: parameter.name } as const;
    throw new FaultFound(cause, token.place);
  }
  cursor.advance();
  return parameter;
}

/** `products_purchased(id: 1012132033639, quantity: 5) = true`, as Shopify wrote it before 2026-10. */
function parseOlderForm(cursor: Cursor, called: EventFunction): MatchesCondition {
  cursor.needSign('(');
  const parameters: Parameter[] = [];
  while (!cursor.isSign(')')) {
    if (parameters.length > 0) cursor.needSign(',', [',', ')']);
    const parameter = parseParameterName(cursor, called, parameters);
    cursor.needSign(':');
    parameters.push({ name: parameter.name, test: parseOlderTest(cursor, parameter) });
  }
  cursor.needSign(')');
  const unequal = cursor.takeSign('!=');
  if (!unequal) cursor.needSign('=', ['= true', '= false']);
  const positive = cursor.takeWord('TRUE');
  if (!positive && !cursor.takeWord('FALSE'))
    cursor.fail({ kind: 'words', words: ['true', 'false'] });
  return { kind: 'matches', function: called.name, negated: positive === unequal, parameters };
}

function parseOlderTest(cursor: Cursor, parameter: FunctionParameter): Test {
  if (!cursor.takeSign('(')) return { operator: '=', value: parseValue(cursor, parameter) };
  const values: Value[] = [];
  do {
    values.push(parseValue(cursor, parameter));
  } while (cursor.takeSign(','));
  cursor.needSign(')', [',', ')']);
  return { operator: 'in', values };
}
