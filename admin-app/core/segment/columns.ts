/**
 * A shop's customers as columns, the way a browser holds them: numbers, days and categories, no names or addresses. Column
 * names are those of row.ts, so that a condition finds the same column on both sides. A column may be left out; what
 * asks for it then needs the server.
 *
 * Instants are held as the shop's local day (the snapshot belongs to one zone), booleans as 0 and 1.
 */
import type { EventSource } from './functions.ts';
import type { ColumnType } from './row.ts';

export interface SegmentColumns {
  readonly customers: ColumnSet;
  readonly rows: Readonly<Partial<Record<EventSource | 'enrolments', CustomerRows>>>;
}

export interface ColumnSet {
  /** Values in each column. */
  readonly size: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/**
 * The rows of customer `i` are `starts[i]` up to, without, `starts[i + 1]`; the first is row 0. Rows of one order of `purchases` are next to
 * each other, and their column `order_id` is the same number, unlike that of the customer's other orders.
 */
export interface CustomerRows extends ColumnSet {
  /** One longer than there are customers. */
  readonly starts: Uint32Array;
}

export type Column = Int32Column | Float32Column | Float64Column | CategoryColumn | ListColumn;

/** Null in a column of whole numbers or days. */
export const NO_INTEGER = -(2 ** 30);

/** Days, booleans, whole numbers; between −2³⁰ and 2³⁰, without either; null is NO_INTEGER. */
export interface Int32Column {
  readonly kind: 'int32';
  readonly values: Int32Array;
}
/** Columns of type real; null is NaN. */
export interface Float32Column {
  readonly kind: 'float32';
  readonly values: Float32Array;
}
/** Money in minor units, Shopify's ids; null is NaN. */
export interface Float64Column {
  readonly kind: 'float64';
  readonly values: Float64Array;
}
/** Code `n` is `dictionary[n - 1]`, a folded text (see fold.ts); 0 is null. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly codes: Uint16Array;
  readonly dictionary: readonly string[];
}
/** The entries of value `i` are `codes[starts[i]]` up to, without, `codes[starts[i + 1]]`; code `n` is `dictionary[n]`. */
export interface ListColumn {
  readonly kind: 'list';
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
  readonly dictionary: readonly string[];
}

/** How a column of a type in row.ts is held. Ids, though whole, are too large for 32 bits. */
export function columnKind(name: string, type: ColumnType): Column['kind'] {
  switch (type) {
    case 'bigint':
      return MONEY_AND_IDS.has(name) ? 'float64' : 'int32';
    case 'real':
      return 'float32';
    case 'text':
      return 'category';
    case 'text[]':
      return 'list';
    default:
      return 'int32';
  }
}

const MONEY_AND_IDS: ReadonlySet<string> = new Set([
  'amount_spent',
  'predicted_lifetime_value',
  'amount',
  'id',
]);
