/** The demo: a dev store full of customers, the app beside it, installed through the real flow. */
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../admin-app/server/database/postgres/start.ts';
import { pagesOf } from './pages/part.ts';
import { runApp } from './run-app.ts';
import { startDevStore } from './server.ts';

const PORTS = { admin: 4010, storefront: 4011, app: 4020, smtp: 4025 } as const;
/** Known to everybody, good for a store that exists on one machine only. */
const CREDENTIALS = {
  apiKey: 'rondo-demo-client-id',
  apiSecret: 'rondo-demo-client-secret',
} as const;

/** `npm start -- --orders FILE --customers N --seed N` */
export async function startDemo(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const ports = await freePorts();
  const appUrl = `http://127.0.0.1:${ports.app}`;
  console.log('Rondo: making the demo store …');
  const devStore = await startDevStore({
    ...CREDENTIALS,
    ...options.store,
    port: ports.admin,
    storefrontPort: ports.storefront,
    smtpPort: ports.smtp,
    appUrl,
  });
  console.log('Rondo: starting the database and the app …');
  const dataFolder = options.dataFolder ?? `.rondo/demo-${ports.app}`;
  await forgetEarlierDemo(dataFolder);
  const start = () =>
    runApp({
      ...CREDENTIALS,
      appUrl,
      devStoreOrigin: devStore.origin,
      smtpPort: ports.smtp,
      providers: pagesOf(devStore).providerEnvironment,
      dataFolder,
    });
  let app = await start();
  let stopping = false;
  const keepRunning = () =>
    app.process.once('exit', async () => {
      if (stopping) return;
      console.log('Rondo: the app ended unexpectedly; starting it again …');
      app = await start();
      keepRunning();
    });
  keepRunning();

  await install(devStore.launchUrl());
  printAddresses(ports);

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await app.stop();
    await devStore.stop();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string' },
      customers: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  return {
    dataFolder: process.env.RONDO_DATA ?? null,
    store: {
      ...(values.orders ? { ordersFile: resolve(values.orders) } : {}),
      ...(values.customers ? { customers: Number(values.customers) } : {}),
      ...(values.seed ? { seed: Number(values.seed) } : {}),
    },
  };
}

/** The dev store begins anew at each start, with its clock at the present; so does what the app knows of it. */
async function forgetEarlierDemo(dataFolder: string): Promise<void> {
  const postgres = await startPostgres({ dataDir: join(dataFolder, 'postgres') });
  const admin = new pg.Client({ connectionString: await postgres.ensureDatabase('postgres') });
  await admin.connect();
  await admin.query('drop database if exists rondo with (force)');
  await admin.end();
  await postgres.stop();
}

/** What the store admin's frame does when the owner opens the app for the first time. */
async function install(launchUrl: string): Promise<void> {
  const response = await fetch(launchUrl);
  if (!response.ok) {
    throw new Error(
      `The app refused its installation: ${response.status} ${await response.text()}`,
    );
  }
}

async function freePorts() {
  const taken: string[] = [];
  const found: Record<keyof typeof PORTS, number> = { ...PORTS };
  for (const [name, port] of Object.entries(PORTS)) {
    if (await isFree(port)) continue;
    taken.push(String(port));
    // The keys are those of PORTS.
    found[name as keyof typeof PORTS] = await anyFreePort();
  }
  if (taken.length > 0) console.log(`Rondo: ${taken.join(', ')} in use, taking other ports.`);
  return found;
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

async function anyFreePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === null) throw new Error('No free port on this machine');
  return port;
}

async function listenOnce(port: number): Promise<number | null> {
  return await new Promise((resolvePort) => {
    const server = createServer();
    server.once('error', () => resolvePort(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolvePort(bound));
    });
  });
}

function printAddresses(ports: Record<keyof typeof PORTS, number>): void {
  const at = (port: number, path: string) => `http://127.0.0.1:${port}${path}`;
  console.log(`
  Store admin, with Rondo in it   ${at(ports.admin, '/admin/apps/rondo')}
  Control panel (clock, orders)   ${at(ports.admin, '/control')}
  Storefront                      ${at(ports.storefront, '/')}
  Inbox (mails and SMS)           ${at(ports.admin, '/inbox')}

  Ctrl-C ends everything.`);
}
