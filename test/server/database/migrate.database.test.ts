import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MigrationError, migrate } from '../../../admin-app/server/database/migrate.ts';
import { connectDatabase } from '../../../admin-app/server/database/pool.ts';
import { createBareDatabase } from '../../support/database.ts';

let bare: Awaited<ReturnType<typeof createBareDatabase>>;
let folder: string;
const clients: pg.Client[] = [];

beforeEach(async () => {
  bare = await createBareDatabase();
  folder = await mkdtemp(join(tmpdir(), 'rondo-migrations-'));
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await bare.drop();
  await rm(folder, { recursive: true });
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: bare.url });
  await client.connect();
  clients.push(client);
  return client;
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
}

async function appliedFiles(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query('select file from schema_migrations order by number');
  return rows.map((row) => row.file);
}

async function tables(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query(
    `select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
     and relname <> 'schema_migrations' order by relname`,
  );
  return rows.map((row) => row.relname);
}

const A = { '001-a.sql': 'create table a (n int); insert into a values (1);' };
const B = { '002-b.sql': 'create table b as select n from a;' };

describe('migrating', () => {
  it('applies the files in the order of their numbers, each once', async () => {
    const client = await connect();
    await write({ ...B, ...A });
    await migrate(client, folder);
    await migrate(client, folder);
    expect(await appliedFiles(client)).toEqual(['001-a.sql', '002-b.sql']);
    expect((await client.query('select n from b')).rows).toEqual([{ n: 1 }]);
  });

  it('adds what is new since last time', async () => {
    const client = await connect();
    await write(A);
    await migrate(client, folder);
    await write(B);
    await migrate(client, folder);
    expect(await tables(client)).toEqual(['a', 'b']);
  });

  it('lets several processes start at once', async () => {
    await write({ '001-a.sql': 'select pg_sleep(0.2); create table a (n int);', ...B });
    const starting = await Promise.all([connect(), connect(), connect(), connect()]);
    await Promise.all(starting.map((client) => migrate(client, folder)));
    expect(await appliedFiles(await connect())).toEqual(['001-a.sql', '002-b.sql']);
  });

  it('keeps the good ones and nothing of the first that fails, and names file and line', async () => {
    const client = await connect();
    await write({ ...A, '002-b.sql': 'create table b (n int);\n\nselect oops;', '003-c.sql': '' });
    await expect(migrate(client, folder)).rejects.toThrow(
      new MigrationError('Migration 002-b.sql failed: column "oops" does not exist (line 3)'),
    );
    expect(await tables(client)).toEqual(['a']);
    await write(B);
    await rm(join(folder, '003-c.sql'));
    await migrate(client, folder);
    expect(await tables(client)).toEqual(['a', 'b']);
  });

  it('keeps nothing of one that could not be recorded', async () => {
    const client = await connect();
    const recordItself = "insert into schema_migrations values (1, 'itself', '')";
    await write({ '001-a.sql': `create table a (n int); ${recordItself};` });
    await expect(migrate(client, folder)).rejects.toThrow(/001-a.sql failed: duplicate key/);
    expect(await tables(client)).toEqual([]);
    expect(await appliedFiles(client)).toEqual([]);
  });

  it('refuses a released migration that was edited, and does nothing else', async () => {
    const client = await connect();
    await write(A);
    await migrate(client, folder);
    await write({ '001-a.sql': 'create table a (n bigint);', ...B });
    await expect(migrate(client, folder)).rejects.toThrow(
      'Migration 001-a.sql was edited after it had been applied to this database (as 001-a.sql)',
    );
    expect(await tables(client)).toEqual(['a']);
  });

  it('takes the line endings of another system for the same migration', async () => {
    const client = await connect();
    await write({ '001-a.sql': 'create table a (n int);\nselect 1;\n' });
    await migrate(client, folder);
    await write({ '001-a.sql': 'create table a (n int);\r\nselect 1;\r\n' });
    await expect(migrate(client, folder)).resolves.toBeUndefined();
  });

  it('refuses a database that a newer Rondo has been at', async () => {
    const client = await connect();
    await write({ ...A, ...B });
    await migrate(client, folder);
    await rm(join(folder, '002-b.sql'));
    await expect(migrate(client, folder)).rejects.toThrow(
      /has had migration 002-b.sql, which this version of Rondo does not know/,
    );
  });

  it.each([
    [{ ...A, '003-c.sql': '' }, '003-c.sql is numbered 3; expected 2'],
    [{ ...A, '001-again.sql': '' }, 'is numbered 1; expected 2'],
    [{ '1-a.sql': '' }, '"1-a.sql" is not named like 001-what-it-does.sql'],
  ])('refuses files that are not numbered one by one: %o', async (files, reason) => {
    await write(files);
    await expect(migrate(await connect(), folder)).rejects.toThrow(reason);
  });

  it('waits for a process that migrates, and goes on if that one is killed', async () => {
    await write({ '001-a.sql': 'create table a (n int); select pg_sleep(60);' });
    const killed = await connect();
    killed.on('error', () => undefined);
    const pid = (await killed.query('select pg_backend_pid() as pid')).rows[0].pid;
    const first = migrate(killed, folder).catch((error: unknown) => error);
    const watcher = await connect();
    const activity = 'select from pg_stat_activity where pid = $1 and wait_event = $2';
    await expect
      .poll(async () => (await watcher.query(activity, [pid, 'PgSleep'])).rowCount)
      .toBe(1);
    await write(A);
    const second = migrate(await connect(), folder);
    await watcher.query('select pg_terminate_backend($1)', [pid]);
    await second;
    expect(await first).toBeInstanceOf(MigrationError);
    expect(await appliedFiles(watcher)).toEqual(['001-a.sql']);
  });
});

describe('connecting to a database', () => {
  it('leaves it ready when several processes connect to an empty one at once', async () => {
    const databases = await Promise.all(
      [1, 2, 3].map(() => connectDatabase({ databaseUrl: bare.url })),
    );
    for (const database of databases) {
      const { rows } = await database.ownerPool.query('select count(*) as shops from shops');
      expect(rows).toEqual([{ shops: 0 }]);
      await database.close();
    }
  });

  it('can be closed twice', async () => {
    const database = await connectDatabase({ databaseUrl: bare.url });
    await Promise.all([database.close(), database.close()]);
    await expect(database.ownerPool.query('select 1')).rejects.toThrow(/after calling end/);
  });

  it('survives the loss of a connection that is in use but waits for nothing', async () => {
    const database = await connectDatabase({ databaseUrl: bare.url });
    const client = await database.ownerPool.connect();
    const lost = new Promise((resolve) => client.once('end', resolve));
    const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
    await database.ownerPool.query('select pg_terminate_backend($1)', [pid]);
    await lost;
    client.release(true);
    await database.close();
  });

  it('says in a sentence, without the password, that there is no server', async () => {
    const attempt = connectDatabase({ databaseUrl: 'postgresql://me:secret@127.0.0.1:1/shop' });
    await expect(attempt).rejects.toThrow(
      /^Rondo cannot connect to the database postgresql:\/\/me@127.0.0.1:1\/shop: .*check DATABASE_URL/,
    );
    await expect(attempt).rejects.not.toThrow('secret');
  });

  it('refuses a login that sees everything and cannot give that up', async () => {
    // A login as managed servers give out: it bypasses row-level security, but may not create roles.
    const name = `${new URL(bare.url).pathname.slice(1)}_bypass`;
    const superuser = await createBareDatabase('superuser');
    const client = new pg.Client({ connectionString: superuser.url });
    await client.connect();
    try {
      await client.query(`create role ${name} login bypassrls password 'plain'`);
      await client.query(`grant create on schema public to ${name}`);
      const url = new URL(superuser.url);
      url.username = name;
      url.password = 'plain';
      await expect(connectDatabase({ databaseUrl: url.href })).rejects.toThrow(
        `CREATE ROLE rondo_app NOLOGIN; GRANT rondo_app TO "${name}";`,
      );
      await client.query(`grant rondo_app to ${name}`);
      const database = await connectDatabase({ databaseUrl: url.href });
      expect(database.shopRole).toBe('rondo_app');
      await database.close();
    } finally {
      await client.query(`drop owned by ${name}; drop role ${name}`);
      await client.end();
      await superuser.drop();
    }
  });
});
