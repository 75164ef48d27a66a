/** Rows for tables one knows nothing about, so that a rule can be tried on every table there will ever be. */
import type pg from 'pg';
import type { Transaction } from '../../../admin-app/server/database/transaction.ts';

/** Any value of a column's type, as SQL. */
const ANY_VALUE: Readonly<Record<string, string>> = {
  bigint: '1',
  integer: '1',
  real: '0.5',
  'double precision': '0.5',
  boolean: 'false',
  text: "'any'",
  'text[]': "'{}'",
  bytea: "'\\x00'",
  date: "'2026-01-01'",
  'timestamp with time zone': "'2026-01-01Z'",
  jsonb: "'{}'",
};

/** The tables of the current schema that have a shop_id, in the order of their names. */
export async function listShopTables(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id' and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    order by c.relname`);
  return rows.map((row) => row.name);
}

/** Removes foreign keys, checks and triggers, which are not what is tried, so that any row fits and brings no other. */
export async function loosenConstraints(pool: pg.Pool): Promise<void> {
  await pool.query(`
    do $$
    declare
      loose record;
    begin
      for loose in
        select conrelid::regclass as of_table, conname as name from pg_constraint
        where connamespace = current_schema()::regnamespace and contype in ('c', 'f')
      loop
        execute format('alter table %s drop constraint %I', loose.of_table, loose.name);
      end loop;
      for loose in
        select t.tgrelid::regclass as of_table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal
      loop
        execute format('drop trigger %I on %s', loose.name, loose.of_table);
      end loop;
    end
    $$`);
}

/** Inserts a row of the shop with any values in the other columns that need one. */
export async function insertAnyRow(tx: Transaction, table: string, shopId: number): Promise<void> {
  const columns = await tx.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attnotnull and not atthasdef and attidentity = '' and attname <> 'shop_id'`,
    [table],
  );
  const names = ['shop_id', ...columns.map((column) => column.name)];
  const values = columns.map(({ name, type }) => {
    const value = ANY_VALUE[type];
    if (value === undefined)
      throw new Error(`Column ${table}.${name} is of type ${type}: add a value of it to ANY_VALUE`);
    return value;
  });
  await tx.execute(
    `insert into ${table} (${names.join(', ')}) overriding system value
     values (${[shopId, ...values].join(', ')})`,
  );
}
