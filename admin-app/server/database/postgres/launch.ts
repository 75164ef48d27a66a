/** Gets a server going on a data folder, however many processes try at once and whatever a killed one left. */
import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { type Binaries, findBinaries, findPackageFolder } from './binaries.ts';
import { bareEnvironment } from './environment.ts';
import type { Home } from './home.ts';
import { clusterMajor, initialise, isAlive, removeAbandonedDrafts } from './initialise.ts';
import { readPostmaster, removeStaleLocks } from './postmaster-file.ts';
import { serverArguments } from './settings.ts';
import { PostgresUnavailableError } from './unavailable.ts';

/**
 * Children of a killed server hold its memory for a moment, and another process may be just as far as we are: a few
 * launches may fail before it is a fault.
 */
const MAX_LAUNCHES = 10;
const RELAUNCH_PAUSE_MS = 500;
const LOG_LIMIT_BYTES = 10_000_000;

export class Launch {
  readonly #home: Home;
  readonly #forTests: boolean;
  #binaries: Binaries | undefined;
  #child: ChildProcess | undefined;
  #launches = 0;
  #launchedAt = 0;
  #logOffset = 0;

  constructor(home: Home, forTests: boolean) {
    this.#home = home;
    this.#forTests = forTests;
  }

  /** The process of our own server, if we started one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Called repeatedly while nobody answers: creates the data directory, starts a server, starts it again after a
   * failure. Throws PostgresUnavailableError when it does not start.
   */
  async advance(): Promise<void> {
    this.#binaries ??= await this.#prepare();
    if (this.#child && !hasExited(this.#child)) return;
    if (Date.now() - this.#launchedAt < RELAUNCH_PAUSE_MS) return;
    // Ours lost the race against the server of another process, which will answer soon.
    if (this.#child && (await this.#otherServerRuns())) return;
    if (this.#launches >= MAX_LAUNCHES) throw await this.failure();
    await this.#launch(this.#binaries);
  }

  async #prepare(): Promise<Binaries> {
    await removeAbandonedDrafts(this.#home.folder);
    const major = await clusterMajor(this.#home.cluster);
    const packageFolder = findPackageFolder();
    const binaries = await findBinaries({ ...this.#home, major, packageFolder });
    if (major === undefined) await initialise(this.#home, binaries, this.#forTests);
    return binaries;
  }

  async #otherServerRuns(): Promise<boolean> {
    const postmaster = await readPostmaster(this.#home.cluster);
    return postmaster !== undefined && isAlive(postmaster.pid);
  }

  async #launch(binaries: Binaries): Promise<void> {
    await removeStaleLocks(this.#home.cluster, this.#home.socketFolder);
    await this.#rotateLog();
    const log = await open(this.#home.log, 'a');
    try {
      this.#logOffset = (await log.stat()).size;
      this.#launches += 1;
      this.#launchedAt = Date.now();
      this.#child = spawn(binaries.postgres, serverArguments(this.#home, this.#forTests), {
        cwd: '/',
        env: bareEnvironment(),
        stdio: ['ignore', log.fd, log.fd],
        // Ctrl-C in the terminal is for us; we stop the server when we have finished.
        detached: true,
        ...this.#home.account,
      });
      this.#child.on('error', () => undefined);
      this.#child.unref();
    } finally {
      await log.close();
    }
  }

  async #rotateLog(): Promise<void> {
    const size = await stat(this.#home.log).then(
      (found) => found.size,
      () => 0,
    );
    if (size > LOG_LIMIT_BYTES) await rename(this.#home.log, `${this.#home.log}.1`);
  }

  /** Why it does not start, in the words of the log. */
  async failure(): Promise<PostgresUnavailableError> {
    const { log, cluster } = this.#home;
    const written = await readFile(log).catch(() => Buffer.alloc(0));
    const words = written.subarray(this.#logOffset).toString('utf8').slice(-1500).trim();
    return new PostgresUnavailableError(
      `Postgres does not start on ${cluster}; see ${log}, or set DATABASE_URL. It said: ${words || 'nothing'}`,
    );
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}
