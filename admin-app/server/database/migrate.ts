/**
 * Brings the tables up to date: `migrations/NNN-name.sql`, in order, each in a transaction of its own and once only.
 * What has run is recorded with a checksum, because a released migration that is edited later would be true on some
 * machines and not on others.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/** The migrations cannot be applied; the message says which and what to do. Nothing of the failing one is kept. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Migration {
  readonly number: number;
  readonly file: string;
  readonly sql: string;
  readonly checksum: string;
}

interface AppliedMigration {
  readonly number: number;
  readonly file: string;
  readonly checksum: string;
}

export const MIGRATIONS_FOLDER = join(import.meta.dirname, 'migrations');
/** Any fixed number. Whoever holds this lock is migrating; others wait and then find nothing left to do. */
const MIGRATION_LOCK = 7_283_650_113;

/**
 * Applies the migrations that this database has not had. Safe in two processes at once. Throws MigrationError when one
 * fails, was edited after it ran, or when the database has had some that this version of Rondo does not know.
 */
export async function migrate(
  client: pg.ClientBase,
  folder: string = MIGRATIONS_FOLDER,
): Promise<void> {
  const migrations = await readMigrations(folder);
  await holdingMigrationLock(client, async () => {
    const applied = await readApplied(client);
    for (const migration of pendingMigrations(migrations, applied)) await apply(client, migration);
  });
}

/** Lets one process at a time change tables and rights; may be nested. The lock ends with the connection at latest. */
export async function holdingMigrationLock<T>(
  client: pg.ClientBase,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    return await work();
  } finally {
    // Fails only on a lost connection, with which the lock went too; the first error is the one to tell.
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
  }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  migrations.forEach((migration, index) => {
    if (migration.number === index + 1) return;
    throw new MigrationError(
      `Migration ${migration.file} is numbered ${migration.number}; expected ${index + 1}, because they are numbered 001, 002, … without gaps or doubles.`,
    );
  });
  return migrations;
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const number = /^(\d{3})-[a-z0-9-]+\.sql$/.exec(file)?.[1];
  if (number === undefined)
    throw new MigrationError(`Migration "${file}" is not named like 001-what-it-does.sql.`);
  // Another line ending, from a checkout on another system, is not another migration.
  const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
  const checksum = createHash('sha256').update(sql).digest('hex');
  return { number: Number(number), file, sql, checksum };
}

async function readApplied(client: pg.ClientBase): Promise<readonly AppliedMigration[]> {
  await client.query(`
    create table if not exists schema_migrations (
      number     int primary key,
      file       text not null,
      checksum   text not null,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<AppliedMigration>(
    'select number, file, checksum from schema_migrations order by number',
  );
  return rows;
}

/** Those still to apply, in order. Throws MigrationError where the past does not match the files. */
function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  for (const [index, past] of applied.entries()) {
    const migration = migrations[index];
    if (!migration || migration.number !== past.number) {
      throw new MigrationError(
        `The database has had migration ${past.file}, which this version of Rondo does not know; run the version that made it, or a newer one.`,
      );
    }
    if (migration.checksum !== past.checksum) {
      throw new MigrationError(
        `Migration ${migration.file} was edited after it had been applied to this database (as ${past.file}); restore it and put the change into a new migration.`,
      );
    }
  }
  return migrations.slice(applied.length);
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query(
      'insert into schema_migrations (number, file, checksum) values ($1, $2, $3)',
      [migration.number, migration.file, migration.checksum],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new MigrationError(`Migration ${migration.file} failed: ${describe(error, migration)}`, {
      cause: error,
    });
  }
}

/** The error with the line of the file that Postgres points at. */
function describe(error: unknown, { sql }: Migration): string {
  const message = error instanceof Error ? error.message : String(error);
  const position = error instanceof Error && 'position' in error ? Number(error.position) : 0;
  if (!position) return message;
  return `${message} (line ${sql.slice(0, position).split('\n').length})`;
}
