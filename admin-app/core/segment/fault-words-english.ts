import { type FaultWords, oneOf } from './fault-words.ts';
import type { Expectation } from './faults.ts';
import { operatorText, type ValueType } from './operators.ts';

const VALUES: Readonly<Record<ValueType, string>> = {
  number: 'a whole number',
  real: 'a number',
  money: 'an amount such as 49.90',
  instant: 'a date such as 2026-05-30, -30d or today',
  day: 'a date such as 2026-05-30, -30d or today',
  text: "text in single quotes, such as 'VIP'",
  list: "text in single quotes, such as 'VIP'",
  boolean: 'true or false',
  enumeration: 'one of its values in single quotes',
};

function list(names: readonly string[]): string {
  return oneOf(names, 'or');
}

function expectation(expected: Expectation): string {
  switch (expected.kind) {
    case 'condition':
      return 'a condition such as number_of_orders > 1';
    case 'operator':
      return `an operator after ${expected.of}: ${list(expected.operators.map(operatorText))}`;
    case 'value':
      return expected.values.length > 0
        ? `one of these for ${expected.of}: ${list(expected.values.map((value) => `'${value}'`))}`
        : `${VALUES[expected.type]} for ${expected.of}`;
    case 'name of segment':
      return 'the name of a segment in single quotes';
    case 'name of scenario':
      return 'the name of a scenario in single quotes';
    case 'attribute':
    case 'words':
      return list(expected.kind === 'words' ? expected.words : expected.names);
    case 'parameter':
      return `a parameter of ${expected.of}: ${list(expected.names)}`;
  }
}

export const english: FaultWords = {
  expected: ({ expected, found }) =>
    found === ''
      ? `The query ends where ${expectation(expected)} is expected.`
      : `“${found}” stands where ${expectation(expected)} is expected.`,
  'unknown name': ({ name }) => `There is no attribute or function called “${name}”.`,
  'unknown parameter': ({ of, name, names }) =>
    `${of} has no parameter “${name}”; it has ${list(names)}.`,
  'parameter twice': ({ of, name }) =>
    `${of} names ${name} twice; for a range, write ${name} BETWEEN … AND ….`,
  'operator not possible': ({ of, operator, operators }) =>
    `${of} cannot be asked with ${operatorText(operator)}, but with ${list(operators.map(operatorText))}.`,
  'unknown value': ({ of, value, values }) =>
    `${of} is never '${value}'; it is ${list(values.map((each) => `'${each}'`))}.`,
  'not whole': ({ of, value }) => `${of} is a whole number, ${value} is not.`,
  'function without MATCHES': ({ of }) =>
    `After ${of} comes MATCHES or NOT MATCHES, with conditions in parentheses.`,
  'offset without sign': ({ text }) =>
    `“${text}” needs a sign: -${text} is so long ago, +${text} is so long from now.`,
  'impossible date': ({ text }) => `${text} is not a date of the calendar.`,
  'impossible time': ({ text }) => `“${text}” is not a time; write it as 16:00:00.`,
  'number too long': ({ text }) =>
    `${text} has too many digits; up to 15 are possible, 6 of them after the point.`,
  'offset too large': ({ text }) => `${text} is more than a thousand years away.`,
  'unknown sign': ({ text }) => `“${text}” has no meaning here.`,
  'text not closed': () => 'The text that begins here has no closing quote.',
  'comment not closed': () => 'The comment that begins here does not end.',
  'too long': ({ limit }) => `The query is longer than ${limit} characters.`,
  'too deep': ({ limit }) => `More than ${limit} parentheses or NOT are within each other.`,
  'too many conditions': ({ limit }) => `The query has more than ${limit} conditions.`,
  'too many values': ({ limit }) => `The list has more than ${limit} values.`,
  'unknown segment': ({ name }) => `There is no segment called “${name}”.`,
  'unknown scenario': ({ name }) => `There is no scenario called “${name}”.`,
  'segment within itself': ({ path }) =>
    `The segment would be part of itself: ${path.map((name) => `“${name}”`).join(' → ')}.`,
  suggestion: (text) => `Did you mean ${text}?`,
};
