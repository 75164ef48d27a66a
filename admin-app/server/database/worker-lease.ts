/**
 * How workers know which of them are alive: each holds an advisory lock on its name, on a connection of its own. The
 * lock ends with the process, however it ends, and depends on no clock.
 */
import pg from 'pg';
import type { ShopTransaction } from './tenant.ts';

export interface WorkerLease {
  readonly worker: string;
  /** Makes sure that the lock is held; call before each claim. Takes it again after a lost connection. */
  hold(): Promise<void>;
  release(): Promise<void>;
}

export function createWorkerLease(databaseUrl: string, worker: string): WorkerLease {
  let held: pg.Client | undefined;
  /** One connection at a time takes the lock: a second one would wait for the first for ever. */
  let taking: Promise<void> | undefined;

  async function take(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: worker });
    const lose = () => {
      if (held === client) held = undefined;
    };
    client.on('error', lose);
    client.on('end', lose);
    await client.connect();
    await client.query(`select pg_advisory_lock(${LOCK_OF_WORKER})`, [worker]);
    held = client;
  }

  return {
    worker,
    async hold() {
      if (held) return;
      taking ??= take().finally(() => {
        taking = undefined;
      });
      await taking;
    },
    async release() {
      const client = held;
      held = undefined;
      await client?.end();
    },
  };
}

const LOCK_OF_WORKER = `hashtextextended('rondo sends ' || $1, 0)`;

/**
 * True when no living process goes by that name. Until this transaction ends no process can take the name either, so
 * what the dead one left can be settled.
 */
export async function isWorkerDead(tx: ShopTransaction, worker: string): Promise<boolean> {
  const row = await tx.one<{ dead: boolean }>(
    `select pg_try_advisory_xact_lock(${LOCK_OF_WORKER}) as dead`,
    [worker],
  );
  return row.dead;
}
