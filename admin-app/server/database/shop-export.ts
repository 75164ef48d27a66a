/** Files with everything of the shop, part by part, and the privacy requests that Shopify has passed on. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredExport {
  readonly exportId: number;
  readonly wantedAt: Instant;
  readonly state: 'running' | 'ready' | 'failed';
  readonly through: number;
  readonly customers: number;
  readonly total: number;
  readonly error: string | null;
  readonly finishedAt: Instant | null;
}

const COLUMNS = `export_id as "exportId", wanted_at as "wantedAt", state, through, customers, total, error,
  finished_at as "finishedAt"`;

const LIVING = 'shop_id = $1 and deleted_at is null and redacted_at is null';

export async function readNewestExport(tx: ShopTransaction): Promise<StoredExport | undefined> {
  return await tx.maybeOne<StoredExport>(
    `select ${COLUMNS} from shop_exports where shop_id = $1 order by export_id desc limit 1`,
    [tx.shopId],
  );
}

/** Of the parts as they are kept. */
export async function countExportBytes(tx: ShopTransaction, exportId: number): Promise<number> {
  const row = await tx.one<{ bytes: number }>(
    `select coalesce(sum(octet_length(content)), 0)::bigint as bytes from shop_export_parts
      where shop_id = $1 and export_id = $2`,
    [tx.shopId, exportId],
  );
  return row.bytes;
}

/** Takes the place of older ones. One that is being made is joined. */
export async function beginExport(tx: ShopTransaction, by: string, at: Instant): Promise<boolean> {
  const begun = await tx.execute(
    `insert into shop_exports (shop_id, wanted_at, wanted_by, state, total)
     values ($1, $2, $3, 'running', (select count(*) from customers where ${LIVING}))
     on conflict (shop_id) where state = 'running' do nothing`,
    [tx.shopId, timestampText(at), by],
  );
  if (begun === 0) return false;
  await tx.execute(`delete from shop_exports where shop_id = $1 and state <> 'running'`, [
    tx.shopId,
  ]);
  return true;
}

/** The one being made, locked until the transaction ends: two jobs never write the same part. */
export async function holdRunningExport(tx: ShopTransaction): Promise<StoredExport | undefined> {
  return await tx.maybeOne<StoredExport>(
    `select ${COLUMNS} from shop_exports where shop_id = $1 and state = 'running' for update`,
    [tx.shopId],
  );
}

export interface ExportPart {
  readonly name: string;
  readonly crc: number;
  readonly plainSize: number;
  readonly content: Buffer;
}

export async function insertExportPart(
  tx: ShopTransaction,
  exportId: number,
  { name, crc, plainSize, content }: ExportPart,
): Promise<void> {
  await tx.execute(
    `insert into shop_export_parts (shop_id, export_id, part, name, crc, plain_size, content)
     select $1, $2, coalesce(max(part), 0) + 1, $3, $4, $5, $6 from shop_export_parts
      where shop_id = $1 and export_id = $2`,
    [tx.shopId, exportId, name, crc, plainSize, content],
  );
}

export async function noteExported(
  tx: ShopTransaction,
  exportId: number,
  { through, customers }: { readonly through: number; readonly customers: number },
): Promise<void> {
  await tx.execute(
    `update shop_exports set through = $3, customers = customers + $4
      where shop_id = $1 and export_id = $2`,
    [tx.shopId, exportId, through, customers],
  );
}

export async function endExport(
  tx: ShopTransaction,
  exportId: number,
  { error, at }: { readonly error: string | null; readonly at: Instant },
): Promise<void> {
  await tx.execute(
    `update shop_exports set state = case when $3::text is null then 'ready' else 'failed' end, error = $3,
            finished_at = $4
      where shop_id = $1 and export_id = $2 and state = 'running'`,
    [tx.shopId, exportId, error, timestampText(at)],
  );
}

/** By part; undefined behind the last. */
export async function readExportPart(
  tx: ShopTransaction,
  exportId: number,
  part: number,
): Promise<ExportPart | undefined> {
  return await tx.maybeOne<ExportPart>(
    `select name, crc, plain_size as "plainSize", content from shop_export_parts
      where shop_id = $1 and export_id = $2 and part = $3`,
    [tx.shopId, exportId, part],
  );
}

export async function deleteOldExports(tx: ShopTransaction, before: Instant): Promise<void> {
  await tx.execute(`delete from shop_exports where shop_id = $1 and finished_at < $2`, [
    tx.shopId,
    timestampText(before),
  ]);
}

export async function listCustomersAfter(
  tx: ShopTransaction,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select customer_id from customers where ${LIVING} and customer_id > $2 order by customer_id limit $3`,
    [tx.shopId, after, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** What the shop has made and set, file by file: all rows of these tables. */
const TABLES_OF_A_SHOP = [
  'scenarios',
  'scenario_versions',
  'campaigns',
  'onsite_messages',
  'segments',
  'value_tiers',
  'tier_settings',
  'inactive_settings',
  'priority_settings',
  'language_settings',
  'attribution_settings',
  'result_days',
  'attributed_days',
  'staff_acts',
] as const;

/** The shop itself and each table as JSON text. */
export async function readShopTables(
  tx: ShopTransaction,
): Promise<readonly { readonly name: string; readonly json: string }[]> {
  const shop = await tx.one<{ json: string }>(
    `select jsonb_pretty(jsonb_build_object('domain', domain, 'name', name, 'currency', currency,
            'time_zone', time_zone, 'settings', settings)) as json from shops where shop_id = $1`,
    [tx.shopId],
  );
  const files = [{ name: 'shop', json: shop.json }];
  for (const table of TABLES_OF_A_SHOP) {
    const { json } = await tx.one<{ json: string }>(
      `select coalesce(jsonb_agg(to_jsonb(t) - 'shop_id'), '[]')::text as json from ${table} t where shop_id = $1`,
      [tx.shopId],
    );
    files.push({ name: table, json });
  }
  return files;
}

export async function readSegmentLines(
  tx: ShopTransaction,
): Promise<readonly { readonly name: string; readonly query: string; readonly members: number }[]> {
  return await tx.query(
    `select name, query, members from segments where shop_id = $1 and archived_at is null order by name`,
    [tx.shopId],
  );
}

export interface StoredPrivacyRequest {
  readonly requestId: number;
  readonly kind: 'data request' | 'redaction';
  readonly customerId: number;
  readonly receivedAt: Instant;
  readonly doneAt: Instant | null;
  readonly hasExport: boolean;
  readonly proof: Readonly<Record<string, number>> | null;
}

/** The newest first. */
export async function listPrivacyRequests(
  tx: ShopTransaction,
  limit: number,
): Promise<readonly StoredPrivacyRequest[]> {
  return await tx.query<StoredPrivacyRequest>(
    `select request_id as "requestId", kind, customer_id as "customerId", received_at as "receivedAt",
            done_at as "doneAt", export is not null as "hasExport", proof
       from privacy_requests where shop_id = $1 order by request_id desc limit $2`,
    [tx.shopId, limit],
  );
}

/** What is to be handed over, as JSON text; the request is done with that. */
export async function takePrivacyExport(
  tx: ShopTransaction,
  requestId: number,
  at: Instant,
): Promise<{ readonly customerId: number; readonly json: string } | undefined> {
  return await tx.maybeOne(
    `update privacy_requests set done_at = coalesce(done_at, $3)
      where shop_id = $1 and request_id = $2 and export is not null
      returning customer_id as "customerId", jsonb_pretty(export) as json`,
    [tx.shopId, requestId, timestampText(at)],
  );
}
