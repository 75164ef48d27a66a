/** Numbers and days → the bin of a histogram that each customer belongs to. */
import { type Day, monthAndDate } from '../time.ts';
import { NO_INTEGER } from './columns.ts';
import type { DateUnit } from './histogram.ts';

export interface Bins {
  /** For each customer 0, when nothing is known, or 1 + the place of their bin. */
  readonly codes: Uint8Array;
  /** Where each bin begins, going up, and after them where the last one ends. */
  readonly edges: readonly number[];
  /** There are values before the first and from the last edge on; they are in the outermost bins. */
  readonly opensBelow: boolean;
  readonly opensAbove: boolean;
}

const WANTED_BINS = 20;
const SAMPLE = 4_096;
/** The share of values on either side that must not decide how wide the bins are. */
const TAIL = 0.01;

/** Bins of one round width; of whole numbers where the values are. Null when no value is known. */
export function numberBins(numbers: Float64Array, whole: boolean): Bins | null {
  const spread = spreadOf(numbers);
  if (!spread) return null;
  const span = spread.high - spread.low || Math.abs(spread.low) || 1;
  const width = roundWidth(span / WANTED_BINS, whole);
  const first = Math.floor(spread.low / width);
  // A number of the form n × width is exact where width is, so that edges read 0.15 and not 0.15000000000000002.
  const bins = Math.floor(spread.high / width) - first + 1;
  const edges = Array.from({ length: bins + 1 }, (_, bin) => timesWidth(first + bin, width));
  return sort(numbers, edges, (number) => number / width - first);
}

/** Days, weeks from Monday on, months or years, whichever makes a number of bins that can be read. */
export function dateBins(days: Float64Array): (Bins & { readonly each: DateUnit }) | null {
  const spread = spreadOf(days);
  if (!spread) return null;
  const each = unitFor(spread.high - spread.low + 1);
  const edges = [startOf(spread.low, each)];
  const binOfDay: number[] = [];
  for (let day = edges[0] ?? 0; ; day += 1) {
    if (day > (edges[0] ?? 0) && startOf(day, each) === day) {
      edges.push(day);
      if (day > spread.high) break;
    }
    binOfDay.push(edges.length - 1);
  }
  const [first = 0] = edges;
  const last = binOfDay.length - 1;
  const place = (day: number) => binOfDay[Math.max(0, Math.min(last, day - first))] ?? 0;
  return { ...sort(days, edges, place), each };
}

/** The month of each day, January first. */
export function monthBins(days: Float64Array): Bins {
  const edges = Array.from({ length: 13 }, (_, month) => month);
  return sort(days, edges, (day) => monthAndDate(day).month - 1, false);
}

/** Unknown is NaN; `mirror` turns a day into the number of days from it to that day. */
export function numbersOf(
  values: Int32Array | Float32Array | Float64Array,
  mirror: Day | null = null,
): Float64Array {
  const numbers = new Float64Array(values);
  if (!(values instanceof Int32Array)) return numbers;
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index];
    if (number === NO_INTEGER) numbers[index] = Number.NaN;
    else if (mirror !== null) numbers[index] = mirror - (number as number);
  }
  return numbers;
}

/** The values between which all but the rarest lie, judged by a sample. */
function spreadOf(numbers: Float64Array): { readonly low: number; readonly high: number } | null {
  const step = Math.max(1, Math.floor(numbers.length / SAMPLE));
  const sample: number[] = [];
  for (let index = 0; index < numbers.length; index += step) {
    const number = numbers[index] ?? Number.NaN;
    if (!Number.isNaN(number)) sample.push(number);
  }
  // A few known among many unknown ones may have been missed.
  if (sample.length === 0 && step > 1) sample.push(...numbers.filter(isKnown).subarray(0, SAMPLE));
  sample.sort((one, other) => one - other);
  const low = sample[Math.floor(TAIL * sample.length)];
  const high = sample[Math.ceil((1 - TAIL) * sample.length) - 1];
  return low === undefined || high === undefined ? null : { low, high };
}

function isKnown(number: number): boolean {
  return !Number.isNaN(number);
}

/** 1, 2 or 5 times a power of ten, not below the one given. */
function roundWidth(least: number, whole: boolean): number {
  const given = whole ? Math.max(1, least) : least;
  const power = 10 ** Math.floor(Math.log10(given));
  const factor = [1, 2, 5, 10].find((each) => each * power >= given * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

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

/** `place` may give places beyond the outermost bins: they are taken for those. */
function sort(
  numbers: Float64Array,
  edges: readonly number[],
  place: (number: number) => number,
  canOpen = true,
): Bins {
  const codes = new Uint8Array(numbers.length);
  const last = edges.length - 2;
  let least = Infinity;
  let most = -Infinity;
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] as number; // within the array
    if (Number.isNaN(number)) continue;
    if (number < least) least = number;
    if (number > most) most = number;
    codes[index] = 1 + Math.floor(Math.max(0, Math.min(last, place(number))));
  }
  return {
    codes,
    edges,
    opensBelow: canOpen && least < (edges[0] ?? least),
    opensAbove: canOpen && most >= (edges.at(-1) ?? Infinity),
  };
}
