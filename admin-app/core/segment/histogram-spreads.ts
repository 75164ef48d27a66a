/** Everybody, sorted by what a condition asks about: kept while the condition's values are being typed. */
import { formatDay } from '../time.ts';
import { type Bins, dateBins, monthBins } from './bins.ts';
import { type CategoryColumn, type Int32Column, type ListColumn, NO_INTEGER } from './columns.ts';
import type { Bin, Histogram, NumberHistogram, Share } from './histogram.ts';
import * as kernels from './kernels.ts';
import type { Members } from './to-members.ts';

export interface Spread {
  /** With how many of the customers marked with 1 are in each part. */
  histogram(passing: Uint8Array): Histogram;
}

export function numberSpread(
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

export function dateSpread(subject: string, column: Int32Column): Spread | null {
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

export function monthSpread(subject: string, column: Int32Column): Spread {
  const share = sharesOf(monthBins(column));
  return {
    histogram(passing) {
      const { unknown, inBins } = share(passing);
      return { kind: 'months', subject, measure: null, unknown, bins: inBins };
    },
  };
}

export function booleanSpread(subject: string, { values }: Int32Column): Spread {
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

export function valueSpread(subject: string, column: CategoryColumn | ListColumn): Spread {
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
export function yesOrNo(subject: string, { included, count }: Members): Histogram {
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
