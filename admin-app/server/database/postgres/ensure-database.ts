import pg from 'pg';

/**
 * The login of the app. Not the superuser, whom row-level security does not bind: here as on a server of yours, the
 * owner of the tables sees no shop's rows unless it says which shop.
 */
export const OWNER = 'rondo_owner';

/** What Postgres says when another process creates the same role or database at the same moment. */
const CREATED_MEANWHILE: ReadonlySet<string> = new Set(['42710', '42P04', '23505']);

/** Creates the owner and its empty database, each unless it exists. */
export async function ensureDatabase(superuser: pg.ClientBase, name: string): Promise<void> {
  const roles = await superuser.query('select from pg_roles where rolname = $1', [OWNER]);
  if (roles.rowCount === 0)
    await createUnlessExists(superuser, `create role ${OWNER} login createrole`);
  const databases = await superuser.query('select from pg_database where datname = $1', [name]);
  if (databases.rowCount === 0)
    await createUnlessExists(
      superuser,
      `create database ${pg.escapeIdentifier(name)} owner ${OWNER}`,
    );
}

async function createUnlessExists(superuser: pg.ClientBase, sql: string): Promise<void> {
  try {
    await superuser.query(sql);
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    if (!CREATED_MEANWHILE.has(code ?? '')) throw error;
  }
}
