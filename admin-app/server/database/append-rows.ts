/** The lines of a third party's file, matched with the shop's customers. */
import type { KeyKind } from '../../core/append/types.ts';
import { numberArray, textArray } from './array-literals.ts';
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

/** Beside customers `c`: the hashes of their address or number, as third parties make them. */
const HASHES: Readonly<Record<'email sha256' | 'phone sha256', string>> = {
  'email sha256': `values (lower(btrim(c.email)))`,
  'phone sha256': `values (digits_of(c.phone)), ('+' || digits_of(c.phone))`,
};

/**
 * Finds the customers of all lines by hashes, in one go: every customer's is worked out once. May be repeated. The
 * column counts from 0.
 */
export async function matchHashes(
  tx: ShopTransaction,
  importId: number,
  { column, kind }: { readonly column: number; readonly kind: 'email sha256' | 'phone sha256' },
): Promise<void> {
  await tx.execute(
    `with hashed as (
       select encode(sha256(convert_to(own.address, 'UTF8')), 'hex') as hash, min(c.customer_id) as customer_id
         from customers c, lateral (${HASHES[kind]}) as own (address)
        where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null and own.address <> ''
        group by 1)
     update append_rows r set customer_id = hashed.customer_id from hashed
      where r.shop_id = $1 and r.import_id = $2 and hashed.hash = lower(btrim(r.fields[$3 + 1]))`,
    [tx.shopId, importId, column],
  );
}

const KEYED: Readonly<Record<'customer id' | 'email', string>> = {
  // Whoever was merged is found under the customer they became.
  'customer id': `
    select k.key, live.customer_id from unnest($2::text[]) as k (key)
      join customers c on c.shop_id = $1 and c.customer_id = k.key::bigint
      join customers live on live.shop_id = $1 and live.customer_id = coalesce(c.merged_into, c.customer_id)
     where live.deleted_at is null and live.redacted_at is null`,
  email: `
    select k.key, min(c.customer_id) as customer_id from unnest($2::text[]) as k (key)
      join customers c on c.shop_id = $1 and c.email_key = search_key(k.key) and lower(c.email) = k.key
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
    `select customer_id from append_rows
      where shop_id = $1 and import_id = $2 and verdict = 'matched' and customer_id = any ($3::bigint[])`,
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
