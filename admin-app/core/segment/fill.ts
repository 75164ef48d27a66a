/** One condition on one column or on the rows of each customer → a byte per value. */
import { asksText, type Check } from './checks.ts';
import {
  type CategoryColumn,
  type Column,
  type ColumnSet,
  type CustomerRows,
  type Float64Column,
  type Int32Column,
  type ListColumn,
  NO_INTEGER,
} from './columns.ts';
import type { EventSource } from './functions.ts';
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

/** Memory to use again: asking for some megabytes at every keystroke costs more than filling them. */
export class BitsPool {
  readonly #free: Bits[] = [];

  /** What it holds is left over from before. */
  take(size: number): Bits {
    const length = Math.ceil(size / 4);
    const index = this.#free.findIndex(({ words }) => words.length === length);
    return this.#free.splice(index, index < 0 ? 0 : 1)[0] ?? makeBits(size);
  }

  give(bits: Bits): void {
    this.#free.push(bits);
  }
}

/** The rows of customers, with whose they are. */
export interface OwnedRows extends CustomerRows {
  readonly owners: Uint32Array;
}

/** `source` matters only where lines are counted by their order. */
export type RowsQuestion = Pick<RowsCheck, 'filters' | 'count' | 'sums'> & {
  readonly source?: EventSource;
};

/** For each customer 1 where the rows pass; `negated` of the check is left to the caller. */
export function fillRows(
  rows: OwnedRows,
  { filters, count, sums, source }: RowsQuestion,
  pool: BitsPool,
  out: Bits,
): void {
  const passing = fillPassing(rows, filters, pool);
  if (sums.length === 0 && asksForSome(count)) {
    out.bytes.fill(0);
    kernels.markOwners(rows.owners, passing.bytes, out.bytes);
    pool.give(passing);
    return;
  }
  fillValues(countPassing(rows, passing, source), count, out.bytes);
  const part = pool.take(rows.starts.length - 1);
  for (const { column, check } of sums) {
    fillValues(sumPassing(rows, passing, column), check, part.bytes);
    kernels.combine('intersect', out.words, part.words, false);
  }
  pool.give(passing);
  pool.give(part);
}

/** For each customer how many rows pass the filters, or what a column of them adds up to. */
export function measureRows(
  rows: OwnedRows,
  { filters, source }: Pick<RowsCheck, 'filters' | 'source'>,
  summed: string | null,
  pool: BitsPool,
): Int32Column | Float64Column {
  const passing = fillPassing(rows, filters, pool);
  const measured =
    summed === null ? countPassing(rows, passing, source) : sumPassing(rows, passing, summed);
  pool.give(passing);
  return measured;
}

function countPassing(
  rows: OwnedRows,
  passing: Bits,
  source: EventSource | undefined,
): Int32Column {
  const values = new Int32Array(rows.starts.length - 1);
  if (source === 'purchases')
    kernels.countGroups(rows.owners, integersOf(rows, 'order_id'), passing.bytes, values);
  else kernels.countRows(rows.owners, passing.bytes, values);
  return { kind: 'int32', values };
}

function sumPassing(rows: OwnedRows, passing: Bits, summed: string): Float64Column {
  const values = new Float64Array(rows.starts.length - 1);
  kernels.sumRows(rows.owners, numbersOf(rows, summed), passing.bytes, values);
  return { kind: 'float64', values };
}

function asksForSome(count: Check): boolean {
  return count.kind === 'range' && count.from === 1 && count.to === Infinity && !count.negated;
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

/** The rows that pass every filter; to be given back to the pool. */
function fillPassing(rows: OwnedRows, filters: readonly ColumnCheck[], pool: BitsPool): Bits {
  const passing = pool.take(rows.size);
  const [first, ...others] = filters;
  if (first) fillColumn(rows, first, passing.bytes);
  else passing.bytes.fill(1);
  for (const other of others) {
    const part = pool.take(rows.size);
    fillColumn(rows, other, part.bytes);
    kernels.combine('intersect', passing.words, part.words, false);
    pool.give(part);
  }
  return passing;
}

export function fillColumn(set: ColumnSet, { column, check }: ColumnCheck, out: Uint8Array): void {
  fillValues(columnOf(set, column), check, out);
}

function fillValues(column: Column, check: Check, out: Uint8Array): void {
  const flip = check.negated ? 1 : 0;
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
      const last = Math.min(to, -NO_INTEGER - 1);
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
