/**
 * Vitest's global set-up where tests need a database: one bundled Postgres per run in the temporary folder, without
 * fsync, stopped and removed at the end whether tests fail or not.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { OWNER } from '../../admin-app/server/database/postgres/ensure-database.ts';
import { isAlive } from '../../admin-app/server/database/postgres/initialise.ts';
import { readPostmaster } from '../../admin-app/server/database/postgres/postmaster-file.ts';
import { startPostgres } from '../../admin-app/server/database/postgres/start.ts';
import { createTemplate } from './database.ts';

const PREFIX = 'rondo-test-';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startPostgres({ dataDir: folder, forTests: true });
  // Creates the login that owns the app's database, as it does outside of tests.
  await server.ensureDatabase('rondo');
  project.provide('cluster', await createTemplate(server.superuserUrl, OWNER));
  return async () => {
    await server.stop({ evenIfInUse: true });
    await rm(folder, { recursive: true });
  };
}

/** What a killed run left behind, its server included. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    const server = await readPostmaster(join(folder, 'cluster'));
    if (server && isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
