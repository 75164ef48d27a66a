/**
 * The Postgres that comes with Rondo: started when needed, shared by all processes on one data folder, adopted when it
 * outlived a killed one, stopped by the last that leaves.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { ensureDatabase, OWNER } from './ensure-database.ts';
import { type Home, openHome } from './home.ts';
import { SUPERUSER } from './initialise.ts';
import { becomeLastUser, knock } from './keeper.ts';
import { Launch } from './launch.ts';
import { readPostmaster } from './postmaster-file.ts';
import { PostgresUnavailableError } from './unavailable.ts';

export interface PostgresOptions {
  /** Everything of the server lies in here; created when missing. */
  readonly dataDir: string;
  /** Faster and for more connections, but a power cut loses everything. */
  readonly forTests?: boolean;
}

export interface RunningPostgres {
  /** Creates an empty database unless there is one of that name, and returns its address for its owner's login. */
  ensureDatabase(name: string): Promise<string>;
  /** The address of the server for its superuser: for tests and repairs, never for the app. */
  readonly superuserUrl: string;
  /** Whether the server was there already: another process's, or left by a killed one. */
  readonly adopted: boolean;
  /** Leaves the server, and stops it if no other process uses it or it is to stop `evenIfInUse`. */
  stop(options?: { readonly evenIfInUse?: boolean }): Promise<void>;
}

interface Entered {
  readonly keeper: pg.Client;
  readonly socketFolder: string;
  readonly adopted: boolean;
}

const POLL_MS = 20;
const ANSWER_LIMIT_MS = 60_000;
/** A server that says it is recovering from a crash may take minutes. */
const RECOVERY_LIMIT_MS = 600_000;
const STOP_LIMIT_MS = 60_000;

/**
 * Connects to the server of the data folder, creating and starting it first where necessary. Throws
 * PostgresUnavailableError with a sentence for the person who started Rondo.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  if (process.platform === 'win32') {
    throw new PostgresUnavailableError(
      'On Windows Rondo does not start a Postgres of its own; set DATABASE_URL to one of yours.',
    );
  }
  const home = await openHome(options.dataDir);
  const { keeper, socketFolder, adopted } = await enter(home, options.forTests ?? false);
  let stopped: Promise<void> | undefined;
  return {
    ensureDatabase: async (name) => {
      await ensureDatabase(keeper, name);
      return socketUrl(socketFolder, OWNER, name);
    },
    superuserUrl: socketUrl(socketFolder, SUPERUSER, 'postgres'),
    adopted,
    stop: ({ evenIfInUse = false } = {}) => {
      stopped ??= leave(home, keeper, socketFolder, evenIfInUse);
      return stopped;
    },
  };
}

async function enter(home: Home, forTests: boolean): Promise<Entered> {
  const launch = new Launch(home, forTests);
  const began = Date.now();
  for (;;) {
    const postmaster = await readPostmaster(home.cluster);
    const socketFolder = postmaster?.socketFolder ?? home.socketFolder;
    const knocked = await knock(socketFolder, home.cluster);
    if (knocked.answer === 'in') {
      const server = await readPostmaster(home.cluster);
      return { keeper: knocked.keeper, socketFolder, adopted: server?.pid !== launch.pid };
    }
    if (knocked.answer === 'nobody') await launch.advance();
    const limit = knocked.answer === 'busy' ? RECOVERY_LIMIT_MS : ANSWER_LIMIT_MS;
    if (Date.now() - began > limit) throw await launch.failure();
    await delay(POLL_MS);
  }
}

async function leave(
  home: Home,
  keeper: pg.Client,
  socketFolder: string,
  evenIfInUse: boolean,
): Promise<void> {
  const present = await stillPresent(home, keeper, socketFolder);
  if (!present) return;
  try {
    const last = await becomeLastUser(present);
    const server = await readPostmaster(home.cluster);
    if (!server || !(last || evenIfInUse)) return;
    // "Fast shutdown": open transactions are rolled back, everything is written, then it exits.
    process.kill(server.pid, 'SIGINT');
  } finally {
    await present.end().catch(() => undefined);
  }
  await waitUntilStopped(home);
}

/** Our keeper, or a new one if the old was lost when the server restarted itself; undefined when it is gone. */
async function stillPresent(
  home: Home,
  keeper: pg.Client,
  socketFolder: string,
): Promise<pg.Client | undefined> {
  try {
    await keeper.query('select 1');
    return keeper;
  } catch {
    const knocked = await knock(socketFolder, home.cluster);
    return knocked.answer === 'in' ? knocked.keeper : undefined;
  }
}

/** The server removes its file as its last act. */
async function waitUntilStopped(home: Home): Promise<void> {
  const began = Date.now();
  while (await readPostmaster(home.cluster)) {
    if (Date.now() - began > STOP_LIMIT_MS)
      throw new Error(`Postgres did not stop within a minute; see ${home.log}`);
    await delay(POLL_MS);
  }
}

function socketUrl(socketFolder: string, login: string, database: string): string {
  const url = new URL(`postgresql://${login}@localhost/${encodeURIComponent(database)}`);
  url.searchParams.set('host', socketFolder);
  return url.href;
}
