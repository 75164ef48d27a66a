/** Generated trees for the property tests of the language: every attribute, function, operator and kind of value. */
import fc from 'fast-check';
import { ATTRIBUTES } from '../../../admin-app/core/segment/attributes.ts';
import { FUNCTIONS } from '../../../admin-app/core/segment/functions.ts';
import {
  ANNIVERSARY_OPERATORS,
  type ValueType,
} from '../../../admin-app/core/segment/operators.ts';
import type {
  Condition,
  DateValue,
  Operator,
  Query,
  SegmentQuery,
  Test,
  Value,
} from '../../../admin-app/core/segment/types.ts';
import { formatDay, parseDay } from '../../../admin-app/core/time.ts';

export interface Subject {
  readonly type: ValueType;
  readonly operators: readonly Operator[];
  readonly values: readonly string[];
}

/** Values that collide with those of generated customers, so that conditions hold for some and not for others. */
export interface Choices {
  readonly texts: readonly string[];
  readonly days: readonly string[];
  readonly wholes: readonly number[];
  readonly reals: readonly number[];
  readonly amounts: readonly number[];
  readonly withTimes: boolean;
  readonly segments: readonly string[];
  readonly scenarios: readonly string[];
}

export const ANY_CHOICES: Choices = {
  texts: ['', 'VIP', "l'été", 'a\\b', '"', '-- no comment', 'Zażółć', '🎂', ' and '],
  days: ['2024-02-29', '2026-03-29', '1999-12-31'],
  wholes: [0, 1, -7, 123_456_789_012_345],
  reals: [0.3, 0.000_001, -2.5, 10],
  amounts: [19.99, 0, 0.1, 12_345.678],
  withTimes: true,
  segments: ['Gold', "it's"],
  scenarios: ['Win back'],
};

export function queries(choices: Choices): fc.Arbitrary<SegmentQuery> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<SegmentQuery>({ kind: 'everyone' }) },
    { weight: 30, arbitrary: parts(choices) },
  );
}

function parts(choices: Choices): fc.Arbitrary<Query> {
  const condition = conditions(choices);
  return fc.letrec<{ query: Query }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: condition },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constantFrom('and', 'or'),
          of: fc.array(tie('query'), { minLength: 2, maxLength: 4 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('not'), of: tie('query') }) },
    ),
  })).query;
}

export function conditions(choices: Choices): fc.Arbitrary<Condition> {
  const attribute = fc
    .constantFrom(...ATTRIBUTES)
    .chain((subject) =>
      tests(subject, choices).map(
        (test): Condition => ({ kind: 'attribute', attribute: subject.name, test }),
      ),
    );
  const anniversary = tests(
    { type: 'day', operators: ANNIVERSARY_OPERATORS, values: [] },
    choices,
  ).map((test): Condition => ({ kind: 'anniversary', attribute: 'birthday', test }));
  return fc.oneof(
    { weight: 8, arbitrary: attribute },
    { weight: 2, arbitrary: anniversary },
    { weight: 5, arbitrary: matches(choices) },
    {
      weight: choices.segments.length === 0 ? 0 : 1,
      arbitrary: fc
        .constantFrom(...choices.segments, '')
        .map((segment): Condition => ({ kind: 'in segment', segment })),
    },
    {
      weight: choices.scenarios.length === 0 ? 0 : 1,
      arbitrary: fc
        .constantFrom(...choices.scenarios)
        .map((scenario): Condition => ({ kind: 'in scenario', scenario })),
    },
  );
}

function matches(choices: Choices): fc.Arbitrary<Condition> {
  return fc.constantFrom(...FUNCTIONS).chain((called) =>
    fc
      .record({
        negated: fc.boolean(),
        asked: fc.subarray([...called.parameters], { maxLength: 3 }),
      })
      .chain(({ negated, asked }) =>
        fc.tuple(...asked.map((parameter) => tests(parameter, choices))).map((found): Condition => {
          const parameters = asked.flatMap(({ name }, index) => {
            const test = found[index];
            return test ? [{ name, test }] : [];
          });
          return { kind: 'matches', function: called.name, negated, parameters };
        }),
      ),
  );
}

export function tests(subject: Subject, choices: Choices): fc.Arbitrary<Test> {
  const value = values(subject, choices);
  return fc.constantFrom(...subject.operators).chain((operator): fc.Arbitrary<Test> => {
    switch (operator) {
      case 'is null':
      case 'is not null':
        return fc.constant({ operator });
      case 'between':
      case 'not between':
        return fc.record({ operator: fc.constant(operator), from: value, to: value });
      case 'in':
      case 'not in':
        return fc.record({
          operator: fc.constant(operator),
          values: fc.array(value, { minLength: 1, maxLength: 3 }),
        });
      default:
        return fc.record({ operator: fc.constant(operator), value });
    }
  });
}

function values({ type, values: allowed }: Subject, choices: Choices): fc.Arbitrary<Value> {
  const number = (numbers: readonly number[]) =>
    fc.constantFrom(...numbers).map((chosen): Value => ({ kind: 'number', number: chosen }));
  const text = (texts: readonly string[]) =>
    fc.constantFrom(...texts).map((chosen): Value => ({ kind: 'text', text: chosen }));
  switch (type) {
    case 'number':
      return number(choices.wholes);
    case 'real':
      return number(choices.reals);
    case 'money':
      return number(choices.amounts);
    case 'boolean':
      return fc.boolean().map((boolean): Value => ({ kind: 'boolean', boolean }));
    case 'enumeration':
      return text(allowed);
    case 'text':
    case 'list':
      return text(choices.texts);
    case 'instant':
      return dates(choices, choices.withTimes);
    case 'day':
      return dates(choices, false);
  }
}

function dates({ days }: Choices, withTime: boolean): fc.Arbitrary<DateValue> {
  const near = fc.integer({ min: -3, max: 3 });
  const day = fc
    .tuple(fc.constantFrom(...days), near)
    .map(([text, distance]) => formatDay(parseDay(text) + distance));
  const unit = fc.constantFrom('d', 'w', 'm', 'y');
  return fc.oneof(
    day.map((text): DateValue => ({ kind: 'day', day: text })),
    fc.record({
      kind: fc.constant('offset'),
      amount: fc.integer({ min: -14, max: 14 }).map((amount) => amount + 0),
      unit,
    }),
    fc.record({ kind: fc.constant('named'), name: fc.constantFrom('today', 'yesterday') }),
    ...(withTime
      ? [
          fc.record({
            kind: fc.constant('time'),
            day,
            time: fc.constantFrom('00:00:00', '02:30:00', '13:05:09', '23:59:59'),
          }),
        ]
      : []),
  );
}
