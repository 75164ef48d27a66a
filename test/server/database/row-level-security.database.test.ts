/**
 * A shop's rows and nobody else's, on every table that has a shop_id (found in the catalogue, so that a table added
 * later is covered by itself), under each kind of login that Rondo may be given.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../../admin-app/server/database/pool.ts';
import { SHOP_ROLE } from '../../../admin-app/server/database/shop-role.ts';
import { withRegistry, withShop } from '../../../admin-app/server/database/tenant.ts';
import {
  runTransaction,
  type Transaction,
} from '../../../admin-app/server/database/transaction.ts';
import { createBareDatabase, createTestDatabase } from '../../support/database.ts';
import { insertAnyRow, listShopTables, loosenConstraints } from './any-row.ts';

const REFUSED = { code: '42501' };
/** Tables that belong to no shop, each for a reason of its own. */
const WITHOUT_SHOP = ['redacted_shops', 'schema_migrations'];

const catalogue = await createTestDatabase();
afterAll(() => catalogue.drop());
const tables = await listShopTables(catalogue.ownerPool);

async function openAs(login: 'superuser' | 'plain owner') {
  const bare = await createBareDatabase(login);
  const database = await connectDatabase({ databaseUrl: bare.url });
  return { ...database, drop: () => database.close().then(bare.drop) };
}

const logins = [
  { login: 'the usual login', open: createTestDatabase, role: SHOP_ROLE },
  { login: 'a superuser', open: () => openAs('superuser'), role: SHOP_ROLE },
  {
    login: 'an owner who may not create roles',
    open: () => openAs('plain owner'),
    role: undefined,
  },
] as const;

describe.each(logins)('row-level security under $login', ({ open, role }) => {
  let db: Database & { drop(): Promise<void> };
  let shopA: number;
  let shopB: number;

  beforeAll(async () => {
    db = await open();
    await loosenConstraints(db.ownerPool);
    shopA = await addShop('a.example');
    shopB = await addShop('b.example');
    for (const table of tables.filter((name) => name !== 'shops')) {
      await withShop(db, shopA, (tx) => insertAnyRow(tx, table, shopA));
    }
  });
  afterAll(() => db.drop());

  async function addShop(domain: string): Promise<number> {
    const { shop_id } = await withRegistry(db, (tx) =>
      tx.one<{ shop_id: number }>(
        'insert into shops (domain, installed_at) values ($1, now()) returning shop_id',
        [domain],
      ),
    );
    return shop_id;
  }

  /** A transaction as a shop's, in which the shop was forgotten. */
  function withoutShop<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return runTransaction(db.ownerPool, role ? `begin; set local role ${role}` : 'begin', work);
  }

  function count(tx: Transaction, table: string): Promise<{ rows: number }> {
    return tx.one<{ rows: number }>(`select count(*) as rows from ${table}`);
  }

  it(`takes on ${role ?? 'no other role'} within a shop's transaction`, async () => {
    expect(db.shopRole).toBe(role);
    const [row] = await withShop(db, shopA, (tx) => tx.query('select current_user as role'));
    if (role) expect(row).toEqual({ role });
  });

  describe.each(tables)('%s', (table) => {
    it('shows a shop its own rows', async () => {
      expect(await withShop(db, shopA, (tx) => count(tx, table))).toEqual({ rows: 1 });
    });

    it('shows a query without a WHERE nothing of another shop', async () => {
      const expected = { rows: table === 'shops' ? 1 : 0 };
      expect(await withShop(db, shopB, (tx) => count(tx, table))).toEqual(expected);
      const foreign = await withShop(db, shopB, (tx) =>
        tx.query(`select from ${table} where shop_id = $1`, [shopA]),
      );
      expect(foreign).toEqual([]);
    });

    it('does not let another shop change or delete its rows', async () => {
      // The number of a shop is given by Postgres and cannot be set even to itself.
      const unchanged = table === 'shops' ? 'name = name' : 'shop_id = shop_id';
      await withShop(db, shopB, async (tx) => {
        const others = 'where shop_id <> $1';
        expect(await tx.execute(`update ${table} set ${unchanged} ${others}`, [shopB])).toBe(0);
        expect(await tx.execute(`delete from ${table} ${others}`, [shopB])).toBe(0);
      });
      expect(await withShop(db, shopA, (tx) => count(tx, table))).toEqual({ rows: 1 });
    });

    it("refuses to insert a row under another shop's id", async () => {
      const attempt = withShop(db, shopB, (tx) => insertAnyRow(tx, table, shopA));
      await expect(attempt).rejects.toMatchObject(REFUSED);
    });

    it('refuses to give a row to another shop', async () => {
      const attempt = withShop(db, shopA, (tx) =>
        tx.execute(`update ${table} set shop_id = $1`, [shopB]),
      );
      const code = table === 'shops' ? '428C9' : REFUSED.code;
      await expect(attempt).rejects.toMatchObject({ code });
    });

    it('shows nothing and takes nothing while no shop is set', async () => {
      const seesRegistry = table === 'shops' && role === undefined;
      if (seesRegistry)
        return expect(await withoutShop((tx) => count(tx, table))).toEqual({ rows: 2 });
      expect(await withoutShop((tx) => count(tx, table))).toEqual({ rows: 0 });
      const attempt = withoutShop((tx) => insertAnyRow(tx, table, shopA));
      await expect(attempt).rejects.toMatchObject(REFUSED);
    });
  });
});

describe('the tables', () => {
  it.each(tables)(
    '%s has a primary key that begins with shop_id, and security forced',
    async (table) => {
      const { rows } = await catalogue.ownerPool.query(
        `select c.relrowsecurity as enabled, c.relforcerowsecurity as forced, a.attname as "keyBegins"
       from pg_class c
       left join pg_index i on i.indrelid = c.oid and i.indisprimary
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where c.oid = $1::regclass`,
        [table],
      );
      expect(rows).toEqual([{ enabled: true, forced: true, keyBegins: 'shop_id' }]);
    },
  );

  it('all belong to a shop, save those that are known not to', async () => {
    const { rows } = await catalogue.ownerPool.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
         and not relname = any ($1) order by relname`,
      [tables],
    );
    expect(rows.map((row) => row.name)).toEqual(WITHOUT_SHOP);
  });

  it('that belong to no shop are closed to a shop', async () => {
    for (const table of WITHOUT_SHOP) {
      const attempt = withShop(catalogue, 1, (tx) => tx.query(`select from ${table}`));
      await expect(attempt).rejects.toMatchObject(REFUSED);
    }
  });

  it('are not shown around the rules by a view or a function with its owner’s rights', async () => {
    const { rows } = await catalogue.ownerPool.query(`
      select relname as name from pg_class
      where relnamespace = current_schema()::regnamespace
        and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false))
      union all
      select proname from pg_proc where pronamespace = current_schema()::regnamespace and prosecdef`);
    expect(rows).toEqual([]);
  });
});

describe('a shop that is not one', () => {
  it.each([0, -1, 1.5, Number.NaN, 2 ** 60])(
    '%s is refused before anything is asked',
    async (shopId) => {
      await expect(withShop(catalogue, shopId, async () => 'ran')).rejects.toThrow(/is not a shop/);
    },
  );

  it('text that comes as a number is refused', async () => {
    // What an unchecked value from outside would be.
    const shopId = "1'; drop table shops; --" as unknown as number;
    await expect(withShop(catalogue, shopId, async () => 'ran')).rejects.toThrow(RangeError);
  });
});
