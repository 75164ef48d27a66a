/** The connection to Postgres: by address, or the one that comes with Rondo and keeps its data in a folder. */
import pg from 'pg';
import { holdingMigrationLock, migrate } from './migrate.ts';
import { type RunningPostgres, startPostgres } from './postgres/start.ts';
import { PostgresUnavailableError } from './postgres/unavailable.ts';
import { prepareShopRole, type SHOP_ROLE } from './shop-role.ts';
import { typeParsers } from './type-parsers.ts';

export interface Database {
  /**
   * Connections as the login role: migrations and the registry of shops. A shop's rows are invisible here (unless the
   * login happens to be a superuser); they are reached through `withShop` alone.
   */
  readonly ownerPool: pg.Pool;
  /** The role that transactions of a shop take on; undefined when the login itself is bound by row-level security. */
  readonly shopRole: typeof SHOP_ROLE | undefined;
  /** The address of this database, for libraries that keep their own connections. Holds the password, if any. */
  readonly url: string;
  /** Ends all connections; also stops the Postgres that comes with Rondo, unless another process uses it. */
  close(): Promise<void>;
}

export type DatabasePlace =
  /** A server of yours, Postgres 15 or newer. */
  | { readonly databaseUrl: string }
  /** The Postgres that comes with Rondo, with its data in this folder. */
  | { readonly dataDir: string };

export interface PoolOptions {
  /** Connections that this process opens at most; 10 unless told. */
  readonly maxConnections?: number;
}

const DATABASE_NAME = 'rondo';
const OLDEST_VERSION = 150_000;

/**
 * Connects, brings the tables up to date and makes sure that a shop's transactions are bound to their shop. Throws
 * PostgresUnavailableError, MigrationError or ShopRoleError, each with a sentence for the person who started Rondo.
 */
export async function connectDatabase(
  place: DatabasePlace,
  options: PoolOptions = {},
): Promise<Database> {
  if ('databaseUrl' in place) return await openDatabase(place.databaseUrl, options);
  const server = await startPostgres(place);
  try {
    const database = await openDatabase(await server.ensureDatabase(DATABASE_NAME), options);
    return { ...database, close: () => closeWithServer(database, server) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function closeWithServer(database: Database, server: RunningPostgres): Promise<void> {
  try {
    await database.close();
  } finally {
    await server.stop();
  }
}

async function openDatabase(url: string, { maxConnections = 10 }: PoolOptions): Promise<Database> {
  const ownerPool = createPool(url, maxConnections);
  try {
    const client = await connectOnce(ownerPool, url);
    try {
      await refuseOldServer(client);
      const shopRole = await holdingMigrationLock(client, async () => {
        await migrate(client);
        return await prepareShopRole(client);
      });
      return { ownerPool, shopRole, url, close: once(() => ownerPool.end()) };
    } finally {
      client.release();
    }
  } catch (error) {
    await ownerPool.end();
    throw error;
  }
}

async function connectOnce(pool: pg.Pool, url: string): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
    throw new PostgresUnavailableError(
      `Rondo cannot connect to the database ${withoutPassword(url)}: ${reason}; check DATABASE_URL and that the server runs.`,
      { cause: error },
    );
  }
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, '@').replace(/password=[^&]*/gi, 'password=…');
}

async function refuseOldServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  );
  if (Number(rows[0]?.number) >= OLDEST_VERSION) return;
  throw new PostgresUnavailableError(
    `The database server is Postgres ${rows[0]?.name}; Rondo needs 15 or newer.`,
  );
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

/** A pool whose broken idle connections are replaced in silence and whose values are read by our parsers. */
export function createPool(url: string, maxConnections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types: typeParsers,
    application_name: 'rondo',
  });
  // Without listeners a connection that breaks would end the process. The pool drops an idle one by itself; a
  // statement under way on a broken one fails with its own error.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
