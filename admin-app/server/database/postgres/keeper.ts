/**
 * The connection that a process keeps for as long as it uses the server. It holds a shared lock; whoever gets the lock
 * for itself alone is the last user and may stop the server.
 */
import pg from 'pg';
import { SUPERUSER } from './initialise.ts';
import { PostgresUnavailableError } from './unavailable.ts';

/** Any fixed number; nobody else uses locks in the database `postgres`. */
const USE_LOCK = 7_283_650_112;

export type Knock =
  /** The server answered and this process now counts among its users. */
  | { readonly answer: 'in'; readonly keeper: pg.Client }
  /** A server is there, but starting up or shutting down. */
  | { readonly answer: 'busy' }
  | { readonly answer: 'nobody' };

/** Knocks at the server of this data directory. Throws PostgresUnavailableError when a foreign one answers. */
export async function knock(socketFolder: string, cluster: string): Promise<Knock> {
  const keeper = new pg.Client({
    host: socketFolder,
    port: 5432,
    user: SUPERUSER,
    database: 'postgres',
    application_name: 'rondo keeper',
  });
  // Losing it changes nothing by itself: whoever queries the server meets the error there.
  keeper.on('error', () => undefined);
  try {
    await keeper.connect();
    await refuseForeignServer(keeper, socketFolder, cluster);
    await keeper.query('select pg_advisory_lock_shared($1)', [USE_LOCK]);
    return { answer: 'in', keeper };
  } catch (error) {
    await keeper.end().catch(() => undefined);
    return { answer: readRefusal(error) };
  }
}

function readRefusal(error: unknown): 'busy' | 'nobody' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'nobody';
  // Starting up, shutting down (before, or while we waited), or gone in the middle of a word.
  const goingOrComing = ['57P03', '57P01', 'ECONNRESET', 'EPIPE'];
  if (goingOrComing.includes(String(code))) return 'busy';
  if (error instanceof Error && error.message.startsWith('Connection terminated')) return 'busy';
  throw error;
}

async function refuseForeignServer(
  keeper: pg.Client,
  socketFolder: string,
  cluster: string,
): Promise<void> {
  const { rows } = await keeper.query<{ data_directory: string }>('show data_directory');
  if (rows[0]?.data_directory === cluster) return;
  throw new PostgresUnavailableError(
    `The Postgres that answers in ${socketFolder} keeps its data in ${rows[0]?.data_directory}, not in ${cluster}; stop it, or set DATABASE_URL.`,
  );
}

/** Whether no other process uses the server; afterwards none can begin to, except by starting it anew. */
export async function becomeLastUser(keeper: pg.Client): Promise<boolean> {
  await keeper.query('select pg_advisory_unlock_shared($1)', [USE_LOCK]);
  const { rows } = await keeper.query<{ last: boolean }>(
    'select pg_try_advisory_lock($1) as last',
    [USE_LOCK],
  );
  return rows[0]?.last === true;
}
