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
  /** An address at which databases can be created. */
  readonly adminUrl: string;
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly cluster: TestCluster;
  }
}

let created = 0;

/** Creates an empty database with all tables. Call `drop` when done, in `afterEach` or `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = inject('cluster');
  created += 1;
  const name = `${cluster.template}_${process.pid}_${created}`;
  await administer(cluster.adminUrl, (admin) =>
    admin.query(`create database ${name} template ${cluster.template} strategy file_copy`),
  );
  const database = await connectDatabase({ databaseUrl: urlOf(cluster.adminUrl, name) });
  const drop = async () => {
    await database.close();
    await administer(cluster.adminUrl, (admin) => dropDatabase(admin, name));
  };
  return { ...database, drop };
}

/** An empty database without any table: for tests of the migrations. */
export async function createBareDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const { adminUrl, template } = inject('cluster');
  created += 1;
  const name = `${template}_${process.pid}_bare_${created}`;
  await administer(adminUrl, (admin) => admin.query(`create database ${name}`));
  return {
    url: urlOf(adminUrl, name),
    drop: () => administer(adminUrl, (admin) => dropDatabase(admin, name)),
  };
}

/** Creates the template with all migrations; once per test run. */
export async function createTemplate(adminUrl: string): Promise<TestCluster> {
  const template = `rondo_test_${process.pid}`;
  await administer(adminUrl, (admin) => admin.query(`create database ${template}`));
  const database = await connectDatabase({ databaseUrl: urlOf(adminUrl, template) });
  await database.close();
  return { adminUrl, template };
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

async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
}

/** Runs work on a connection outside any test's database. */
export async function administer(
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

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
