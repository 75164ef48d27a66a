/** A scenario rehearsed over a shop's past: what it says, and that it does nothing. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DryRunView } from '../../../admin-app/contract/scenario-dry-run.ts';
import type { Block, StartTrigger } from '../../../admin-app/core/scenario/types.ts';
import { winBack } from '../../support/win-back.ts';
import { act, insertCustomers, segmentsOf, small, tag } from './entry-world.ts';
import { callApi, scenarioApi } from './scenario-api.ts';
import { activate, createWorld, order, shareDatabase, type World, withStart } from './world.ts';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

const SILENT: StartTrigger = { kind: 'inactive', by: { kind: 'no order', days: 30 } };

/** Customers 1 and 2 ordered 200 and 100 days ago; 3 never did. 2 may not be mailed. */
async function insertPast(): Promise<void> {
  await insertCustomers(world, 1, 2, 3);
  for (const customerId of [1, 2]) {
    for (const days of [200, 100]) await order(world, customerId, { hoursAgo: days * 24 });
  }
  await world.inShop((tx) =>
    tx.execute(`update customers set email_consent = 'unsubscribed' where customer_id = 2`),
  );
}

async function rehearse(scenarioId: number, days = 180): Promise<DryRunView> {
  const path = `/scenarios/${scenarioId}/dry-run`;
  const { status, body } = await callApi<DryRunView>(scenarioApi(world), 'POST', path, { days });
  expect(status).toBe(200);
  return body;
}

async function draftOf(definition: ReturnType<typeof small>): Promise<number> {
  const { store } = world.engine;
  const at = world.clock.now();
  return await world.inShop((tx) =>
    store.insertScenario(tx, { name: 'Rehearsed', template: 'win-back', draft: definition, at }),
  );
}

it('says who would have entered on which day, where they came and what they got', async () => {
  await insertPast();
  const scenarioId = await draftOf(withStart({ trigger: SILENT, holdoutShare: 0 }));
  const view = await rehearse(scenarioId);
  if (view.kind !== 'rehearsed') throw new Error(view.reason);
  expect(view).toMatchObject({
    from: '2025-12-17',
    until: '2026-06-14',
    entered: 2,
    customers: 1,
    heldOut: 0,
    lookedAt: 2,
    of: 2,
  });
  // 30 days after the orders of 27 November and 7 March.
  expect(view.days.filter(({ entered }) => entered > 0)).toMatchObject([
    { day: '2025-12-27', entered: 1 },
    { day: '2026-04-06', entered: 1 },
  ]);
  expect(view.blocks).toMatchObject({ start: 2, 'email-1': 2 });
  expect(view.channels.email).toBeGreaterThanOrEqual(4);
  expect(view.assumptions.length).toBeGreaterThan(2);
  expect(await rehearse(scenarioId)).toEqual(view);
});

it('writes and sends nothing', async () => {
  await insertPast();
  await rehearse(await draftOf(winBack));
  const [rows] = await world.inShop((tx) =>
    tx.query(
      `select (select count(*) from enrolments) + (select count(*) from sends) + (select count(*) from enrolment_steps) as n`,
    ),
  );
  expect(rows).toEqual({ n: 0 });
});

it('takes tags as they are today, says so, and names other scenarios', async () => {
  await insertPast();
  await tag(world, 1, 'vip');
  const exit = (id: string): Block => ({ kind: 'exit', id, outcome: id });
  const branch: Block = {
    kind: 'branch',
    id: 'branch',
    name: 'VIP',
    arms: [{ name: 'VIP', query: `customer_tags CONTAINS 'vip'`, next: 'vip' }],
    otherwise: 'other',
  };
  const blocks = [branch, exit('vip'), exit('other')];
  const other = await activate(world, small({ trigger: { kind: 'by hand' } }));
  await world.engine.addCustomers(world.shopId, other, [1], 'Ada');
  const all = await rehearse(await draftOf(small({ trigger: SILENT, blocks })));
  expect(all).toMatchObject({
    entered: 4,
    outcomes: { vip: 2, other: 2 },
    overlaps: [{ scenarioId: other, customers: 1 }],
  });
  const condition = `customer_tags CONTAINS 'vip'`;
  const some = await rehearse(await draftOf(small({ trigger: SILENT, blocks, condition })));
  expect(some).toMatchObject({ entered: 2, outcomes: { vip: 2 } });
  if (some.kind !== 'rehearsed') throw new Error(some.reason);
  expect(some.assumptions.at(-1)).toContain('customer_tags');
});

it('says where the past does not tell, and in whose language', async () => {
  const scenarioId = await draftOf(small({ trigger: { kind: 'item returned' } }));
  expect(await rehearse(scenarioId)).toEqual({
    kind: 'not possible',
    reason: expect.stringContaining('but not when'),
  });
  const called = await draftOf(small({ trigger: { kind: 'another scenario' } }));
  expect(await rehearse(called)).toMatchObject({ reason: expect.stringContaining('No active') });
});

/** The days on which somebody would have entered. */
async function entryDays(trigger: StartTrigger): Promise<readonly string[]> {
  const view = await rehearse(await draftOf(small({ trigger })));
  if (view.kind !== 'rehearsed') throw new Error(view.reason);
  return view.days.filter(({ entered }) => entered > 0).map(({ day }) => day);
}

it('follows value tiers as the order log then had them; without tiers it says so', async () => {
  await insertCustomers(world, 1);
  for (const days of [100, 60]) await order(world, 1, { hoursAgo: days * 24 });
  const rising: StartTrigger = { kind: 'tier changes', direction: 'up', from: null, to: ['two'] };
  expect(await rehearse(await draftOf(small({ trigger: rising })))).toMatchObject({
    kind: 'not possible',
    reason: expect.stringContaining('no value tiers'),
  });
  await world.inShop(async (tx) => {
    await tx.execute(
      `insert into tier_settings (shop_id, basis, window_kind, limits, updated_at)
       values ($1, 'orders', '12 months', 'thresholds', now())`,
      [tx.shopId],
    );
    await tx.execute(
      `insert into value_tiers (shop_id, tier_id, place, name, benefits, from_value, tag, enter_value, stay_value)
       values ($1, 'one', 1, 'One', '{}', 1, '', 1, 1), ($1, 'two', 2, 'Two', '{}', 2, '', 2, 2)`,
      [tx.shopId],
    );
  });
  expect(await entryDays(rising)).toEqual(['2026-04-16']);
  expect(await entryDays({ ...rising, to: ['One'] })).toEqual(['2026-03-07']);
});

it('follows clicks and visits that were noted, also of those who never ordered', async () => {
  await insertCustomers(world, 1, 2);
  await world.inShop(async (tx) => {
    await tx.execute(`update customers set created_at = '2025-01-01'`);
    for (const [id, day, channel, kind, url, machine] of [
      [1, '2026-05-01', 'email', 'clicked', 'https://pine.example/Sale', false],
      [1, '2026-05-02', 'email', 'clicked', 'https://pine.example/sale', true],
      [2, '2025-12-10', 'on-site', 'visited', null, false],
      [2, '2025-12-20', 'on-site', 'visited', null, false],
      [2, '2026-03-01', 'on-site', 'page viewed', null, false],
    ] as const)
      await tx.execute(
        `insert into activities (shop_id, customer_id, at, channel, kind, details, by_machine, source_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          tx.shopId,
          id,
          `${day} 12:00Z`,
          channel,
          kind,
          JSON.stringify(url === null ? {} : { url }),
          machine,
          `${id} ${day}`,
        ],
      );
  });
  expect(await entryDays({ kind: 'link clicked', urlContains: 'sale' })).toEqual(['2026-05-01']);
  // What was before the first day is looked at as well: on 20 December nobody had been away.
  const back: StartTrigger = { kind: 'back after absence', days: 30, seen: 'visit' };
  expect(await entryDays(back)).toEqual(['2026-03-01']);
});

it('follows what was looked at under an address, as of a time of day only today', async () => {
  await insertPast();
  await act(world, 1, { kind: 'page viewed', url: 'https://pine.example/Sale', hoursAgo: 24 * 20 });
  const segments = segmentsOf(world);
  const joined = async (name: string, query: string): Promise<StartTrigger> => {
    return {
      kind: 'joins segment',
      segmentId: await segments.create(name, query),
      fromSegmentId: null,
    };
  };
  const looked = await joined('looked', `pages_viewed MATCHES (url CONTAINS 'sale')`);
  expect(await entryDays(looked)).toEqual(['2026-05-26']);
  const domain = await joined(
    'domain',
    `customer_email_domain = 'example.com' AND last_order_date < -30d`,
  );
  expect(await entryDays(domain)).toEqual(['2025-12-28']);
  const clock = await joined('clock', 'last_order_date < 2026-03-01T10:00:00');
  expect(await rehearse(await draftOf(small({ trigger: clock })))).toMatchObject({
    reason: expect.stringContaining('time of day'),
  });
});

it('takes everybody who is there as added by hand on the first day', async () => {
  await insertPast();
  const byHand: StartTrigger = { kind: 'by hand' };
  expect(await entryDays(byHand)).toEqual(['2025-12-17']);
});

it('takes the loyalty programme at what was noted, where anything was', async () => {
  await insertCustomers(world, 1);
  const change = (cause: string, to: string) =>
    world.inShop((tx) =>
      tx.execute(
        `insert into tier_events (shop_id, customer_id, at, from_tier_id, to_tier_id, direction, cause)
         values ($1, 1, '2026-05-01 12:00Z', null, $2, 'up', $3)`,
        [tx.shopId, to, cause],
      ),
    );
  await world.inShop(async (tx) => {
    await tx.execute(
      `insert into tier_settings (shop_id, basis, window_kind, limits, tag_prefix, updated_at)
       values ($1, 'loyalty tier', 'always', 'thresholds', 'tier:', now())`,
      [tx.shopId],
    );
    await tx.execute(
      `insert into value_tiers (shop_id, tier_id, place, name, benefits, from_value, tag)
       values ($1, 'one', 1, 'One', '{}', 0, 'one')`,
      [tx.shopId],
    );
  });
  const rising: StartTrigger = { kind: 'tier changes', direction: 'up', from: null, to: ['one'] };
  await change('import', 'one');
  expect(await rehearse(await draftOf(small({ trigger: rising })))).toMatchObject({
    reason: expect.stringContaining('loyalty programme said before'),
  });
  await change('loyalty', 'one');
  expect(await entryDays(rising)).toEqual(['2026-05-01']);
});

it('tells how far it has come where there are many to look at', async () => {
  await world.inShop((tx) =>
    tx.execute(
      `insert into customers (shop_id, customer_id, email, email_consent, created_at, updated_at)
       select $1, id, 'c' || id || '@example.com', 'subscribed', '2024-06-01Z', now()
         from generate_series(1, 1500) as id`,
      [tx.shopId],
    ),
  );
  const scenarioId = await draftOf(small({ trigger: { kind: 'by hand' } }));
  const answer = await scenarioApi(world).request(`/api/scenarios/${scenarioId}/dry-run`, {
    method: 'POST',
    body: JSON.stringify({ days: 90 }),
  });
  const lines = (await answer.text()).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { lookedAt: 1_000, of: 1_500 },
    { kind: 'rehearsed', entered: 1_500 },
  ]);
});
