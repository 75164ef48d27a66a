/** The lines of a third party's file, matched with the shop's customers. */
import type { KeyKind } from '../../core/append/types.ts';
import { numberArray, textArray } from './array-literals.ts';
import { inProportion } from './table-statistics.ts';
import type { ShopTransaction } from './tenant.ts';

export type RowVerdict = 'matched' | 'unmatched' | 'outside' | 'twice' | 'broken';

export interface StoredLine {
  readonly line: number;
  readonly fields: readonly string[];
  readonly fault: string | null;
  /** As far as it is known. */
  readonly customerId: number | null;
  readonly verdict: RowVerdict | null;
}

export async function readImportLines(
  tx: ShopTransaction,
  importId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly StoredLine[]> {
  return await tx.query<StoredLine>(
    `select line, fields, fault, customer_id as "customerId", verdict from append_rows
      where shop_id = $1 and import_id = $2 and line > $3 order by line limit $4`,
    [tx.shopId, importId, after, limit],
  );
}

/** Beside customers `c`: their address or number, as third parties hash them. */
const HASHED: Readonly<Record<'email sha256' | 'phone sha256', string>> = {
  'email sha256': `values (lower(btrim(c.email)))`,
  'phone sha256': `values (digits_of(c.phone)), ('+' || digits_of(c.phone))`,
};

/**
 * Finds the customers of all lines by hashes, in one go: every customer's is worked out once, some seconds for a million.
 * May be repeated. The column counts from 0.
 */
export async function matchHashes(
  tx: ShopTransaction,
  importId: number,
  { column, kind }: { readonly column: number; readonly kind: 'email sha256' | 'phone sha256' },
): Promise<void> {
  const matching = `
    with hashed as (
       select c.customer_id, encode(sha256(convert_to(own.address, 'UTF8')), 'hex') as hash
         from customers c, lateral (${HASHED[kind]}) as own (address)
        where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null and own.address <> ''),
     found as (
       select l.line, min(hashed.customer_id) as customer_id
         from append_rows l join hashed on hashed.hash = lower(btrim(l.fields[$3 + 1]))
        where l.shop_id = $1 and l.import_id = $2 group by l.line)
     update append_rows r set customer_id = found.customer_id from found
      where r.shop_id = $1 and r.import_id = $2 and r.line = found.line`;
  await inProportion(tx, () => tx.execute(matching, [tx.shopId, importId, column]));
}

/** What is looked up is worked out first: row-level security lets nothing else that could tell of rows near an index. */
const KEYED: Readonly<Record<'customer id' | 'email', string>> = {
  // Whoever was merged is found under the customer they became.
  'customer id': `
    with k as materialized (select key, key::bigint as customer_id from unnest($2::text[]) as given (key)),
    named as materialized (
      select k.key, coalesce(c.merged_into, c.customer_id) as customer_id
        from k join customers c on c.shop_id = $1 and c.customer_id = k.customer_id)
    select named.key, live.customer_id
      from named join customers live on live.shop_id = $1 and live.customer_id = named.customer_id
     where live.deleted_at is null and live.redacted_at is null`,
  email: `
    with k as materialized (select key, search_key(key) as email_key from unnest($2::text[]) as given (key))
    select k.key, min(c.customer_id) as customer_id
      from k join customers c on c.shop_id = $1 and c.email_key = k.email_key and lower(c.email) = k.key
     where c.deleted_at is null and c.redacted_at is null group by k.key`,
};

/** Customers by key; keys of nobody are left out. */
export async function findByKey(
  tx: ShopTransaction,
  kind: Extract<KeyKind, 'customer id' | 'email'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ key: string; customer_id: number }>(KEYED[kind], [
    tx.shopId,
    textArray(keys),
  ]);
  return new Map(rows.map((row) => [row.key, row.customer_id]));
}

/** Which of the customers belong to one of the segments now. */
export async function findMembers(
  tx: ShopTransaction,
  segmentIds: readonly number[],
  customerIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ customer_id: number }>(
    `select distinct customer_id from segment_members
      where shop_id = $1 and segment_id = any ($2::bigint[]) and customer_id = any ($3::bigint[])`,
    [tx.shopId, numberArray(segmentIds), numberArray(customerIds)],
  );
  return new Set(rows.map((row) => row.customer_id));
}

/** Which of the customers have a line already. */
export async function findMatched(
  tx: ShopTransaction,
  importId: number,
  customerIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ customer_id: number }>(
    // One by one: asked for together, all lines so far would be looked through.
    `select g.customer_id from unnest($3::bigint[]) as g (customer_id)
      where exists (select from append_rows r
                     where r.shop_id = $1 and r.import_id = $2 and r.verdict = 'matched'
                       and r.customer_id = g.customer_id offset 0)`,
    [tx.shopId, importId, numberArray(customerIds)],
  );
  return new Set(rows.map((row) => row.customer_id));
}

export interface JudgedLine {
  readonly line: number;
  readonly verdict: RowVerdict;
  readonly customerId: number | null;
}

export async function writeVerdicts(
  tx: ShopTransaction,
  importId: number,
  judged: readonly JudgedLine[],
): Promise<void> {
  await tx.execute(
    `update append_rows r set verdict = g.verdict, customer_id = g.customer_id
       from unnest($3::int[], $4::text[], $5::bigint[]) as g (line, verdict, customer_id)
      where r.shop_id = $1 and r.import_id = $2 and r.line = g.line and r.line between $6 and $7`,
    [
      tx.shopId,
      importId,
      numberArray(judged.map(({ line }) => line)),
      textArray(judged.map(({ verdict }) => verdict)),
      judged.map(({ customerId }) => customerId),
      // Without statistics of lines just uploaded, Postgres would look at all of them.
      judged.at(0)?.line ?? 0,
      judged.at(-1)?.line ?? 0,
    ],
  );
}

export interface MemberToSend {
  readonly customerId: number;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Members of any of the segments, each once, by customer. */
export async function readMembersToSend(
  tx: ShopTransaction,
  segmentIds: readonly number[],
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly MemberToSend[]> {
  return await tx.query<MemberToSend>(
    `select c.customer_id as "customerId", c.email, c.phone from customers c
      where c.shop_id = $1 and c.customer_id > $3 and c.deleted_at is null and c.redacted_at is null
        and exists (select from segment_members m
                     where m.shop_id = $1 and m.customer_id = c.customer_id and m.segment_id = any ($2::bigint[]))
      order by c.customer_id limit $4`,
    [tx.shopId, numberArray(segmentIds), after, limit],
  );
}

/** Those of the numbers that are segments of this shop. */
export async function findSegments(
  tx: ShopTransaction,
  segmentIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ segment_id: number }>(
    'select segment_id from segments where shop_id = $1 and segment_id = any ($2::bigint[])',
    [tx.shopId, numberArray(segmentIds)],
  );
  return new Set(rows.map((row) => row.segment_id));
}
