import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BackgroundTasks, LONG_TASKS } from '../../../admin-app/server/background.ts';
import {
  type BackgroundWorker,
  createEnqueue,
  startBackgroundWorker,
  type TaskHandlers,
} from '../../../admin-app/server/background-worker.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
let jobs: Awaited<ReturnType<typeof createEnqueue>>;
let worker: BackgroundWorker;
const begun: string[] = [];
let finish = () => {};
const finished = new Promise<void>((resolve) => {
  finish = resolve;
});

beforeAll(async () => {
  db = await createTestDatabase();
  jobs = await createEnqueue(db.ownerPool);
  worker = await startBackgroundWorker({
    pool: db.ownerPool,
    handlers: recording(),
    concurrency: 1,
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  finish();
  await worker?.stop();
  await jobs?.end();
  await db?.drop();
});

/** Long tasks go on until the test lets them finish. */
function recording(): TaskHandlers {
  const tasks = [...LONG_TASKS, 'apply webhooks'].map((task) => [
    task,
    async ({ shopId }: BackgroundTasks['sync']) => {
      begun.push(`${task} ${shopId}`);
      if (LONG_TASKS.has(task)) await finished;
    },
  ]);
  // Only these are enqueued here.
  return Object.fromEntries(tasks) as TaskHandlers;
}

it('applies an order while everything long has its hands full', async () => {
  await jobs.enqueue('fit model', { shopId: 1 });
  await expect.poll(() => begun).toEqual(['fit model 1']);
  await jobs.enqueue('export shop', { shopId: 2 });
  await jobs.enqueue('apply webhooks', { shopId: 1 });
  await jobs.enqueue('apply webhooks', { shopId: 2 });
  await expect.poll(() => begun).toEqual(['fit model 1', 'apply webhooks 1', 'apply webhooks 2']);
  finish();
  await expect.poll(() => begun).toContain('export shop 2');
});
