/** The staff log: who did what and when. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StaffAct {
  readonly at: Instant;
  readonly staffId: string;
  /** Begins with its topic and a dot. */
  readonly kind: string;
  readonly subject: string | null;
  readonly subjectId: string | null;
  readonly changes: readonly {
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Takes the place of the person's last act, where that was the same on the same subject in this sitting. */
  readonly joins?: boolean;
}

export interface StaffActRow extends StaffAct {
  readonly act_id: number;
}

/** As long as somebody goes on within it, what they do is one sitting. */
const SITTING = `interval '30 minutes'`;

/** In the caller's transaction: what was done and its note are kept together or not at all. */
export async function insertStaffAct(tx: ShopTransaction, given: StaffAct): Promise<void> {
  const [topic] = given.kind.split('.');
  const act = given.joins ? await joined(tx, given) : given;
  await tx.execute(
    `insert into staff_acts (shop_id, at, staff_id, topic, kind, subject, subject_id, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.shopId,
      timestampText(act.at),
      act.staffId,
      topic,
      act.kind,
      act.subject,
      act.subjectId,
      JSON.stringify(act.changes),
    ],
  );
}

/** With the saves of both. */
async function joined(tx: ShopTransaction, act: StaffAct): Promise<StaffAct> {
  const before = await tx.maybeOne<Pick<StaffAct, 'changes'>>(
    `delete from staff_acts
      where shop_id = $1 and kind = $3 and subject_id = $4 and at > $5::timestamptz - ${SITTING}
        and act_id = (select max(act_id) from staff_acts where shop_id = $1 and staff_id = $2)
     returning changes`,
    [tx.shopId, act.staffId, act.kind, act.subjectId, timestampText(act.at)],
  );
  const saves = Number(before?.changes.find(({ field }) => field === 'saves')?.after ?? 0);
  const changes = act.changes.map((change) =>
    change.field === 'saves' ? { ...change, after: String(saves + 1) } : change,
  );
  return { ...act, changes };
}

export interface StaffLogQuery {
  readonly topic: string | null;
  readonly staffId: string | null;
  /** Acts before this one only. */
  readonly before: number | null;
  readonly limit: number;
}

/** The newest first. */
export async function listStaffActs(
  tx: ShopTransaction,
  { topic, staffId, before, limit }: StaffLogQuery,
): Promise<readonly StaffActRow[]> {
  return await tx.query<StaffActRow>(
    `select act_id, at, staff_id as "staffId", kind, subject, subject_id as "subjectId", changes
       from staff_acts
      where shop_id = $1 and ($2::text is null or topic = $2) and ($3::text is null or staff_id = $3)
        and ($4::bigint is null or act_id < $4)
      order by act_id desc limit $5`,
    [tx.shopId, topic, staffId, before, limit],
  );
}

/** Everybody in the log, by number; skips from one to the next, however long the log is. */
export async function readLoggedStaff(tx: ShopTransaction): Promise<readonly string[]> {
  const rows = await tx.query<{ staff_id: string }>(
    `with recursive people as (
       (select staff_id from staff_acts where shop_id = $1 order by staff_id limit 1)
       union all
       select (select a.staff_id from staff_acts a
                where a.shop_id = $1 and a.staff_id > p.staff_id order by a.staff_id limit 1)
         from people p where p.staff_id is not null)
     select staff_id from people where staff_id is not null`,
    [tx.shopId],
  );
  return rows.map((row) => row.staff_id);
}

/** At most `limit` of the acts before the moment; returns how many were deleted. */
export async function deleteOldStaffActs(
  tx: ShopTransaction,
  before: Instant,
  limit: number,
): Promise<number> {
  return await tx.execute(
    `delete from staff_acts where shop_id = $1 and act_id in (
       select act_id from staff_acts where shop_id = $1 and at < $2 order by at limit $3)`,
    [tx.shopId, timestampText(before), limit],
  );
}
