import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderOfUnknownCustomer } from '../../dev-store/faults.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { expectSameAsStore } from './same-as-store.ts';
import { type StoreWorld, startStoreWorld } from './store-world.ts';

let db: TestDatabase;
let world: StoreWorld;

beforeEach(async () => {
  db = await createTestDatabase();
  world = await startStoreWorld(db);
});
afterEach(async () => {
  await world.close();
  await db.drop();
});

const syncRow = async () =>
  (await world.rows('select state, cause, error from syncs order by sync_id desc limit 1'))[0];
const openProblems = () =>
  world.rows(
    `select resource, line_number, entity_id, reason, line, attempts from sync_problems
      where solved_at is null order by problem_id`,
  );

describe('the first sync', () => {
  it('brings every customer, product and order with its lines, equal to the store', async () => {
    await world.install();
    expect(await syncRow()).toMatchObject({ state: 'done', cause: 'install' });
    expect(await openProblems()).toEqual([]);
    await expectSameAsStore(world);
    const shop = await world.rows('select name, currency, time_zone, email from shops');
    expect(shop).toEqual([
      {
        name: 'Morning Harbour Coffee & Tea',
        currency: 'EUR',
        time_zone: 'Europe/Paris',
        email: 'owner@example.com',
      },
    ]);
  });
});
