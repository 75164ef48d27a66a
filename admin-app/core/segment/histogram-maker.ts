/** Makes the histogram of the condition that is being written. */
import { formatDay } from '../time.ts';
import { attributeOf } from './attributes.ts';
import { type Bins, dateBins, monthBins, numberBins, numbersOf } from './bins.ts';
import type { Moment } from './checks.ts';
import type { CategoryColumn, ColumnSet, ListColumn } from './columns.ts';
import { functionOf, parameterOf } from './functions.ts';
import type { Bin, Histogram, Share } from './histogram.ts';
import * as kernels from './kernels.ts';
import { lower, type RowsCheck } from './lower.ts';
import type { ValueType } from './operators.ts';
import { OVERDUE, summedColumn } from './row.ts';
import type { Members, SegmentEvaluator } from './to-members.ts';
import type { AttributeCondition, Condition, MatchesCondition } from './types.ts';

/** Everybody, sorted by what a condition asks about; kept while the condition's values are being typed. */
interface Spread {
  /** Of the customers marked with 1. */
  histogram(passing: Uint8Array): Histogram;
}

const KEPT = 4;

export class HistogramMaker {
  readonly #customers: ColumnSet;
  readonly #evaluator: SegmentEvaluator;
  readonly #kept = new Map<string, Spread | null>();

  constructor(customers: ColumnSet, evaluator: SegmentEvaluator) {
    this.#customers = customers;
    this.#evaluator = evaluator;
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
        if (column?.kind !== 'int32') return null;
        return monthSpread(condition.attribute, numbersOf(column.values));
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
    return numberSpread(condition.function, measure, unit, numbersOf(measured.values), true);
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
  const numbers = numbersOf(column.values, isOverdue ? today : null);
  switch (type) {
    case 'boolean':
      return valueSpread(name, booleansOf(numbers));
    case 'day':
    case 'instant':
      return dateSpread(name, numbers);
    default:
      return numberSpread(name, null, unit, numbers, type !== 'real');
  }
}

function numberSpread(
  subject: string,
  measure: string | null,
  unit: Extract<Histogram, { kind: 'numbers' }>['unit'],
  numbers: Float64Array,
  whole: boolean,
): Spread | null {
  const bins = numberBins(numbers, whole);
  if (!bins) return null;
  const share = sharesOf(bins);
  return {
    histogram(passing) {
      const { unknown, shares } = share(passing);
      const ends = (edge: number) => edge - (whole ? 1 : 0);
      const placed = placedBins(bins, shares, (edge) => edge, ends);
      return { kind: 'numbers', subject, measure, unit, whole, unknown, bins: placed };
    },
  };
}

function dateSpread(subject: string, days: Float64Array): Spread | null {
  const bins = dateBins(days);
  if (!bins) return null;
  const share = sharesOf(bins);
  return {
    histogram(passing) {
      const { unknown, shares } = share(passing);
      const placed = placedBins(bins, shares, formatDay, (edge) => formatDay(edge - 1));
      return { kind: 'dates', subject, measure: null, each: bins.each, unknown, bins: placed };
    },
  };
}

function monthSpread(subject: string, days: Float64Array): Spread {
  const share = sharesOf(monthBins(days));
  return {
    histogram(passing) {
      const { unknown, shares } = share(passing);
      return { kind: 'months', subject, measure: null, unknown, bins: shares };
    },
  };
}

/** Counts everybody once, and those who pass whenever it is asked. */
function sharesOf({ codes, edges }: Bins) {
  const size = edges.length;
  const everybody = kernels.tally(codes, new Uint8Array(codes.length).fill(1), size);
  return (passing: Uint8Array) => {
    const [unknown, ...shares] = pair(everybody, kernels.tally(codes, passing, size));
    return { unknown: unknown ?? NOBODY, shares };
  };
}

const NOBODY: Share = { customers: 0, passing: 0 };

function pair(customers: Uint32Array, passing: Uint32Array): readonly Share[] {
  return Array.from(customers, (all, code) => ({ customers: all, passing: passing[code] ?? 0 }));
}

function placedBins<End>(
  { edges, opensBelow, opensAbove }: Bins,
  shares: readonly Share[],
  fromOf: (edge: number) => End,
  toOf: (edge: number) => End,
): readonly Bin<End>[] {
  return shares.map((share, bin) => ({
    from: bin === 0 && opensBelow ? null : fromOf(edges[bin] ?? 0),
    to: bin === shares.length - 1 && opensAbove ? null : toOf(edges[bin + 1] ?? 0),
    ...share,
  }));
}

function booleansOf(numbers: Float64Array): CategoryColumn {
  // Unknown, which is NaN, stays 0.
  const codes = Uint16Array.from(numbers, (number) => number + 1);
  return { kind: 'category', codes, dictionary: ['false', 'true'] };
}

/** Values listed because many have them, and because many of those who pass have them. */
const FREQUENT = 9;
const FREQUENT_IN_PASSING = 3;

function valueSpread(subject: string, column: CategoryColumn | ListColumn): Spread {
  const size = column.dictionary.length + 1;
  const count = (marked: Uint8Array) =>
    column.kind === 'category'
      ? kernels.tally(column.codes, marked, size)
      : kernels.tallyLists(column, marked, size);
  const everybody = count(new Uint8Array(sizeOf(column)).fill(1));
  const values = everybody.reduce((known, customers) => known + (customers > 0 ? 1 : 0), 0);
  const frequent = largest(everybody, FREQUENT, new Set([0]));
  return {
    histogram(passing) {
      const passed = count(passing);
      const share = (code: number): Share => ({
        customers: everybody[code] ?? 0,
        passing: passed[code] ?? 0,
      });
      const more = largest(passed, FREQUENT_IN_PASSING, new Set([0, ...frequent]));
      const listed = [...frequent, ...more]
        .map((code) => ({ value: column.dictionary[code - 1] ?? '', ...share(code) }))
        .sort((one, other) => other.customers - one.customers);
      const unknown = share(0);
      const rest = (which: keyof Share, all: Uint32Array) =>
        sum(all) - unknown[which] - listed.reduce((total, each) => total + each[which], 0);
      const others = {
        values: values - (unknown.customers > 0 ? 1 : 0) - listed.length,
        customers: rest('customers', everybody),
        passing: rest('passing', passed),
      };
      return { kind: 'values', subject, measure: null, unknown, values: listed, others };
    },
  };
}

function sizeOf(column: CategoryColumn | ListColumn): number {
  return column.kind === 'category' ? column.codes.length : column.starts.length - 1;
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The places of the largest counts that are not 0, the largest first. */
function largest(
  counts: Uint32Array,
  howMany: number,
  except: ReadonlySet<number>,
): readonly number[] {
  const found: number[] = [];
  const countAt = (place: number | undefined) => (place === undefined ? 0 : (counts[place] ?? 0));
  for (let place = 0; place < counts.length; place += 1) {
    const isLarge = found.length < howMany || countAt(place) > countAt(found.at(-1));
    if (!isLarge || countAt(place) === 0 || except.has(place)) continue;
    const at = found.findIndex((each) => countAt(each) < countAt(place));
    found.splice(at < 0 ? found.length : at, 0, place);
    if (found.length > howMany) found.pop();
  }
  return found;
}

/** Of segments and scenarios nothing is known but who is in them. */
function yesOrNo(subject: string, { included, count }: Members): Histogram {
  return {
    kind: 'values',
    subject,
    measure: null,
    unknown: NOBODY,
    values: [
      { value: 'true', customers: count, passing: count },
      { value: 'false', customers: included.length - count, passing: 0 },
    ],
    others: { ...NOBODY, values: 0 },
  };
}
