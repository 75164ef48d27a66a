/** Tree → query text in one style; parsing it gives an equal tree. */
import { operatorText } from './operators.ts';
import type { Condition, Parameter, Query, SegmentQuery, Test, Value } from './types.ts';

/** On one line: capitals for words, names as in the catalogue, parentheses only where they decide something. */
export function print(query: SegmentQuery): string {
  return query.kind === 'everyone' ? '' : printQuery(query);
}

/** With each part of the outermost AND or OR on a line of its own. */
export function printLines(query: SegmentQuery): string {
  if (query.kind !== 'and' && query.kind !== 'or') return print(query);
  return printParts(query.kind, query.of).join(`\n${operatorWord(query.kind)} `);
}

function operatorWord(kind: 'and' | 'or'): string {
  return kind.toUpperCase();
}

function printQuery(query: Query): string {
  switch (query.kind) {
    case 'and':
    case 'or':
      return printParts(query.kind, query.of).join(` ${operatorWord(query.kind)} `);
    case 'not':
      return `NOT ${isJunction(query.of) ? `(${printQuery(query.of)})` : printQuery(query.of)}`;
    default:
      return printCondition(query);
  }
}

/** AND within OR needs no parentheses; a junction within one of its own kind keeps them, being another tree. */
function printParts(kind: 'and' | 'or', parts: readonly Query[]): readonly string[] {
  return parts.map((part) => {
    const apart = part.kind === 'or' || part.kind === kind;
    return apart ? `(${printQuery(part)})` : printQuery(part);
  });
}

function isJunction({ kind }: Query): boolean {
  return kind === 'and' || kind === 'or';
}

/** One condition as text, also for a caption beside its histogram. */
function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'attribute':
      return `${condition.attribute} ${printTest(condition.test)}`;
    case 'anniversary':
      return `anniversary(${condition.attribute}) ${printTest(condition.test)}`;
    case 'in segment':
      return `in_segment(${printText(condition.segment)})`;
    case 'in scenario':
      return `in_scenario(${printText(condition.scenario)})`;
    case 'matches': {
      const matches = condition.negated ? 'NOT MATCHES' : 'MATCHES';
      return `${condition.function} ${matches} (${condition.parameters.map(printParameter).join(', ')})`;
    }
  }
}

function printParameter({ name, test }: Parameter): string {
  return `${name} ${printTest(test)}`;
}

function printTest(test: Test): string {
  const operator = operatorText(test.operator);
  switch (test.operator) {
    case 'is null':
    case 'is not null':
      return operator;
    case 'between':
    case 'not between':
      return `${operator} ${printValue(test.from)} AND ${printValue(test.to)}`;
    case 'in':
    case 'not in':
      return `${operator} (${test.values.map(printValue).join(', ')})`;
    default:
      return `${operator} ${printValue(test.value)}`;
  }
}

function printValue(value: Value): string {
  switch (value.kind) {
    case 'number':
      return String(value.number);
    case 'text':
      return printText(value.text);
    case 'boolean':
      return String(value.boolean);
    case 'day':
      return value.day;
    case 'time':
      return `${value.day}T${value.time}`;
    case 'offset':
      return `${value.amount < 0 ? '-' : '+'}${Math.abs(value.amount)}${value.unit}`;
    case 'named':
      return value.name;
  }
}

function printText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
