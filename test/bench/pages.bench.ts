/**
 * How long the admin's pages wait for the server in a store as large as they come: every address that a page asks, three
 * times, after the counts behind them are there. RONDO_BENCH_STORE names a folder to keep the store in, because making it
 * takes a quarter of an hour; the next run finds it there.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../../admin-app/server/config.ts';
import { connectDatabase } from '../../admin-app/server/database/pool.ts';
import { startApp } from '../../admin-app/server/main.ts';
import { signSessionToken } from '../dev-store/session-token.ts';
import { fillLargeStore, type LargeStore } from './large-store.ts';
import type { Measurement } from './measurement.ts';

const CREDENTIALS = { apiKey: 'bench-client-id', apiSecret: 'bench-client-secret' } as const;
const STORE: LargeStore = {
  domain: 'large.myshopify.com',
  zone: 'Europe/Paris',
  now: Date.UTC(2026, 9, 20, 9),
  customers: Number(process.env.RONDO_BENCH_CUSTOMERS ?? 1_000_000),
};
const BUDGET_MS = 300;
const WORTH_SAYING_MS = 100;
const ROUNDS = 3;
/** Counts and plans of everybody are made in the background. */
const LONGEST_WAIT_MS = 20 * 60_000;

/** Whatever a page asks for while somebody waits; files for download are streamed. */
const ASKED = [
  '/shop',
  '/staff',
  '/home',
  '/sync',
  '/sync/problems',
  '/not-sent',
  '/not-sent/sends?channel=email&state=blocked&reason=no%20consent',
  '/staff-alerts',
  '/customers',
  '/customers?list=all&order=likeliest',
  '/customers?list=due&order=value&reach=email',
  '/customers?list=all&order=likeliest&reach=none',
  ...['a', 'an', 'anna n', 'nowak anna', 'c98', '600', '#1042', 'zzz'].map(
    (text) => `/customers?list=all&search=${encodeURIComponent(text)}`,
  ),
  '/customers/1000',
  '/customers/1000/activities',
  '/customers/1000/decisions',
  '/customers/1000/message',
  '/tiers',
  '/tiers/customers/1000',
  '/calendar',
  '/calendar/customers?day=2026-10-21',
  '/calendar/customers?day=2026-10-22&which=held',
  '/calendar/customers?day=2026-10-21&which=leaving',
  '/calendar/customers/1000',
  '/segments',
  '/segments/ready-made',
  '/segments/values',
  '/segments/context',
  '/segments/1',
  '/segments/1/members',
  '/segments/1/events',
  '/segments/1/sizes',
  '/inactive',
  '/inactive/customers?list=silent',
  '/inactive/customers?list=never',
  '/inactive/customers?order=366&response=never',
  '/inactive/customers?list=never&after=500000',
  '/append',
  '/append/customers/1000',
  '/append/addresses',
  '/append/addresses/customers?why=role%20address',
  '/retention',
  '/retention/curves',
  ...['category', 'product', 'country', 'tier'].map((by) => `/retention/groups?by=${by}`),
  '/retention/customers?from=2025-03&to=2025-03&since=3',
  '/retention/customers?days=30&fromOrder=1&by=product&value=7',
  '/results',
  '/results/groups?by=trade',
  '/results/customers?figure=returned',
  '/results/settings',
  '/scenarios',
  '/scenarios/1',
  '/scenarios/1/results',
  '/scenarios/1/results/customers?figure=sent',
  '/scenarios/1/entering',
  '/scenarios/1/versions',
  '/scenarios/1/blocks/reaction-1/customers',
  '/templates',
  '/campaigns',
  '/audiences',
  '/onsite-messages',
  '/messages/products?search=product',
  '/predictions',
  '/predictions/fit',
  '/channels',
  '/sender-domain',
  '/settings',
  '/settings/priorities',
  '/settings/languages',
  '/staff-log',
  '/data',
  '/data/looks?years=2',
  '/status',
] as const;

type Ask = (
  path: string,
  init?: RequestInit,
) => Promise<{ readonly status: number; readonly ms: number; readonly body: string }>;

export async function measurePages(): Promise<readonly Measurement[]> {
  const kept = process.env.RONDO_BENCH_STORE;
  const dataFolder = kept ?? (await mkdtemp(join(tmpdir(), 'rondo-bench-')));
  const postgres = join(dataFolder, 'postgres');
  if (!existsSync(postgres)) await fill(postgres);
  const app = await startApp(
    readConfig({
      ...{ SHOPIFY_API_KEY: CREDENTIALS.apiKey, SHOPIFY_API_SECRET: CREDENTIALS.apiSecret },
      ...{ HOST: 'http://127.0.0.1', PORT: '0', RONDO_DATA: dataFolder },
    }),
    {
      clock: { now: () => STORE.now, onMove: () => () => {} },
      log: pino({ level: 'error' }),
    },
  );
  try {
    const ask = askerOf(app.url);
    await settle(ask);
    return await measure(ask);
  } finally {
    await app.stop();
    if (kept === undefined) await rm(dataFolder, { recursive: true, force: true });
  }
}

async function fill(dataDir: string): Promise<void> {
  const db = await connectDatabase({ dataDir });
  try {
    await fillLargeStore(db, STORE);
  } finally {
    await db.close();
  }
}

function askerOf(url: string): Ask {
  return async (path, init) => {
    const token = signSessionToken(CREDENTIALS, { shop: STORE.domain, userId: 1 });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const begun = performance.now();
    const response = await fetch(`${url}/api${path}`, { ...init, headers });
    const body = await response.text();
    return { status: response.status, ms: performance.now() - begun, body };
  };
}

/** Makes a segment, asks every page once, which begins what is counted behind it, and waits for the slowest of that. */
async function settle(ask: Ask): Promise<void> {
  const body = JSON.stringify({ name: 'Regulars', query: 'number_of_orders > 4' });
  await ask('/segments', { method: 'POST', body });
  await ask('/retention/refresh', { method: 'POST' });
  const deadline = performance.now() + LONGEST_WAIT_MS;
  for (const path of ASKED) {
    const { status, body: answer } = await ask(path);
    if (status >= 300) throw new Error(`${path} answered ${status}: ${answer}`);
  }
  const isCounting = async () =>
    (await ask('/inactive')).body.includes('"counting":true') ||
    (await ask('/calendar')).body.includes('"computedAt":null') ||
    (await ask('/retention')).body.includes('"computedAt":null');
  while ((await isCounting()) && performance.now() < deadline) await delay(2_000);
}

async function measure(ask: Ask): Promise<readonly Measurement[]> {
  const taken: { readonly path: string; readonly ms: number }[] = [];
  for (const path of ASKED) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push((await ask(path)).ms);
    times.sort((one, other) => one - other);
    taken.push({ path, ms: times[1] ?? Number.NaN });
  }
  taken.sort((one, other) => other.ms - one.ms);
  const reference = `budget ${BUDGET_MS} ms; ${STORE.customers.toLocaleString('en')} customers`;
  const slow = taken.filter(({ ms }) => ms > WORTH_SAYING_MS);
  return [
    ...slow.map(({ path, ms }) => ({
      ...{ name: `page, ${path}`, value: ms, unit: 'ms', reference },
      ratio: ms / BUDGET_MS,
    })),
    {
      name: `pages, over ${WORTH_SAYING_MS} ms`,
      value: slow.length,
      unit: 'addresses',
      reference: `of ${taken.length} asked`,
      ratio: slow.length / taken.length,
    },
  ];
}
