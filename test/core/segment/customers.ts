/** Generated customers in both forms that queries are asked of: rows of tables and columns of a snapshot. */
import fc from 'fast-check';
import { ATTRIBUTES, CHANNELS } from '../../../admin-app/core/segment/attributes.ts';
import {
  type Column,
  type CustomerRows,
  columnKind,
  NO_INTEGER,
  type SegmentColumns,
} from '../../../admin-app/core/segment/columns.ts';
import { fold } from '../../../admin-app/core/segment/fold.ts';
import { type EventSource, FUNCTIONS } from '../../../admin-app/core/segment/functions.ts';
import {
  type Columns,
  type ColumnType,
  CUSTOMER_COLUMNS,
  ROW_COLUMNS,
} from '../../../admin-app/core/segment/row.ts';
import { dayOf, formatDay, startOfDay } from '../../../admin-app/core/time.ts';

/** Instants in milliseconds, dates as days, text not folded. */
export type Cell = number | string | boolean | readonly string[] | null;
export type Row = Readonly<Record<string, Cell>>;
export type Rows = EventSource | 'enrolments';

export interface Customer {
  readonly facts: Row;
  readonly rows: Readonly<Record<Rows, readonly Row[]>>;
}

export const COLUMNS: Readonly<Record<Rows, Columns>> = {
  ...ROW_COLUMNS,
  enrolments: { scenario_id: 'bigint' },
};
export const SOURCES: readonly Rows[] = [
  'orders',
  'purchases',
  'activities',
  'appended',
  'enrolments',
];

/** What customers hold; queries ask for the same, and for values beside them. */
export interface Holdings {
  readonly zone: string;
  readonly days: readonly number[];
  readonly texts: readonly string[];
  readonly wholes: readonly number[];
  readonly amountsMinor: readonly number[];
  readonly reals: readonly number[];
}

const KINDS = [...FUNCTIONS.flatMap(({ kinds }) => kinds), 'ordered'];
const ALWAYS_THERE = new Set([
  ...ATTRIBUTES.filter(({ nullable }) => !nullable).map(({ name }) => name),
  ...['date', 'amount', 'quantity', 'order_id', 'kind', 'by_machine', 'channel'],
]);

export function customers(holdings: Holdings): fc.Arbitrary<Customer> {
  const rows = (source: Rows) =>
    fc.array(cells(COLUMNS[source], holdings), { maxLength: 4 }).map((some) =>
      // Lines of an order are next to each other.
      some.toSorted((one, other) => Number(one.order_id ?? 0) - Number(other.order_id ?? 0)),
    );
  return fc.record({
    facts: cells(CUSTOMER_COLUMNS, holdings),
    rows: fc.record({
      orders: rows('orders'),
      purchases: rows('purchases'),
      activities: rows('activities'),
      appended: rows('appended'),
      enrolments: rows('enrolments'),
    }),
  });
}

function cells(columns: Columns, holdings: Holdings): fc.Arbitrary<Row> {
  const record = Object.entries(columns).map(([name, type]) => {
    const some = cell(name, type, holdings);
    return [name, ALWAYS_THERE.has(name) ? some : fc.option(some, { freq: 5 })] as const;
  });
  return fc.record(Object.fromEntries(record));
}

function cell(name: string, type: ColumnType, holdings: Holdings): fc.Arbitrary<Cell> {
  switch (type) {
    case 'bigint':
      if (columnKind(name, type) === 'float64')
        return fc.constantFrom(...(name === 'id' ? holdings.wholes : holdings.amountsMinor));
      return fc.constantFrom(...holdings.wholes.filter((whole) => Math.abs(whole) < 2 ** 31));
    case 'real':
      return fc.constantFrom(...holdings.reals.map(Math.fround));
    case 'timestamptz':
      return instants(holdings);
    case 'date':
      return fc
        .tuple(fc.constantFrom(...holdings.days), fc.integer({ min: -8, max: 8 }))
        .map(([day, distance]) => day + distance);
    case 'text':
      return fc.constantFrom(...textsOf(name, holdings));
    case 'text[]':
      return fc.uniqueArray(fc.constantFrom(...holdings.texts), { maxLength: 3 });
    case 'boolean':
      return fc.boolean();
  }
}

function textsOf(name: string, { texts }: Holdings): readonly string[] {
  if (name === 'kind') return KINDS;
  if (name === 'channel') return CHANNELS.map((channel) => channel.toLowerCase());
  const allowed = ATTRIBUTES.find((attribute) => attribute.name === name)?.values ?? [];
  return allowed.length > 0 ? allowed.map((value) => value.toLowerCase()) : texts;
}

/** Around the shop's midnights, where a day's worth of difference is decided. */
function instants({ zone, days }: Holdings): fc.Arbitrary<number> {
  return fc
    .tuple(
      fc.constantFrom(...days),
      fc.integer({ min: -8, max: 8 }),
      fc.constantFrom(-3_600_000, -1_000, -1, 0, 1, 43_200_000),
    )
    .map(([day, distance, beside]) => startOfDay(day + distance, zone) + beside);
}

/** The snapshot that a browser would hold of them. */
export function columnsOf(all: readonly Customer[], zone: string): SegmentColumns {
  const facts = all.map((customer) => customer.facts);
  return {
    customers: { size: all.length, columns: columnSet(facts, CUSTOMER_COLUMNS, zone) },
    rows: Object.fromEntries(SOURCES.map((source) => [source, customerRows(all, source, zone)])),
  };
}

function customerRows(all: readonly Customer[], source: Rows, zone: string): CustomerRows {
  const rows = all.flatMap((customer) => customer.rows[source]);
  const starts = startsOf(all.map((customer) => customer.rows[source].length));
  return { size: rows.length, starts, columns: columnSet(rows, COLUMNS[source], zone) };
}

function startsOf(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, index) => {
    starts[index + 1] = (starts[index] ?? 0) + length;
  });
  return starts;
}

function columnSet(rows: readonly Row[], columns: Columns, zone: string): Record<string, Column> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, type]) => {
      const values = rows.map((row) => row[name] ?? null);
      return [name, column(name, type, values, zone)];
    }),
  );
}

function column(name: string, type: ColumnType, cells: readonly Cell[], zone: string): Column {
  const kind = columnKind(name, type);
  switch (kind) {
    case 'int32': {
      const isInstant = type === 'timestamptz';
      const whole = (value: Cell) =>
        value === null ? NO_INTEGER : isInstant ? dayOf(Number(value), zone) : Number(value);
      return { kind, values: Int32Array.from(cells, whole) };
    }
    case 'float32':
      return { kind, values: Float32Array.from(cells, numberOrNaN) };
    case 'float64':
      return { kind, values: Float64Array.from(cells, numberOrNaN) };
    case 'category': {
      const dictionary = [...new Set(cells.filter((value) => value !== null).map(folded))];
      const code = (value: Cell) => (value === null ? 0 : dictionary.indexOf(folded(value)) + 1);
      return { kind, codes: Uint16Array.from(cells, code), dictionary };
    }
    case 'list': {
      const lists = cells.map((value) => (Array.isArray(value) ? value.map(folded) : []));
      const dictionary = [...new Set(lists.flat())];
      const codes = Uint32Array.from(lists.flat(), (text) => dictionary.indexOf(text));
      return { kind, starts: startsOf(lists.map(({ length }) => length)), codes, dictionary };
    }
  }
}

function numberOrNaN(value: Cell): number {
  return value === null ? Number.NaN : Number(value);
}

function folded(value: Cell): string {
  return fold(String(value));
}

/** A value as Postgres reads it from JSON. */
export function sqlCell(type: ColumnType, value: Cell): Cell {
  if (value === null) return null;
  if (type === 'timestamptz') return new Date(Number(value)).toISOString();
  return type === 'date' ? formatDay(Number(value)) : value;
}
