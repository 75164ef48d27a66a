/** The fit of a shop that is wanted, under way or over, written so that every process can show it. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export type FitCause = 'sync' | 'nightly' | 'new orders' | 'manual';
export type FitStage = 'reading' | 'fitting' | 'comparing' | 'predicting' | 'back-testing';

/** Another fit of the shop has begun since; whoever sees this stops and lets it. */
export class FitOvertakenError extends Error {
  override readonly name = 'FitOvertakenError';
}

export interface ModelFit {
  readonly state: 'never' | 'waiting' | 'running' | 'done' | 'failed';
  readonly cause: FitCause | null;
  readonly stage: FitStage | null;
  readonly share: number | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly error: string | null;
  readonly newOrders: number;
  /** A living process is at work; false for a running one means that its process was killed. */
  readonly alive: boolean;
}

interface FitRow {
  readonly state: ModelFit['state'];
  readonly cause: FitCause | null;
  readonly stage: FitStage | null;
  readonly share: number | null;
  readonly started_at: Instant | null;
  readonly finished_at: Instant | null;
  readonly error: string | null;
  readonly new_orders: number;
  readonly alive: boolean;
}

/** The key of the advisory lock that a fit of the shop holds from its begin to its end; $1 is the shop. */
export const FIT_LOCK = `hashtextextended('rondo fit', $1::bigint)`;

/** Looked up among the locks, not tried: trying would keep a fit from beginning at that moment. */
const IS_LOCKED = `exists (
  select from pg_locks
   where locktype = 'advisory' and objsubid = 1 and granted
     and database = (select oid from pg_database where datname = current_database())
     and ((classid::bigint << 32) | objid::bigint) = ${FIT_LOCK})`;

const NEVER: ModelFit = {
  state: 'never',
  cause: null,
  stage: null,
  share: null,
  startedAt: null,
  finishedAt: null,
  error: null,
  newOrders: 0,
  alive: false,
};

export async function readModelFit(tx: ShopTransaction): Promise<ModelFit> {
  const row = await tx.maybeOne<FitRow>(
    `select *, ${IS_LOCKED} as alive from model_fits where shop_id = $1`,
    [tx.shopId],
  );
  if (!row) return NEVER;
  return {
    state: row.state,
    cause: row.cause,
    stage: row.stage,
    share: row.share,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
    newOrders: row.new_orders,
    alive: row.alive,
  };
}

/** Notes that a fit is wanted; false when one is running. */
export async function requestFit(tx: ShopTransaction, cause: FitCause): Promise<boolean> {
  const changed = await tx.execute(
    `insert into model_fits as f (shop_id, state, cause) values ($1, 'waiting', $2)
     on conflict (shop_id) do update set state = 'waiting', cause = excluded.cause
      where not (f.state = 'running' and ${IS_LOCKED})`,
    [tx.shopId, cause],
  );
  return changed > 0;
}

/** A fit under way: its number, and the new orders that its data will hold. */
export interface BegunFit {
  readonly run: number;
  readonly cause: FitCause;
  readonly newOrders: number;
}

/**
 * Begins a fit under the lock of `holdingFitLock`. Its cause is what was asked for; else it follows a sync that has ended
 * since the last fit, and the reconciliation of every night is nightly.
 */
export async function beginFit(tx: ShopTransaction, at: Instant): Promise<BegunFit> {
  const row = await tx.one<{ run: number; cause: FitCause; new_orders: number }>(
    `with found as (
       select case when exists (
         select from syncs s
          where s.shop_id = $1 and s.cause not in ('reconciliation', 'loyalty') and s.finished_at >= coalesce(
            (select max(fitted_at) from prediction_models m where m.shop_id = $1), '-infinity'))
         then 'sync' else 'nightly' end as cause)
     insert into model_fits as f (shop_id, run, state, cause, stage, share, started_at)
     select $1, 1, 'running', found.cause, 'reading', 0, $2 from found
     on conflict (shop_id) do update
       set run = f.run + 1, state = 'running', stage = 'reading', share = 0, started_at = $2,
           finished_at = null, error = null,
           cause = case when f.state = 'waiting' then f.cause else excluded.cause end
     returning run, cause, new_orders`,
    [tx.shopId, timestampText(at)],
  );
  return { run: row.run, cause: row.cause, newOrders: row.new_orders };
}

/** Throws FitOvertakenError when another fit has begun since. */
export async function fitAdvanced(
  tx: ShopTransaction,
  run: number,
  { stage, share }: { readonly stage: FitStage; readonly share: number },
): Promise<void> {
  const changed = await tx.execute(
    `update model_fits set stage = $3, share = $4 where shop_id = $1 and run = $2 and state = 'running'`,
    [tx.shopId, run, stage, share],
  );
  if (changed === 0) throw new FitOvertakenError(`Fit ${run} of shop ${tx.shopId} was overtaken`);
}

/** The orders that the new model has seen are new no more. */
export async function newOrdersSeen(tx: ShopTransaction, seen: number): Promise<void> {
  await tx.execute(
    'update model_fits set new_orders = greatest(0, new_orders - $2) where shop_id = $1',
    [tx.shopId, seen],
  );
}

/** Counts order days that have come, for the next refit; returns how many there are now. */
export async function addNewOrders(tx: ShopTransaction, added: number): Promise<number> {
  const row = await tx.one<{ new_orders: number }>(
    `insert into model_fits as f (shop_id, state, new_orders) values ($1, 'never', $2)
     on conflict (shop_id) do update set new_orders = f.new_orders + excluded.new_orders
     returning new_orders`,
    [tx.shopId, added],
  );
  return row.new_orders;
}

/** Ends a fit: done, or failed with what staff should know. One that was overtaken changes nothing. */
export async function fitFinished(
  tx: ShopTransaction,
  run: number,
  { at, error }: { readonly at: Instant; readonly error: string | null },
): Promise<void> {
  await tx.execute(
    `update model_fits
        set state = case when $3::text is null then 'done' else 'failed' end, error = $3,
            stage = case when $3::text is null then null else stage end, share = null, finished_at = $4
      where shop_id = $1 and run = $2 and state = 'running'`,
    [tx.shopId, run, error, timestampText(at)],
  );
}
