/** What the visual builder offers: subjects of conditions, and conditions to begin with. */
import {
  ATTRIBUTES,
  type Attribute,
  type AttributeGroup,
  attributeOf,
} from '../../core/segment/attributes.ts';
import { valuesOf } from '../../core/segment/checks.ts';
import { FUNCTIONS, type FunctionParameter, functionOf } from '../../core/segment/functions.ts';
import { ANNIVERSARIES } from '../../core/segment/names.ts';
import { ANNIVERSARY_OPERATORS, type ValueType } from '../../core/segment/operators.ts';
import type { Condition, Operator, Parameter, Test, Value } from '../../core/segment/types.ts';

/** What a test asks about: an attribute, an anniversary or a parameter of a function. */
export interface Asked {
  /** As `Expectation.of` names it: the attribute, or function and parameter. */
  readonly of: string;
  readonly type: ValueType;
  readonly operators: readonly Operator[];
  readonly values: readonly string[];
  readonly unit: Attribute['unit'];
}

export type SubjectGroup = AttributeGroup | 'events' | 'membership';
export interface Subject {
  /** How a condition on it begins in the text: "amount_spent", "anniversary(birthday)", "in_segment". */
  readonly name: string;
  readonly group: SubjectGroup;
}

export const SUBJECT_GROUPS = [
  'customer',
  'consent',
  'orders',
  'prediction',
  'value',
  'activity',
  'events',
  'membership',
] as const satisfies readonly SubjectGroup[];

export const SUBJECTS: readonly Subject[] = [
  ...ATTRIBUTES.map(({ name, group }) => ({ name, group })),
  ...ANNIVERSARIES.map((name) => ({ name: anniversaryName(name), group: 'customer' as const })),
  ...FUNCTIONS.map(({ name }) => ({ name, group: 'events' as const })),
  { name: 'in_segment', group: 'membership' },
  { name: 'in_scenario', group: 'membership' },
];

function anniversaryName(attribute: string): string {
  return `anniversary(${attribute})`;
}

export function subjectOf(condition: Condition): string {
  switch (condition.kind) {
    case 'attribute':
      return condition.attribute;
    case 'anniversary':
      return anniversaryName(condition.attribute);
    case 'matches':
      return condition.function;
    case 'in segment':
      return 'in_segment';
    case 'in scenario':
      return 'in_scenario';
  }
}

export function askedOfAttribute(name: string): Asked {
  const { type, operators, values, unit } = attributeOf(name);
  return { of: name, type, operators, values, unit };
}

export function askedOfAnniversary(attribute: string): Asked {
  const of = anniversaryName(attribute);
  return { of, type: 'day', operators: ANNIVERSARY_OPERATORS, values: [], unit: null };
}

export function askedOfParameter(of: string, parameter: FunctionParameter): Asked {
  const { name, type, operators, values } = parameter;
  const unit = type === 'money' ? 'money' : null;
  return { of: `${of} ${name}`, type, operators, values, unit };
}

/** The first of what there is, for conditions that name a segment or scenario. */
export interface Named {
  readonly segments: readonly string[];
  readonly scenarios: readonly string[];
}

/** A condition on a subject to begin with, the likeliest one. */
export function newCondition(subject: string, named: Named): Condition {
  if (subject === 'in_segment') return { kind: 'in segment', segment: named.segments[0] ?? '' };
  if (subject === 'in_scenario') return { kind: 'in scenario', scenario: named.scenarios[0] ?? '' };
  const [, anniversary] = /^anniversary\((\w+)\)$/.exec(subject) ?? [];
  if (anniversary) {
    const test = { operator: 'between', from: TODAY, to: days(6) } as const;
    return { kind: 'anniversary', attribute: anniversary, test };
  }
  const attribute = ATTRIBUTES.find(({ name }) => name === subject);
  if (attribute) return { kind: 'attribute', attribute: subject, test: newTest(attribute) };
  const count = { operator: '>=', value: { kind: 'number', number: 1 } } as const;
  const parameters = [{ name: 'count', test: count }];
  return { kind: 'matches', function: functionOf(subject).name, negated: false, parameters };
}

/** A parameter that the condition has not got yet; null when it has all. */
export function newParameter(of: string, taken: readonly Parameter[]): Parameter | null {
  const free = functionOf(of).parameters.find(
    ({ name }) => !taken.some((parameter) => parameter.name === name),
  );
  return free ? { name: free.name, test: newTest(free) } : null;
}

const TODAY: Value = { kind: 'named', name: 'today' };

function days(amount: number): Value {
  return { kind: 'offset', amount, unit: 'd' };
}

type OfType = Pick<Asked, 'type' | 'values'> & { readonly name?: string };

export function newTest(of: OfType): Test {
  const value = newValue(of);
  switch (of.type) {
    case 'number':
    case 'real':
    case 'money':
      return { operator: '>=', value };
    case 'instant':
      return { operator: '>=', value };
    case 'day':
      return { operator: 'between', from: TODAY, to: days(7) };
    case 'list':
      return { operator: 'contains', value };
    default:
      return { operator: '=', value };
  }
}

function newValue({ type, values }: OfType): Value {
  switch (type) {
    case 'number':
    case 'real':
    case 'money':
      return { kind: 'number', number: type === 'real' ? 0.5 : 1 };
    case 'instant':
      return days(-30);
    case 'day':
      return TODAY;
    case 'boolean':
      return { kind: 'boolean', boolean: true };
    default:
      return { kind: 'text', text: values[0] ?? '' };
  }
}

/** The test asked with another operator; what was written stays as far as it fits. */
export function withOperator(test: Test, operator: Operator, of: OfType): Test {
  const [first = newValue(of), second = first] = valuesOf(test);
  switch (operator) {
    case 'is null':
    case 'is not null':
      return { operator };
    case 'between':
    case 'not between':
      return { operator, from: first, to: second };
    case 'in':
    case 'not in': {
      const values = valuesOf(test);
      return { operator, values: values.length > 0 ? values : [first] };
    }
    default:
      return { operator, value: first };
  }
}
