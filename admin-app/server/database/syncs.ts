/** Syncs and their steps: what was asked of Shopify, how far its files were read, how it ended. */
import { SYNC_RESOURCES, type SyncResource } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** `loyalty`: everybody's loyalty metafield, after the owner has named another. */
export type SyncCause = 'install' | 'manual' | 'reconciliation' | 'loyalty';
export type StepState = 'waiting' | 'requested' | 'reading' | 'done' | 'failed';

export interface SyncStep {
  readonly resource: SyncResource;
  readonly state: StepState;
  readonly bulkOperationId: string | null;
  readonly objectCount: number | null;
  readonly linesRead: number;
  readonly bytesRead: number;
  readonly attempts: number;
  /** Last change of any kind. */
  readonly updatedAt: Instant;
}

export interface Sync {
  readonly syncId: number;
  readonly cause: SyncCause;
  readonly state: 'running' | 'done' | 'failed';
  /** Only what changed since; null for everything. */
  readonly since: Instant | null;
  /** In the order in which they must be taken in. */
  readonly steps: readonly SyncStep[];
}

/** Another process has taken this step further; whoever sees this stops and lets it. */
export class SyncMovedError extends Error {
  override readonly name = 'SyncMovedError';
}

/** Changes that came while the last reading began might be in neither; this much is read twice. */
const OVERLAP = '10 minutes';

/** Starts a sync, unless one is running; returns the running one's number either way. */
export async function startSync(
  tx: ShopTransaction,
  { cause, at }: { readonly cause: SyncCause; readonly at: Instant },
): Promise<{ readonly syncId: number; readonly started: boolean }> {
  const created = await tx.maybeOne<{ sync_id: number }>(
    `insert into syncs (shop_id, cause, state, started_at, since)
     select $1, $2, 'running', $3,
            case when $2 = 'reconciliation' then
              (select max(started_at) - interval '${OVERLAP}' from syncs
                where shop_id = $1 and state = 'done' and cause <> 'loyalty') end
     on conflict (shop_id) where state = 'running' do nothing
     returning sync_id`,
    [tx.shopId, cause, timestampText(at)],
  );
  if (created) {
    await insertSteps(tx, created.sync_id, cause, at);
    return { syncId: created.sync_id, started: true };
  }
  const running = await tx.one<{ sync_id: number }>(
    `select sync_id from syncs where shop_id = $1 and state = 'running'`,
    [tx.shopId],
  );
  return { syncId: running.sync_id, started: false };
}

/** Where all customers are read, their statistics and their loyalty come with them. */
function resourcesFor(cause: SyncCause): readonly SyncResource[] {
  if (cause === 'loyalty') return ['customer statistics'];
  if (cause === 'reconciliation') return SYNC_RESOURCES;
  return SYNC_RESOURCES.filter((resource) => resource !== 'customer statistics');
}

async function insertSteps(
  tx: ShopTransaction,
  syncId: number,
  cause: SyncCause,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `insert into sync_steps (shop_id, sync_id, resource, state, updated_at)
     select $1, $2, resource, 'waiting', $4 from unnest($3::text[]) as resource`,
    [tx.shopId, syncId, resourcesFor(cause), timestampText(at)],
  );
}

/** The number of the sync that is under way; null when none is. */
export async function readRunningSync(tx: ShopTransaction): Promise<number | null> {
  const row = await tx.maybeOne<{ sync_id: number }>(
    `select sync_id from syncs where shop_id = $1 and state = 'running'`,
    [tx.shopId],
  );
  return row?.sync_id ?? null;
}

/** Whether the shop was ever read since this moment, or is being read. */
export async function hasSyncSince(tx: ShopTransaction, since: Instant): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(
    `select exists (select from syncs
                     where shop_id = $1 and started_at >= $2 and state <> 'failed' and cause <> 'loyalty') as found`,
    [tx.shopId, timestampText(since)],
  );
  return found;
}

export async function readSyncRun(tx: ShopTransaction, syncId: number): Promise<Sync | undefined> {
  const sync = await tx.maybeOne<{
    cause: SyncCause;
    state: Sync['state'];
    since: Instant | null;
  }>('select cause, state, since from syncs where shop_id = $1 and sync_id = $2', [
    tx.shopId,
    syncId,
  ]);
  if (!sync) return undefined;
  return { syncId, ...sync, steps: await readSteps(tx, syncId) };
}

async function readSteps(tx: ShopTransaction, syncId: number): Promise<readonly SyncStep[]> {
  const rows = await tx.query<{
    resource: SyncResource;
    state: StepState;
    bulk_operation_id: string | null;
    object_count: number | null;
    lines_read: number;
    bytes_read: number;
    attempts: number;
    updated_at: Instant;
  }>(
    `select resource, state, bulk_operation_id, object_count, lines_read, bytes_read, attempts, updated_at
       from sync_steps where shop_id = $1 and sync_id = $2
      order by array_position($3::text[], resource)`,
    [tx.shopId, syncId, SYNC_RESOURCES],
  );
  return rows.map((row) => ({
    resource: row.resource,
    state: row.state,
    bulkOperationId: row.bulk_operation_id,
    objectCount: row.object_count,
    linesRead: row.lines_read,
    bytesRead: row.bytes_read,
    attempts: row.attempts,
    updatedAt: row.updated_at,
  }));
}

/** The sync whose file this bulk operation writes, if it is still being waited for. */
export async function findSyncOfOperation(
  tx: ShopTransaction,
  bulkOperationId: string,
): Promise<number | undefined> {
  const row = await tx.maybeOne<{ sync_id: number }>(
    `select sync_id from sync_steps where shop_id = $1 and bulk_operation_id = $2 and state = 'requested'`,
    [tx.shopId, bulkOperationId],
  );
  return row?.sync_id;
}

export interface StepChange {
  readonly syncId: number;
  readonly resource: SyncResource;
  readonly at: Instant;
}

/** Shopify has begun to write a new file; reading it starts at its beginning. */
export async function stepRequested(
  tx: ShopTransaction,
  change: StepChange & { readonly bulkOperationId: string },
): Promise<void> {
  await changeStep(
    tx,
    change,
    `state = 'requested', bulk_operation_id = $5, attempts = attempts + 1, object_count = null,
     lines_read = 0, bytes_read = 0`,
    [change.bulkOperationId],
  );
}

/** How many lines Shopify has written so far. */
export async function stepCounted(
  tx: ShopTransaction,
  change: Omit<StepChange, 'at'> & { readonly objectCount: number },
): Promise<void> {
  await tx.execute(
    `update sync_steps set object_count = $4
      where shop_id = $1 and sync_id = $2 and resource = $3 and state = 'requested'`,
    [tx.shopId, change.syncId, change.resource, change.objectCount],
  );
}

/** The file is complete and its lines are being taken in. */
export async function stepReading(
  tx: ShopTransaction,
  change: StepChange & { readonly objectCount: number },
): Promise<void> {
  await changeStep(tx, change, `state = 'reading', object_count = $5`, [change.objectCount]);
}

export interface StepProgress extends StepChange {
  readonly bulkOperationId: string;
  /** How far the reader believes that everybody has come. */
  readonly before: { readonly linesRead: number };
  readonly after: { readonly linesRead: number; readonly bytesRead: number };
}

/**
 * Notes that these lines are in, in the transaction that takes them in: a line is taken in exactly once. Throws
 * SyncMovedError when the step is not where the reader left it.
 *
 * Its commit does not wait for the disk. A power cut may take the newest batches back, always with their note: they are
 * read again. Whatever is done because of them commits after them, and not without them.
 */
export async function stepAdvanced(tx: ShopTransaction, progress: StepProgress): Promise<void> {
  const { syncId, resource, bulkOperationId, before, after } = progress;
  const changed = await tx.execute(
    `update sync_steps set lines_read = $6, bytes_read = $7, updated_at = $8
      where shop_id = $1 and sync_id = $2 and resource = $3 and state = 'reading'
        and bulk_operation_id = $4 and lines_read = $5
      returning set_config('synchronous_commit', 'off', true)`,
    [
      tx.shopId,
      syncId,
      resource,
      bulkOperationId,
      before.linesRead,
      after.linesRead,
      after.bytesRead,
      timestampText(progress.at),
    ],
  );
  if (changed === 1) return;
  throw new SyncMovedError(
    `The sync of ${resource} is no longer at line ${before.linesRead} of ${bulkOperationId}`,
  );
}

export async function stepFinished(tx: ShopTransaction, change: StepChange): Promise<void> {
  await changeStep(tx, change, `state = 'done', error = null`, []);
}

/** Back to the start of the step: another file must be asked for. */
export async function stepSpoiled(
  tx: ShopTransaction,
  change: StepChange & { readonly reason: string },
): Promise<void> {
  await changeStep(tx, change, `state = 'waiting', bulk_operation_id = null, error = $5`, [
    change.reason,
  ]);
}

async function changeStep(
  tx: ShopTransaction,
  { syncId, resource, at }: StepChange,
  assignments: string,
  values: readonly unknown[],
): Promise<void> {
  await tx.execute(
    `update sync_steps set ${assignments}, updated_at = $4
      where shop_id = $1 and sync_id = $2 and resource = $3`,
    [tx.shopId, syncId, resource, timestampText(at), ...values],
  );
}

export async function syncFinished(
  tx: ShopTransaction,
  syncId: number,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update syncs set state = 'done', finished_at = $3 where shop_id = $1 and sync_id = $2 and state = 'running'`,
    [tx.shopId, syncId, timestampText(at)],
  );
}

/** Ends a sync that cannot go on; `error` is a sentence for staff. What was taken in stays. */
export async function syncFailed(
  tx: ShopTransaction,
  failure: { readonly syncId: number; readonly at: Instant; readonly error: string },
): Promise<void> {
  const values = [tx.shopId, failure.syncId, timestampText(failure.at), failure.error];
  await tx.execute(
    `update syncs set state = 'failed', finished_at = $3, error = $4
      where shop_id = $1 and sync_id = $2 and state = 'running'`,
    values,
  );
  await tx.execute(
    `update sync_steps set state = 'failed', error = $4, updated_at = $3
      where shop_id = $1 and sync_id = $2 and state <> 'done'`,
    values,
  );
}
