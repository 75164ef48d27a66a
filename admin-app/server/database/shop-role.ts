/**
 * The role that transactions of a shop take on. Row-level security does not bind a superuser, and binds the owner of
 * a table only where it is forced; it always binds this role.
 */
import type pg from 'pg';

export const SHOP_ROLE = 'rondo_app';

/** The login may see all shops and nothing keeps a shop's transaction from doing so too. */
export class ShopRoleError extends Error {
  override readonly name = 'ShopRoleError';
}

interface Login {
  readonly name: string;
  /** Superuser or BYPASSRLS: row-level security does not apply. */
  readonly unbound: boolean;
  readonly mayCreateRoles: boolean;
}

/**
 * Creates the role where the login may, and lets it read and write the shops' tables. Returns undefined when the login
 * may not, but is itself bound by row-level security. Throws ShopRoleError when it is neither. Run it after the
 * migrations and under their lock.
 */
export async function prepareShopRole(
  client: pg.ClientBase,
): Promise<typeof SHOP_ROLE | undefined> {
  const login = await readLogin(client);
  if (login.mayCreateRoles) await createRole(client);
  if (await mayTakeOnRole(client)) {
    await grantShopTables(client);
    return SHOP_ROLE;
  }
  if (!login.unbound) return undefined;
  throw new ShopRoleError(
    `The database login "${login.name}" sees the rows of all shops, so Rondo must give up that right within a shop's transaction; let an administrator run: CREATE ROLE ${SHOP_ROLE} NOLOGIN; GRANT ${SHOP_ROLE} TO "${login.name}";`,
  );
}

async function readLogin(client: pg.ClientBase): Promise<Login> {
  const { rows } = await client.query<Login>(`
    select rolname as name, rolsuper or rolbypassrls as unbound,
           rolsuper or rolcreaterole as "mayCreateRoles"
    from pg_roles where rolname = current_user`);
  const [login] = rows;
  if (!login) throw new ShopRoleError('The database does not say who is logged in');
  return login;
}

/** Roles belong to the whole server: another database's Rondo may have made it, or be making it now. */
async function createRole(client: pg.ClientBase): Promise<void> {
  await client.query(`
    do $$
    begin
      if not exists (select from pg_roles where rolname = '${SHOP_ROLE}') then
        create role ${SHOP_ROLE} nologin;
      end if;
      if not (select rolsuper from pg_roles where rolname = current_user) then
        grant ${SHOP_ROLE} to current_user;
      end if;
    exception
      when duplicate_object or unique_violation or insufficient_privilege then null;
    end
    $$`);
}

async function mayTakeOnRole(client: pg.ClientBase): Promise<boolean> {
  // From Postgres 16 on a member need not have the right to take on the role; before, there was no other kind.
  const { rows } = await client.query<{ allowed: boolean }>(
    `select pg_has_role(oid, case when current_setting('server_version_num')::int >= 160000
                                  then 'set' else 'member' end) as allowed
     from pg_roles where rolname = $1`,
    [SHOP_ROLE],
  );
  return rows[0]?.allowed === true;
}

/**
 * Views count as tables. Tables without a shop_id, such as the record of migrations, stay closed to the role, and so does TRUNCATE, which
 * row-level security does not restrain.
 */
async function grantShopTables(client: pg.ClientBase): Promise<void> {
  await client.query(`
    do $$
    declare
      shop_table regclass;
    begin
      if not has_schema_privilege('${SHOP_ROLE}', current_schema(), 'usage') then
        execute format('grant usage on schema %I to ${SHOP_ROLE}', current_schema());
      end if;
      for shop_table in
        select c.oid from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id' and not a.attisdropped
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v')
          and not has_table_privilege('${SHOP_ROLE}', c.oid, 'delete')
      loop
        execute format('grant select, insert, update, delete on %s to ${SHOP_ROLE}', shop_table);
      end loop;
    end
    $$`);
}
