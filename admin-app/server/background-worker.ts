/**
 * Runs background tasks on graphile-worker. Its jobs are not tenant rows; each task enters its shop by itself.
 * A process that was killed leaves its jobs locked; the others find that out by the advisory lock each process holds
 * while it lives, and set the jobs free within half a minute instead of graphile-worker's four hours.
 */
import { EventEmitter } from 'node:events';
import {
  Logger as JobLogger,
  makeWorkerUtils,
  run,
  runMigrations,
  type Task,
} from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from 'pino';
import { type BackgroundTasks, type Enqueue, LONG_TASKS } from './background.ts';

export type TaskHandlers = {
  readonly [Task in keyof BackgroundTasks]: (payload: BackgroundTasks[Task]) => Promise<void>;
};

export interface BackgroundWorker {
  stop(): Promise<void>;
}

const ORPHAN_CHECK_MS = 30_000;

export async function createEnqueue(
  pool: pg.Pool,
): Promise<{ enqueue: Enqueue; end(): Promise<void> }> {
  await runMigrations({ pgPool: pool, logger: SILENT });
  const jobs = await makeWorkerUtils({ pgPool: pool, logger: SILENT });
  return {
    enqueue: async (task, payload, { delayMs = 0 } = {}) => {
      await jobs.addJob<string>(task, payload, {
        // One waiting job per task and shop; a running one does not count, the next runs after it.
        jobKey: `${task}:${payload.shopId}`,
        jobKeyMode: delayMs > 0 ? 'preserve_run_at' : 'replace',
        queueName: `${task}:${payload.shopId}`,
        maxAttempts: 25,
        runAt: new Date(Date.now() + delayMs),
      });
    },
    end: async () => jobs.release(),
  };
}

export async function startBackgroundWorker(options: {
  readonly pool: pg.Pool;
  readonly handlers: TaskHandlers;
  /** Jobs at a time, of the long ones and of the others each. */
  readonly concurrency: number;
  readonly log: Logger;
}): Promise<BackgroundWorker> {
  const { pool, handlers, log } = options;
  const alive = await pool.connect();
  const events = new EventEmitter();
  // Jobs are locked in the name of the process's pool of workers.
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
    alive
      .query('select pg_advisory_lock(hashtextextended($1, 0))', [workerPool.id])
      .catch((error) => log.error({ err: error }, 'Could not mark this process as alive'));
  });
  await freeOrphanedJobs(pool, log);
  const tasks = Object.entries(handlers).map(([task, handle]): [string, Task] => [
    task,
    // enqueue() typed the payload for this very task.
    (payload) => runTask(log, task, () => (handle as (given: unknown) => Promise<void>)(payload)),
  ]);
  const runners = await Promise.all(
    [true, false].map((long) =>
      run({
        pgPool: pool,
        concurrency: options.concurrency,
        noHandleSignals: true,
        pollInterval: 2_000,
        logger: SILENT,
        events,
        taskList: Object.fromEntries(tasks.filter(([task]) => LONG_TASKS.has(task) === long)),
      }),
    ),
  );
  const timer = setInterval(() => void freeOrphanedJobs(pool, log), ORPHAN_CHECK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(runners.map((runner) => runner.stop()));
      alive.release(true);
    },
  };
}

async function runTask(log: Logger, task: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error, task }, 'A background task failed and will be tried again');
    throw error;
  }
}

/** Jobs locked by workers whose advisory lock is free belong to a dead process. */
async function freeOrphanedJobs(pool: pg.Pool, log: Logger): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked_by: string }>(
      'select distinct locked_by from graphile_worker._private_jobs where locked_by is not null',
    );
    const dead: string[] = [];
    for (const { locked_by: workerId } of rows)
      if (await isDead(client, workerId)) dead.push(workerId);
    if (dead.length === 0) return;
    await client.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
    log.info({ workers: dead }, 'Set free the jobs of a process that had been killed');
  } catch (error) {
    log.error({ err: error }, 'Could not look for jobs of killed processes');
  } finally {
    client.release();
  }
}

async function isDead(client: pg.PoolClient, workerId: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
    [workerId],
  );
  if (rows[0]?.free !== true) return false;
  await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [workerId]);
  return true;
}

/** Failures are logged by runTask with their shop; the library's own lines would say them twice. */
const SILENT = new JobLogger(() => () => {});
