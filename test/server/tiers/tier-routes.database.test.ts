import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  CustomerTierView,
  TiersPreview,
  TiersSuggestion,
  TiersView,
} from '../../../admin-app/contract/tiers.ts';
import type { TierDefinition } from '../../../admin-app/core/tier/types.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder } from '../../support/shop-rows.ts';
import { type TierAnswers, tierAnswers } from './tier-answers.ts';
import { createTierWorld, type TierWorld, tier, tiersOf } from './tier-world.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

let world: TierWorld;
let answers: TierAnswers;
let enqueued: string[];

beforeEach(async () => {
  world = await createTierWorld(db);
  enqueued = [];
  answers = tierAnswers(db, world.shopId, { now: () => world.clock.at, enqueued });
  await world.inShop(async (tx) => {
    for (const [i, amount] of [50, 100, 299, 300, 0].entries()) {
      await insertCustomer(tx, { customer_id: i + 1 });
      const processedAt = world.clock.at - 30 * DAY_MS;
      const order = { order_id: i + 1, customer_id: i + 1, processedAt, total_minor: amount };
      if (amount > 0) await insertOrder(tx, order);
    }
  });
});

const ask: TierAnswers['ask'] = (...given) => answers.ask(...given);
const get: TierAnswers['get'] = (...given) => answers.get(...given);

async function save(definition: TierDefinition | null): Promise<TiersView> {
  const { version } = await get<TiersView>('/');
  const view = await get<TiersView>('/', 'PUT', { definition, version });
  await world.catchUp();
  return view;
}

const preview = (definition: TierDefinition) =>
  get<TiersPreview>('/preview', 'POST', { definition });

describe('the tiers of a shop', () => {
  it('are off, and counted once they are chosen', async () => {
    const off = {
      definition: null,
      version: 0,
      tiers: [],
      former: [],
      without: 5,
      assigning: false,
    };
    expect(await get('/')).toEqual({ ...off, countedAt: null, assignedAt: null, loyalty: null });
    expect((await preview(tiersOf())).counts).toMatchObject({ without: 1, up: 0, down: 0 });
    expect(await save(tiersOf())).toMatchObject({ assigning: true, version: 1 });
    expect(enqueued).toEqual(['assign tiers']);
    const view = await get<TiersView>('/');
    expect(view.tiers.map(({ tierId, customers }) => `${tierId} ${customers}`)).toEqual([
      'bronze 1',
      'silver 2',
      'gold 1',
    ]);
    expect(view).toMatchObject({ without: 1, assigning: false, definition: tiersOf() });
  });

  it('of a large shop say when everybody was counted, and never less than nobody', async () => {
    await save(tiersOf());
    const given = { now: () => world.clock.at, most: 4 };
    const large = tierAnswers(db, world.shopId, given);
    const countedAt = world.clock.at;
    expect(await large.get('/')).toMatchObject({ without: null, countedAt: null });
    await vi.waitFor(async () =>
      expect(await large.get('/')).toMatchObject({ without: 1, countedAt }),
    );
    await world.inShop(async (tx) => {
      for (const customer_id of [6, 7]) {
        await insertCustomer(tx, { customer_id });
        const processedAt = world.clock.at - 30 * DAY_MS;
        await insertOrder(tx, { order_id: customer_id, customer_id, processedAt });
      }
    });
    await world.catchUp();
    expect(await large.get('/')).toMatchObject({ without: 0, countedAt });
  });

  it('say before saving who would rise and fall, as it then is', async () => {
    await save(tiersOf());
    const next = tiersOf({
      tiers: [tier('bronze', 1), tier('silver', 150), tier('platinum', 290)],
    });
    const { counts } = await preview(next);
    expect(counts).toMatchObject({ up: 2, down: 1, without: 1 });
    await save(next);
    const events = await world.events();
    expect(events.filter((event) => event.includes(' up '))).toHaveLength(2);
    expect(events.filter((event) => event.includes(' down '))).toHaveLength(1);
    const view = await get<TiersView>('/');
    expect(view.tiers).toEqual(counts?.tiers);
  });

  it('are not saved over what somebody else has saved, nor with a fault', async () => {
    await save(tiersOf());
    const late = await ask('/', 'PUT', { definition: tiersOf(), version: 0 });
    expect(late.status).toBe(409);
    const equal = tiersOf({ tiers: [tier('bronze', 100), tier('silver', 100)] });
    const faulty = await ask('/', 'PUT', { definition: equal, version: 1 });
    expect([faulty.status, await faulty.json()]).toMatchObject([
      422,
      { error: { message: 'The tier "Silver": not above the one below', field: 'tiers.1' } },
    ]);
    expect((await preview(equal)).counts).toBeNull();
    const shapeless = await ask('/preview', 'POST', { definition: { ...equal, basis: 'luck' } });
    expect(shapeless.status).toBe(422);
  });

  it.each(['spend', 'orders', 'loyalty points', 'loyalty tier'] as const)(
    'by %s are suggested so that they can be saved',
    async (basis) => {
      for (const limits of ['thresholds', 'shares'] as const) {
        const given = { basis, window: '12 months', limits };
        const { definition } = await get<TiersSuggestion>('/suggestion', 'POST', given);
        expect((await preview(definition)).faults).toEqual([]);
        expect(definition.tiers).toHaveLength(3);
      }
    },
  );
});

describe('a customer’s tier', () => {
  it('comes with what keeps it, what raises it, and how it came about', async () => {
    await save(tiersOf());
    const order = { order_id: 77, customer_id: 1, processedAt: world.clock.at, total_minor: 60 };
    await world.inShop((tx) => insertOrder(tx, order));
    await world.catchUp();
    const view = await get<CustomerTierView>('/customers/1');
    expect(view).toMatchObject({
      on: true,
      tierId: 'silver',
      since: world.clock.at,
      value: 110,
      // The older order leaves after a year; the newer one is 40 short.
      loss: { on: '2027-05-16', to: 'Bronze', keeps: 40 },
      next: { tierId: 'gold', name: 'Gold', needs: 190 },
      held: null,
    });
    expect(view.history).toMatchObject([
      { from: 'Bronze', to: 'Silver', direction: 'up', cause: 'orders' },
    ]);
    expect(await get('/customers/5')).toMatchObject({ tierId: null, value: 0, next: { needs: 1 } });
  });

  it('can be given by staff, and taken back', async () => {
    await save(tiersOf());
    const given = await get<CustomerTierView>('/customers/1', 'PUT', { tierId: 'gold' });
    expect(given).toMatchObject({ tierId: 'gold', held: { until: '2027-06-15' } });
    expect(given.history).toMatchObject([{ to: 'Gold', cause: 'staff' }]);
    expect(await get('/customers/1', 'PUT', { tierId: null })).toMatchObject({
      tierId: 'bronze',
      held: null,
    });
    expect((await ask('/customers/1', 'PUT', { tierId: 'diamond' })).status).toBe(422);
    expect((await ask('/customers/999')).status).toBe(404);
    await save(null);
    expect(await get('/customers/1')).toMatchObject({ on: false, tierId: null });
    expect((await ask('/customers/1', 'PUT', { tierId: 'gold' })).status).toBe(409);
  });
});
