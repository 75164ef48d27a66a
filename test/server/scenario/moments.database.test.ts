/** What steps are told of customers: their clock, their dates, their habits. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { DAY_MS, dayOf, HOUR_MS } from '../../../admin-app/core/time.ts';
import { createReadMoments } from '../../../admin-app/server/jobs/scenario-moments.ts';
import { act, insertCustomers, small } from './entry-world.ts';
import { activate, createWorld, order, run, setDue, shareDatabase, type World } from './world.ts';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

const byHand = { kind: 'by hand' } as const;
const untilDate = (date: 'birthday' | 'predicted_next_order_date'): Block => ({
  kind: 'wait',
  id: 'date',
  until: { kind: 'date', date, daysBefore: 0, hour: 9 },
  next: 'stay',
});
const atBestHour: Block = {
  kind: 'message',
  id: 'mail',
  name: 'Mail',
  channel: 'email',
  content: {},
  fallbackLanguage: 'en',
  priorityClass: 'lifecycle',
  sendTime: { kind: 'best hour' },
  next: 'stay',
  unreachable: null,
  outranked: null,
};

async function momentsOf(blocks: readonly Block[], ...customerIds: number[]) {
  const definition: ScenarioDefinition = small({ trigger: byHand, blocks });
  const read = createReadMoments({ store: world.engine.store });
  const asked = customerIds.map((customerId) => ({
    enrolment: { customerId, scenarioId: 1 },
    definition,
  }));
  const momentOf = await world.inShop((tx) => read(tx, asked, world.clock.now()));
  return asked.map(({ enrolment }) => momentOf(enrolment));
}

describe('a customer’s moment', () => {
  it('has the zone of a country of one time, otherwise the shop’s', async () => {
    await insertCustomers(world, 1, 2, 3);
    await world.inShop((tx) =>
      tx.execute(
        `update customers set country = case customer_id when 1 then 'JP' when 2 then 'US' end`,
      ),
    );
    const moments = await momentsOf([untilDate('birthday')], 1, 2, 3);
    expect(moments.map(({ zone }) => zone)).toEqual([
      'Asia/Tokyo',
      'Europe/Warsaw',
      'Europe/Warsaw',
    ]);
  });

  it('has birthday and due day, unless an order has made that old', async () => {
    await insertCustomers(world, 1, 2);
    const today = dayOf(world.clock.now(), 'Europe/Warsaw');
    await world.inShop(async (tx) => {
      await tx.execute(`update customers set birthday = '1992-02-29' where customer_id = 1`);
      for (const customerId of [1, 2]) await setDue(tx, customerId, today - 5);
    });
    await order(world, 1, { hoursAgo: 24 * 30 });
    await order(world, 2, { hoursAgo: 24 });
    const blocks = [untilDate('birthday'), untilDate('predicted_next_order_date')];
    expect(await momentsOf(blocks, 1, 2)).toMatchObject([
      { birthday: { month: 2, date: 29 }, dueDay: today - 5, hours: null },
      { birthday: null, dueDay: null, hours: null },
    ]);
  });

  it('has the hours at which they look, and else those of the shop', async () => {
    await insertCustomers(world, 1, 2, 3);
    // Now it is Monday, 12:00 in Warsaw, and summer time for eleven weeks.
    for (let week = 1; week <= 10; week += 1) {
      await act(world, 1, { kind: 'opened', channel: 'email', hoursAgo: week * 7 * 24 + 16 });
      await act(world, 2, {
        kind: 'opened',
        channel: 'email',
        hoursAgo: week * 7 * 24,
        byMachine: true,
      });
    }
    for (let week = 1; week <= 3; week += 1) await order(world, 3, { hoursAgo: week * 7 * 24 + 2 });
    const bestHours = (await momentsOf([atBestHour], 1, 2)).map(({ hours }) => {
      const best = hours?.indexOf(Math.max(...hours)) ?? -1;
      return best % 24;
    });
    expect(bestHours[0]).toBe(20);
    // What a machine opened at noon counts for nothing.
    expect(bestHours[1]).toBe(20);
  });

  it('of a scenario that asks for nothing costs no question', async () => {
    const [moment] = await momentsOf([], 1);
    expect(moment).toMatchObject({ customerId: 1, birthday: null, hours: null });
  });
});

it('a mail at the best hour is planned for it, on the customer’s clock', async () => {
  await insertCustomers(world, 1);
  for (let day = 1; day <= 60; day += 1) {
    await act(world, 1, { kind: 'opened', channel: 'email', hoursAgo: day * 24 - 7 });
  }
  const scenarioId = await activate(world, small({ trigger: byHand, blocks: [atBestHour] }));
  await world.engine.addCustomers(world.shopId, scenarioId, [1], 'Ada');
  await run(world);
  const [send] = await world.inShop((tx) =>
    tx.query<{ due_at: number }>('select due_at from sends'),
  );
  const hoursAhead = ((send?.due_at ?? 0) - world.clock.now()) / HOUR_MS;
  expect(hoursAhead).toBe(7);
  expect(hoursAhead * HOUR_MS).toBeLessThan(DAY_MS);
});
