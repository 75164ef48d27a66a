/** Makes the histogram of the condition that is being written. */
import { attributeOf } from './attributes.ts';
import { numberBins } from './bins.ts';
import type { Moment } from './checks.ts';
import type { ColumnSet } from './columns.ts';
import { functionOf, parameterOf } from './functions.ts';
import type { Histogram } from './histogram.ts';
import {
  booleanSpread,
  dateSpread,
  monthSpread,
  numberSpread,
  type Spread,
  valueSpread,
  yesOrNo,
} from './histogram-spreads.ts';
import { lower, type RowsCheck } from './lower.ts';
import type { ValueType } from './operators.ts';
import { OVERDUE, summedColumn } from './row.ts';
import type { Members, SegmentEvaluator } from './to-members.ts';
import type { AttributeCondition, Condition, MatchesCondition } from './types.ts';

const KEPT = 4;

export class HistogramMaker {
  readonly #customers: ColumnSet;
  readonly #evaluator: SegmentEvaluator;
  readonly #kept = new Map<string, Spread | null>();

  constructor(customers: ColumnSet, evaluator: SegmentEvaluator) {
    this.#customers = customers;
    this.#evaluator = evaluator;
  }

  /** Whether the histogram of this condition is made quickly, as one like it was made before. */
  isKept(condition: Condition, moment: Moment): boolean {
    if (condition.kind === 'in segment' || condition.kind === 'in scenario') return true;
    return this.#kept.has(keyOf(condition, moment));
  }

  /** Null when the snapshot does not hold what the condition asks about, or knows nothing of anybody. */
  histogramOf(condition: Condition, passing: Members, moment: Moment): Histogram | null {
    if (condition.kind === 'in segment' || condition.kind === 'in scenario')
      return yesOrNo(condition.kind === 'in segment' ? 'in_segment' : 'in_scenario', passing);
    const key = keyOf(condition, moment);
    const kept = this.#kept.get(key);
    const spread = kept === undefined ? this.#spreadOf(condition, moment) : kept;
    this.#kept.delete(key);
    this.#kept.set(key, spread);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > KEPT) this.#kept.delete(oldest);
    return spread?.histogram(passing.included) ?? null;
  }

  #spreadOf(
    condition: Exclude<Condition, { readonly kind: 'in segment' | 'in scenario' }>,
    moment: Moment,
  ): Spread | null {
    switch (condition.kind) {
      case 'anniversary': {
        const column = this.#customers.columns[condition.attribute];
        return column?.kind === 'int32' ? monthSpread(condition.attribute, column) : null;
      }
      case 'attribute':
        return attributeSpread(condition, this.#customers, moment);
      case 'matches':
        return this.#measuredSpread(condition, moment);
    }
  }

  #measuredSpread(condition: MatchesCondition, moment: Moment): Spread | null {
    const { measure, type, summed } = measureOf(condition);
    const measured = this.#evaluator.measure(loweredRows(condition, moment), summed);
    if (!measured) return null;
    const unit = type === 'money' ? 'money' : null;
    const bins = numberBins(measured, true);
    return bins && numberSpread({ subject: condition.function, measure, unit, whole: true }, bins);
  }
}

/** What stands in the condition besides the values that it compares with. */
function keyOf(condition: Condition, moment: Moment): string {
  if (condition.kind === 'attribute') return `${condition.attribute} ${moment.today}`;
  if (condition.kind !== 'matches') return condition.kind;
  const { measure } = measureOf(condition);
  const filters = condition.parameters.filter(
    ({ name }) => !parameterOf(functionOf(condition.function), name).aggregate,
  );
  return `${condition.function} ${measure} ${moment.today} ${JSON.stringify(filters)}`;
}

function measureOf({ function: name, parameters }: MatchesCondition): {
  readonly measure: string;
  readonly type: ValueType;
  /** The column of the rows that is added up; null counts them. */
  readonly summed: string | null;
} {
  const called = functionOf(name);
  const aggregates = parameters
    .map((parameter) => parameterOf(called, parameter.name))
    .filter(({ aggregate }) => aggregate);
  const [first] = aggregates;
  if (!first || aggregates.some((each) => each.name === 'count'))
    return { measure: 'count', type: 'number', summed: null };
  return { measure: first.name, type: first.type, summed: summedColumn(first.name) };
}

function loweredRows(condition: MatchesCondition, moment: Moment): RowsCheck {
  const lowered = lower(condition, moment);
  if (lowered.kind === 'rows') return lowered;
  throw new RangeError(`${condition.function} MATCHES was taken for a "${lowered.kind}"`);
}

function attributeSpread(
  { attribute: name }: AttributeCondition,
  customers: ColumnSet,
  { today }: Moment,
): Spread | null {
  const { type, unit } = attributeOf(name);
  const isOverdue = name === OVERDUE.attribute;
  const column = customers.columns[isOverdue ? OVERDUE.column : name];
  if (!column) return null;
  if (column.kind === 'category' || column.kind === 'list') return valueSpread(name, column);
  if (type === 'boolean') return column.kind === 'int32' ? booleanSpread(name, column) : null;
  if (type === 'day' || type === 'instant')
    return column.kind === 'int32' ? dateSpread(name, column) : null;
  const whole = type !== 'real';
  const bins = numberBins(column, whole, isOverdue ? today : null);
  return bins && numberSpread({ subject: name, measure: null, unit, whole }, bins);
}
