import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startProgram } from '../../support/program.ts';
import { expectFactsOfOrders, expectSameAsStore } from './same-as-store.ts';
import { type StoreWorld, startStoreWorld } from './store-world.ts';

let db: TestDatabase;
let world: StoreWorld;
let child: ChildProcess | undefined;

beforeEach(async () => {
  db = await createTestDatabase();
  world = await startStoreWorld(db, { customers: 1_500, bulkDelayMs: 200 });
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await world.close();
  await db.drop();
});

async function startProcess(shopId: number): Promise<ChildProcess> {
  const url = db.url;
  const args = [url, world.devStore.origin, world.appUrl, String(shopId), '1'];
  child = startProgram('sync', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return child;
}

interface Progress {
  readonly resource: string;
  readonly state: string;
  readonly lines_read: number;
}

async function until(reached: (steps: readonly Progress[]) => boolean): Promise<void> {
  for (;;) {
    // The column names are those of the query.
    const rows = (await world.rows(
      'select resource, state, lines_read from sync_steps',
    )) as unknown as readonly Progress[];
    if (reached(rows)) return;
    await sleep(5);
  }
}

const step = (steps: readonly Progress[], resource: string) =>
  steps.find((one) => one.resource === resource);

/** Moments at which the process is killed, one after the other. */
const MOMENTS: readonly {
  readonly what: string;
  readonly reached: (steps: readonly Progress[]) => boolean;
  readonly thenMs: number;
}[] = [
  {
    what: 'when the exports were asked for',
    reached: (steps) => step(steps, 'customers')?.state === 'requested',
    thenMs: 0,
  },
  {
    what: 'when the first file is being read',
    reached: (steps) => step(steps, 'customers')?.state === 'reading',
    thenMs: 20,
  },
  {
    what: 'when the first orders are being written',
    reached: (steps) => step(steps, 'orders')?.state === 'reading',
    thenMs: 60,
  },
  {
    what: 'when some orders are in',
    reached: (steps) => (step(steps, 'orders')?.lines_read ?? 0) > 0,
    thenMs: 30,
  },
];

describe('a sync whose process is killed', () => {
  it('again and again, at any moment, is finished by the next one: nothing twice, nothing half', async () => {
    await world.open();
    const shopId = await world.shopId();
    for (const { what, reached, thenMs } of MOMENTS) {
      const running = await startProcess(shopId);
      await until(reached);
      await sleep(thenMs);
      running.kill('SIGKILL');
      await once(running, 'exit');
      expect(running.signalCode, what).toBe('SIGKILL');
      const [sync] = await world.rows('select state from syncs');
      expect(sync, what).toEqual({ state: 'running' });
      await expectFactsOfOrders(world);
    }
    const last = await startProcess(shopId);
    const [code] = await once(last, 'exit');
    expect(code).toBe(0);
    expect(await world.rows('select state, error from syncs')).toEqual([
      { state: 'done', error: null },
    ]);
    expect(await world.rows('select reason from sync_problems')).toEqual([]);
    expect(
      await world.rows('select attempts from sync_steps'),
      'files that were asked for were not asked for again',
    ).toEqual([{ attempts: 1 }, { attempts: 1 }, { attempts: 1 }]);
    expect(
      await world.rows('select resource from sync_steps where lines_read <> object_count'),
      'every line was read once',
    ).toEqual([]);
    await expectSameAsStore(world);
  }, 180_000);
});
