/**
 * The files by which a running server is known: `postmaster.pid` in its data directory, and one beside its socket that
 * begins with the same lines.
 */
import { readFile, rm } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';

export interface Postmaster {
  readonly pid: number;
  readonly startedAtSeconds: number;
  readonly socketFolder: string | undefined;
}

/** What `postmaster.pid` says, or undefined where there is none (or it is just being written). */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  return await readLock(join(cluster, 'postmaster.pid'));
}

async function readLock(file: string): Promise<Postmaster | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const [pid, , startedAt, , socketFolder] = text.split('\n');
  if (!Number(pid) || !Number(startedAt)) return undefined;
  return {
    pid: Number(pid),
    startedAtSeconds: Number(startedAt),
    socketFolder: socketFolder || undefined,
  };
}

/**
 * Removes the files when the server that wrote them is surely gone but its number now belongs to another process, which
 * Postgres would take for the server and refuse to start. Only to be called when nothing answers on the socket.
 * A number that belongs to no process is left to Postgres itself.
 */
export async function removeStaleLocks(cluster: string, socketFolder: string): Promise<void> {
  const locks = [join(cluster, 'postmaster.pid'), join(socketFolder, '.s.PGSQL.5432.lock')];
  for (const file of locks) {
    const postmaster = await readLock(file);
    if (postmaster && !(await mayBeServer(postmaster))) await rm(file, { force: true });
  }
}

/**
 * False when the process was surely started by a later boot, is another program, or a server that ended and whose
 * parent has not taken note.
 */
async function mayBeServer({ pid, startedAtSeconds }: Postmaster): Promise<boolean> {
  const bootedAtSeconds = Date.now() / 1000 - uptime();
  if (startedAtSeconds < bootedAtSeconds - 60) return false;
  // Only Linux tells; elsewhere it may be one.
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  return status === undefined || (/^Name:\tpostgres$/m.test(status) && !/^State:\tZ/m.test(status));
}
