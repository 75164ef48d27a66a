/**
 * One transaction: BEGIN, the caller's work, COMMIT; or ROLLBACK and the error. Its connection goes back to the pool
 * only in a known clean state, otherwise it is closed. Serialisation failures and deadlocks run the work again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';

/** SQL stays visible as SQL: the text with $1, $2, …, and the values bound to them. */
export interface Transaction {
  /** Runs one statement and returns its rows; `Row` is what its columns are, as read by `type-parsers.ts`. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Like `query`, for exactly one row. Throws RowCountError for none or several. */
  one<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row>;
  /** Like `query`, for one row or none. Throws RowCountError for several. */
  maybeOne<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | undefined>;
  /** Runs one statement and returns how many rows it inserted, updated, deleted or selected. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
  /**
   * Starts `COPY … FROM STDIN` and returns the stream that takes its bytes; `rowCount` is set when it has finished.
   * The stream must have finished (or been destroyed) before the transaction's work returns.
   */
  copyFrom(sql: string): CopyStreamQuery;
}

/** A statement returned another number of rows than its caller can work with. */
export class RowCountError extends Error {
  override readonly name = 'RowCountError';
  readonly found: number;

  constructor(expected: string, found: number, text: string) {
    super(`Expected ${expected} but found ${found} from: ${text.trim().replace(/\s+/g, ' ')}`);
    this.found = found;
  }
}

/** The work returned although the transaction had failed or was not finished; nothing of it was saved. */
export class TransactionLostError extends Error {
  override readonly name = 'TransactionLostError';
}

/** The connection broke between two statements; `cause` is what the server or the network said. */
class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

/** The whole work is run at most this often when it meets serialisation failures or deadlocks. */
export const MAX_ATTEMPTS = 4;
const RETRY_CODES: ReadonlySet<string> = new Set(['40001', '40P01']);

/**
 * Runs `work` in a transaction on a connection of the pool. `begin` is the SQL that opens it, in one round trip.
 * After a serialisation failure or a deadlock `work` runs again from the start, so it must not do anything but
 * database work. A connection lost while committing is thrown, never repeated: it may have been committed.
 */
export async function runTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptTransaction(pool, begin, work);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isWorthRepeating(error)) throw error;
      // Some milliseconds, longer each time and never the same for two that collided.
      await delay(2 ** attempt * (5 + 10 * Math.random()));
    }
  }
}

function isWorthRepeating(error: unknown): boolean {
  return error instanceof pg.DatabaseError && RETRY_CODES.has(error.code ?? '');
}

async function attemptTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const transaction = new ClientTransaction(client);
  try {
    await transaction.send(begin);
    const result = await work(transaction);
    transaction.end();
    transaction.refuseUnfinishedCopies();
    const { command } = await transaction.send('commit');
    if (command !== 'COMMIT') throw transaction.lost();
    client.release();
    return result;
  } catch (error) {
    transaction.end();
    await giveBack(client, transaction);
    throw error;
  } finally {
    transaction.letGo();
  }
}

/** Rolls back and returns the connection, or closes it when it does not answer as it should. */
async function giveBack(client: pg.PoolClient, transaction: ClientTransaction): Promise<void> {
  // A rollback behind an unfinished COPY would wait for ever.
  if (transaction.hasUnfinishedCopies()) return client.release(true);
  try {
    await client.query('rollback');
  } catch {
    // The connection is gone or out of step; the server rolls back when it closes. The caller gets the first error.
    return client.release(true);
  }
  client.release();
}

class ClientTransaction implements Transaction {
  readonly #client: pg.PoolClient;
  readonly #copies = new Set<CopyStreamQuery>();
  #failure: unknown;
  #connectionError: Error | undefined;
  #ended = false;
  readonly #rememberConnectionError = (error: Error): void => {
    this.#connectionError ??= error;
  };

  constructor(client: pg.PoolClient) {
    this.#client = client;
    client.on('error', this.#rememberConnectionError);
  }

  /** Afterwards the connection is the pool's business alone. */
  letGo(): void {
    this.#client.off('error', this.#rememberConnectionError);
  }

  /** Sends a statement. Throws ConnectionLostError where `pg` would only say that its client cannot be used. */
  async send(text: string, values?: readonly unknown[]): Promise<pg.QueryResult> {
    try {
      return await this.#client.query(text, values && [...values]);
    } catch (error) {
      if (!this.#connectionError || error instanceof pg.DatabaseError) throw error;
      throw new ConnectionLostError(
        `The connection to the database was lost in the middle of a transaction: ${this.#connectionError.message}`,
        { cause: this.#connectionError },
      );
    }
  }

  async query<Row extends object>(text: string, values?: readonly unknown[]) {
    // The caller states the shape of the rows of its own SQL; nothing else could.
    return (await this.#run(text, values)).rows as readonly Row[];
  }

  async one<Row extends object>(text: string, values?: readonly unknown[]) {
    const rows = await this.query<Row>(text, values);
    const [row] = rows;
    if (row === undefined || rows.length > 1) throw new RowCountError('one row', rows.length, text);
    return row;
  }

  async maybeOne<Row extends object>(text: string, values?: readonly unknown[]) {
    const rows = await this.query<Row>(text, values);
    if (rows.length > 1) throw new RowCountError('at most one row', rows.length, text);
    return rows[0];
  }

  async execute(text: string, values?: readonly unknown[]) {
    return (await this.#run(text, values)).rowCount ?? 0;
  }

  copyFrom(sql: string): CopyStreamQuery {
    this.#refuseAfterEnd(sql);
    const copy = this.#client.query(copyFrom(sql));
    this.#copies.add(copy);
    copy.once('error', (error) => {
      this.#fail(error);
      // Over, as Postgres sees it. The stream closes only when all of its bytes had gone out before.
      this.#copies.delete(copy);
    });
    copy.once('finish', () => this.#copies.delete(copy));
    copy.once('close', () => this.#copies.delete(copy));
    return copy;
  }

  async #run(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
    this.#refuseAfterEnd(text);
    try {
      return await this.send(text, values);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
  }

  /** Afterwards the connection may serve another shop: nothing more may be sent through this transaction. */
  end(): void {
    this.#ended = true;
  }

  #refuseAfterEnd(text: string): void {
    if (!this.#ended) return;
    throw new TransactionLostError(
      `This statement came after its transaction had ended (an await is missing): ${text}`,
    );
  }

  hasUnfinishedCopies(): boolean {
    return this.#copies.size > 0;
  }

  refuseUnfinishedCopies(): void {
    if (!this.hasUnfinishedCopies()) return;
    throw new TransactionLostError(
      'The work returned before its COPY had finished, so nothing was saved; wait for the stream to finish first',
    );
  }

  /** Postgres answers COMMIT with ROLLBACK when a statement had failed and the work went on regardless. */
  lost(): unknown {
    if (isWorthRepeating(this.#failure)) return this.#failure;
    return new TransactionLostError(
      'A statement failed and its error was caught inside the transaction, so nothing was saved',
      { cause: this.#failure },
    );
  }
}
