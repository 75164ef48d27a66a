/**
 * How long single facts are kept. Deleted are decisions, and steps of passages that have ended, which explain single
 * messages; the steps of passages through a split stay, which its results are counted from. And looks: see `looks`.
 */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface KeptData {
  readonly months: number | null;
  /** Of looks; null without limit. */
  readonly looksYears: number | null;
  readonly trimmedAt: Instant | null;
  readonly trimmedRows: number;
}

export async function readKeptData(tx: ShopTransaction): Promise<KeptData> {
  const row = await tx.maybeOne<KeptData>(
    `select keep_months as months, keep_looks_years as "looksYears", trimmed_at as "trimmedAt", trimmed_rows as "trimmedRows"
       from data_settings where shop_id = $1`,
    [tx.shopId],
  );
  return row ?? { months: null, looksYears: null, trimmedAt: null, trimmedRows: 0 };
}

export async function writeKeptMonths(tx: ShopTransaction, months: number | null): Promise<void> {
  await tx.execute(
    `insert into data_settings (shop_id, keep_months) values ($1, $2)
     on conflict (shop_id) do update set keep_months = excluded.keep_months`,
    [tx.shopId, months],
  );
}

export async function writeKeptLooks(tx: ShopTransaction, years: number | null): Promise<void> {
  await tx.execute(
    `insert into data_settings (shop_id, keep_looks_years) values ($1, $2)
     on conflict (shop_id) do update set keep_looks_years = excluded.keep_looks_years`,
    [tx.shopId, years],
  );
}

/**
 * Looks at the shop and at its on-site messages. Nothing else that a customer did or received is ever deleted for its
 * age: results and split tests are counted anew from what belongs to a send, caps look at sends, orders are Shopify's,
 * and answers, bounces and unsubscribing prove what may be sent.
 */
const looks = (of: string) => `(${of}.send_id is null and (${of}.channel = 'on-site'
  or ${of}.kind in ('visited', 'logged in', 'page viewed', 'product viewed', 'collection viewed')))`;

/**
 * SQL for the looks before $2 of some customers. The newest of each kind, and at each on-site message, stays: whoever has
 * been away for longer is still seen to have been there, and each message was still seen by as many. What is not so old
 * is read only of customers who have something that old.
 */
const oldLooks = (customers: string) => `
  select old.activity_id
    from (${customers}) asked
    cross join lateral (
      select a.*, row_number() over (partition by a.channel, a.kind, a.by_machine, a.details ->> 'messageId'
                                     order by a.at desc, a.activity_id desc) as place
        from activities a
       where a.shop_id = $1 and a.customer_id = asked.customer_id and a.at < $2 and ${looks('a')}) old
   where old.place > 1
      or exists (select from activities newer
                  where newer.shop_id = $1 and newer.customer_id = old.customer_id and newer.at >= $2
                    and ${looks('newer')} and newer.channel = old.channel and newer.kind = old.kind
                    and newer.by_machine = old.by_machine
                    and newer.details ->> 'messageId' is not distinct from old.details ->> 'messageId')`;

export interface TrimmedPart {
  readonly deleted: number;
  /** Where to go on; null at the end. */
  readonly through: number | null;
}

/** Where the next `limit` rows by number end; null when there are none. */
async function lastOfNext(
  tx: ShopTransaction,
  [table, key]: readonly [table: 'customers' | 'enrolments', key: string],
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<number | null> {
  const { through } = await tx.one<{ through: number | null }>(
    `select max(${key}) as through from (
       select ${key} from ${table} where shop_id = $1 and ${key} > $2 order by ${key} limit $3) next`,
    [tx.shopId, after, limit],
  );
  return through;
}

/** Of the next `limit` customers by number. */
export async function deleteOldLooks(
  tx: ShopTransaction,
  { before, after, limit }: { before: Instant; after: number; limit: number },
): Promise<TrimmedPart> {
  const through = await lastOfNext(tx, ['customers', 'customer_id'], { after, limit });
  if (through === null) return { deleted: 0, through: null };
  const these =
    'select customer_id from customers where shop_id = $1 and customer_id > $3 and customer_id <= $4';
  const deleted = await tx.execute(
    `delete from activities where shop_id = $1 and activity_id in (${oldLooks(these)})`,
    [tx.shopId, timestampText(before), after, through],
  );
  return { deleted, through };
}

/** How many of how many customers' looks were counted. */
export interface CountedLooks {
  readonly looks: number;
  readonly customers: number;
}

/** What would be deleted of about so large a share of the customers, drawn by where they lie; of all with 1. */
export async function countOldLooks(
  tx: ShopTransaction,
  { before, share }: { readonly before: Instant; readonly share: number },
): Promise<CountedLooks> {
  const drawn = share < 1 ? `tablesample system (${share * 100})` : '';
  return await tx.one<CountedLooks>(
    `with drawn as materialized (select customer_id from customers ${drawn} where shop_id = $1)
     select (select count(*) from drawn) as customers,
            (select count(*) from (${oldLooks('select customer_id from drawn')}) old) as looks`,
    [tx.shopId, timestampText(before)],
  );
}

/** At most `limit` decisions last made before the moment; returns how many were deleted. */
export async function deleteOldDecisions(
  tx: ShopTransaction,
  before: Instant,
  limit: number,
): Promise<number> {
  return await tx.execute(
    `delete from decisions where shop_id = $1 and decision_id in (
       select decision_id from decisions
        where shop_id = $1 and coalesce(confirmed_at, at) < $2 order by decision_id limit $3)`,
    [tx.shopId, timestampText(before), limit],
  );
}

/** Looks at the next `limit` passages by number, and deletes the steps of those that ended before the moment. */
export async function deleteOldSteps(
  tx: ShopTransaction,
  { before, after, limit }: { before: Instant; after: number; limit: number },
): Promise<TrimmedPart> {
  const through = await lastOfNext(tx, ['enrolments', 'enrolment_id'], { after, limit });
  if (through === null) return { deleted: 0, through: null };
  const deleted = await tx.execute(
    `delete from enrolment_steps s using enrolments e
      where e.shop_id = $1 and e.enrolment_id > $2 and e.enrolment_id <= $3 and e.ended_at < $4
        and not e.marks ? 'arms' and s.shop_id = $1 and s.enrolment_id = e.enrolment_id`,
    [tx.shopId, after, through, timestampText(before)],
  );
  return { deleted, through };
}

export async function noteTrimmed(tx: ShopTransaction, rows: number, at: Instant): Promise<void> {
  await tx.execute(
    `insert into data_settings (shop_id, trimmed_at, trimmed_rows) values ($1, $2, $3)
     on conflict (shop_id) do update
       set trimmed_at = excluded.trimmed_at, trimmed_rows = data_settings.trimmed_rows + excluded.trimmed_rows`,
    [tx.shopId, timestampText(at), rows],
  );
}
