/** A database of one's own for each test that asks: a copy of a template that has all tables, made in some 30 ms. */
import pg from 'pg';
import { inject } from 'vitest';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';

export interface TestDatabase extends Database {
  /** Closes and removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** The server of this test run. */
export interface TestCluster {
  /** An address at which databases can be created and dropped. */
  readonly adminUrl: string;
  /** The login under which the tests use them. */
  readonly owner: string;
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly cluster: TestCluster;
  }
}

/** For roles that tests create; the bundled server does not ask for it. */
const PLAIN_PASSWORD = 'plain';

let created = 0;

/** Creates an empty database with all tables. Call `drop` when done, in `afterEach` or `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = inject('cluster');
  created += 1;
  const name = `${cluster.template}_${process.pid}_${created}`;
  await administer(cluster.adminUrl, (admin) =>
    createDatabase(admin, cluster, name, `template ${cluster.template}`),
  );
  const database = await connectDatabase({ databaseUrl: urlOf(cluster, name) });
  const drop = async () => {
    await database.close();
    await administer(cluster.adminUrl, (admin) => dropDatabase(admin, name));
  };
  return { ...database, drop };
}

/** An empty database without any table, for tests of the migrations and of what each kind of login can do. */
export async function createBareDatabase(
  login: 'usual' | 'superuser' | 'plain owner' = 'usual',
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const usual = inject('cluster');
  created += 1;
  const name = `${usual.template}_${process.pid}_bare_${created}`;
  const cluster = {
    ...usual,
    owner: login === 'superuser' ? usernameOf(usual.adminUrl) : usual.owner,
  };
  if (login === 'plain owner') cluster.owner = `${name}_owner`;
  await administer(usual.adminUrl, async (admin) => {
    if (login === 'plain owner')
      await admin.query(`create role ${cluster.owner} login password '${PLAIN_PASSWORD}'`);
    await createDatabase(admin, cluster, name);
  });
  const drop = () =>
    administer(usual.adminUrl, async (admin) => {
      await dropDatabase(admin, name);
      if (login === 'plain owner') await admin.query(`drop role ${cluster.owner}`);
    });
  return { url: urlOf(cluster, name), drop };
}

/** Creates the template with all migrations; once per test run. Without `owner`, the login of `adminUrl` owns it. */
export async function createTemplate(adminUrl: string, owner?: string): Promise<TestCluster> {
  const template = `rondo_test_${process.pid}`;
  const cluster = { adminUrl, template, owner: owner ?? usernameOf(adminUrl) };
  await administer(adminUrl, (admin) => createDatabase(admin, cluster, template));
  const database = await connectDatabase({ databaseUrl: urlOf(cluster, template) });
  await database.close();
  return cluster;
}

/** Removes the template and whatever tests have left. */
export async function dropTestDatabases({ adminUrl, template }: TestCluster): Promise<void> {
  await administer(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [template],
    );
    for (const { datname } of rows) await dropDatabase(admin, datname);
  });
}

async function createDatabase(
  admin: pg.Client,
  { owner }: TestCluster,
  name: string,
  options = '',
): Promise<void> {
  // Copying the files is the faster of the two ways for small databases without fsync.
  await admin.query(
    `create database ${name} owner ${pg.escapeIdentifier(owner)} strategy file_copy ${options}`,
  );
}

async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
}

/** Runs work on a connection outside any test's database. */
async function administer(
  url: string,
  work: (admin: pg.Client) => Promise<unknown>,
): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function usernameOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

function urlOf({ adminUrl, owner }: TestCluster, database: string): string {
  const url = new URL(adminUrl);
  if (owner !== usernameOf(adminUrl)) {
    url.username = encodeURIComponent(owner);
    url.password = PLAIN_PASSWORD;
  }
  url.pathname = `/${database}`;
  return url.href;
}
