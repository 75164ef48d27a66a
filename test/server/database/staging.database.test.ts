/** Rows for the staging tables go in chunks: whole however many, and what Postgres refuses spoils nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  copyLine,
  copyText,
  oneOfEach,
  type Stage,
  stage,
} from '../../../admin-app/server/database/staging.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertShop } from '../../support/shop-rows.ts';

interface Staged {
  readonly number: number | string;
  readonly text: string;
}

const STAGE: Stage<Staged> = {
  table: 'staged_words',
  columns: 'number int, word text',
  line: ({ number, text }) => copyLine([number, copyText(text)]),
};
/** Some megabytes: a hundred times what goes at once. */
const ROWS: readonly Staged[] = Array.from({ length: 40_000 }, (_, number) => ({
  number,
  text: `ęthé \t ${number} \\`.repeat(20),
}));

let db: TestDatabase;
let shopId: number;
beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await insertShop(db, 'staging.myshopify.com');
});
afterAll(() => db.drop());

describe('staging', () => {
  it('takes rows of many chunks, in their order, none of an earlier time', async () => {
    const rows = await withShop(db, shopId, async (tx) => {
      await stage(tx, STAGE, [{ number: -1, text: 'earlier' }]);
      await stage(tx, STAGE, ROWS);
      return tx.query('select number, word as text from staged_words');
    });
    expect(rows).toEqual(ROWS);
  });

  it.each([0, 20_000, 39_999])('goes on after row %i was refused', async (place) => {
    const spoilt = ROWS.with(place, { number: 'many', text: '' });
    const found = await withShop(db, shopId, async (tx) => {
      await tx.execute('savepoint before');
      await expect(stage(tx, STAGE, spoilt)).rejects.toMatchObject({ code: '22P02' });
      await tx.execute('rollback to savepoint before');
      await stage(tx, STAGE, ROWS.slice(0, 3));
      return tx.one('select count(*) from staged_words');
    });
    expect(found).toEqual({ count: 3 });
  });
});

describe('one row of each key', () => {
  const row = (key: number, updatedAt: number, place: number) => ({ key, updatedAt, place });

  it.each([
    { what: 'every row where none stands twice', keys: [1, 2], times: [5, 5], kept: [0, 1] },
    { what: 'the newer one', keys: [1, 2, 1], times: [9, 5, 8], kept: [0, 1] },
    { what: 'the last of those as new as any', keys: [1, 1, 2], times: [5, 5, 5], kept: [1, 2] },
  ])('is $what', ({ keys, times, kept }) => {
    const rows = keys.map((key, place) => row(key, times[place] ?? 0, place));
    expect(oneOfEach(rows, ({ key }) => key).map(({ place }) => place)).toEqual(kept);
  });

  it('is the last one where rows do not tell how new they are', () => {
    const rows = [
      { key: 1, place: 0 },
      { key: 1, place: 1 },
    ];
    expect(oneOfEach(rows, ({ key }) => key)).toEqual([{ key: 1, place: 1 }]);
  });
});
