/**
 * Creates the data directory. It is built under another name and renamed when complete, so that a data directory is
 * whole or absent however often the process is killed, and of two processes at once one wins without harm.
 */
import { execFile } from 'node:child_process';
import { chown, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { bareEnvironment } from './environment.ts';
import type { Home } from './home.ts';
import { PostgresUnavailableError } from './unavailable.ts';

/** The login that owns everything; the socket's folder decides who may use it. */
export const SUPERUSER = 'rondo';

const run = promisify(execFile);

/** The major version of the data directory, or undefined while there is none. Never touches what it cannot read. */
export async function clusterMajor(cluster: string): Promise<number | undefined> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined) return Number(version.trim());
  const entries = await readdir(cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length === 0) return undefined;
  throw new PostgresUnavailableError(
    `${cluster} exists but is not a Postgres data directory (it has no PG_VERSION); move it away, or set DATABASE_URL.`,
  );
}

/** Runs initdb and puts the finished directory in place, unless another process has done so meanwhile. */
export async function initialise(home: Home, binaries: Binaries, forTests: boolean): Promise<void> {
  const draft = await mkdtemp(join(home.folder, `initialising-${process.pid}-`));
  try {
    if (home.account) await chown(draft, home.account.uid, home.account.gid);
    await runInitdb(draft, home, binaries, forTests);
    await putInPlace(draft, home);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Removes what killed processes left half-made; those of living ones are left alone. */
export async function removeAbandonedDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^(?:initialising|copying)-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // An initdb may outlive the process that started it and still write; the next start tries again.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function runInitdb(
  draft: string,
  home: Home,
  binaries: Binaries,
  forTests: boolean,
): Promise<void> {
  const args = [
    '--pgdata',
    draft,
    '--username',
    SUPERUSER,
    '--auth',
    'trust',
    '--encoding',
    'UTF8',
  ];
  args.push(...localeArguments(binaries.major), '--no-instructions');
  if (forTests) args.push('--no-sync');
  try {
    await run(binaries.initdb, args, { cwd: '/', env: bareEnvironment(), ...home.account });
  } catch (error) {
    throw new PostgresUnavailableError(
      `Creating the database in ${home.folder} failed: ${lastWords(error)}. Set that right (rights? free space?), or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/**
 * Text sorts by code point and changes case by Unicode's rules, on every system alike and without its ICU: by
 * Postgres's own rules from version 17, by the C library's before. macOS has no C.UTF-8.
 */
function localeArguments(major: number): readonly string[] {
  const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8';
  if (major < 17) return ['--locale', locale];
  return ['--locale', locale, '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'];
}

function lastWords(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  return stderr.trim().replaceAll('\n', '; ') || String(error);
}

async function putInPlace(draft: string, home: Home): Promise<void> {
  try {
    // Succeeds over an empty folder, never over one with anything in it.
    await rename(draft, home.cluster);
  } catch (error) {
    if ((await clusterMajor(home.cluster)) === undefined) throw error;
  }
  // The new name itself survives a power cut only after this.
  const folder = await open(home.folder);
  await folder.sync().finally(() => folder.close());
}

/** Whether a process of this number exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
