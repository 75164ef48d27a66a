/** Which operators go with which type of value, and how they are written. */
import type { Operator } from './types.ts';

/**
 * `number` is whole, `real` is not; `instant` is a moment, compared by the shop's local day (or second), `day` a date
 * without a time; `enumeration` is text out of a few given values.
 */
export type ValueType =
  | 'number'
  | 'real'
  | 'money'
  | 'instant'
  | 'day'
  | 'text'
  | 'list'
  | 'boolean'
  | 'enumeration';

const EQUAL: readonly Operator[] = ['=', '!='];
const ORDERED: readonly Operator[] = [...EQUAL, '<', '<=', '>', '>=', 'between', 'not between'];
const ONE_OF: readonly Operator[] = ['in', 'not in'];
const NULLS: readonly Operator[] = ['is null', 'is not null'];
const CONTAINS: readonly Operator[] = ['contains', 'not contains'];
const AFFIXES: readonly Operator[] = [
  'starts with',
  'not starts with',
  'ends with',
  'not ends with',
];

export const OPERATORS: Readonly<Record<ValueType, readonly Operator[]>> = {
  number: [...ORDERED, ...ONE_OF, ...NULLS],
  real: [...ORDERED, ...NULLS],
  money: [...ORDERED, ...NULLS],
  instant: [...ORDERED, ...NULLS],
  day: [...ORDERED, ...NULLS],
  text: [...EQUAL, ...ONE_OF, ...CONTAINS, ...AFFIXES, ...NULLS],
  list: [...CONTAINS, ...ONE_OF, ...NULLS],
  boolean: [...EQUAL, ...NULLS],
  enumeration: [...EQUAL, ...ONE_OF, ...NULLS],
};

export const ANNIVERSARY_OPERATORS: readonly Operator[] = [
  ...EQUAL,
  'between',
  'not between',
  ...NULLS,
];

/** How an operator is written in a query: `NOT STARTS WITH`. */
export function operatorText(operator: Operator): string {
  return operator.toUpperCase();
}
