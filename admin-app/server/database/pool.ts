/** The connection to Postgres: by address, or the one that comes with Rondo and keeps its data in a folder. */
import pg from 'pg';
import { typeParsers } from './type-parsers.ts';

export interface Database {
  /** Connections as the login role: migrations and the registry of shops. A shop's rows: `withShop`. */
  readonly ownerPool: pg.Pool;
  /** The role that transactions of a shop take on; undefined when the login itself is bound by row-level security. */
  readonly shopRole: 'rondo_app' | undefined;
  /** The address of this database, for libraries that keep their own connections. Holds the password, if any. */
  readonly url: string;
  /** Ends all connections; also stops the Postgres that comes with Rondo, unless another process uses it. */
  close(): Promise<void>;
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
