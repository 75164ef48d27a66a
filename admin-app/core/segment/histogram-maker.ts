/** Makes the histogram of the condition that is being written. */
import { formatDay } from '../time.ts';
import { attributeOf } from './attributes.ts';
import { type Bins, dateBins, monthBins, numberBins } from './bins.ts';
import type { Moment } from './checks.ts';
import {
  type CategoryColumn,
  type ColumnSet,
  type Int32Column,
  type ListColumn,
  NO_INTEGER,
} from './columns.ts';
import { functionOf, parameterOf } from './functions.ts';
import type { Bin, Histogram, NumberHistogram, Share } from './histogram.ts';
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

function numberSpread(
  what: Pick<NumberHistogram, 'subject' | 'measure' | 'unit' | 'whole'>,
  bins: Bins,
): Spread {
  const share = sharesOf(bins);
  const to = (edge: number) => (what.whole ? edge - 1 : edge);
  return {
    histogram(passing) {
      const shares = share(passing);
      const { unknown } = shares;
      const placed = placedBins(bins, shares, (edge) => edge, to);
      return { kind: 'numbers', ...what, unknown, bins: placed };
    },
  };
}

function dateSpread(subject: string, column: Int32Column): Spread | null {
  const bins = dateBins(column);
  if (!bins) return null;
  const { each } = bins;
  const share = sharesOf(bins);
  return {
    histogram(passing) {
      const shares = share(passing);
      const { unknown } = shares;
      const placed = placedBins(bins, shares, formatDay, (edge) => formatDay(edge - 1));
      return { kind: 'dates', subject, measure: null, each, unknown, bins: placed };
    },
  };
}

function monthSpread(subject: string, column: Int32Column): Spread {
  const share = sharesOf(monthBins(column));
  return {
    histogram(passing) {
      const { unknown, inBins } = share(passing);
      return { kind: 'months', subject, measure: null, unknown, bins: inBins };
    },
  };
}

function booleanSpread(subject: string, { values }: Int32Column): Spread {
  const codes = new Uint8Array(values.length);
  kernels.binIntegers(values, Uint8Array.of(1, 2), 0, NO_INTEGER, codes);
  const share = sharesOf({ codes, edges: [0, 1, 2] });
  return {
    histogram(passing) {
      const { unknown, inBins } = share(passing);
      const values = inBins
        .map((each, value) => ({ value: value === 0 ? 'false' : 'true', ...each }))
        .sort((one, other) => other.customers - one.customers);
      const others = { ...NOBODY, values: 0 };
      return { kind: 'values', subject, measure: null, unknown, values, others };
    },
  };
}

interface Shares {
  readonly unknown: Share;
  readonly below: Share;
  readonly above: Share;
  readonly inBins: readonly Share[];
}

/** Counts everybody once, and those who pass whenever it is asked. */
function sharesOf({ codes, edges }: Bins): (passing: Uint8Array) => Shares {
  const bins = edges.length - 1;
  const everybody = kernels.tallyFew(codes, new Uint8Array(codes.length).fill(1));
  return (passing) => {
    const passed = kernels.tallyFew(codes, passing);
    const share = (code: number): Share => ({
      customers: everybody[code] ?? 0,
      passing: passed[code] ?? 0,
    });
    return {
      unknown: share(0),
      below: share(bins + 1),
      above: share(bins + 2),
      inBins: Array.from({ length: bins }, (_, bin) => share(bin + 1)),
    };
  };
}

const NOBODY: Share = { customers: 0, passing: 0 };

/** What lies beyond the outermost bins is counted in them, which are open there. */
function placedBins<End>(
  { edges }: Bins,
  { inBins, below, above }: Shares,
  fromOf: (edge: number) => End,
  toOf: (edge: number) => End,
): readonly Bin<End>[] {
  return inBins.map((share, bin) => {
    const isBelow = bin === 0 && below.customers > 0;
    const isAbove = bin === inBins.length - 1 && above.customers > 0;
    const beyond = [...(isBelow ? [below] : []), ...(isAbove ? [above] : [])];
    return {
      from: isBelow ? null : fromOf(edges[bin] ?? 0),
      to: isAbove ? null : toOf(edges[bin + 1] ?? 0),
      customers: beyond.reduce((sum, { customers }) => sum + customers, share.customers),
      passing: beyond.reduce((sum, { passing }) => sum + passing, share.passing),
    };
  });
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
