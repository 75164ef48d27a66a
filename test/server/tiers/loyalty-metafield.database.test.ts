/** Tiers from a customer metafield: read for everybody, held until all of it is there, followed afterwards. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TiersView } from '../../../admin-app/contract/tiers.ts';
import type { TierDefinition } from '../../../admin-app/core/tier/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import { gid } from '../../dev-store/model.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type StoreWorld, startStoreWorld } from '../sync/store-world.ts';
import { tierAnswers } from './tier-answers.ts';
import { tier, tierJobs, tiersOf } from './tier-world.ts';

let db: TestDatabase;
let world: StoreWorld;
beforeEach(async () => {
  db = await createTestDatabase();
  world = await startStoreWorld(db, { customers: 12 });
  await world.install();
});
afterEach(async () => {
  await world.close();
  await db.drop();
});

const POINTS = tiersOf({
  basis: 'loyalty points',
  metafield: { namespace: 'loyalty', key: 'points' },
  tiers: [tier('member', 0), tier('silver', 100), tier('gold', 300)],
});
const TIER = tiersOf({
  basis: 'loyalty tier',
  metafield: { namespace: 'loyalty', key: 'tier' },
  tiers: [tier('silver', 0, 'Argent'), tier('gold', 0, 'Or')],
});

const customerIds = () => [...world.devStore.shop().customers()].map(({ id }) => id).sort();
const ownerOf = (place: number) => gid('Customer', customerIds()[place] ?? 0);
/** Of the customer at this place, as another app writes it. */
function give(place: number, key: string, type: string, value: string): void {
  world.devStore
    .shop()
    .metafields.set([{ owner: ownerOf(place), namespace: 'loyalty', key, type, value }]);
}
const answers = async () =>
  tierAnswers(db, await world.shopId(), { now: world.devStore.clock.now });
const jobs = () => tierJobs(db, () => world.devStore.clock.now());
async function define(definition: TierDefinition): Promise<void> {
  const { editTiers } = jobs();
  await world.inShop((tx) => editTiers(tx, definition));
}
/** What the background does until nothing is left: tiers, and the sync that they wait for. */
async function settle(): Promise<void> {
  const shopId = await world.shopId();
  for (let syncId = await jobs().tiers.catchUp(shopId); syncId !== null; ) {
    await world.side.sync({ shopId, syncId });
    await world.work();
    syncId = await jobs().tiers.catchUp(shopId);
  }
}
async function standings(): Promise<readonly string[]> {
  const rows = await world.rows('select customer_id, tier_id from customer_tiers');
  return rows
    .map((row) => `${customerIds().indexOf(Number(row.customer_id))} ${row.tier_id}`)
    .sort();
}
async function events(): Promise<readonly string[]> {
  const rows = await world.rows(
    `select customer_id, coalesce(from_tier_id, '') || '>' || coalesce(to_tier_id, '') || ' ' || cause as what
       from tier_events order by event_id`,
  );
  return rows.map((row) => `${customerIds().indexOf(Number(row.customer_id))} ${row.what}`);
}

describe('points in a metafield', () => {
  it('give tiers, and whoever has none that can be read has none, which is counted', async () => {
    give(0, 'points', 'number_integer', '0');
    give(1, 'points', 'number_decimal', '99.9');
    give(2, 'points', 'number_integer', '300');
    give(3, 'points', 'number_integer', '-5');
    give(4, 'points', 'single_line_text_field', '300');
    give(5, 'points', 'number_integer', '1e3');
    give(6, 'tier', 'number_integer', '300');
    await define(POINTS);
    await settle();
    expect(await standings()).toEqual(['0 member', '1 member', '2 gold', '3 member']);
    expect(await events()).toEqual([]);
    const { loyalty, assigning } = await (await answers()).get<TiersView>('/');
    expect(assigning).toBe(false);
    expect(loyalty).toEqual({
      readAt: expect.any(Number),
      failure: null,
      read: 4,
      missing: 6,
      otherType: 1,
      unparsable: 1,
    });
  });

  it('are followed when a webhook says that the customer changed, with from and to', async () => {
    give(1, 'points', 'number_integer', '50');
    await define(POINTS);
    await settle();
    give(1, 'points', 'number_integer', '400');
    give(2, 'points', 'number_integer', '100');
    await world.work();
    await settle();
    expect(await events()).toEqual(['1 member>gold loyalty', '2 >silver loyalty']);
    world.devStore.shop().metafields.delete(ownerOf(1), 'loyalty', 'points');
    await world.work();
    await settle();
    expect((await events()).slice(2)).toEqual(['1 gold> loyalty']);
  });

  it('are caught up with at night where no webhook came', async () => {
    await define(POINTS);
    await settle();
    const at = world.devStore.clock.now();
    const name = { owner: ownerOf(4), namespace: 'loyalty', key: 'points' };
    const value = { type: 'number_integer', value: '120', id: 1, createdAt: at, updatedAt: at };
    // Without a word to anybody.
    world.devStore.shop().metafields.load([{ ...name, ...value }]);
    await world.work();
    expect(await standings()).toEqual([]);
    await world.side.startSync(await world.shopId(), 'reconciliation');
    await world.work();
    await settle();
    expect(await events()).toEqual(['4 >silver loyalty']);
  });
});

describe('the name of a tier in a metafield', () => {
  it('counts in any case, and segments know it', async () => {
    give(0, 'tier', 'single_line_text_field', ' OR ');
    give(1, 'tier', 'single_line_text_field', 'argent');
    give(2, 'tier', 'single_line_text_field', 'Platine');
    give(3, 'tier', 'json', '"Or"');
    await define(TIER);
    await settle();
    expect(await standings()).toEqual(['0 gold', '1 silver']);
    const known = await world.rows(
      'select loyalty_tier from segment_customers where loyalty_tier is not null order by 1',
    );
    expect(known.map((row) => row.loyalty_tier)).toEqual(['argent', 'or', 'platine']);
    const { loyalty } = await (await answers()).get<TiersView>('/');
    expect(loyalty).toMatchObject({ read: 2, missing: 8, otherType: 1, unparsable: 1 });
  });
});

describe('another metafield', () => {
  it('is read for everybody before anybody loses or gains a tier by it', async () => {
    give(0, 'points', 'number_integer', '300');
    give(0, 'status', 'number_integer', '100');
    give(1, 'status', 'number_integer', '300');
    await define(POINTS);
    await settle();
    const status: TierDefinition = {
      ...POINTS,
      metafield: { namespace: 'loyalty', key: 'status' },
    };
    const asked = await answers();
    const preview = await asked.get('/preview', 'POST', { definition: status });
    expect(preview).toEqual({ faults: [], unread: true, counts: null });
    await define(status);
    const shopId = await world.shopId();
    const syncId = await jobs().tiers.catchUp(shopId);
    expect(syncId).not.toBeNull();
    expect(await standings()).toEqual(['0 gold']);
    expect(await jobs().tiers.catchUp(shopId)).toBeNull();
    expect(await asked.get<TiersView>('/')).toMatchObject({
      assigning: true,
      loyalty: { readAt: null },
    });
    await world.side.sync({ shopId, syncId: syncId ?? 0 });
    await settle();
    expect(await standings()).toEqual(['0 silver', '1 gold']);
    expect(await events()).toEqual([
      '0 gold>silver definition edited',
      '1 >gold definition edited',
    ]);
    expect(await asked.get('/preview', 'POST', { definition: status })).toMatchObject({
      unread: false,
      counts: { without: 10 },
    });
  });

  it('whose reading failed says why, keeps tiers, and is tried again after an hour', async () => {
    await define(POINTS);
    await settle();
    await define({ ...POINTS, metafield: { namespace: 'loyalty', key: 'status' } });
    const shopId = await world.shopId();
    await jobs().tiers.catchUp(shopId);
    await world.inShop((tx) =>
      tx.execute(
        `update syncs set state = 'failed', error = 'Shopify is away', finished_at = $1 where state = 'running'`,
        [new Date(world.devStore.clock.now()).toISOString()],
      ),
    );
    expect(await jobs().tiers.catchUp(shopId)).toBeNull();
    const { loyalty } = await (await answers()).get<TiersView>('/');
    expect(loyalty).toMatchObject({ readAt: null, failure: 'Shopify is away' });
    world.devStore.clock.advance(HOUR_MS + 1);
    expect(await jobs().tiers.catchUp(shopId)).not.toBeNull();
  });
});
