/** Files of third parties, from their upload to their undoing. */
import type { AppendMapping, AttributeSet, ImportState } from '../../core/append/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** What the check has found so far; the shape is the contract's. */
export type StoredReport = object;

export interface StoredImport {
  readonly importId: number;
  readonly fileName: string;
  readonly set: AttributeSet;
  readonly segmentIds: readonly number[];
  readonly segments: readonly { readonly segmentId: number; readonly name: string }[];
  readonly state: ImportState;
  readonly starts: boolean;
  readonly rows: number;
  readonly throughLine: number;
  readonly customers: number;
  readonly encoding: string | null;
  readonly separator: string | null;
  readonly header: readonly string[];
  readonly mapping: AppendMapping | null;
  readonly report: StoredReport | null;
  readonly importNo: number | null;
  readonly createdAt: Instant;
  readonly importedAt: Instant | null;
  readonly undoneAt: Instant | null;
  readonly sameAs: { readonly importId: number; readonly at: Instant } | null;
}

const COLUMNS = `
  i.import_id as "importId", i.file_name as "fileName", i.attribute_set as "set", i.segment_ids as "segmentIds",
  coalesce((select jsonb_agg(jsonb_build_object('segmentId', s.segment_id, 'name', s.name) order by s.name)
              from segments s where s.shop_id = i.shop_id and s.segment_id = any (i.segment_ids)), '[]') as segments,
  i.state, i.starts, i.file_rows as rows, i.through_line as "throughLine", i.customers, i.encoding, i.separator,
  i.header, i.mapping, i.report, i.import_no as "importNo", i.created_at as "createdAt",
  i.imported_at as "importedAt", i.undone_at as "undoneAt",
  (select jsonb_build_object('importId', same.import_id, 'at', (extract(epoch from same.imported_at) * 1000)::bigint)
     from append_imports same
    where same.shop_id = i.shop_id and same.file_hash = i.file_hash and same.import_id <> i.import_id
      and same.state = 'done' and (i.import_no is null or same.import_no < i.import_no)
    order by same.import_no desc limit 1) as "sameAs"`;

const MOST_SHOWN = 100;

/** Newest first; those still coming are not there yet. */
export async function listImports(tx: ShopTransaction): Promise<readonly StoredImport[]> {
  return await tx.query<StoredImport>(
    `select ${COLUMNS} from append_imports i
      where i.shop_id = $1 and i.state <> 'uploading' order by i.import_id desc limit $2`,
    [tx.shopId, MOST_SHOWN],
  );
}

export async function readImport(
  tx: ShopTransaction,
  importId: number,
): Promise<StoredImport | undefined> {
  return await tx.maybeOne<StoredImport>(
    `select ${COLUMNS} from append_imports i
      where i.shop_id = $1 and i.import_id = $2 and i.state <> 'uploading'`,
    [tx.shopId, importId],
  );
}

export interface NewImport {
  readonly fileName: string;
  readonly set: AttributeSet;
  readonly segmentIds: readonly number[];
  readonly createdBy: string | null;
  readonly at: Instant;
}

/** An upload that nobody has ended for so long was cut off. */
const CUT_OFF_AFTER = "interval '1 hour'";

/** Begins an upload, and takes away what was left of earlier ones that were cut off. */
export async function insertImport(tx: ShopTransaction, given: NewImport): Promise<number> {
  const at = timestampText(given.at);
  await tx.execute(
    `with gone as (
       delete from append_imports
        where shop_id = $1 and state = 'uploading' and created_at < $2::timestamptz - ${CUT_OFF_AFTER}
       returning import_id)
     delete from append_rows r using gone where r.shop_id = $1 and r.import_id = gone.import_id`,
    [tx.shopId, at],
  );
  const row = await tx.one<{ import_id: number }>(
    `insert into append_imports (shop_id, file_name, attribute_set, segment_ids, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6) returning import_id`,
    [tx.shopId, given.fileName, given.set, given.segmentIds, given.createdBy, at],
  );
  return row.import_id;
}

export interface UploadedLine {
  readonly line: number;
  readonly fields: readonly string[];
  readonly fault: string | null;
}

export async function insertImportLines(
  tx: ShopTransaction,
  importId: number,
  lines: readonly UploadedLine[],
): Promise<void> {
  await tx.execute(
    `insert into append_rows (shop_id, import_id, line, fields, fault)
     select $1, $2, (r ->> 'line')::int, array(select jsonb_array_elements_text(r -> 'fields')), r ->> 'fault'
       from jsonb_array_elements($3::jsonb) r`,
    [tx.shopId, importId, JSON.stringify(lines)],
  );
}

export interface UploadedFile {
  readonly header: readonly string[];
  readonly encoding: string;
  readonly separator: string;
  readonly hash: Uint8Array;
  readonly lines: number;
}

export async function uploadFinished(
  tx: ShopTransaction,
  importId: number,
  file: UploadedFile,
): Promise<void> {
  await tx.execute(
    `update append_imports
        set state = 'uploaded', header = $3, encoding = $4, separator = $5, file_hash = $6, file_rows = $7
      where shop_id = $1 and import_id = $2`,
    [tx.shopId, importId, file.header, file.encoding, file.separator, file.hash, file.lines],
  );
}

/** With all its lines. False when it is being imported, or was. */
export async function deleteImport(tx: ShopTransaction, importId: number): Promise<boolean> {
  const deleted = await tx.execute(
    `delete from append_imports where shop_id = $1 and import_id = $2
        and state in ('uploading', 'uploaded', 'checking', 'checked')`,
    [tx.shopId, importId],
  );
  if (deleted === 1) await deleteImportLines(tx, importId);
  return deleted === 1;
}

export async function deleteImportLines(tx: ShopTransaction, importId: number): Promise<void> {
  await tx.execute('delete from append_rows where shop_id = $1 and import_id = $2', [
    tx.shopId,
    importId,
  ]);
}

/** The check begins anew. False when the file is past being mapped. */
export async function writeMapping(
  tx: ShopTransaction,
  importId: number,
  { mapping, starts }: { readonly mapping: AppendMapping; readonly starts: boolean },
): Promise<boolean> {
  const written = await tx.execute(
    `update append_imports
        set mapping = $3, starts = $4, state = 'checking', through_line = 0, report = null
      where shop_id = $1 and import_id = $2 and state in ('uploaded', 'checking', 'checked')`,
    [tx.shopId, importId, JSON.stringify(mapping), starts],
  );
  if (written === 1)
    await tx.execute(
      `update append_rows set verdict = null, customer_id = null
        where shop_id = $1 and import_id = $2 and (verdict is not null or customer_id is not null)`,
      [tx.shopId, importId],
    );
  return written === 1;
}

/** Importing begins, over all that was imported before. False when it was not checked, or has begun. */
export async function beginImport(tx: ShopTransaction, importId: number): Promise<boolean> {
  // One at a time in a shop: the numbers go up without two being the same.
  await tx.execute('select from append_imports where shop_id = $1 for update', [tx.shopId]);
  const begun = await tx.execute(
    `update append_imports
        set state = 'importing', through_line = 0,
            import_no = 1 + coalesce((select max(import_no) from append_imports where shop_id = $1), 0)
      where shop_id = $1 and import_id = $2 and state = 'checked'`,
    [tx.shopId, importId],
  );
  return begun === 1;
}

/** Also of one that is still being imported. False for others. */
export async function beginUndo(tx: ShopTransaction, importId: number): Promise<boolean> {
  const begun = await tx.execute(
    `update append_imports set state = 'undoing', through_line = 0
      where shop_id = $1 and import_id = $2 and state in ('importing', 'done')`,
    [tx.shopId, importId],
  );
  return begun === 1;
}

/** The next with something to do, which nobody else works on meanwhile. */
export async function lockImportAtWork(tx: ShopTransaction): Promise<StoredImport | undefined> {
  return await tx.maybeOne<StoredImport>(
    `select ${COLUMNS} from append_imports i
      where i.shop_id = $1 and i.state in ('checking', 'importing', 'undoing')
      order by i.import_no nulls last, i.import_id limit 1 for update of i skip locked`,
    [tx.shopId],
  );
}

export async function hasImportWork(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ work: boolean }>(
    `select exists (select from append_imports
                     where shop_id = $1 and state in ('checking', 'importing', 'undoing')) as work`,
    [tx.shopId],
  );
  return row.work;
}

export async function importAdvanced(
  tx: ShopTransaction,
  importId: number,
  {
    throughLine,
    customers,
    report,
  }: {
    readonly throughLine: number;
    /** More of whom something was written. */
    readonly customers: number;
    readonly report: StoredReport | null;
  },
): Promise<void> {
  await tx.execute(
    `update append_imports
        set through_line = $3, customers = customers + $4, report = coalesce($5, report)
      where shop_id = $1 and import_id = $2`,
    [tx.shopId, importId, throughLine, customers, report && JSON.stringify(report)],
  );
}

export async function importFinished(
  tx: ShopTransaction,
  importId: number,
  state: 'checked' | 'done' | 'undone',
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update append_imports
        set state = $3, through_line = 0,
            imported_at = case when $3 = 'done' then $4 else imported_at end,
            undone_at = case when $3 = 'undone' then $4 else undone_at end
      where shop_id = $1 and import_id = $2`,
    [tx.shopId, importId, state, timestampText(at)],
  );
}
