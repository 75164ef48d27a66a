/** One condition on one column or on the rows of each customer → a byte per value. */
import { asksText, type Check } from './checks.ts';
import {
  type CategoryColumn,
  type Column,
  type ColumnSet,
  type CustomerRows,
  type ListColumn,
  NO_INTEGER,
} from './columns.ts';
import * as kernels from './kernels.ts';
import type { ColumnCheck, RowsCheck } from './lower.ts';

/** What a snapshot lacks for answering a condition. */
export type Lack =
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'time of day' };

export class Unanswerable extends Error {
  readonly lack: Lack;
  constructor(lack: Lack) {
    super(lack.kind);
    this.lack = lack;
  }
}

/** One byte per value, also seen as words of four. */
export interface Bits {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

export function makeBits(size: number): Bits {
  const words = new Uint32Array(Math.ceil(size / 4));
  return { bytes: new Uint8Array(words.buffer), words };
}

/** For each customer whether the rows pass. */
export function fillRows(
  rows: CustomerRows,
  { filters, count, sums, source }: RowsCheck,
  negated: boolean,
  out: Uint8Array,
): void {
  const passing = passingRows(rows, filters);
  if (sums.length === 0 && asksForSome(count)) {
    kernels.anyRow(rows.starts, passing, flipOf(negated), out);
    return;
  }
  const groups = source === 'purchases' ? integersOf(rows, 'order_id') : null;
  const counts = kernels.countRows(rows.starts, passing, groups);
  fillValues({ kind: 'int32', values: counts }, count, false, out);
  const part = new Uint8Array(counts.length);
  for (const { column, check } of sums) {
    const values = kernels.sumRows(rows.starts, passing, numbersOf(rows, column));
    fillValues({ kind: 'float64', values }, check, false, part);
    kernels.intersectBytes(out, part);
  }
  if (negated) kernels.invert(out, counts.length);
}

function asksForSome(count: Check): boolean {
  return count.kind === 'range' && count.from === 1 && count.to === Infinity && !count.negated;
}

export function flipOf(negated: boolean): kernels.Flip {
  return negated ? 1 : 0;
}

function columnOf({ columns }: ColumnSet, column: string): Column {
  const found = columns[column];
  if (!found) throw new Unanswerable({ kind: 'column', column });
  return found;
}

function integersOf(set: ColumnSet, name: string): Int32Array {
  const column = columnOf(set, name);
  if (column.kind !== 'int32') throw new Unanswerable({ kind: 'column', column: name });
  return column.values;
}

function numbersOf(set: ColumnSet, name: string): Int32Array | Float64Array {
  const column = columnOf(set, name);
  if (column.kind !== 'int32' && column.kind !== 'float64')
    throw new Unanswerable({ kind: 'column', column: name });
  return column.values;
}

/** Null when every row passes. */
export function passingRows(
  rows: CustomerRows,
  [first, ...others]: readonly ColumnCheck[],
): Uint8Array | null {
  if (!first) return null;
  const passing = makeBits(rows.size);
  fillColumn(rows, first, false, passing.bytes);
  const part = makeBits(others.length === 0 ? 0 : rows.size);
  for (const other of others) {
    fillColumn(rows, other, false, part.bytes);
    kernels.intersect(passing.words, part.words);
  }
  return passing.bytes;
}

export function fillColumn(
  set: ColumnSet,
  { column, check }: ColumnCheck,
  negated: boolean,
  out: Uint8Array,
): void {
  fillValues(columnOf(set, column), check, negated, out);
}

function fillValues(column: Column, check: Check, negatedAround: boolean, out: Uint8Array): void {
  const flip = flipOf(check.negated !== negatedAround);
  if (check.kind === 'range') fillRange(column, check.from, check.to, flip, out);
  else if (check.kind === 'instants') {
    const { from, until } = check;
    if (from?.clock || until?.clock) throw new Unanswerable({ kind: 'time of day' });
    fillRange(column, from?.day ?? -Infinity, (until?.day ?? Infinity) - 1, flip, out);
  } else if (check.kind === 'present') fillPresent(column, flip, out);
  else if (check.kind === 'text' && (column.kind === 'category' || column.kind === 'list'))
    fillTexts(column, (text) => asksText(check, text), flip, out);
  else if (check.kind === 'month days' && column.kind === 'int32')
    kernels.monthDays(column.values, check.monthDays, NO_INTEGER, flip, out);
  else if (check.kind === 'numbers' && (column.kind === 'int32' || column.kind === 'float64'))
    kernels.oneOf(column.values, check.numbers, flip, out);
  else
    throw new RangeError(`A ${column.kind} column does not answer a question of "${check.kind}"`);
}

function fillRange(
  column: Column,
  from: number,
  to: number,
  flip: kernels.Flip,
  out: Uint8Array,
): void {
  switch (column.kind) {
    case 'int32': {
      const first = Math.max(from, NO_INTEGER + 1);
      const last = Math.min(to, 2 ** 31 - 1);
      if (first <= last) kernels.rangeInt32(column.values, first, last, flip, out);
      else out.fill(flip, 0, column.values.length);
      break;
    }
    case 'float32':
      kernels.rangeFloat32(column.values, from, to, flip, out);
      break;
    case 'float64':
      kernels.rangeFloat64(column.values, from, to, flip, out);
      break;
    default:
      throw new RangeError(`A ${column.kind} column holds no numbers`);
  }
}

function fillPresent(column: Column, flip: kernels.Flip, out: Uint8Array): void {
  if (column.kind === 'category' || column.kind === 'list')
    fillTexts(column, () => true, flip, out);
  else fillRange(column, -Infinity, Infinity, flip, out);
}

/** Each text of the dictionary is asked once. */
function fillTexts(
  column: CategoryColumn | ListColumn,
  passes: (folded: string) => boolean,
  flip: kernels.Flip,
  out: Uint8Array,
): void {
  const first = column.kind === 'category' ? 1 : 0;
  const wanted = new Uint8Array(first + column.dictionary.length);
  column.dictionary.forEach((text, index) => {
    wanted[first + index] = passes(text) ? 1 : 0;
  });
  if (column.kind === 'list') kernels.lists(column, wanted, flip, out);
  else kernels.categories(column, wanted, flip, out);
}
