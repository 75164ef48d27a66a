/** Reads what a browser keeps of the shop's customers, page by page, into columns. */
import { type ColumnBuilder, columnBuilder } from '../../core/segment/column-builder.ts';
import type { ColumnSet, CustomerRows, SegmentColumns } from '../../core/segment/columns.ts';
import {
  type Columns,
  type ColumnType,
  CUSTOMER_COLUMNS,
  RELATIONS,
  ROW_COLUMNS,
} from '../../core/segment/row.ts';
import { KEPT_ON_SERVER, ROW_SOURCES, type RowSource } from '../../core/segment/snapshot.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerColumns {
  readonly customerIds: Float64Array;
  readonly columns: SegmentColumns;
}

const CUSTOMERS_AT_A_TIME = 5_000;
/** More would not fit into a browser: conditions on them are then asked of the server. */
const MOST_ROWS = 6_000_000;

const COLUMNS: Readonly<Record<'customers' | RowSource, Columns>> = {
  customers: CUSTOMER_COLUMNS,
  ...ROW_COLUMNS,
  enrolments: { scenario_id: 'bigint' },
};

type Cell = number | string | readonly string[] | null;
type CellRow = Readonly<Record<string, Cell>>;

/** Everybody, or only some. Call it in a transaction that sees one moment. */
export async function readCustomerColumns(
  tx: ShopTransaction,
  zone: string,
  only: readonly number[] | null,
): Promise<CustomerColumns> {
  const customers = new SetBuilder('customers');
  const customerIds: number[] = [];
  const rows = new Map(ROW_SOURCES.map((source) => [source, new RowsBuilder(source)]));
  const which = only === null ? '' : 'and c.customer_id = any ($4::bigint[])';
  const some = only === null ? [] : [numberArray(only)];
  for (let after = 0; ; ) {
    const page = await tx.query<CellRow & { readonly customer_id: number }>(
      `select c.customer_id, ${selected(customers.columns, 'c', '$2')} from segment_customers c
        where c.shop_id = $1 and c.customer_id > $3 ${which}
        order by c.customer_id limit ${CUSTOMERS_AT_A_TIME}`,
      [tx.shopId, zone, after, ...some],
    );
    if (page.length === 0) break;
    const ids = page.map((row) => row.customer_id);
    for (const row of page) customers.push(row);
    for (const id of ids) customerIds.push(id);
    for (const [source, builder] of rows) {
      if (builder.size <= MOST_ROWS) builder.push(ids, await readRows(tx, source, zone, ids));
    }
    after = ids.at(-1) ?? after;
  }
  const kept = [...rows].filter(([, { size }]) => size <= MOST_ROWS);
  return {
    customerIds: Float64Array.from(customerIds),
    columns: {
      customers: customers.finish(),
      rows: Object.fromEntries(kept.map(([source, builder]) => [source, builder.finish()])),
    },
  };
}

async function readRows(
  tx: ShopTransaction,
  source: RowSource,
  zone: string,
  customerIds: readonly number[],
): Promise<readonly (CellRow & { readonly customer_id: number })[]> {
  // Lines of an order are to be next to each other. Passages have no instant, so that $2 would be of no type.
  const order = 'order_id' in COLUMNS[source] ? 'r.customer_id, r.order_id' : 'r.customer_id';
  return await tx.query(
    `select r.customer_id, ${selected(columnsFor(source), 'r', '$2')} from ${RELATIONS[source]} r
      where r.shop_id = $1 and r.customer_id = any ($3::bigint[]) and $2::text is not null order by ${order}`,
    [tx.shopId, zone, numberArray(customerIds)],
  );
}

type NamedColumn = readonly [name: string, type: ColumnType];

function columnsFor(set: 'customers' | RowSource): readonly NamedColumn[] {
  return Object.entries(COLUMNS[set]).filter(([name]) => !KEPT_ON_SERVER.has(name));
}

function selected(columns: readonly NamedColumn[], alias: string, zone: string): string {
  return columns
    .map(([name, type]) => `${asCell(`${alias}.${name}`, type, zone)} as ${name}`)
    .join(', ');
}

/** Days as whole numbers since 1970, instants as the shop's local day. */
function asCell(value: string, type: ColumnType, zone: string): string {
  if (type === 'timestamptz')
    return `(${value} at time zone ${zone}::text)::date - date '1970-01-01'`;
  if (type === 'date') return `${value} - date '1970-01-01'`;
  return type === 'boolean' ? `${value}::int` : value;
}

class SetBuilder {
  readonly columns: readonly NamedColumn[];
  readonly #builders: readonly (readonly [name: string, builder: ColumnBuilder])[];
  size = 0;

  constructor(set: 'customers' | RowSource) {
    this.columns = columnsFor(set);
    this.#builders = this.columns.map(([name, type]) => [name, columnBuilder(name, type)]);
  }

  push(row: CellRow): void {
    for (const [name, builder] of this.#builders) builder.push(row[name] ?? null);
    this.size += 1;
  }

  finish(): ColumnSet {
    const columns = this.#builders.flatMap(([name, builder]) => {
      const column = builder.finish();
      return column ? [[name, column] as const] : [];
    });
    return { size: this.size, columns: Object.fromEntries(columns) };
  }
}

class RowsBuilder {
  readonly #set: SetBuilder;
  readonly #starts: number[] = [0];

  constructor(source: RowSource) {
    this.#set = new SetBuilder(source);
  }

  get size(): number {
    return this.#set.size;
  }

  /** Rows come in the order of their customers. An order is numbered among its customer's: its own number is too large. */
  push(customerIds: readonly number[], rows: readonly (CellRow & { customer_id: number })[]): void {
    let next = 0;
    for (const customerId of customerIds) {
      let order: Cell = null;
      let orderNumber = 0;
      for (let row = rows[next]; row?.customer_id === customerId; row = rows[next]) {
        if (row.order_id !== order) orderNumber += 1;
        order = row.order_id ?? null;
        this.#set.push({ ...row, order_id: orderNumber });
        next += 1;
      }
      this.#starts.push(this.#set.size);
    }
  }

  finish(): CustomerRows {
    return { ...this.#set.finish(), starts: Uint32Array.from(this.#starts) };
  }
}
