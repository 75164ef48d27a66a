/** All of Rondo as the demo runs it: a dev store in this process, the app as a process of its own, a database of its own. */

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScenarioView } from '../../admin-app/contract/scenarios.ts';
import { HOUR_MS } from '../../admin-app/core/time.ts';
import { createMovableClock } from '../dev-store/clock.ts';
import { describeShop } from '../dev-store/demo-shop.ts';
import type { DevStore, DevStoreOptions } from '../dev-store/dev-store.ts';
import { pagesOf, type StartedPages } from '../dev-store/pages/part.ts';
import { type AppProcess, runApp } from '../dev-store/run-app.ts';
import { startDevStore } from '../dev-store/server.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { builtProgram } from './program.ts';
import { winBack } from './win-back.ts';

const CREDENTIALS = { apiKey: 'test-client-id', apiSecret: 'test-client-secret' } as const;

export interface RunningRondo {
  readonly devStore: DevStore;
  readonly pages: StartedPages;
  readonly db: TestDatabase;
  app(): AppProcess;
  /** Opens the app as the owner does for the first time: installs it and starts the sync. */
  install(): Promise<void>;
  /** Kills the app where it stands and starts it again. */
  killAndRestart(): Promise<void>;
  /** The app's API as the shop's staff. */
  api<Answer>(path: string, init?: RequestInit & { readonly shop?: string }): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startRondo(
  store: Pick<
    DevStoreOptions,
    'customers' | 'ordersFile' | 'seed' | 'grantedScopes' | 'bulkDelayMs'
  >,
  database: () => Promise<TestDatabase> = createTestDatabase,
  /** What Node runs as the app. */
  program: readonly string[] = [builtProgram('app')],
): Promise<RunningRondo> {
  const db = await database();
  const appUrl = `http://127.0.0.1:${await freePort()}`;
  const clock = createMovableClock(untilMorning());
  const devStore = await startDevStore({ ...CREDENTIALS, ...store, appUrl, clock, say: () => {} });
  const pages = pagesOf(devStore);
  const dataFolder = await mkdtemp(join(tmpdir(), 'rondo-test-'));
  const start = () =>
    runApp(
      {
        ...CREDENTIALS,
        devStoreOrigin: devStore.origin,
        appUrl,
        smtpPort: pages.smtp.port,
        providers: pages.providerEnvironment,
        dataFolder,
        databaseUrl: db.url,
      },
      program,
    );
  let app = await start();

  return {
    devStore,
    pages,
    db,
    app: () => app,
    install: async () => {
      const response = await fetch(devStore.launchUrl());
      if (!response.ok) throw new Error(`Not installed: ${await response.text()}`);
    },
    killAndRestart: async () => {
      const ended = new Promise((resolve) => app.process.once('exit', resolve));
      app.process.kill('SIGKILL');
      await ended;
      app = await start();
    },
    api: async <Answer>(path: string, init: RequestInit & { readonly shop?: string } = {}) => {
      const response = await fetch(`${appUrl}/api${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${devStore.sessionToken(init.shop)}`,
          'content-type': 'application/json',
        },
      });
      const body: unknown = await response.json();
      if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`);
      // The contract's shape; what the tests expect of it shows whether it is.
      return body as Answer;
    },
    stop: async () => {
      await app.stop();
      await devStore.stop();
      await db.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/**
 * How long until it is nine o'clock, or some minutes later, in the demo's shop: stories take hours, and at night nobody
 * is written to.
 */
function untilMorning(): number {
  const { ianaTimezone: timeZone } = describeShop('any.myshopify.com', Date.now());
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  return ((9 - Number(hour.format(Date.now())) + 24) % 24) * HOUR_MS;
}

/** Sets the sender, makes a small win-back and activates it. */
export async function activateWinBack({ api }: RunningRondo): Promise<number> {
  const json = (method: string, body: object) => ({ method, body: JSON.stringify(body) });
  await api(
    '/settings',
    json('PUT', {
      senderName: 'Morning Harbour',
      senderEmail: 'hello@morning-harbour.example',
      postalAddress: '',
    }),
  );
  const name = 'Win back';
  const { scenarioId } = await api<ScenarioView>(
    '/scenarios',
    json('POST', { template: 'win-back', name }),
  );
  await api(`/scenarios/${scenarioId}`, json('PUT', { name, definition: winBack }));
  await api(`/scenarios/${scenarioId}/activate`, { method: 'POST' });
  return scenarioId;
}

/** Asks again and again until the answer is as wanted; says what it last was when it never is. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T> | T,
  isAsWanted: (answer: T) => boolean,
  patienceMs = 150_000,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isAsWanted(answer)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain for ${what}; last seen: ${JSON.stringify(answer)}`);
    }
    await delay(100);
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
