/**
 * The loops over columns: each writes, for every value, 1 or 0 into `out`, or the opposite where `flip` is 1. They are
 * written out for each type of array: one loop for several types runs several times slower, as the engine then decides
 * for each value anew how to read it. `as number`: every index lies within its array, as columns.ts has it.
 */
import type { CategoryColumn, ListColumn } from './columns.ts';
import type { MonthDay } from './dates.ts';

export type Flip = 0 | 1;

/** Ends included, which like the values lie between −2³⁰ and 2³⁰: no difference overflows. */
export function rangeInt32(
  values: Int32Array,
  from: number,
  to: number,
  flip: Flip,
  out: Uint8Array,
): void {
  // The sign of either difference says "outside"; without a branch, it takes the same time for every mixture of values.
  const inside = flip ^ 1;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    out[index] = (((value - from) | (to - value)) >>> 31) ^ inside;
  }
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

/** From 1870 to 2099, where all birthdays lie: one look per customer instead of reckoning the calendar. */
const FIRST_KNOWN_DAY = -36_525;
const KNOWN_DAYS = 84_000;

/** Whether the day's month and day of month are among `wantedDays`. */
export function monthDays(
  days: Int32Array,
  wantedDays: ReadonlySet<MonthDay>,
  none: number,
  flip: Flip,
  out: Uint8Array,
): void {
  const wanted = Uint8Array.from({ length: KNOWN_DAYS }, (_, index) =>
    wantedDays.has(civilMonthDay(FIRST_KNOWN_DAY + index)) ? 1 : 0,
  );
  for (let index = 0; index < days.length; index += 1) {
    const day = days[index] as number;
    const known = wanted[day - FIRST_KNOWN_DAY];
    out[index] = (known ?? (day !== none && wantedDays.has(civilMonthDay(day)) ? 1 : 0)) ^ flip;
  }
}

/**
 * Month × 100 + day of month, by whole-number arithmetic on years that begin in March (Hinnant, "chrono-compatible
 * low-level date algorithms"): asking Date would take many times as long.
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

/** For each row the customer it belongs to. */
export function ownersOf(starts: Uint32Array, size: number): Uint32Array {
  const owners = new Uint32Array(size);
  let row = 0;
  for (let index = 0; index + 1 < starts.length; index += 1) {
    const end = starts[index + 1] as number;
    for (; row < end; row += 1) owners[row] = index;
  }
  return owners;
}

// Going through the rows, and not through each customer's, keeps the loops free of branches that cannot be foreseen.

/** Marks the customers that have a row that passes. */
export function markOwners(owners: Uint32Array, passing: Uint8Array, out: Uint8Array): void {
  for (let row = 0; row < owners.length; row += 1) {
    const owner = owners[row] as number;
    out[owner] = (out[owner] as number) | (passing[row] as number);
  }
}

/** The rows that pass, per customer. */
export function countRows(owners: Uint32Array, passing: Uint8Array, counts: Int32Array): void {
  for (let row = 0; row < owners.length; row += 1) {
    const owner = owners[row] as number;
    counts[owner] = (counts[owner] as number) + (passing[row] as number);
  }
}

/** The same, counting rows of one group (they are next to each other) once. */
export function countGroups(
  owners: Uint32Array,
  groups: Int32Array,
  passing: Uint8Array,
  counts: Int32Array,
): void {
  let counted = -1;
  for (let row = 0; row < owners.length; row += 1) {
    if (passing[row] === 0) continue;
    const owner = owners[row] as number;
    const again = counted >= 0 && owners[counted] === owner && groups[counted] === groups[row];
    counted = row;
    if (!again) counts[owner] = (counts[owner] as number) + 1;
  }
}

/** What the rows that pass add up to, per customer. */
export function sumRows(
  owners: Uint32Array,
  values: Float64Array | Int32Array,
  passing: Uint8Array,
  sums: Float64Array,
): void {
  for (let row = 0; row < owners.length; row += 1) {
    const owner = owners[row] as number;
    sums[owner] = (sums[owner] as number) + (values[row] as number) * (passing[row] as number);
  }
}

/** Four bytes of 1 at a time: what turns 0 into 1 and 1 into 0. */
const ONES = 0x01010101;

export type Combination = 'copy' | 'intersect' | 'unite';

/**
 * Sets to the other, keeps what is also in it, or adds what is in it; negated, to its opposite. Both are padded to whole
 * words.
 */
export function combine(
  how: Combination,
  into: Uint32Array,
  other: Uint32Array,
  negated: boolean,
): void {
  const flip = negated ? ONES : 0;
  switch (how) {
    case 'copy':
      for (let index = 0; index < into.length; index += 1)
        into[index] = (other[index] as number) ^ flip;
      break;
    case 'intersect':
      for (let index = 0; index < into.length; index += 1)
        into[index] = (into[index] as number) & ((other[index] as number) ^ flip);
      break;
    case 'unite':
      for (let index = 0; index < into.length; index += 1)
        into[index] = (into[index] as number) | ((other[index] as number) ^ flip);
  }
}

/** How many are in both. */
export function countShared(one: Uint32Array, other: Uint32Array): number {
  let count = 0;
  for (let index = 0; index < one.length; index += 1)
    count += Math.imul((one[index] as number) & (other[index] as number), ONES) >>> 24;
  return count;
}

/** Under each code how many are marked with 1. */
export function tally(codes: Uint16Array, marked: Uint8Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] as number;
    counts[code] = (counts[code] as number) + (marked[index] as number);
  }
  return counts;
}

/**
 * The same for few codes. Counted into four tables in turn: the next number need not wait until the one before is
 * written, which codes that repeat would make it do.
 */
export function tallyFew(codes: Uint8Array, marked: Uint8Array): Uint32Array {
  const counts = new Uint32Array(4 * 256);
  const whole = codes.length - (codes.length % 4);
  for (let index = 0; index < whole; index += 4) {
    const a = codes[index] as number;
    const b = 256 + (codes[index + 1] as number);
    const c = 512 + (codes[index + 2] as number);
    const d = 768 + (codes[index + 3] as number);
    counts[a] = (counts[a] as number) + (marked[index] as number);
    counts[b] = (counts[b] as number) + (marked[index + 1] as number);
    counts[c] = (counts[c] as number) + (marked[index + 2] as number);
    counts[d] = (counts[d] as number) + (marked[index + 3] as number);
  }
  for (let index = whole; index < codes.length; index += 1) {
    const code = codes[index] as number;
    counts[code] = (counts[code] as number) + (marked[index] as number);
  }
  return counts.subarray(0, 256).map((count, code) => {
    const others = (counts[256 + code] as number) + (counts[512 + code] as number);
    return count + others + (counts[768 + code] as number);
  });
}

/**
 * Into which of some bins of one width each number falls: 1 + its place, behind the last place below them and above
 * them; 0 for NaN.
 */
export function binNumbers(
  numbers: Float64Array | Float32Array,
  width: number,
  first: number,
  last: number,
  out: Uint8Array,
): void {
  for (let index = 0; index < numbers.length; index += 1) {
    const place = Math.floor((numbers[index] as number) / width) - first;
    out[index] = place < 0 ? last + 2 : place > last ? last + 3 : place + 1;
  }
}

/** For days and other whole numbers what a table has for them, its ends for those beyond; 0 where there is none. */
export function binIntegers(
  integers: Int32Array,
  table: Uint8Array,
  first: number,
  none: number,
  out: Uint8Array,
): void {
  const last = table.length - 1;
  for (let index = 0; index < integers.length; index += 1) {
    const integer = integers[index] as number;
    const bin = table[Math.max(0, Math.min(integer - first, last))] as number;
    out[index] = integer === none ? 0 : bin;
  }
}

/** The same for lists, whose codes begin with 0; under 0 are those with an empty one, under 1 those with code 0. */
export function tallyLists(
  { starts, codes }: ListColumn,
  marked: Uint8Array,
  size: number,
): Uint32Array {
  const counts = new Uint32Array(size);
  let entry = 0;
  for (let index = 0; index + 1 < starts.length; index += 1) {
    const end = starts[index + 1] as number;
    const mark = marked[index] as number;
    if (entry === end) counts[0] = (counts[0] as number) + mark;
    for (; entry < end; entry += 1) {
      const code = 1 + (codes[entry] as number);
      counts[code] = (counts[code] as number) + mark;
    }
  }
  return counts;
}

export function countMembers(words: Uint32Array): number {
  let count = 0;
  // Multiplied by ones, the highest byte is the sum of the four.
  for (let index = 0; index < words.length; index += 1)
    count += Math.imul(words[index] as number, ONES) >>> 24;
  return count;
}
