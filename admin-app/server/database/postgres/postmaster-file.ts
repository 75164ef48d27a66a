/** `postmaster.pid`, which a running server keeps in its data directory: who it is and where it listens. */
import { readFile, rm } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';

export interface Postmaster {
  readonly pid: number;
  readonly startedAtSeconds: number;
  readonly socketFolder: string | undefined;
}

/** What the file says, or undefined where there is none (or it is just being written). */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , startedAt, , socketFolder] = text.split('\n');
  if (!Number(pid) || !Number(startedAt)) return undefined;
  return {
    pid: Number(pid),
    startedAtSeconds: Number(startedAt),
    socketFolder: socketFolder || undefined,
  };
}

/**
 * Removes the file when the server that wrote it is surely gone but its number now belongs to another process, which
 * Postgres would take for the server and refuse to start. Only to be called when nothing answers on the socket.
 * A number that belongs to no process is left to Postgres itself.
 */
export async function removeStalePostmaster(cluster: string): Promise<void> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return;
  const bootedAtSeconds = Date.now() / 1000 - uptime();
  const name = await readFile(`/proc/${postmaster.pid}/comm`, 'utf8').catch(() => 'postgres');
  const stale = postmaster.startedAtSeconds < bootedAtSeconds - 60 || name.trim() !== 'postgres';
  if (stale) await rm(join(cluster, 'postmaster.pid'), { force: true });
}
