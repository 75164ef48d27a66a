/** Numbers and days → the bin of a histogram that each customer belongs to. */
import { DAY_MS, type Day, monthAndDate } from '../time.ts';
import { type Float32Column, type Float64Column, type Int32Column, NO_INTEGER } from './columns.ts';
import type { DateUnit } from './histogram.ts';
import * as kernels from './kernels.ts';

export type NumberColumn = Int32Column | Float32Column | Float64Column;

export interface Bins {
  /**
   * For each customer 0, when nothing is known; 1 + the place of their bin; or, with n bins, n + 1 below the first of
   * them and n + 2 above the last.
   */
  readonly codes: Uint8Array;
  /** Where each bin begins, going up, and after them where the last one ends. */
  readonly edges: readonly number[];
}

const WANTED_BINS = 20;

/**
 * Bins of one round width; of whole numbers where the values are. `mirror` counts from a day to that day. Null when no
 * value is known.
 */
export function numberBins(
  column: NumberColumn,
  whole: boolean,
  mirror: Day | null = null,
): Bins | null {
  const spread = spreadOf(column, mirror);
  if (!spread) return null;
  const span = spread.high - spread.low || Math.abs(spread.low) || 1;
  const width = roundWidth(span / WANTED_BINS, whole);
  const first = Math.floor(spread.low / width);
  const bins = Math.floor(spread.high / width) - first + 1;
  const edges = Array.from({ length: bins + 1 }, (_, bin) => timesWidth(first + bin, width));
  if (column.kind === 'int32') return binIntegers(column, edges, mirror);
  const codes = new Uint8Array(column.values.length);
  kernels.binNumbers(column.values, width, first, bins - 1, codes);
  return { codes, edges };
}

/** Days, weeks from Monday on, months or years, whichever makes a number of bins that can be read. */
export function dateBins(column: Int32Column): (Bins & { readonly each: DateUnit }) | null {
  const spread = spreadOf(column, null);
  if (!spread) return null;
  const each = unitFor(spread.high - spread.low + 1);
  const first = startOf(spread.low, each);
  const edges = [first];
  for (let day = first + 1; (edges.at(-1) ?? day) <= spread.high; day += 1)
    if (startOf(day, each) === day) edges.push(day);
  return { ...binIntegers(column, edges, null), each };
}

/** Where all birthdays lie. */
const YEARS = { first: 1870, last: 2100 } as const;

/** The month of each day, January first. */
export function monthBins({ values }: Int32Column): Bins {
  const first = Date.UTC(YEARS.first, 0) / DAY_MS;
  const months = new Uint8Array(Date.UTC(YEARS.last, 0) / DAY_MS - first);
  for (let month = 0; month < 12 * (YEARS.last - YEARS.first); month += 1) {
    const start = Date.UTC(YEARS.first, month) / DAY_MS - first;
    months.fill(1 + (month % 12), start, Date.UTC(YEARS.first, month + 1) / DAY_MS - first);
  }
  const codes = new Uint8Array(values.length);
  kernels.binIntegers(values, months, first, NO_INTEGER, codes);
  return { codes, edges: Array.from({ length: 13 }, (_, month) => month) };
}

function binIntegers({ values }: Int32Column, edges: readonly number[], mirror: Day | null): Bins {
  const bins = edges.length - 1;
  const [first = 0] = edges;
  const end = edges.at(-1) ?? first;
  // One more on either side, for what lies beyond.
  const table = new Uint8Array(end - first + 2);
  edges.forEach((edge, bin) => {
    table.fill(bin + 1, edge - first + 1, (edges[bin + 1] ?? end) - first + 1);
  });
  table[0] = bins + 1;
  table[table.length - 1] = bins + 2;
  if (mirror !== null) table.reverse();
  const codes = new Uint8Array(values.length);
  const start = mirror === null ? first - 1 : mirror - end;
  kernels.binIntegers(values, table, start, NO_INTEGER, codes);
  return { codes, edges };
}

const SAMPLE = 4_096;
/** The share of values on either side that must not decide how wide the bins are. */
const TAIL = 0.01;

/** The values between which all but the rarest lie, judged by a sample. */
function spreadOf(
  { values }: NumberColumn,
  mirror: Day | null,
): { readonly low: number; readonly high: number } | null {
  // A few known among many unknown ones may escape the sample.
  const sample = sampleOf(values, SAMPLE) ?? sampleOf(values, values.length);
  if (!sample) return null;
  const numbers = mirror === null ? sample : sample.map((day) => mirror - day);
  numbers.sort();
  const low = numbers[Math.floor(TAIL * numbers.length)] ?? 0;
  const high = numbers[Math.ceil((1 - TAIL) * numbers.length) - 1] ?? 0;
  return { low, high };
}

/** The known ones of about so many values, evenly spread; null when there are none. */
function sampleOf(values: NumberColumn['values'], size: number): Float64Array | null {
  const step = Math.max(1, Math.floor(values.length / size));
  const sample: number[] = [];
  for (let index = 0; index < values.length; index += step) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isNaN(value) && value !== NO_INTEGER) sample.push(value);
  }
  return sample.length === 0 ? null : Float64Array.from(sample);
}

/** 1, 2 or 5 times a power of ten, not below the one given. */
function roundWidth(least: number, whole: boolean): number {
  const given = whole ? Math.max(1, least) : least;
  const power = 10 ** Math.floor(Math.log10(given));
  const factor = [1, 2, 5, 10].find((each) => each * power >= given * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

/** So that an edge reads 0.15 and not 0.15000000000000002. */
function timesWidth(times: number, width: number): number {
  return Number((times * width).toPrecision(12));
}

const MONDAY = 4;

function unitFor(days: number): DateUnit {
  if (days <= 35) return 'day';
  if (days <= 7 * 26) return 'week';
  return days <= 31 * 48 ? 'month' : 'year';
}

function startOf(day: Day, each: DateUnit): Day {
  if (each === 'day') return day;
  if (each === 'week') return day - ((((day - MONDAY) % 7) + 7) % 7);
  const { month, date } = monthAndDate(day);
  const start = day - date + 1;
  return each === 'month' || month === 1 ? start : startOf(start - 1, each);
}
