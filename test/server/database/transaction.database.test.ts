import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../admin-app/server/database/pool.ts';
import {
  type ShopTransaction,
  withReadOnlyShop,
  withRegistry,
  withShop,
} from '../../../admin-app/server/database/tenant.ts';
import {
  MAX_ATTEMPTS,
  RowCountError,
  runTransaction,
  TransactionLostError,
} from '../../../admin-app/server/database/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
let shopId: number;

beforeAll(async () => {
  db = await createTestDatabase();
  const { shop_id } = await withRegistry(db, (tx) =>
    tx.one<{ shop_id: number }>(
      "insert into shops (domain, installed_at) values ('one.example', now()) returning shop_id",
    ),
  );
  shopId = shop_id;
});
beforeEach(async () => {
  await withShop(db, shopId, (tx) => tx.execute('delete from products'));
});
afterAll(() => db.drop());

async function addProduct(tx: ShopTransaction, productId: number): Promise<void> {
  await tx.execute(
    `insert into products (shop_id, product_id, title, created_at, updated_at)
     values ($1, $2, 'Tea', now(), now())`,
    [tx.shopId, productId],
  );
}

async function productIds(): Promise<readonly number[]> {
  const rows = await withShop(db, shopId, (tx) =>
    tx.query<{ product_id: number }>('select product_id from products order by product_id'),
  );
  return rows.map((row) => row.product_id);
}

/** The same database through a single connection, so that each transaction follows the one before on it. */
async function withOneConnection<T>(work: (single: TestDatabase) => Promise<T>): Promise<T> {
  const ownerPool = createPool(db.url, 1);
  try {
    return await work({ ...db, ownerPool });
  } finally {
    await ownerPool.end();
  }
}

describe('a transaction of a shop', () => {
  it('keeps what it wrote when the work returns', async () => {
    await withShop(db, shopId, (tx) => addProduct(tx, 1));
    expect(await productIds()).toEqual([1]);
  });

  it('keeps nothing when the work throws, and hands on the very error', async () => {
    const failure = new Error('the parcel was empty');
    const attempt = withShop(db, shopId, async (tx) => {
      await addProduct(tx, 1);
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    expect(await productIds()).toEqual([]);
  });

  it.each(['returns', 'throws', 'fails in SQL'])(
    'leaves neither shop nor role on its connection when the work %s',
    async (end) => {
      await withOneConnection(async (single) => {
        await withShop(single, shopId, async (tx) => {
          await addProduct(tx, 1);
          if (end === 'throws') throw new Error('no');
          if (end === 'fails in SQL') await tx.query('select 1 / 0');
        }).catch(() => undefined);
        const { rows } = await single.ownerPool.query(
          `select nullif(current_setting('rondo.shop_id', true), '') as shop,
                  current_user = session_user as "roleIsLogin",
                  pg_current_xact_id_if_assigned() as transaction`,
        );
        expect(rows).toEqual([{ shop: null, roleIsLogin: true, transaction: null }]);
      });
    },
  );

  it('saves nothing and says so when an error in SQL was swallowed', async () => {
    const attempt = withShop(db, shopId, async (tx) => {
      await addProduct(tx, 1);
      await addProduct(tx, 1).catch(() => undefined);
      return 'done';
    });
    await expect(attempt).rejects.toThrow(TransactionLostError);
    await expect(attempt).rejects.toMatchObject({ cause: { code: '23505' } });
    expect(await productIds()).toEqual([]);
  });

  it('saves nothing and says so when a failing statement was not waited for', async () => {
    const attempt = withShop(db, shopId, async (tx) => {
      await addProduct(tx, 1);
      void addProduct(tx, 1).catch(() => undefined);
    });
    await expect(attempt).rejects.toThrow(TransactionLostError);
    expect(await productIds()).toEqual([]);
  });

  it('refuses a statement that comes after its end', async () => {
    let leaked: ShopTransaction | undefined;
    await withShop(db, shopId, async (tx) => {
      leaked = tx;
    });
    await expect(leaked?.query('select 1')).rejects.toThrow(/after its transaction had ended/);
    expect(() => leaked?.copyFrom('copy products from stdin')).toThrow(TransactionLostError);
  });

  async function endConnection(pid: number): Promise<void> {
    await db.ownerPool.query('select pg_terminate_backend($1, 5000)', [pid]);
  }
  /** Who notices first decides the words: the driver, the socket it writes to, or the server's farewell. */
  const LOST = /terminat|connection to the database was lost/i;
  const OWN_PID = 'select pg_backend_pid() as pid';

  it('replaces a connection that was lost in the middle', async () => {
    await withOneConnection(async (single) => {
      const attempt = withShop(single, shopId, async (tx) => {
        await addProduct(tx, 1);
        const { pid } = await tx.one<{ pid: number }>(OWN_PID);
        await endConnection(pid);
        await addProduct(tx, 2);
      });
      await expect(attempt).rejects.toThrow(LOST);
      await withShop(single, shopId, (tx) => addProduct(tx, 3));
    });
    expect(await productIds()).toEqual([3]);
  });

  it('says so when the connection was lost before the commit', async () => {
    const attempt = withShop(db, shopId, async (tx) => {
      await addProduct(tx, 1);
      const { pid } = await tx.one<{ pid: number }>(OWN_PID);
      await endConnection(pid);
    });
    await expect(attempt).rejects.toThrow(LOST);
    expect(await productIds()).toEqual([]);
  });

  it('does not notice that an idle connection was lost', async () => {
    await withOneConnection(async (single) => {
      const { pid } = await withShop(single, shopId, (tx) => tx.one<{ pid: number }>(OWN_PID));
      const gone = new Promise((resolve) => single.ownerPool.once('remove', resolve));
      await endConnection(pid);
      await gone;
      await withShop(single, shopId, (tx) => addProduct(tx, 1));
    });
    expect(await productIds()).toEqual([1]);
  });

  it('tells how many rows a statement touched', async () => {
    await withShop(db, shopId, async (tx) => {
      for (const id of [1, 2, 3]) await addProduct(tx, id);
      expect(
        await tx.execute('update products set title = $1 where product_id > $2', ['x', 1]),
      ).toBe(2);
    });
  });

  it('returns exactly one row, or says how many there were and for what', async () => {
    await withShop(db, shopId, async (tx) => {
      expect(await tx.one('select 1 as n')).toEqual({ n: 1 });
      expect(await tx.maybeOne('select 1 as n')).toEqual({ n: 1 });
      expect(await tx.maybeOne('select 1 as n where false')).toBeUndefined();
      await expect(tx.one('select 1\n  where false')).rejects.toThrow(
        new RowCountError('one row', 0, 'select 1 where false'),
      );
      for (const ask of [tx.one, tx.maybeOne])
        await expect(ask.call(tx, 'values (1), (2)')).rejects.toMatchObject({ found: 2 });
    });
  });
});

describe('transactions that collide', () => {
  async function atOnce(works: readonly ((tx: ShopTransaction) => Promise<void>)[]): Promise<void> {
    await Promise.all(works.map((work) => withShop(db, shopId, work)));
  }

  it('both succeed after a deadlock', async () => {
    await withShop(db, shopId, async (tx) => {
      await addProduct(tx, 1);
      await addProduct(tx, 2);
    });
    let runs = 0;
    let holding = 0;
    const bothHoldOne = deferred();
    const touch = (first: number, second: number) => async (tx: ShopTransaction) => {
      runs += 1;
      const update = `update products set title = title || '+' where product_id = $1`;
      await tx.execute(update, [first]);
      holding += 1;
      if (holding === 2) bothHoldOne.resolve(undefined);
      await bothHoldOne.promise;
      await tx.execute(update, [second]);
    };
    await atOnce([touch(1, 2), touch(2, 1)]);
    expect(runs).toBe(3);
    const rows = await withShop(db, shopId, (tx) => tx.query('select title from products'));
    expect(rows).toEqual([{ title: 'Tea++' }, { title: 'Tea++' }]);
  });

  it('run again when they could not have happened one after the other', async () => {
    let runs = 0;
    const bothHaveRead = deferred();
    const insertUnlessAny = async (tx: ShopTransaction) => {
      const { products } = await tx.one<{ products: number }>(
        'select count(*) as products from products',
      );
      runs += 1;
      if (runs === 2) bothHaveRead.resolve(undefined);
      await bothHaveRead.promise;
      if (products === 0) await addProduct(tx, runs);
    };
    const begin = `begin isolation level serializable; set local rondo.shop_id = '${shopId}'; set local role ${db.shopRole}`;
    const attempt = () =>
      runTransaction(db.ownerPool, begin, (tx) => insertUnlessAny(Object.assign(tx, { shopId })));
    await Promise.all([attempt(), attempt()]);
    expect(runs).toBe(3);
    expect(await productIds()).toHaveLength(1);
  });

  it.each(['40001', '40P01'])('are given up after some attempts at %s', async (code) => {
    let runs = 0;
    const attempt = withShop(db, shopId, async (tx) => {
      runs += 1;
      await addProduct(tx, runs);
      await tx.query(`do $$ begin raise exception 'again' using errcode = '${code}'; end $$`);
    });
    await expect(attempt).rejects.toMatchObject({ code });
    expect(runs).toBe(MAX_ATTEMPTS);
    expect(await productIds()).toEqual([]);
  });

  it('run again even if the work swallowed the collision', async () => {
    let runs = 0;
    await withShop(db, shopId, async (tx) => {
      runs += 1;
      await addProduct(tx, runs);
      if (runs > 1) return;
      const collide = `do $$ begin raise exception 'again' using errcode = '40001'; end $$`;
      await tx.query(collide).catch(() => undefined);
    });
    expect(await productIds()).toEqual([2]);
  });

  it('are not repeated after any other error', async () => {
    let runs = 0;
    const attempt = withShop(db, shopId, async (tx) => {
      runs += 1;
      await addProduct(tx, 1);
      await addProduct(tx, 1);
    });
    await expect(attempt).rejects.toMatchObject({ code: '23505', table: 'products' });
    expect(runs).toBe(1);
  });
});

describe('a read-only transaction', () => {
  it('refuses to write', async () => {
    const attempt = withReadOnlyShop(db, shopId, (tx) => addProduct(tx, 1));
    await expect(attempt).rejects.toMatchObject({ code: '25006' });
  });

  it('sees one moment, whatever is written meanwhile', async () => {
    await withReadOnlyShop(db, shopId, async (tx) => {
      const count = 'select count(*) as products from products';
      expect(await tx.one(count)).toEqual({ products: 0 });
      await withShop(db, shopId, (other) => addProduct(other, 1));
      expect(await tx.one(count)).toEqual({ products: 0 });
    });
    expect(await productIds()).toEqual([1]);
  });
});

describe('copying rows in', () => {
  const COPY = 'copy incoming (product_id, title) from stdin';

  async function copy(tx: ShopTransaction, chunks: Iterable<string> | AsyncIterable<string>) {
    await tx.execute('create temp table incoming (product_id bigint, title text) on commit drop');
    const stream = tx.copyFrom(COPY);
    await pipeline(Readable.from(chunks), stream);
    return stream.rowCount;
  }

  it('takes rows in pieces of any size and counts them', async () => {
    const title = await withShop(db, shopId, async (tx) => {
      expect(await copy(tx, ['1\tT', 'ea\n2\tCof', 'fee\n'])).toBe(2);
      return tx.query('select title from incoming order by product_id');
    });
    expect(title).toEqual([{ title: 'Tea' }, { title: 'Coffee' }]);
  });

  it('takes no rows at all', async () => {
    expect(await withShop(db, shopId, (tx) => copy(tx, []))).toBe(0);
  });

  it('rolls everything back at a row that does not fit, and names its line', async () => {
    await withOneConnection(async (single) => {
      const attempt = withShop(single, shopId, async (tx) => {
        await addProduct(tx, 1);
        await copy(tx, ['1\tTea\n', 'two\tCoffee\n']);
      });
      await expect(attempt).rejects.toMatchObject({ code: '22P02', where: /line 2/ });
      expect(await productIds()).toEqual([]);
      await withShop(single, shopId, (tx) => addProduct(tx, 2));
    });
    expect(await productIds()).toEqual([2]);
  });

  it('rolls everything back when the source of the rows breaks off', async () => {
    async function* brokenSource() {
      yield '1\tTea\n';
      throw new Error('connection reset by the shop');
    }
    await withOneConnection(async (single) => {
      const attempt = withShop(single, shopId, async (tx) => {
        await addProduct(tx, 1);
        await copy(tx, brokenSource());
      });
      await expect(attempt).rejects.toThrow('connection reset by the shop');
      await withShop(single, shopId, (tx) => addProduct(tx, 2));
    });
    expect(await productIds()).toEqual([2]);
  });

  it('is refused when the work returns before it has finished', async () => {
    await withOneConnection(async (single) => {
      const attempt = withShop(single, shopId, async (tx) => {
        await addProduct(tx, 1);
        await tx.execute(
          'create temp table incoming (product_id bigint, title text) on commit drop',
        );
        tx.copyFrom(COPY).write('1\tTea\n');
      });
      await expect(attempt).rejects.toThrow(/before its COPY had finished/);
      await withShop(single, shopId, (tx) => addProduct(tx, 2));
    });
    expect(await productIds()).toEqual([2]);
  });
});

function deferred(): { readonly promise: Promise<unknown>; resolve(value: unknown): void } {
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
