/**
 * The loops over columns: each writes, for every value, 1 or 0 into `out`, or the opposite where `flip` is 1. They are
 * written out for each type of array: one loop for several types runs several times slower, as the engine then decides
 * for each value anew how to read it. `as number`: every index lies within its array, as columns.ts has it.
 */
import type { CategoryColumn, ListColumn } from './columns.ts';
import type { MonthDay } from './dates.ts';

export type Flip = 0 | 1;

/** Ends included, both whole numbers other than NO_INTEGER, which lies outside. */
export function rangeInt32(
  values: Int32Array,
  from: number,
  to: number,
  flip: Flip,
  out: Uint8Array,
): void {
  // One comparison instead of two: what lies below `from` wraps around to a large number.
  const span = to - from;
  for (let index = 0; index < values.length; index += 1)
    out[index] = (((values[index] as number) - from) >>> 0 <= span ? 1 : 0) ^ flip;
}

export function rangeFloat32(
  values: Float32Array,
  from: number,
  to: number,
  flip: Flip,
  out: Uint8Array,
): void {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    out[index] = (value >= from && value <= to ? 1 : 0) ^ flip;
  }
}

export function rangeFloat64(
  values: Float64Array,
  from: number,
  to: number,
  flip: Flip,
  out: Uint8Array,
): void {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    out[index] = (value >= from && value <= to ? 1 : 0) ^ flip;
  }
}

export function oneOf(
  values: Int32Array | Float64Array,
  numbers: readonly number[],
  flip: Flip,
  out: Uint8Array,
): void {
  const wanted = new Set(numbers);
  for (let index = 0; index < values.length; index += 1)
    out[index] = (wanted.has(values[index] as number) ? 1 : 0) ^ flip;
}

/** `wanted[code]` says whether a code passes; code 0 is null. */
export function categories(
  { codes }: CategoryColumn,
  wanted: Uint8Array,
  flip: Flip,
  out: Uint8Array,
): void {
  for (let index = 0; index < codes.length; index += 1)
    out[index] = (wanted[codes[index] as number] as number) ^ flip;
}

/** Whether any entry passes. */
export function lists(
  { starts, codes }: ListColumn,
  wanted: Uint8Array,
  flip: Flip,
  out: Uint8Array,
): void {
  let entry = 0;
  for (let index = 0; index + 1 < starts.length; index += 1) {
    const end = starts[index + 1] as number;
    let found = 0;
    for (; entry < end; entry += 1) found |= wanted[codes[entry] as number] as number;
    out[index] = found ^ flip;
  }
}

/** Whether the day's month and day of month are among `monthDays`. */
export function monthDays(
  days: Int32Array,
  wantedDays: ReadonlySet<MonthDay>,
  none: number,
  flip: Flip,
  out: Uint8Array,
): void {
  const wanted = new Uint8Array(1_232);
  for (const monthDay of wantedDays) wanted[monthDay] = 1;
  for (let index = 0; index < days.length; index += 1) {
    const day = days[index] as number;
    out[index] = (day === none ? 0 : (wanted[civilMonthDay(day)] as number)) ^ flip;
  }
}

/**
 * Month × 100 + day of month, by whole-number arithmetic on years that begin in March (Hinnant, "chrono-compatible
 * low-level date algorithms"): asking Date a million times would take half a second.
 */
function civilMonthDay(day: number): MonthDay {
  const shifted = day + 719_468;
  const dayOfEra = shifted - Math.floor(shifted / 146_097) * 146_097;
  const leapDays =
    ((dayOfEra / 1_460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0);
  const yearOfEra = ((dayOfEra - leapDays) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const fromMarch = ((5 * dayOfYear + 2) / 153) | 0;
  const date = dayOfYear - (((153 * fromMarch + 2) / 5) | 0) + 1;
  return (fromMarch < 10 ? fromMarch + 3 : fromMarch - 9) * 100 + date;
}

/** Whether a customer has any row that passes; without `passing`, any row. */
export function anyRow(
  starts: Uint32Array,
  passing: Uint8Array | null,
  flip: Flip,
  out: Uint8Array,
): void {
  for (let index = 0; index + 1 < starts.length; index += 1) {
    let row = starts[index] as number;
    const end = starts[index + 1] as number;
    if (passing) while (row < end && passing[row] === 0) row += 1;
    out[index] = (row < end ? 1 : 0) ^ flip;
  }
}

/** The rows that pass, per customer; rows of one group (next to each other) count once. */
export function countRows(
  starts: Uint32Array,
  passing: Uint8Array | null,
  groups: Int32Array | null,
): Int32Array {
  const counts = new Int32Array(starts.length - 1);
  for (let index = 0; index < counts.length; index += 1) {
    const end = starts[index + 1] as number;
    let count = 0;
    let counted = -1;
    for (let row = starts[index] as number; row < end; row += 1) {
      if (passing !== null && passing[row] === 0) continue;
      if (groups !== null && counted >= 0 && groups[row] === groups[counted]) continue;
      counted = row;
      count += 1;
    }
    counts[index] = count;
  }
  return counts;
}

/** What the rows that pass add up to, per customer; 0 without any. */
export function sumRows(
  starts: Uint32Array,
  passing: Uint8Array | null,
  values: Float64Array | Int32Array,
): Float64Array {
  const sums = new Float64Array(starts.length - 1);
  for (let index = 0; index < sums.length; index += 1) {
    const end = starts[index + 1] as number;
    let sum = 0;
    for (let row = starts[index] as number; row < end; row += 1)
      if (passing === null || passing[row] === 1) sum += values[row] as number;
    sums[index] = sum;
  }
  return sums;
}

/** Combines four values at a time, both arrays being padded to whole words. */
export function intersect(into: Uint32Array, other: Uint32Array): void {
  for (let index = 0; index < into.length; index += 1)
    into[index] = (into[index] as number) & (other[index] as number);
}

export function unite(into: Uint32Array, other: Uint32Array): void {
  for (let index = 0; index < into.length; index += 1)
    into[index] = (into[index] as number) | (other[index] as number);
}

export function intersectBytes(into: Uint8Array, other: Uint8Array): void {
  for (let index = 0; index < other.length; index += 1)
    into[index] = (into[index] as number) & (other[index] as number);
}

export function invert(values: Uint8Array, size: number): void {
  for (let index = 0; index < size; index += 1) values[index] = (values[index] as number) ^ 1;
}

export function countMembers(members: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < members.length; index += 1) count += members[index] as number;
  return count;
}
