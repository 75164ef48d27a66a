import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, parseDay, startOfDay } from '../../../admin-app/core/time.ts';
import { writeCustomerStatistics } from '../../../admin-app/server/database/customer-statistics-writer.ts';
import { noteForEverybody } from '../../../admin-app/server/database/segment-changes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder } from '../../support/shop-rows.ts';
import { createSegmentWorld, insertDue } from './segment-world.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

describe.each(['Pacific/Auckland', 'Pacific/Honolulu', 'Europe/Paris'])(
  'at midnight in %s',
  (zone) => {
    it('who is due in exactly 7 days joins, who was leaves, and not a minute earlier', async () => {
      const world = await createSegmentWorld(db, zone);
      // The night in which Paris puts its clock back.
      world.clock.at = startOfDay(parseDay('2026-10-25'), zone) + HOUR_MS;
      for (const ahead of [6, 7, 8, 9]) {
        await world.inShop((tx) => insertCustomer(tx, { customer_id: ahead }));
        await insertDue(world, ahead, world.day(ahead));
      }
      const exactly = await world.create('In 7 days', 'predicted_next_order_date = +7d');
      const within = await world.create('Soon', 'predicted_next_order_date BETWEEN today AND +7d');
      expect(await world.members(exactly)).toEqual([7]);
      expect(await world.members(within)).toEqual([6, 7]);

      world.clock.at = startOfDay(parseDay('2026-10-26'), zone) - 60_000;
      expect(await world.catchUp()).toBe(false);
      world.clock.at += 60_000;
      expect(await world.catchUp()).toBe(true);
      expect(await world.members(exactly)).toEqual([8]);
      expect(await world.members(within)).toEqual([6, 7, 8]);
      expect((await world.events(exactly)).toSorted()).toEqual([
        'joined 8: day changed',
        'left 7: day changed',
      ]);
      expect(await world.events(within)).toEqual(['joined 8: day changed']);
      expect(await world.catchUp()).toBe(false);
    });
  },
);

describe('facts that change', () => {
  it('make those join and leave whom they concern, with the facts as the cause', async () => {
    const world = await createSegmentWorld(db);
    for (const id of [1, 2, 3]) await world.inShop((tx) => insertCustomer(tx, { customer_id: id }));
    const none = await world.create('Without order', 'orders_placed MATCHES (count = 0)');
    const vips = await world.create('VIPs', "customer_tags CONTAINS 'ViP'");
    const french = await world.create('French', "customer_language = 'FR'");
    expect(await world.members(none)).toEqual([1, 2, 3]);

    const at = world.clock.at - HOUR_MS;
    await world.inShop((tx) => insertOrder(tx, { order_id: 1, customer_id: 2, processedAt: at }));
    await world.sql(`update customers set tags = '{vip}' where customer_id = 3`);
    await world.inShop((tx) => insertCustomer(tx, { customer_id: 4, locale: 'fr' }));
    expect(await world.catchUp()).toBe(true);
    expect(await world.members(none)).toEqual([1, 3, 4]);
    expect(await world.events(none)).toEqual([
      'left 2: facts changed orders',
      'joined 4: facts changed existence',
    ]);
    expect(await world.events(vips)).toEqual(['joined 3: facts changed customer']);
    expect(await world.members(french)).toEqual([4]);

    await world.sql('update orders set cancelled_at = now() where order_id = 1');
    await world.sql('update customers set deleted_at = now() where customer_id = 3');
    await world.catchUp();
    expect(await world.members(none)).toEqual([1, 2, 4]);
    expect(await world.members(vips)).toEqual([]);
    expect((await world.events(vips)).at(-1)).toBe('left 3: facts changed existence');
    expect(await world.catchUp()).toBe(false);
  });

  it('reach purchases, activities and passages through scenarios', async () => {
    const world = await createSegmentWorld(db);
    const at = world.clock.at;
    for (const id of [1, 2]) await world.inShop((tx) => insertCustomer(tx, { customer_id: id }));
    await world.inShop((tx) => insertOrder(tx, { order_id: 9, customer_id: 1, processedAt: at }));
    await world.sql(
      `insert into scenarios (shop_id, name, template, status, draft, created_at, updated_at)
       values ($1, 'Win back', 'win-back', 'draft', '{}', now(), now())`,
      [world.shopId],
    );
    const shoes = await world.create(
      'Shoes',
      "products_purchased MATCHES (product_type = 'Shoes', count >= 1)",
    );
    const engaged = await world.create('Engaged', 'ever_engaged = true');
    const inside = await world.create('Inside', "in_scenario('win BACK')");

    await world.sql(
      `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
       values ($1, 9, 1, 5, 'Sandal', 1, 2500)`,
      [world.shopId],
    );
    await world.catchUp();
    expect(await world.members(shoes)).toEqual([]);
    await world.sql(
      `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
       values ($1, 5, 'Sandal', 'SHOES', now(), now())`,
      [world.shopId],
    );
    await world.sql(
      `insert into activities (shop_id, customer_id, at, channel, kind, by_machine)
       values ($1, 1, now(), 'email', 'opened', true), ($1, 2, now(), 'email', 'clicked', false)`,
      [world.shopId],
    );
    await world.sql(
      `with version as (
         insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
         select shop_id, scenario_id, 1, '{}', now() from scenarios returning *)
       insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id, block_since)
       select shop_id, scenario_id, version, 2, 'x', true, now(), 'start', now() from version`,
    );
    await world.catchUp();
    expect(await world.members(shoes)).toEqual([1]);
    expect(await world.members(engaged)).toEqual([2]);
    expect(await world.members(inside)).toEqual([2]);
    await world.sql('update enrolments set ended_at = now()');
    await world.catchUp();
    expect(await world.events(inside)).toEqual([
      'joined 2: facts changed enrolments',
      'left 2: facts changed enrolments',
    ]);
  });

  it('of Shopify’s statistics move whom they concern, and an earlier reading changes nothing', async () => {
    const world = await createSegmentWorld(db);
    for (const id of [1, 2, 3]) await world.inShop((tx) => insertCustomer(tx, { customer_id: id }));
    const risky = await world.create('Risky', "rfm_group IN ('AT_RISK', 'ALMOST_LOST')");
    const rich = await world.create('Rich', "predicted_spend_tier = 'HIGH'");
    const read = async (at: number, ...of: (readonly [number, string | null, string | null])[]) => {
      const statistics = of.map(([customerId, rfmGroup, predictedSpendTier]) => ({
        customerId,
        rfmGroup,
        predictedSpendTier,
        loyalty: null,
      }));
      await world.inShop((tx) => writeCustomerStatistics(tx, statistics, at));
      return await world.catchUp();
    };
    const at = world.clock.at;
    await read(at, [1, 'at_risk', 'high'], [2, 'loyal', null], [404, 'new', 'low']);
    expect(await world.members(risky)).toEqual([1]);
    expect(await world.events(rich)).toEqual(['joined 1: facts changed shopify statistics']);
    expect(await read(at + 1, [1, 'at_risk', 'high'], [2, 'loyal', null])).toBe(false);
    expect(await read(at - 1, [1, 'new', 'low'], [2, 'at_risk', 'high'])).toBe(false);

    await read(at + 2, [1, null, null], [2, 'not_known_yet', 'high']);
    expect(await world.members(risky)).toEqual([]);
    expect(await world.members(rich)).toEqual([2]);
    expect((await world.events(risky)).at(-1)).toBe('left 1: facts changed shopify statistics');
  });

  it('of predictions that are made anew are looked at for everybody', async () => {
    const world = await createSegmentWorld(db);
    await world.inShop((tx) => insertCustomer(tx, { customer_id: 1 }));
    await insertDue(world, 1, world.day(-10));
    const overdue = await world.create('Overdue', 'days_overdue >= 7');
    expect(await world.members(overdue)).toEqual([1]);
    await world.sql('update predictions set due_day = $1', [world.day(3)]);
    await world.inShop((tx) => noteForEverybody(tx, ['prediction']));
    await world.catchUp();
    expect(await world.events(overdue)).toEqual(['left 1: facts changed prediction']);
  });

  it('let the overdue customer who buys leave, though the prediction is still the old one', async () => {
    const world = await createSegmentWorld(db);
    await world.inShop((tx) => insertCustomer(tx, { customer_id: 1 }));
    await insertDue(world, 1, world.day(-10));
    const overdue = await world.create('Overdue', 'days_overdue >= 7');
    const at = world.clock.at;
    await world.inShop(async (tx) => {
      await insertOrder(tx, { order_id: 1, customer_id: 1, processedAt: at });
      await tx.execute('update order_facts set orders = 2, last_order_at = to_timestamp($1)', [
        at / 1000,
      ]);
    });
    await world.catchUp();
    expect(await world.events(overdue)).toEqual(['left 1: facts changed prediction']);
  });

  it('while the day changes too are the cause for those whose they are', async () => {
    const world = await createSegmentWorld(db);
    for (const id of [1, 2]) await world.inShop((tx) => insertCustomer(tx, { customer_id: id }));
    const at = world.clock.at;
    await world.inShop((tx) =>
      insertOrder(tx, { order_id: 1, customer_id: 1, processedAt: at - 24 * HOUR_MS }),
    );
    const recent = await world.create('Recent', 'orders_placed MATCHES (date >= yesterday)');
    world.clock.at += 24 * HOUR_MS;
    await world.inShop((tx) => insertOrder(tx, { order_id: 2, customer_id: 2, processedAt: at }));
    await world.catchUp();
    expect((await world.events(recent)).toSorted()).toEqual([
      'joined 2: facts changed orders',
      'left 1: day changed',
    ]);
  });
});

describe('a query that is edited', () => {
  it('moves its members at once, and those of segments that name it, also through another', async () => {
    const world = await createSegmentWorld(db);
    for (const id of [1, 2]) await world.inShop((tx) => insertCustomer(tx, { customer_id: id }));
    await world.sql(`update customers set tags = '{a}' where customer_id = 1`);
    const inner = await world.create('Inner', "customer_tags CONTAINS 'a'");
    const outer = await world.create('Outer', "NOT in_segment('inner')");
    const outermost = await world.create('Outermost', "in_segment('OUTER')");
    expect(await world.members(outermost)).toEqual([2]);

    const edited = { name: 'Inner', query: "NOT customer_tags CONTAINS 'a'" };
    expect(await world.ask(`/${inner}`, 'PUT', edited)).toMatchObject({ members: 1, version: 2 });
    expect(await world.members(outermost)).toEqual([1]);
    expect((await world.events(inner)).toSorted()).toEqual([
      'joined 2: query edited',
      'left 1: query edited',
    ]);
    expect((await world.events(outer)).toSorted()).toEqual([
      'joined 1: query edited (Inner)',
      'left 2: query edited (Inner)',
    ]);

    // What the innermost reads concerns the others too.
    await world.sql(`update customers set tags = '{a}' where customer_id = 2`);
    await world.catchUp();
    expect(await world.members(outermost)).toEqual([1, 2]);
    expect((await world.events(outermost)).at(-1)).toBe('joined 2: facts changed customer');
  });
});
