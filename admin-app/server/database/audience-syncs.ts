/** Bringing networks up to date: who is still to be told of, and what came of each attempt. */
import type { Instant } from '../../core/time.ts';
import { numberArray, timestampArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface AudienceToSync {
  readonly audienceId: number;
  readonly name: string;
  readonly externalId: string;
}

/** Those that a network knows and is not up to date with. Of an archived one it is only told who leaves it. */
export async function readAudiencesToSync(tx: ShopTransaction): Promise<readonly AudienceToSync[]> {
  return await tx.query<AudienceToSync>(
    `select a.audience_id as "audienceId", a.name, a.external_id as "externalId" from audiences a
      where a.shop_id = $1 and a.target = 'http' and a.external_id is not null
        and exists (select from audience_members m
                     where m.shop_id = a.shop_id and m.audience_id = a.audience_id and m.state = 'pending'
                       and (a.archived_at is null or not m.wanted))
      order by a.audience_id`,
    [tx.shopId],
  );
}

/** Whether any could be told now: one that the network has refused waits for the next attempt, or for staff. */
export async function hasAudienceWork(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ work: boolean }>(
    `select exists (
       select from audiences a
        where a.shop_id = $1 and a.target = 'http' and a.external_id is not null
          and a.sync_error is null
          and exists (select from audience_members m
                       where m.shop_id = a.shop_id and m.audience_id = a.audience_id and m.state = 'pending'
                         and (a.archived_at is null or not m.wanted))) as work`,
    [tx.shopId],
  );
  return row.work;
}

/** A customer of whom the network is to be told. */
export interface PendingMember {
  readonly customerId: number;
  readonly changedAt: Instant;
  readonly email: string | null;
  readonly phone: string | null;
  /** Gone, or without consent on any channel: nobody is told of them. */
  readonly reachable: boolean;
  /** As they were told before; null where they never were. */
  readonly emailHash: Uint8Array | null;
  readonly phoneHash: Uint8Array | null;
}

export interface PendingQuery {
  readonly audienceId: number;
  readonly wanted: boolean;
  readonly limit: number;
}

export async function readPendingMembers(
  tx: ShopTransaction,
  { audienceId, wanted, limit }: PendingQuery,
): Promise<readonly PendingMember[]> {
  return await tx.query<PendingMember>(
    `select m.customer_id as "customerId", m.changed_at as "changedAt", c.email, c.phone,
            coalesce(c.deleted_at is null and c.redacted_at is null
                     and (c.email_consent = 'subscribed' or c.sms_consent = 'subscribed'), false) as reachable,
            m.email_hash as "emailHash", m.phone_hash as "phoneHash"
       from audience_members m
       join audiences a on a.shop_id = m.shop_id and a.audience_id = m.audience_id
       left join customers c on c.shop_id = m.shop_id and c.customer_id = m.customer_id
      where m.shop_id = $1 and m.audience_id = $2 and m.wanted = $3 and m.state = 'pending'
        and (a.archived_at is null or not m.wanted)
      order by m.customer_id limit $4`,
    [tx.shopId, audienceId, wanted, limit],
  );
}

export interface ToldMember {
  readonly customerId: number;
  /** As read: whoever was changed since is still to be told of. */
  readonly changedAt: Instant;
  readonly emailHash: Uint8Array | null;
  readonly phoneHash: Uint8Array | null;
}

/** The network has them, under these hashes. */
export async function markTold(
  tx: ShopTransaction,
  audienceId: number,
  told: readonly ToldMember[],
  at: Instant,
): Promise<void> {
  if (told.length === 0) return;
  await tx.execute(
    `update audience_members m
        set state = case when m.changed_at = g.changed_at then 'synced' else m.state end, synced_at = $6,
            email_hash = g.email_hash, phone_hash = g.phone_hash, error = null
       from unnest($2::bigint[], $3::timestamptz[], $4::bytea[], $5::bytea[])
         as g (customer_id, changed_at, email_hash, phone_hash)
      where m.shop_id = $1 and m.audience_id = $7 and m.customer_id = g.customer_id`,
    [
      tx.shopId,
      numberArray(told.map((it) => it.customerId)),
      timestampArray(told.map((it) => it.changedAt)),
      told.map((it) => it.emailHash),
      told.map((it) => it.phoneHash),
      timestampText(at),
      audienceId,
    ],
  );
}

/** There is nothing to tell of them; why, in words. */
export async function markUntellable(
  tx: ShopTransaction,
  audienceId: number,
  members: readonly Pick<ToldMember, 'customerId' | 'changedAt'>[],
  error: string,
): Promise<void> {
  if (members.length === 0) return;
  await tx.execute(
    `update audience_members m set state = 'failed', error = $5
       from unnest($3::bigint[], $4::timestamptz[]) as g (customer_id, changed_at)
      where m.shop_id = $1 and m.audience_id = $2 and m.customer_id = g.customer_id
        and m.changed_at = g.changed_at`,
    [
      tx.shopId,
      audienceId,
      numberArray(members.map((it) => it.customerId)),
      timestampArray(members.map((it) => it.changedAt)),
      error,
    ],
  );
}

/** The network does not have them (any more), and they are not wanted: there is nothing left to know. */
export async function forgetMembers(
  tx: ShopTransaction,
  audienceId: number,
  members: readonly Pick<ToldMember, 'customerId' | 'changedAt'>[],
): Promise<void> {
  if (members.length === 0) return;
  await tx.execute(
    `delete from audience_members m
      using unnest($3::bigint[], $4::timestamptz[]) as g (customer_id, changed_at)
      where m.shop_id = $1 and m.audience_id = $2 and m.customer_id = g.customer_id
        and m.changed_at = g.changed_at and not m.wanted`,
    [
      tx.shopId,
      audienceId,
      numberArray(members.map((it) => it.customerId)),
      timestampArray(members.map((it) => it.changedAt)),
    ],
  );
}

export interface SyncCounts {
  readonly added: number;
  readonly removed: number;
  /** Of those, how many the network could not read. */
  readonly unreadable: number;
  /** Customers with nothing to tell of. */
  readonly withoutKey: number;
}

export async function beginSync(
  tx: ShopTransaction,
  audienceId: number,
  at: Instant,
): Promise<number> {
  const row = await tx.one<{ sync_id: number }>(
    `insert into audience_syncs (shop_id, audience_id, started_at) values ($1, $2, $3) returning sync_id`,
    [tx.shopId, audienceId, timestampText(at)],
  );
  return row.sync_id;
}

const SYNCS_KEPT = 100;

/** `error` is why it ended early; null when the network is up to date. */
export async function endSync(
  tx: ShopTransaction,
  { audienceId, syncId }: { readonly audienceId: number; readonly syncId: number },
  ended: SyncCounts & { readonly error: string | null; readonly at: Instant },
): Promise<void> {
  const { added, removed, unreadable, withoutKey, error, at } = ended;
  await tx.execute(
    `update audience_syncs
        set finished_at = $4, added = $5, removed = $6, unreadable = $7, without_key = $8, error = $9
      where shop_id = $1 and audience_id = $2 and sync_id = $3`,
    [
      tx.shopId,
      audienceId,
      syncId,
      timestampText(at),
      added,
      removed,
      unreadable,
      withoutKey,
      error,
    ],
  );
  await tx.execute(
    'update audiences set synced_at = $3, sync_error = $4 where shop_id = $1 and audience_id = $2',
    [tx.shopId, audienceId, timestampText(at), error],
  );
  await tx.execute(
    `delete from audience_syncs where shop_id = $1 and audience_id = $2 and sync_id not in (
       select sync_id from audience_syncs where shop_id = $1 and audience_id = $2
        order by sync_id desc limit ${SYNCS_KEPT})`,
    [tx.shopId, audienceId],
  );
}

export interface StoredSync extends SyncCounts {
  readonly startedAt: Instant;
  /** Null while it runs, or when its process was killed. */
  readonly finishedAt: Instant | null;
  readonly error: string | null;
}

/** The newest first. */
export async function listSyncs(
  tx: ShopTransaction,
  audienceId: number,
  limit: number,
): Promise<readonly StoredSync[]> {
  return await tx.query<StoredSync>(
    `select started_at as "startedAt", finished_at as "finishedAt", added, removed, unreadable,
            without_key as "withoutKey", error
       from audience_syncs where shop_id = $1 and audience_id = $2 order by sync_id desc limit $3`,
    [tx.shopId, audienceId, limit],
  );
}

/** Staff mended what was at fault: the next attempt is due at once. */
export async function forgiveSyncErrors(tx: ShopTransaction): Promise<void> {
  await tx.execute('update audiences set sync_error = null where shop_id = $1', [tx.shopId]);
}

/** False when there is no such audience. */
export async function archiveAudience(
  tx: ShopTransaction,
  audienceId: number,
  at: Instant,
): Promise<boolean> {
  const archived = await tx.execute(
    `update audiences set archived_at = $3, updated_at = $3
      where shop_id = $1 and audience_id = $2 and archived_at is null`,
    [tx.shopId, audienceId, timestampText(at)],
  );
  return archived === 1;
}

/** Members as a file has them, by number. */
export interface FileMember {
  readonly customerId: number;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Who is wanted in the audience and may be told of, by number, after the one named. */
export async function readFileMembers(
  tx: ShopTransaction,
  page: { readonly audienceId: number; readonly after: number; readonly limit: number },
): Promise<readonly FileMember[]> {
  return await tx.query<FileMember>(
    `select m.customer_id as "customerId", c.email, c.phone
       from audience_members m join customers c on c.shop_id = m.shop_id and c.customer_id = m.customer_id
      where m.shop_id = $1 and m.audience_id = $2 and m.wanted and m.customer_id > $3
        and c.deleted_at is null and c.redacted_at is null
        and (c.email_consent = 'subscribed' or c.sms_consent = 'subscribed')
      order by m.customer_id limit $4`,
    [tx.shopId, page.audienceId, page.after, page.limit],
  );
}
