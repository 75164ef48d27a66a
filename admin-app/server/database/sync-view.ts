/** The newest sync as Home shows it. */
import { SYNC_RESOURCES, type SyncResource } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import type { StepState } from './syncs.ts';
import type { ShopTransaction } from './tenant.ts';

export interface SyncOverview {
  readonly state: 'never' | 'running' | 'done' | 'failed';
  /** None was through before it. */
  readonly isFirst: boolean;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly steps: readonly {
    readonly resource: SyncResource;
    readonly state: StepState;
    readonly linesRead: number;
    readonly lines: number | null;
  }[];
  readonly predictions: 'waiting' | 'running' | 'done';
  readonly openProblems: number;
  readonly error: string | null;
}

interface NewestSync {
  readonly sync_id: number;
  readonly state: 'running' | 'done' | 'failed';
  readonly started_at: Instant;
  readonly finished_at: Instant | null;
  readonly error: string | null;
  readonly is_first: boolean;
  /** Everybody was predicted from what was there after the sync, or at any time. */
  readonly fitted_since: boolean;
  readonly fitted: boolean;
}

export async function readSync(tx: ShopTransaction): Promise<SyncOverview> {
  const sync = await tx.maybeOne<NewestSync>(
    `select sync_id, state, started_at, finished_at, error,
            not exists (select from syncs before
                         where before.shop_id = s.shop_id and before.sync_id < s.sync_id
                           and before.state = 'done' and before.cause <> 'loyalty') as is_first,
            exists (select from prediction_models m where m.shop_id = s.shop_id) as fitted,
            exists (select from prediction_models m
                     where m.shop_id = s.shop_id and m.fitted_at >= s.finished_at)
              and not exists (select from model_fits f
                               where f.shop_id = s.shop_id and f.state = 'running' and f.stage = 'predicting') as fitted_since
       from syncs s where shop_id = $1 and cause <> 'loyalty' order by sync_id desc limit 1`,
    [tx.shopId],
  );
  const { open } = await tx.one<{ open: number }>(
    'select count(*) as open from sync_problems where shop_id = $1 and solved_at is null',
    [tx.shopId],
  );
  return {
    state: sync?.state ?? 'never',
    isFirst: sync?.is_first ?? true,
    startedAt: sync?.started_at ?? null,
    finishedAt: sync?.finished_at ?? null,
    steps: sync ? await readStepViews(tx, sync.sync_id) : [],
    predictions: sync ? predictionsOf(sync) : 'waiting',
    openProblems: open,
    error: sync?.error ?? null,
  };
}

function predictionsOf(sync: NewestSync): SyncOverview['predictions'] {
  if (sync.state === 'done') return sync.fitted_since ? 'done' : 'running';
  return sync.fitted ? 'done' : 'waiting';
}

async function readStepViews(tx: ShopTransaction, syncId: number): Promise<SyncOverview['steps']> {
  const rows = await tx.query<{
    resource: SyncResource;
    state: StepState;
    lines_read: number;
    object_count: number | null;
  }>(
    `select resource, state, lines_read, object_count from sync_steps
      where shop_id = $1 and sync_id = $2 order by array_position($3::text[], resource)`,
    [tx.shopId, syncId, SYNC_RESOURCES],
  );
  return rows.map((row) => ({
    resource: row.resource,
    state: row.state,
    linesRead: row.lines_read,
    lines: row.object_count,
  }));
}
