/** The relations of admin-app/core/segment/row.ts in a test's database, over tables of texts that are not folded. */
import type pg from 'pg';
import { type Columns, CUSTOMER_COLUMNS, RELATIONS } from '../../../admin-app/core/segment/row.ts';
import { COLUMNS, type Customer, type Row, type Rows, SOURCES, sqlCell } from './customers.ts';

export const SHOP_ID = 7;
const EVERY: readonly (readonly ['customers' | Rows, Columns])[] = [
  ['customers', CUSTOMER_COLUMNS],
  ...SOURCES.map((source) => [source, COLUMNS[source]] as const),
];

/** What `fold` does, for an expression of type text. */
function foldSql(expression: string): string {
  return `lower(normalize(${expression}, NFC) collate "und-x-icu")`;
}

export async function createTables(client: pg.ClientBase): Promise<void> {
  for (const [relation, columns] of EVERY) {
    const names = Object.entries(columns);
    const table = names.map(([name, type]) => `${name} ${type}`).join(', ');
    await client.query(
      `create unlogged table raw_${relation}
         (shop_id bigint not null, customer_id bigint not null, ${table})`,
    );
    const folded = names.map(([name, type]) => {
      if (type === 'text') return `${foldSql(name)} as ${name}`;
      if (type === 'text[]')
        return `(select array_agg(${foldSql('entry')}) from unnest(${name}) as entry) as ${name}`;
      return name;
    });
    await client.query(`drop view ${RELATIONS[relation]}`);
    await client.query(
      `create view ${RELATIONS[relation]} as
         select shop_id, customer_id, ${folded.join(', ')} from raw_${relation}`,
    );
  }
}

/** Customer `i` of the list gets the id `i`. Another shop has the same customers. */
export async function fillTables(
  client: pg.ClientBase,
  customers: readonly Customer[],
): Promise<void> {
  for (const [relation, columns] of EVERY) {
    const rows = customers.flatMap(({ facts, rows }, id) =>
      (relation === 'customers' ? [facts] : rows[relation]).map((row) => ({
        customer_id: id,
        ...sqlRow(row, columns),
      })),
    );
    const names = Object.keys(columns).join(', ');
    const given = Object.keys(columns)
      .map((name) => `given.${name}`)
      .join(', ');
    await client.query(`truncate raw_${relation}`);
    await client.query(
      `insert into raw_${relation} (shop_id, customer_id, ${names})
       select shop.shop_id, given.customer_id, ${given}
         from json_populate_recordset(null::raw_${relation}, $1::json) as given,
              unnest(array[$2::bigint, $2::bigint + 1]) as shop (shop_id)`,
      [JSON.stringify(rows), SHOP_ID],
    );
  }
}

function sqlRow(row: Row, columns: Columns): Row {
  return Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, sqlCell(type, row[name] ?? null)]),
  );
}
