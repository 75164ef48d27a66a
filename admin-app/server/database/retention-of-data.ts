/**
 * How long single facts are kept. Deleted are only decisions, and steps of passages that have ended, which explain
 * single messages. Results, attribution and activities are other rows and stay; so do the steps of passages through a
 * split, which its results are counted from.
 */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface KeptData {
  readonly months: number | null;
  readonly trimmedAt: Instant | null;
  readonly trimmedRows: number;
}

export async function readKeptData(tx: ShopTransaction): Promise<KeptData> {
  const row = await tx.maybeOne<KeptData>(
    `select keep_months as months, trimmed_at as "trimmedAt", trimmed_rows as "trimmedRows"
       from data_settings where shop_id = $1`,
    [tx.shopId],
  );
  return row ?? { months: null, trimmedAt: null, trimmedRows: 0 };
}

export async function writeKeptMonths(tx: ShopTransaction, months: number | null): Promise<void> {
  await tx.execute(
    `insert into data_settings (shop_id, keep_months) values ($1, $2)
     on conflict (shop_id) do update set keep_months = excluded.keep_months`,
    [tx.shopId, months],
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

export interface TrimmedSteps {
  readonly deleted: number;
  /** Where to go on; null at the end. */
  readonly through: number | null;
}

/** Looks at the next `limit` passages by number, and deletes the steps of those that ended before the moment. */
export async function deleteOldSteps(
  tx: ShopTransaction,
  { before, after, limit }: { before: Instant; after: number; limit: number },
): Promise<TrimmedSteps> {
  const { through } = await tx.one<{ through: number | null }>(
    `select max(enrolment_id) as through from (
       select enrolment_id from enrolments
        where shop_id = $1 and enrolment_id > $2 order by enrolment_id limit $3) next`,
    [tx.shopId, after, limit],
  );
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
