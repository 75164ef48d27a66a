/**
 * Reads a shop from Shopify: a bulk operation each for customers, products and orders, asked for together, taken in one
 * after the other because orders need their customers. Everything that was reached is in the database, so a sync can be
 * killed anywhere and run again; waiting for Shopify happens between runs, not inside one.
 */
import type { SyncResource } from '../../core/store-records.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Problems from '../database/sync-problems.ts';
import type * as Syncs from '../database/syncs.ts';
import type { InShop } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import type { BulkOperation, BulkOperations } from '../shopify/bulk-operations.ts';
import type { ReadStep } from './sync-reading.ts';

type Sync = Syncs.Sync;
type SyncStep = Syncs.SyncStep;

export type SyncStore = Pick<
  typeof Syncs,
  | 'readSyncRun'
  | 'stepRequested'
  | 'stepCounted'
  | 'stepReading'
  | 'stepFinished'
  | 'stepSpoiled'
  | 'syncFinished'
  | 'syncFailed'
> &
  Pick<typeof Problems, 'dropProblemsOfStep' | 'solveEarlierProblems'>;

export interface SyncDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: SyncStore;
  readonly bulk: BulkOperations;
  readonly readStep: ReadStep;
  readonly enqueue: Enqueue;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** Files asked for in vain before a step is given up. */
const MOST_ATTEMPTS = 3;
/** A small shop's file is there within this; longer waits leave the worker free for others. */
const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 250;

/** The sync cannot go on; the message is for staff. */
class SyncStopped extends Error {
  override readonly name = 'SyncStopped';
}

export function createSync(deps: SyncDeps) {
  const { clock, inShop, store, bulk } = deps;

  return async function sync(payload: { shopId: number; syncId: number }): Promise<void> {
    const { shopId, syncId } = payload;
    const found = await inShop(shopId, (tx) => store.readSyncRun(tx, syncId));
    if (found?.state !== 'running') return;
    try {
      await takeSteps(shopId, found);
    } catch (error) {
      // Another process took over; it also finishes.
      if (isNamed(error, 'SyncMovedError')) return;
      if (!isForStaff(error)) throw error;
      await inShop(shopId, (tx) =>
        store.syncFailed(tx, { syncId, at: clock.now(), error: error.message }),
      );
    }
  };

  async function takeSteps(shopId: number, sync: Sync): Promise<void> {
    for (const step of sync.steps) {
      if (step.state === 'waiting') await request(shopId, sync, step);
    }
    for (const { resource } of sync.steps) {
      const arrived = await takeStep(shopId, sync.syncId, resource);
      if (!arrived) return await comeBackLater(shopId, sync.syncId, resource);
    }
    await finish(shopId, sync);
  }

  /** True once the step is done; false while Shopify is still at work. */
  async function takeStep(shopId: number, syncId: number, resource: SyncResource) {
    for (;;) {
      const { sync, step } = await lookUpStep(shopId, syncId, resource);
      if (step.state === 'done') return true;
      if (step.bulkOperationId === null) {
        if (!(await request(shopId, sync, step))) return false;
        continue;
      }
      const operation = await awaitOperation(shopId, { syncId, resource }, step.bulkOperationId);
      if (operation?.state === 'running') return false;
      const spoiled = await takeIn(shopId, { sync, step, operation });
      if (spoiled !== null) await startAgain(shopId, { sync, step, ...spoiled });
    }
  }

  async function lookUpStep(shopId: number, syncId: number, resource: SyncResource) {
    const sync = await inShop(shopId, (tx) => store.readSyncRun(tx, syncId));
    const step = sync?.steps.find((one) => one.resource === resource);
    if (!sync || !step) throw new SyncStopped(`The sync no longer has a step for ${resource}`);
    return { sync, step };
  }

  /** Asks Shopify to write the file. False when as many as it allows are being written. */
  async function request(shopId: number, { syncId, since }: Sync, { resource }: SyncStep) {
    const started = await bulk.start(shopId, resource, since);
    if (started.state === 'busy') return false;
    await inShop(shopId, async (tx) => {
      await store.dropProblemsOfStep(tx, syncId, resource);
      const change = { syncId, resource, bulkOperationId: started.id, at: clock.now() };
      await store.stepRequested(tx, change);
    });
    return true;
  }

  /** Looks at the operation more and more seldom until it has ended or patience has; null when it is unknown. */
  async function awaitOperation(
    shopId: number,
    step: { readonly syncId: number; readonly resource: SyncResource },
    operationId: string,
  ): Promise<BulkOperation | null> {
    let waitedMs = 0;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 1.5) {
      const operation = await bulk.read(shopId, operationId);
      if (operation?.state !== 'running' || waitedMs >= PATIENCE_MS) return operation;
      await inShop(shopId, (tx) =>
        store.stepCounted(tx, { ...step, objectCount: operation.objects }),
      );
      await deps.sleep(pauseMs);
      waitedMs += pauseMs;
    }
  }

  /** Takes in what a finished operation wrote. Null when all is in, else why another file is needed. */
  async function takeIn(
    shopId: number,
    one: { readonly sync: Sync; readonly step: SyncStep; readonly operation: Ended | null },
  ): Promise<Spoiled | null> {
    const { sync, step, operation } = one;
    if (operation === null) return { reason: 'Shopify no longer knows the export', final: false };
    if (operation.state === 'failed') return operation;
    const { resource } = step;
    const change = { syncId: sync.syncId, resource };
    if (step.state !== 'reading') {
      await inShop(shopId, (tx) =>
        store.stepReading(tx, { ...change, at: clock.now(), objectCount: operation.objects }),
      );
    }
    try {
      const reason = operation.file
        ? await deps.readStep(shopId, { sync, step, operation, file: operation.file })
        : null;
      if (reason !== null) return { reason, final: false };
    } catch (error) {
      // The file is gone, for example because it was written more than seven days ago.
      if (!isNamed(error, 'ShopifyRefusedError')) throw error;
      return { reason: error.message, final: false };
    }
    await inShop(shopId, (tx) => store.stepFinished(tx, { ...change, at: clock.now() }));
    return null;
  }

  async function startAgain(
    shopId: number,
    one: { readonly sync: Sync; readonly step: SyncStep } & Spoiled,
  ): Promise<void> {
    const { sync, step, reason, final } = one;
    if (final || step.attempts >= MOST_ATTEMPTS) throw new SyncStopped(giveUp(step, reason));
    await inShop(shopId, (tx) =>
      store.stepSpoiled(tx, {
        syncId: sync.syncId,
        resource: step.resource,
        at: clock.now(),
        reason,
      }),
    );
  }

  /** The longer Shopify takes, the more seldom we look; its finish webhook calls us at once anyway. */
  async function comeBackLater(
    shopId: number,
    syncId: number,
    resource: SyncResource,
  ): Promise<void> {
    const { step } = await lookUpStep(shopId, syncId, resource);
    const waitedMs = clock.now() - step.updatedAt;
    const delayMs = Math.min(5 * 60_000, Math.max(5_000, waitedMs / 4));
    await deps.enqueue('sync', { shopId, syncId }, { delayMs });
  }

  async function finish(shopId: number, { syncId, cause, since, steps }: Sync): Promise<void> {
    const at = clock.now();
    await inShop(shopId, async (tx) => {
      if (since === null) {
        for (const { resource } of steps) {
          await store.solveEarlierProblems(tx, { syncId, resource, at });
        }
      }
      await store.syncFinished(tx, syncId, at);
    });
    await deps.enqueue('retry sync problems', { shopId });
    if (cause !== 'loyalty') await deps.enqueue('fit model', { shopId });
  }
}

type Ended = Exclude<BulkOperation, { state: 'running' }>;

interface Spoiled {
  readonly reason: string;
  /** Another file would end the same way. */
  readonly final: boolean;
}

function giveUp({ resource, attempts }: SyncStep, reason: string): string {
  const times = attempts === 1 ? '' : `, in ${attempts} attempts`;
  return `Shopify could not hand over the ${resource}${times}: ${reason}. What came so far is kept; start the sync again from Home.`;
}

function isForStaff(error: unknown): error is Error {
  return (
    isNamed(error, 'SyncStopped') ||
    isNamed(error, 'ShopifyRefusedError') ||
    isNamed(error, 'ShopifyAccessLostError')
  );
}
