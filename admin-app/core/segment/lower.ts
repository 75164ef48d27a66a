/** Conditions → questions about columns and rows, in the form that both compilers start from. */
import { attributeOf } from './attributes.ts';
import { anniversaryCheckOf, type Check, checkOf, type Moment, passesNumber } from './checks.ts';
import { type EventFunction, type EventSource, functionOf, parameterOf } from './functions.ts';
import type { Enrolled, ResolvedCondition } from './resolve.ts';
import { COLUMN_TYPES, type ColumnType, OVERDUE, summedColumn } from './row.ts';
import type { AttributeCondition, Everyone, MatchesCondition } from './types.ts';

export type Lowered = ColumnCheck | RowsCheck | Enrolled | Everyone;

export interface ColumnCheck {
  readonly kind: 'column';
  readonly column: string;
  readonly type: ColumnType;
  readonly check: Check;
}
/** Of the customer's rows that pass every filter: their number passes `count`, and each sum passes its check. */
export interface RowsCheck {
  readonly kind: 'rows';
  readonly source: EventSource;
  readonly negated: boolean;
  readonly filters: readonly ColumnCheck[];
  /** At least one, when the query does not ask for a count. */
  readonly count: Check;
  readonly sums: readonly ColumnCheck[];
  /** Whether a customer without any such row passes (before `negated`). */
  readonly passesWithout: boolean;
}

const SOME: Check = { kind: 'range', from: 1, to: Infinity, negated: false };

export function lower(condition: ResolvedCondition, moment: Moment): Lowered {
  switch (condition.kind) {
    case 'attribute':
      return lowerAttribute(condition, moment);
    case 'anniversary': {
      const check = anniversaryCheckOf(condition.test, moment);
      return { kind: 'column', column: condition.attribute, type: 'date', check };
    }
    case 'matches':
      return lowerMatches(condition, moment);
    default:
      return condition;
  }
}

function lowerAttribute({ attribute, test }: AttributeCondition, moment: Moment): ColumnCheck {
  const { type } = attributeOf(attribute);
  const check = checkOf(test, type, moment);
  if (attribute === OVERDUE.attribute) {
    const mirrored = mirror(check, moment.today);
    return { kind: 'column', column: OVERDUE.column, type: 'date', check: mirrored };
  }
  return { kind: 'column', column: attribute, type: COLUMN_TYPES[type], check };
}

/** So many days overdue today is due so many days before today. */
function mirror(check: Check, today: number): Check {
  switch (check.kind) {
    case 'range':
      return { ...check, from: today - check.to, to: today - check.from };
    case 'numbers':
      return { ...check, numbers: check.numbers.map((days) => today - days) };
    default:
      return check;
  }
}

function lowerMatches(condition: MatchesCondition, moment: Moment): RowsCheck {
  const called = functionOf(condition.function);
  const filters = [...kindFilters(called)];
  const sums: ColumnCheck[] = [];
  let count: Check | null = null;
  for (const { name, test } of condition.parameters) {
    const { type, aggregate } = parameterOf(called, name);
    const check = checkOf(test, type, moment);
    const column = { kind: 'column', type: COLUMN_TYPES[type], check } as const;
    if (name === 'count') count = check;
    else if (aggregate) sums.push({ ...column, column: summedColumn(name) });
    else filters.push({ ...column, column: name });
  }
  const judged = [count ?? SOME, ...sums.map(({ check }) => check)];
  return {
    kind: 'rows',
    source: called.source,
    negated: condition.negated,
    filters,
    count: count ?? SOME,
    sums,
    passesWithout: judged.every((check) => passesNumber(check, 0)),
  };
}

function kindFilters({ source, kinds, byPeopleOnly }: EventFunction): readonly ColumnCheck[] {
  if (source !== 'activities') return [];
  const check: Check = { kind: 'text', match: 'equals', texts: kinds, negated: false };
  const kind: ColumnCheck = { kind: 'column', column: 'kind', type: 'text', check };
  const human: Check = { kind: 'range', from: 0, to: 0, negated: false };
  const byPerson = { kind: 'column', column: 'by_machine', type: 'boolean', check: human } as const;
  return byPeopleOnly ? [kind, byPerson] : [kind];
}
