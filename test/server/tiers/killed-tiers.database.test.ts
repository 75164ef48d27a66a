import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startProgram } from '../../support/program.ts';
import { createTierWorld, type TierWorld, tier, tierJobs, tiersOf } from './tier-world.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

async function startProcess(world: TierWorld): Promise<ChildProcess> {
  const args = [db.url, String(world.shopId), String(world.clock.at)];
  const child = startProgram('tiers', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

/** Customers whose events, one after the other, do not lead from the first tier to the present one. */
function brokenStories(world: TierWorld) {
  return world.sql(
    `select * from (
       select c.customer_id, t.tier_id as now,
              (select e.to_tier_id from tier_events e where e.customer_id = c.customer_id order by e.event_id desc limit 1) as last,
              exists (select from tier_events e where e.customer_id = c.customer_id) as moved,
              (select count(*) from (
                 select e.from_tier_id, lag(e.to_tier_id, 1, e.from_tier_id) over (order by e.event_id) as before
                   from tier_events e where e.customer_id = c.customer_id) steps
                where steps.from_tier_id is distinct from steps.before) as gaps
         from customers c left join customer_tiers t on t.customer_id = c.customer_id) story
      where gaps > 0 or moved and now is distinct from last`,
  );
}

it('tells of every rise and fall once and in turn, however often two processes are killed', async () => {
  const world = await createTierWorld(db, { customersAtATime: 500 });
  await world.sql(
    `insert into customers (shop_id, customer_id, created_at, updated_at)
     select $1, id, now(), now() from generate_series(1, 3000) as id`,
    [world.shopId],
  );
  await world.sql(
    `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                         created_at, updated_at)
     select $1, id, id, '', 'EUR', id % 400, 'paid', timestamptz '2026-05-01', now(), now()
       from generate_series(1, 3000) as id`,
    [world.shopId],
  );
  await world.define(tiersOf());
  const { editTiers } = tierJobs(db, () => world.clock.at);
  for (let round = 0; round < 2; round += 1) {
    const processes = await Promise.all([startProcess(world), startProcess(world)]);
    for (let batch = 0; batch < 5; batch += 1) {
      await world.sql(
        'update orders set total_minor = 400 - total_minor where customer_id % 7 = $1',
        [batch],
      );
      // Half-way through, the lines are drawn anew.
      const silver = tier('silver', 100 + 10 * batch);
      if (batch % 2 === 1)
        await world.inShop((tx) =>
          editTiers(tx, tiersOf({ tiers: [tier('bronze', 1), silver, tier('gold', 300)] })),
        );
      await delay(10 + 20 * round);
    }
    for (const child of processes) {
      expect(child.exitCode).toBeNull();
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(await brokenStories(world)).toEqual([]);
  }
  await world.catchUp();
  expect(await world.catchUp()).toBe(false);
  expect(await brokenStories(world)).toEqual([]);
  const wrong = await world.sql(
    `select o.customer_id from orders o left join customer_tiers t using (customer_id)
      where t.tier_id is distinct from case when total_minor >= 300 then 'gold' when total_minor >= 130 then 'silver'
                                            when total_minor >= 1 then 'bronze' end`,
  );
  expect(wrong).toEqual([]);
  expect((await world.events()).length).toBeGreaterThan(1_000);
});
