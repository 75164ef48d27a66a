import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, dayOf, formatDay, parseDay, startOfDay } from '../../../admin-app/core/time.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, SOME_DAY } from '../../support/shop-rows.ts';
import { createTierWorld, type TierWorld, tier, tiersOf } from './tier-world.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

/** Customers 1, 2, … who each spent so much, some days ago. */
async function worldOf(
  spent: readonly number[],
  { zone = 'UTC', daysAgo = 30 } = {},
): Promise<TierWorld> {
  const world = await createTierWorld(db, { zone });
  await world.inShop(async (tx) => {
    for (const [i, amount] of spent.entries()) {
      await insertCustomer(tx, { customer_id: i + 1 });
      const processedAt = SOME_DAY - daysAgo * DAY_MS;
      const order = { order_id: i + 1, customer_id: i + 1, processedAt, total_minor: amount };
      if (amount > 0) await insertOrder(tx, order);
    }
  });
  return world;
}

let orders = 1_000;
async function order(world: TierWorld, customerId: number, amount: number): Promise<void> {
  orders += 1;
  const given = { order_id: orders, customer_id: customerId, total_minor: amount };
  await world.inShop((tx) => insertOrder(tx, { ...given, processedAt: world.clock.at }));
}

describe('tiers of a shop', () => {
  it('are off until chosen, and then given to everybody without events', async () => {
    const world = await worldOf([50, 100, 299, 300, 0, 7]);
    expect(await world.catchUp()).toBe(false);
    await world.define(tiersOf());
    expect(await world.standings()).toBe('1 bronze, 2 silver, 3 silver, 4 gold, 6 bronze');
    expect(await world.events()).toEqual([]);
    expect(await world.catchUp()).toBe(false);
  });

  it('follow orders, refunds, cancellations and merges at once, with one event each', async () => {
    const world = await worldOf([50, 100, 299]);
    await world.define(tiersOf());
    await order(world, 1, 60);
    await order(world, 3, 1);
    await world.catchUp();
    await world.sql('update orders set total_minor = 20 where order_id = 2');
    await world.sql('update orders set cancelled_at = now() where order_id = 3');
    await world.catchUp();
    await world.sql('update orders set customer_id = 1 where customer_id = 2');
    await world.catchUp();
    expect(await world.events()).toEqual([
      '1 bronze>silver up orders',
      '3 silver>gold up orders',
      '2 silver>bronze down orders',
      '3 gold>bronze down orders',
      '2 bronze> down orders',
    ]);
    expect(await world.standings()).toBe('1 silver, 3 bronze');
  });

  it('fall at the shop’s midnight, where only those concerned are looked at', async () => {
    const zone = 'Pacific/Auckland';
    const world = await createTierWorld(db, { zone });
    const ordered = startOfDay(parseDay('2025-06-20'), zone);
    await world.inShop(async (tx) => {
      await insertCustomer(tx, { customer_id: 1 });
      await insertOrder(tx, {
        order_id: 1,
        customer_id: 1,
        processedAt: ordered,
        total_minor: 300,
      });
      const later = { order_id: 2, customer_id: 1, total_minor: 100 };
      await insertOrder(tx, { ...later, processedAt: ordered - 1 + 40 * DAY_MS });
    });
    await world.define(tiersOf());
    const midnight = startOfDay(parseDay('2026-06-20'), zone);
    const about = await world.sql(
      `select customer_id as "customerId", tier_id as "tierId", lose_on as "loseOn", lose_to_id as "loseTo", keeps
         from customer_tiers where lose_on > $1::date and lose_on <= $1::date + 7`,
      [formatDay(dayOf(world.clock.at, zone))],
    );
    expect(about).toEqual([
      { customerId: 1, tierId: 'gold', loseOn: '2026-06-20', loseTo: 'silver', keeps: 200 },
    ]);
    world.clock.at = midnight - 1;
    await world.catchUp();
    expect(await world.standings()).toBe('1 gold');
    world.clock.at = midnight;
    await world.catchUp();
    expect(await world.standings()).toBe('1 silver');
    expect(await world.events()).toEqual(['1 gold>silver down day']);
    const [row] = await world.sql('select since from customer_tiers');
    expect(row?.since).toBe(midnight);
  });

  it('are looked at anew when the shop’s days become others', async () => {
    const world = await createTierWorld(db, { zone: 'Pacific/Auckland' });
    // Already the 16th in Auckland, still the 15th in Honolulu.
    const ordered = startOfDay(parseDay('2025-06-16'), 'Pacific/Auckland');
    await world.inShop(async (tx) => {
      await insertCustomer(tx, { customer_id: 1 });
      await insertOrder(tx, {
        order_id: 1,
        customer_id: 1,
        processedAt: ordered,
        total_minor: 300,
      });
    });
    await world.define(tiersOf());
    const losesOn = async () => (await world.sql('select lose_on from customer_tiers'))[0]?.lose_on;
    expect(await losesOn()).toBe('2026-06-16');
    await world.sql(`update shops set time_zone = 'Pacific/Honolulu'`);
    await world.catchUp();
    expect(await world.standings()).toBe('');
    expect(await world.events()).toEqual(['1 gold> down definition edited']);
  });

  it('change with their definition, and nobody is to be written to about it', async () => {
    const world = await worldOf([50, 100, 300]);
    await world.define(tiersOf());
    await world.define(
      tiersOf({ tiers: [tier('bronze', 40), tier('silver', 200), tier('platinum', 300)] }),
    );
    expect(await world.standings()).toBe('1 bronze, 2 bronze, 3 platinum');
    expect(await world.events()).toEqual([
      '2 silver>bronze down definition edited',
      '3 gold>platinum up definition edited',
    ]);
    expect(await world.letIn()).toEqual([]);
    await world.define(null);
    expect(await world.standings()).toBe('');
    expect(await world.events()).toHaveLength(2);
    await order(world, 1, 500);
    expect(await world.catchUp()).toBe(false);
  });

  it('that are only renamed leave everybody where they are', async () => {
    const world = await worldOf([50, 100, 300]);
    await world.define(tiersOf());
    const tiers = tiersOf().tiers.map((each) => ({ ...each, name: `${each.name} club` }));
    await world.define(tiersOf({ tiers }));
    expect(await world.catchUp()).toBe(false);
    const names = await world.sql('select value_tier from segment_customers order by customer_id');
    expect(names.map((row) => row.value_tier)).toEqual(['bronze club', 'silver club', 'gold club']);
  });

  it('take an order that came before an edit as an order', async () => {
    const world = await worldOf([50]);
    await world.define(tiersOf());
    await order(world, 1, 60);
    await world.define(tiersOf({ tiers: [tier('bronze', 1), tier('silver', 90)] }));
    expect(await world.events()).toEqual(['1 bronze>silver up orders']);
    expect(await world.letIn()).toEqual([1]);
  });

  it('wait for a first reading, whose old orders nobody is congratulated on', async () => {
    const world = await worldOf([50]);
    await world.define(tiersOf());
    await world.sql(
      `insert into syncs (shop_id, cause, state, started_at) values ($1, 'install', 'running', now())`,
      [world.shopId],
    );
    await order(world, 1, 60);
    expect(await world.catchUp()).toBe(false);
    await world.sql(`update syncs set state = 'done'`);
    await world.catchUp();
    expect(await world.events()).toEqual(['1 bronze>silver up import']);
    expect(await world.letIn()).toEqual([]);
  });

  it('go with deleted customers, and with the shop', async () => {
    const world = await worldOf([50, 100]);
    await world.define(tiersOf());
    await world.sql('update customers set deleted_at = now() where customer_id = 1');
    await world.catchUp();
    expect(await world.standings()).toBe('2 silver');
    expect(await world.events()).toEqual([]);
    await order(world, 2, 500);
    await db.ownerPool.query('delete from shops where shop_id = $1', [world.shopId]);
    for (const table of [
      'customer_tiers',
      'tier_events',
      'tier_changes',
      'value_tiers',
      'tier_settings',
    ])
      expect(await world.sql(`select from ${table}`)).toEqual([]);
  });
});

describe('tiers of shares', () => {
  const shares = tiersOf({
    limits: 'shares',
    tiers: [tier('bronze', 1), tier('silver', 0.5), tier('gold', 0.1)],
  });

  it('hold no more than their share, and nobody at an edge of equals', async () => {
    const world = await worldOf([1, 2, 3, 4, 5, 5, 7, 8, 9, 10, 0]);
    await world.define(shares);
    // Six have at least 5, which is more than half of ten.
    expect(await world.standings()).toBe(
      '1 bronze, 2 bronze, 3 bronze, 4 bronze, 5 bronze, 6 bronze, 7 silver, 8 silver, 9 silver, 10 gold',
    );
  });

  it('are measured anew each day, and let those inside stay a little longer', async () => {
    const world = await worldOf(Array.from({ length: 40 }, (_, i) => i + 1));
    await world.define(shares);
    const inSilver = async () =>
      (await world.standings()).split(', ').filter((each) => /silver|gold/.test(each));
    expect(await inSilver()).toHaveLength(20);
    // Two from below overtake customer 21 and 22: out of the best half, not out of the best 55 %.
    await order(world, 1, 100);
    await order(world, 2, 100);
    await world.catchUp();
    world.clock.at += DAY_MS;
    await world.catchUp();
    expect(await inSilver()).toHaveLength(22);
    const again = await world.events();
    world.clock.at += DAY_MS;
    await world.catchUp();
    expect(await world.events()).toEqual(again);
    await order(world, 3, 100);
    world.clock.at += DAY_MS;
    await world.catchUp();
    expect(await world.events()).toContain('21 silver>bronze down day');
  });
});

describe('tiers of a loyalty programme', () => {
  it('follow its tags', async () => {
    const world = await worldOf([0, 0, 0]);
    const tags = (id: number, ...names: string[]) =>
      world.sql('update customers set tags = $2 where customer_id = $1', [id, names]);
    await tags(1, 'Tier:Gold', 'vip');
    await tags(2, 'tier:bronze', 'tier:silver');
    await world.define(
      tiersOf({
        basis: 'loyalty tier',
        tagPrefix: 'tier:',
        tiers: [tier('bronze', 0, 'bronze'), tier('silver', 0, 'Silver'), tier('gold', 0, 'gold')],
      }),
    );
    expect(await world.standings()).toBe('1 gold, 2 silver');
    await tags(3, 'tier:gold');
    await world.catchUp();
    expect(await world.events()).toEqual(['3 >gold up loyalty']);
    const rows = await world.sql('select loyalty_tier from segment_customers order by customer_id');
    expect(rows.map((row) => row.loyalty_tier)).toEqual(['gold', 'bronze', 'gold']);
  });

  it('count its points', async () => {
    const world = await worldOf([0, 0]);
    const tags = (id: number, ...names: string[]) =>
      world.sql('update customers set tags = $2 where customer_id = $1', [id, names]);
    await tags(1, 'points:99', 'points:x', 'points:12345678901234567890');
    await world.define(tiersOf({ basis: 'loyalty points', tagPrefix: 'points:' }));
    await tags(1, 'points:100');
    await tags(2, 'points:300');
    await world.catchUp();
    expect(await world.events()).toEqual(['1 bronze>silver up loyalty', '2 >gold up loyalty']);
  });
});

describe('a tier that is given', () => {
  const give = (world: TierWorld, id: number, tierId: string | null) =>
    world.inShop((tx) => world.tiers.setTier(tx, [id], tierId, 'staff'));

  it('holds for as long as an order would count, and gives way to a higher one', async () => {
    const world = await worldOf([50, 50]);
    await world.define(tiersOf());
    expect(await give(world, 1, 'silver')).toBe(1);
    expect(await give(world, 1, 'silver')).toBe(0);
    await give(world, 2, 'silver');
    await order(world, 1, 5);
    await order(world, 2, 300);
    await world.catchUp();
    world.clock.at += 365 * DAY_MS;
    await world.catchUp();
    expect(await world.events()).toEqual([
      '1 bronze>silver up staff',
      '2 bronze>silver up staff',
      '2 silver>gold up orders',
      // What was ordered with the gift leaves on the same day.
      '1 silver> down day',
      '2 gold> down day',
    ]);
  });

  it('can be a lower one, or taken back', async () => {
    const world = await worldOf([100]);
    await world.define(tiersOf());
    await give(world, 1, 'bronze');
    await order(world, 1, 5);
    await world.catchUp();
    expect(await world.standings()).toBe('1 bronze');
    await give(world, 1, null);
    expect(await world.standings()).toBe('1 silver');
    await expect(give(world, 1, 'diamond')).rejects.toThrow('no value tier "diamond"');
  });

  it('does nothing to customers of another shop', async () => {
    const mine = await worldOf([100]);
    const other = await worldOf([100]);
    await mine.define(tiersOf());
    await other.define(tiersOf());
    await mine.inShop((tx) => mine.tiers.setTier(tx, [1, 999], 'gold', 'scenario'));
    expect(await other.standings()).toBe('1 silver');
    expect(await mine.standings()).toBe('1 gold');
    expect(await mine.letIn()).toEqual([1]);
    expect(await other.letIn()).toEqual([]);
  });
});

describe('segments', () => {
  it('hear of whose tier has changed', async () => {
    const world = await worldOf([50, 100]);
    await world.sql('insert into segment_tracking (shop_id) values ($1)', [world.shopId]);
    await world.define(tiersOf());
    const noted = () =>
      world.sql(
        `select customer_id as id, facts from segment_changes where facts && '{value tier,loyalty}' order by change_id`,
      );
    // Everybody, once: when the tiers were defined and when the pass was over.
    expect(await noted()).toEqual([
      { id: null, facts: ['value tier', 'loyalty'] },
      { id: null, facts: ['value tier'] },
    ]);
    await world.sql('delete from segment_changes');
    await order(world, 1, 50);
    await order(world, 2, 5);
    await world.catchUp();
    expect(await noted()).toEqual([{ id: 1, facts: ['value tier'] }]);
  });
});
