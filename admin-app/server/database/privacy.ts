/** Forgetting a customer and forgetting a shop. Each leaves a record that holds nothing personal and shows what was done. */
import type { Instant } from '../../core/time.ts';
import type { PrivacyRequest } from './customer-export.ts';
import { WHETHER_COUNTED } from './customer-record.ts';
import { NOTHING_PERSONAL } from './gone-customers-writer.ts';
import { lockOrderLog, refreshOrderFacts } from './order-facts.ts';
import type { Database } from './pool.ts';
import { type ShopTransaction, withRegistry } from './tenant.ts';
import type { Transaction } from './transaction.ts';
import { timestampText } from './type-parsers.ts';

/**
 * Wipes everything that says who the customer was. Orders stay as sums without a person; what Rondo sent stays as
 * counts without address or words. Suppressions stay: they hold hashes only, and keep the person from being mailed.
 */
export async function redactCustomer(
  tx: ShopTransaction,
  request: PrivacyRequest & { readonly orderIds: readonly number[] },
): Promise<void> {
  const { customerId, orderIds } = request;
  await lockOrderLog(tx);
  const proof: Record<string, number> = {};
  for (const { table, sql } of REDACTIONS) {
    const values = sql.includes('$3') ? [tx.shopId, customerId, orderIds] : [tx.shopId, customerId];
    proof[table] = (proof[table] ?? 0) + (await tx.execute(sql, values));
  }
  await markRedacted(tx, request);
  await refreshOrderFacts(tx, [customerId]);
  await tx.execute(
    `insert into privacy_requests (shop_id, kind, customer_id, source_key, received_at, done_at, proof)
     values ($1, 'redaction', $2, $3, $4, $4, $5)
     on conflict (shop_id, source_key) do nothing`,
    [tx.shopId, customerId, request.sourceKey, timestampText(request.at), JSON.stringify(proof)],
  );
}

/** The row remains as a mark, so that no late word brings the person back. */
async function markRedacted(
  tx: ShopTransaction,
  { customerId, at }: PrivacyRequest,
): Promise<void> {
  await tx.execute(
    `insert into customers as c
       (shop_id, customer_id, email_consent, sms_consent, created_at, updated_at, redacted_at)
     values ($1, $2, 'redacted', 'redacted', $3, to_timestamp(0), $3)
     on conflict (shop_id, customer_id) do update
       set ${NOTHING_PERSONAL}, email_consent = 'redacted', sms_consent = 'redacted',
           created_at = least(c.deleted_at, c.redacted_at, $3), updated_at = to_timestamp(0), as_of = '-infinity',
           complete_as_of = null, incomplete = false, redacted_at = least(c.redacted_at, $3)`,
    [tx.shopId, customerId, timestampText(at)],
  );
}

const OF_CUSTOMER = 'shop_id = $1 and customer_id = $2';

/** Kept lines and webhook bodies name a customer by number, or by the gid that ends with it. */
const MENTIONS = (column: string) => `${column} ~ ('[^0-9]' || $2::bigint || '[^0-9]')`;

const MENTIONS_ORDER = (column: string) =>
  `exists (select from unnest($3::bigint[]) as o (id) where ${column} ~ ('[^0-9]' || o.id || '[^0-9]'))`;

/** One statement each: $1 the shop, $2 the customer, $3 the orders. */
const REDACTIONS: readonly { readonly table: string; readonly sql: string }[] = [
  // Before the orders lose their customer. What was counted stays counted; nothing leads to the person any more.
  {
    table: 'attributions',
    sql: `update attributions set customer_id = null, send_id = null
           where shop_id = $1 and (customer_id = $2 or order_id = any ($3::bigint[]))`,
  },
  { table: 'enrolment_results', sql: `delete from enrolment_results where ${OF_CUSTOMER}` },
  // Before the address goes: what a class spoke against stays, and no longer leads to the person.
  {
    table: 'suppressions',
    sql: 'update suppressions set class_of = null, before = null where shop_id = $1 and class_of = $2',
  },
  { table: 'appended_values', sql: `delete from appended_values where ${OF_CUSTOMER}` },
  { table: 'address_risks', sql: `delete from address_risks where ${OF_CUSTOMER}` },
  // Lines of files that are still to be imported: those that were matched, and those that name the person by a key.
  {
    table: 'append_rows',
    sql: `delete from append_rows r where r.shop_id = $1 and (r.customer_id = $2 or exists (
            select from customers c,
                   lateral (values (c.customer_id::text), (lower(c.email)), (c.phone_key), ('+' || c.phone_key)) as own (key)
             where c.shop_id = $1 and c.customer_id = $2 and own.key is not null and exists (
               select from unnest(r.fields) as field
                where lower(btrim(field)) in (own.key, encode(sha256(convert_to(own.key, 'UTF8')), 'hex')))))`,
  },
  {
    table: 'send_results',
    sql: `delete from send_results r using sends d
           where r.shop_id = $1 and d.shop_id = $1 and d.send_id = r.send_id and d.customer_id = $2`,
  },
  { table: 'result_changes', sql: `delete from result_changes where ${OF_CUSTOMER}` },
  {
    table: 'orders',
    sql: `update orders set customer_id = null, discount_codes = '{}'
           where shop_id = $1
             and ((customer_id = $2 and ${WHETHER_COUNTED}) or order_id = any ($3::bigint[]))`,
  },
  // Purchases no longer lead to the person, not even to the bare number.
  {
    table: 'activities',
    sql: `delete from activities where ${OF_CUSTOMER} and source_key like 'order%'`,
  },
  {
    table: 'activities',
    sql: `update activities
             set details = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(details)
                             where key in ('answer', 'label', 'blockId'))
           where ${OF_CUSTOMER}`,
  },
  {
    table: 'sends',
    sql: `update sends set address = null, subject = null where ${OF_CUSTOMER}`,
  },
  { table: 'campaign_audience', sql: `delete from campaign_audience where ${OF_CUSTOMER}` },
  { table: 'calendar_messages', sql: `delete from calendar_messages where ${OF_CUSTOMER}` },
  // What staff wrote to this customer alone.
  {
    table: 'scenario_versions',
    sql: `update scenario_versions v set definition = jsonb_set(v.definition, '{blocks,1,content}', '{}')
            from enrolments e, scenarios s
           where e.shop_id = $1 and e.customer_id = $2 and s.shop_id = $1 and s.kind = 'one customer'
             and s.scenario_id = e.scenario_id and v.shop_id = $1 and v.scenario_id = e.scenario_id
             and v.version = e.version`,
  },
  { table: 'predictions', sql: `delete from predictions where ${OF_CUSTOMER}` },
  { table: 'outgoing_tags', sql: `delete from outgoing_tags where ${OF_CUSTOMER}` },
  { table: 'backtest_cases', sql: `delete from backtest_cases where ${OF_CUSTOMER}` },
  // The pages are told to forget by the job that keeps them right, which the mark below calls.
  { table: 'published_facts', sql: `delete from published_facts where ${OF_CUSTOMER}` },
  { table: 'onsite_occasions', sql: `delete from onsite_occasions where ${OF_CUSTOMER}` },
  { table: 'customer_tag_changes', sql: `delete from customer_tag_changes where ${OF_CUSTOMER}` },
  {
    table: 'segment_members',
    sql: `with gone as (delete from segment_members where ${OF_CUSTOMER} returning segment_id)
          update segments s set members = members - 1 from gone
           where s.shop_id = $1 and s.segment_id = gone.segment_id`,
  },
  { table: 'segment_events', sql: `delete from segment_events where ${OF_CUSTOMER}` },
  { table: 'customer_tiers', sql: `delete from customer_tiers where ${OF_CUSTOMER}` },
  { table: 'tier_events', sql: `delete from tier_events where ${OF_CUSTOMER}` },
  { table: 'coupons', sql: `update coupons set customer_id = null where ${OF_CUSTOMER}` },
  { table: 'push_subscriptions', sql: `delete from push_subscriptions where ${OF_CUSTOMER}` },
  { table: 'handed_on_site', sql: `delete from handed_on_site where ${OF_CUSTOMER}` },
  // Whom a network was told of, it has still to be told to forget: a job does that under the hashes it was told.
  {
    table: 'audience_members',
    sql: `delete from audience_members where ${OF_CUSTOMER} and email_hash is null and phone_hash is null`,
  },
  {
    table: 'audience_members',
    sql: `update audience_members set wanted = false, state = 'pending', changed_at = now()
           where ${OF_CUSTOMER} and wanted`,
  },
  {
    table: 'privacy_requests',
    sql: `update privacy_requests set export = null where ${OF_CUSTOMER} and export is not null`,
  },
  {
    table: 'sync_problems',
    sql: `update sync_problems set line = '', solved_at = coalesce(solved_at, now())
           where shop_id = $1 and line <> '' and (${MENTIONS('line')} or ${MENTIONS_ORDER('line')})`,
  },
  {
    table: 'webhook_deliveries',
    sql: `update webhook_deliveries set body = '', state = 'failed', error = 'wiped by a redaction'
           where shop_id = $1 and body <> '' and topic <> 'customers/redact'
             and (${MENTIONS('body')} or ${MENTIONS_ORDER('body')})`,
  },
];

/**
 * Deletes the shop and with it every row of it, and records that this was done, both or neither. False when the shop
 * has installed the app again: then the request speaks of an installation that is no more. Shopify sends it 48 hours
 * after the app was removed, so one that comes earlier than that after an installation cannot mean it.
 */
export async function redactShop(
  db: Database,
  shopId: number,
  request: { readonly webhookId: string; readonly triggeredAt: Instant; readonly at: Instant },
): Promise<boolean> {
  return await withRegistry(db, async (tx) => {
    // Rows of other tables go by their foreign keys, which row-level security does not hinder.
    const deleted = await tx.execute(
      `with gone as (
         delete from shops where shop_id = $1
            and (uninstalled_at is not null or installed_at <= $2::timestamptz - interval '48 hours')
         returning domain)
       insert into redacted_shops (domain, webhook_id, redacted_at) select domain, $3, $4 from gone
       on conflict (domain, webhook_id) do update set redacted_at = excluded.redacted_at`,
      [shopId, timestampText(request.triggeredAt), request.webhookId, timestampText(request.at)],
    );
    if (deleted !== 1) return false;
    await deleteWithoutForeignKeys(tx, shopId);
    return true;
  });
}

/** Tables that are written too often to afford a foreign key. */
const WITHOUT_FOREIGN_KEYS = ['enrolment_steps', 'sends'];

/** Sets the shop for these statements alone: without one, row-level security shows them nothing. */
async function deleteWithoutForeignKeys(tx: Transaction, shopId: number): Promise<void> {
  await tx.execute(`select set_config('rondo.shop_id', $1, true)`, [String(shopId)]);
  for (const table of WITHOUT_FOREIGN_KEYS) {
    await tx.execute(`delete from ${table} where shop_id = $1`, [shopId]);
  }
  await tx.execute(`select set_config('rondo.shop_id', '', true)`);
}
