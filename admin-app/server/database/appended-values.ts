/** What imports say of customers. Of several that say something of the same attribute, the latest holds. */
import type { AppendedType, AppendedValue, AttributeSet } from '../../core/append/types.ts';
import type { DayText, Instant } from '../../core/time.ts';
import { numberArray, textArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface NewAppendedValue {
  readonly customerId: number;
  readonly name: string;
  readonly value: AppendedValue;
}

/** What the import has written already stays. */
export async function insertAppendedValues(
  tx: ShopTransaction,
  importNo: number,
  values: readonly NewAppendedValue[],
): Promise<void> {
  if (values.length === 0) return;
  await tx.execute(
    `insert into appended_values (shop_id, import_no, customer_id, name, type, text, number, date, yes)
     select $1, $2, g.* from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::date[], $9::boolean[])
       as g (customer_id, name, type, text, number, date, yes)
     on conflict (shop_id, customer_id, name, import_no) do nothing`,
    [
      tx.shopId,
      importNo,
      numberArray(values.map((it) => it.customerId)),
      textArray(values.map((it) => it.name)),
      textArray(values.map((it) => it.value.type)),
      values.map(({ value }) => ('text' in value ? value.text : null)),
      values.map(({ value }) => ('number' in value ? value.number : null)),
      values.map(({ value }) => ('date' in value ? value.date : null)),
      values.map(({ value }) => ('yes' in value ? value.yes : null)),
    ],
  );
}

export interface TakenBack {
  readonly customerIds: readonly number[];
  /** Of these, whose class it was. */
  readonly classed: readonly number[];
}

/** Takes back what the import said of its next customers; what was said before holds again. Nobody when all is done. */
export async function takeBackValues(
  tx: ShopTransaction,
  importNo: number,
  limit: number,
): Promise<TakenBack> {
  const rows = await tx.query<{ customer_id: number; classed: boolean }>(
    // Without statistics of what was just imported, joining would compare each with each.
    `with next as (
       select distinct customer_id from appended_values
        where shop_id = $1 and import_no = $2 order by customer_id limit $3),
     gone as (
       delete from appended_values
        where shop_id = $1 and import_no = $2 and customer_id <= (select max(customer_id) from next)
       returning customer_id, type)
     select customer_id, bool_or(type = 'class') as classed from gone group by customer_id order by customer_id`,
    [tx.shopId, importNo, limit],
  );
  return {
    customerIds: rows.map((row) => row.customer_id),
    classed: rows.filter((row) => row.classed).map((row) => row.customer_id),
  };
}

/** Makes suppressions agree with what the customers' classes are now. */
export async function settleClasses(
  tx: ShopTransaction,
  customerIds: readonly number[],
  at: Instant,
): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.query('select settle_class_suppressions($1::bigint[], $2)', [
    numberArray(customerIds),
    timestampText(at),
  ]);
}

export interface StoredAttribute {
  readonly name: string;
  readonly type: AppendedType | 'class';
  readonly text: string | null;
  readonly number: number | null;
  readonly date: DayText | null;
  readonly yes: boolean | null;
  readonly set: AttributeSet;
  readonly fileName: string;
  readonly at: Instant;
}

/** By name; the class first. */
export async function readCustomerAttributes(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly StoredAttribute[]> {
  return await tx.query<StoredAttribute>(
    `select distinct on (v.type <> 'class', v.name)
            v.name, v.type, v.text, v.number, v.date::text as date, v.yes, i.attribute_set as "set",
            i.file_name as "fileName", coalesce(i.imported_at, i.created_at) as at
       from appended_values v
       join append_imports i on i.shop_id = v.shop_id and i.import_no = v.import_no
      where v.shop_id = $1 and v.customer_id = $2
      order by v.type <> 'class', v.name, v.import_no desc`,
    [tx.shopId, customerId],
  );
}
