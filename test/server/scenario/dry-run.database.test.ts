/** A scenario rehearsed over a shop's past: what it says, and that it does nothing. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DryRunView } from '../../../admin-app/contract/scenario-dry-run.ts';
import type { Block, StartTrigger } from '../../../admin-app/core/scenario/types.ts';
import { winBack } from '../../support/win-back.ts';
import { insertCustomers, small, tag } from './entry-world.ts';
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

it('takes branches and conditions by the facts of today, and names other scenarios', async () => {
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
});

it('says where the past does not tell', async () => {
  const trigger = { kind: 'link clicked', urlContains: 'sale' } as const;
  expect(await rehearse(await draftOf(small({ trigger })))).toMatchObject({ kind: 'not possible' });
});
