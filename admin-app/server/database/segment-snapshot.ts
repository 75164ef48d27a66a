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
import {
  KEPT_ON_SERVER,
  REACH_COLUMNS,
  ROW_SOURCES,
  type RowSource,
} from '../../core/segment/snapshot.ts';
import { numberArray } from './array-literals.ts';
import { REACH_OF_EACH } from './segment-reach.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerColumns {
  readonly customerIds: Float64Array;
  readonly columns: SegmentColumns;
}

const ROWS_AT_A_TIME = 5_000;
/** More would not fit into a browser: conditions on them are then asked of the server. */
const MOST_ROWS = 6_000_000;

const COLUMNS: Readonly<Record<'customers' | Source, Columns>> = {
  customers: { ...CUSTOMER_COLUMNS, [REACH_COLUMNS.email]: 'text', [REACH_COLUMNS.sms]: 'text' },
  ...ROW_COLUMNS,
  enrolments: { scenario_id: 'bigint' },
};

const REACHES: ReadonlySet<string> = new Set(Object.values(REACH_COLUMNS));

type Source = RowSource | 'appended';

/** What is read of customers; a browser is not given all. */
export interface Shown {
  readonly sources: readonly Source[];
  readonly withheld: ReadonlySet<string>;
}
const TO_BROWSERS: Shown = { sources: ROW_SOURCES, withheld: KEPT_ON_SERVER };

type Cell = number | string | readonly string[] | null;
type CellRow = Readonly<Record<string, Cell>>;
type CustomerRow = CellRow & { readonly customer_id: number };

/** Everybody, or only some. Call it in a transaction that sees one moment. */
export async function readCustomerColumns(
  tx: ShopTransaction,
  zone: string,
  only: readonly number[] | null,
  { sources, withheld }: Shown = TO_BROWSERS,
): Promise<CustomerColumns> {
  const set = new SetBuilder(columnsFor('customers', withheld));
  const customerIds: number[] = [];
  for await (const page of readPages(tx, customersSql(set.columns, only !== null), zone, only)) {
    for (const row of page) {
      set.push(row);
      customerIds.push(row.customer_id);
    }
  }
  const rows: [Source, CustomerRows][] = [];
  for (const source of sources) {
    const columns = columnsFor(source, withheld);
    const builder = new RowsBuilder(columns, customerIds);
    const sql = rowsSql(source, columns, only !== null);
    for await (const page of readPages(tx, sql, zone, only)) {
      builder.push(page);
      if (builder.size > MOST_ROWS) break;
    }
    if (builder.size <= MOST_ROWS) rows.push([source, builder.finish()]);
  }
  return {
    customerIds: Float64Array.from(customerIds),
    columns: { customers: set.finish(), rows: Object.fromEntries(rows) },
  };
}

/** In the order of their customers; $1 is the shop, $2 the zone, $3 the customers, if not everybody. */
async function* readPages(
  tx: ShopTransaction,
  sql: string,
  zone: string,
  only: readonly number[] | null,
): AsyncGenerator<readonly CustomerRow[]> {
  const values = [tx.shopId, zone, ...(only === null ? [] : [numberArray(only)])];
  // Else Postgres would plan for the first rows, and read the rest by one look-up each.
  await tx.query('set local cursor_tuple_fraction = 1');
  await tx.query(`declare snapshot_page no scroll cursor for ${sql}`, values);
  try {
    for (;;) {
      const page = await tx.query<CustomerRow>(`fetch ${ROWS_AT_A_TIME} from snapshot_page`);
      if (page.length === 0) return;
      yield page;
    }
  } finally {
    await tx.query('close snapshot_page');
  }
}

function customersSql(columns: readonly NamedColumn[], some: boolean): string {
  const asked = columns.filter(([name]) => !REACHES.has(name));
  const reaches = `reach.${REACH_COLUMNS.email}, reach.${REACH_COLUMNS.sms}`;
  if (some) {
    return `select c.customer_id, ${selected(asked, 'c')}, ${reaches} from segment_customers c
      join (${REACH_OF_EACH} and c.customer_id = any ($3::bigint[])) reach on reach.customer_id = c.customer_id
      where c.shop_id = $1 and c.customer_id = any ($3::bigint[]) order by c.customer_id`;
  }
  const own = asked.filter(([name]) => !(name in LATEST));
  const latest = asked.filter(([name]) => name in LATEST);
  return `select c.customer_id, ${selected(own, 'c')}, ${reaches},
                 ${latest.map(([name, type]) => `${asCell(LATEST[name] ?? name, type)} as ${name}`).join(', ')}
            from segment_customers c join (${REACH_OF_EACH}) reach on reach.customer_id = c.customer_id
                 ${JOIN_LATEST} where c.shop_id = $1 order by c.customer_id`;
}

/**
 * What the view looks up customer by customer, here for everybody in one go: a fifth of the time. The test of the
 * snapshot holds both to the same answers.
 */
const LATEST: Readonly<Record<string, string>> = {
  last_purchased_category: 'purchase.category',
  last_activity_date: 'activity.at',
  last_activity_channel: 'activity.channel',
  last_response_date: 'response.at',
  ever_engaged: '(response.at is not null)',
};
const JOIN_LATEST = `
  left join (select distinct on (a.customer_id) a.customer_id, a.at, a.channel from activities a
              where a.shop_id = $1 and not a.by_machine
                and a.kind not in ('sent', 'perhaps sent', 'not sent', 'bounced', 'order cancelled')
              order by a.customer_id, a.at desc, a.activity_id desc) activity
    on activity.customer_id = c.customer_id
  left join (select a.customer_id, max(a.at) as at from activities a
              where a.shop_id = $1 and a.kind in ('opened', 'clicked', 'answered') and not a.by_machine
              group by a.customer_id) response on response.customer_id = c.customer_id
  left join (select distinct on (o.customer_id) o.customer_id, nullif(p.product_type_folded, '') as category
               from (select distinct on (customer_id) shop_id, customer_id, order_id from orders
                      where shop_id = $1 and counts and customer_id is not null
                      order by customer_id, processed_at desc, order_id desc) o
               join order_lines l on l.shop_id = o.shop_id and l.order_id = o.order_id
               left join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
              order by o.customer_id, l.total_minor desc, l.line_id) purchase
    on purchase.customer_id = c.customer_id`;

function rowsSql(source: Source, columns: readonly NamedColumn[], some: boolean): string {
  // Lines of an order are to be next to each other. Passages have no instant, so that $2 would be of no type.
  const order = 'order_id' in COLUMNS[source] ? 'r.customer_id, r.order_id' : 'r.customer_id';
  return `select r.customer_id, ${selected(columns, 'r')} from ${RELATIONS[source]} r
    where r.shop_id = $1 and $2::text is not null ${some ? 'and r.customer_id = any ($3::bigint[])' : ''}
    order by ${order}`;
}

type NamedColumn = readonly [name: string, type: ColumnType];

function columnsFor(
  set: 'customers' | Source,
  withheld: ReadonlySet<string>,
): readonly NamedColumn[] {
  return Object.entries(COLUMNS[set]).filter(([name]) => !withheld.has(name));
}

function selected(columns: readonly NamedColumn[], alias: string): string {
  return columns.map(([name, type]) => `${asCell(`${alias}.${name}`, type)} as ${name}`).join(', ');
}

/** Days as whole numbers since 1970, instants as the shop's local day. */
function asCell(value: string, type: ColumnType): string {
  if (type === 'timestamptz') return `(${value} at time zone $2::text)::date - date '1970-01-01'`;
  if (type === 'date') return `${value} - date '1970-01-01'`;
  return type === 'boolean' ? `${value}::int` : value;
}

class SetBuilder {
  readonly columns: readonly NamedColumn[];
  readonly #builders: readonly (readonly [name: string, builder: ColumnBuilder])[];
  size = 0;

  constructor(columns: readonly NamedColumn[]) {
    this.columns = columns;
    this.#builders = this.columns.map(([name, type]) => [name, columnBuilder(name, type)]);
  }

  push(row: CellRow, orderNumber = 0): void {
    for (const [name, builder] of this.#builders)
      builder.push(name === 'order_id' ? orderNumber : (row[name] ?? null));
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

/** Rows come in the order of their customers; those of customers who are not among the given ones are left out. */
class RowsBuilder {
  readonly #set: SetBuilder;
  readonly #customerIds: readonly number[];
  readonly #starts: Uint32Array;
  #customer = 0;
  #order: Cell = null;
  #orderNumber = 0;

  constructor(columns: readonly NamedColumn[], customerIds: readonly number[]) {
    this.#set = new SetBuilder(columns);
    this.#customerIds = customerIds;
    this.#starts = new Uint32Array(customerIds.length + 1);
  }

  get size(): number {
    return this.#set.size;
  }

  /** An order is numbered among its customer's: its own number is too large. */
  push(rows: readonly CustomerRow[]): void {
    for (const row of rows) {
      this.#goTo(row.customer_id);
      if (this.#customerIds[this.#customer] !== row.customer_id) continue;
      if (row.order_id !== this.#order) this.#orderNumber += 1;
      this.#order = row.order_id ?? null;
      this.#set.push(row, this.#orderNumber);
    }
  }

  #goTo(customerId: number): void {
    for (let id = this.#customerIds[this.#customer]; id !== undefined && id < customerId; ) {
      this.#customer += 1;
      this.#starts[this.#customer] = this.size;
      this.#orderNumber = 0;
      this.#order = null;
      id = this.#customerIds[this.#customer];
    }
  }

  finish(): CustomerRows {
    this.#goTo(Number.POSITIVE_INFINITY);
    return { ...this.#set.finish(), starts: this.#starts };
  }
}
