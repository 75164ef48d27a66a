/** A scenario that runs: seen live, changed by hand, in several versions, archived. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  AddedCustomers,
  CustomersAtBlock,
  EnrolmentView,
  EnteringView,
} from '../../../admin-app/contract/scenario-running.ts';
import type { ScenarioVersions } from '../../../admin-app/contract/scenario-versions.ts';
import type { ScenariosView, ScenarioView } from '../../../admin-app/contract/scenarios.ts';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { countOpenAlerts } from '../../../admin-app/server/database/customer-updates.ts';
import { readScenariosUsing } from '../../../admin-app/server/database/segments.ts';
import { insertCustomers, segmentsOf, small, tag } from './entry-world.ts';
import { callApi, scenarioApi } from './scenario-api.ts';
import {
  activate,
  createWorld,
  enrolmentsOf,
  later,
  order,
  run,
  shareDatabase,
  type World,
} from './world.ts';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

function call<T>(method: string, path: string, body?: unknown, of = world) {
  return callApi<T>(scenarioApi(of), method, path, body);
}

const wait = (id: string, hours: number, next: string): Block => ({
  kind: 'wait',
  id,
  until: { kind: 'time', hours },
  next,
});
const alert: Block = {
  kind: 'update customer',
  id: 'alert',
  changes: [{ kind: 'alert staff', note: 'call them' }],
  next: 'stay',
};
const BY_HAND = small({
  trigger: { kind: 'by hand' },
  blocks: [wait('first', 10, 'alert'), alert],
});

async function add(scenarioId: number, customers: readonly (number | string)[]) {
  return await call<AddedCustomers>('POST', `/scenarios/${scenarioId}/customers`, { customers });
}

async function atBlock(scenarioId: number, blockId: string, after = 0) {
  const path = `/scenarios/${scenarioId}/blocks/${blockId}/customers?after=${after}`;
  return (await call<CustomersAtBlock>('GET', path)).body;
}

describe('customers added by hand', () => {
  it('enter once, by number or address, whoever of them is known', async () => {
    await insertCustomers(world, 1, 2, 3);
    const scenarioId = await activate(world, BY_HAND);
    const given = [1, 'Customer-2@example.com', 'nobody@example.com', 999, 1];
    expect((await add(scenarioId, given)).body).toEqual({
      matched: 2,
      entered: 2,
      alreadyInside: 0,
      unknown: 2,
      unknownExamples: ['nobody@example.com', '999'],
    });
    const again = await Promise.all([add(scenarioId, [1, 3]), add(scenarioId, [3])]);
    const entered = again.reduce((sum, { body }) => sum + body.entered, 0);
    expect(entered).toBe(1);
    expect(await enrolmentsOf(world, 3)).toHaveLength(1);
    expect((await atBlock(scenarioId, 'first')).customers).toHaveLength(3);
  });

  it('who are about to enter for another reason wait for that to be over', async () => {
    await insertCustomers(world, 1);
    const scenarioId = await activate(world, BY_HAND);
    const { store, customers } = world.engine;
    let added: ReturnType<typeof add> | undefined;
    await world.inShop(async (tx) => {
      const entry = await customers.entry(tx, scenarioId);
      if (!entry) throw new Error('The scenario is not active');
      const named = [{ customerId: 1, cause: 'another', words: 'another' }];
      await customers.enter(tx, entry, store.namedCandidates(named), null);
      added = add(scenarioId, [1]);
      // Long enough for the other transaction to come to the lock, or past it.
      await delay(200);
    });
    expect((await added)?.body).toMatchObject({ matched: 1, entered: 0 });
    expect(await enrolmentsOf(world, 1)).toHaveLength(1);
  });

  it('enter no scenario that is not active', async () => {
    await insertCustomers(world, 1);
    const scenarioId = await activate(world, BY_HAND);
    await call('POST', `/scenarios/${scenarioId}/pause`);
    expect((await add(scenarioId, [1])).status).toBe(409);
  });

  it('by the thousand are found at their block, page by page', async () => {
    const ids = Array.from({ length: 1_203 }, (_, index) => index + 1);
    await world.inShop((tx) =>
      tx.execute(
        `insert into customers (shop_id, customer_id, created_at, updated_at)
         select $1, n, now(), now() from generate_series(1, 1203) n`,
        [tx.shopId],
      ),
    );
    const scenarioId = await activate(world, BY_HAND);
    expect((await add(scenarioId, ids)).body).toMatchObject({ matched: 1_203, entered: 1_203 });
    const view = await call<ScenarioView>('GET', `/scenarios/${scenarioId}`);
    expect(view.body.waiting).toEqual({ first: 1_203 });
    const found: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: CustomersAtBlock = await atBlock(scenarioId, 'first', after);
      found.push(...page.customers.map(({ customerId }) => customerId));
      after = page.next;
    }
    expect(found.sort((a, b) => a - b)).toEqual(ids);
  });
});

describe('one customer', () => {
  async function inside() {
    await insertCustomers(world, 1);
    const scenarioId = await activate(world, BY_HAND);
    await add(scenarioId, [1]);
    const { customers } = await atBlock(scenarioId, 'first');
    return `/scenarios/${scenarioId}/enrolments/${customers[0]?.enrolmentId}`;
  }

  it('is seen with every step, its time and its cause', async () => {
    const path = await inside();
    await later(world, 10);
    const { body } = await call<EnrolmentView>('GET', path);
    expect(body).toMatchObject({ customerId: 1, blockId: 'stay', outcome: null });
    expect(body.steps.map(({ cause }) => cause)).toEqual(
      expect.arrayContaining(['added by Ada', 'time is over']),
    );
    const alerts = await call<{ alerts: { alertId: number; note: string }[] }>(
      'GET',
      '/staff-alerts',
    );
    expect(alerts.body.alerts).toMatchObject([{ note: 'call them', customerId: 1 }]);
    const [first] = alerts.body.alerts;
    expect(await world.inShop(countOpenAlerts)).toBe(1);
    expect((await call('POST', `/staff-alerts/${first?.alertId}/close`)).status).toBe(204);
    expect((await call('POST', `/staff-alerts/${first?.alertId}/close`)).status).toBe(404);
    expect(await world.inShop(countOpenAlerts)).toBe(0);
  });

  it('is moved by hand, and staff are named in the history', async () => {
    const path = await inside();
    const moved = await call<EnrolmentView>('POST', `${path}/move`, { to: 'stay' });
    expect(moved.body).toMatchObject({ blockId: 'stay' });
    expect(moved.body.steps.at(-1)).toMatchObject({ cause: 'moved by Ada' });
    const nowhere = await call<{ error: { field: string } }>('POST', `${path}/move`, {
      to: 'gone',
    });
    expect(nowhere).toMatchObject({ status: 422, body: { error: { field: 'to' } } });
  });

  it('is taken out by hand, once', async () => {
    const path = await inside();
    const removed = await call<EnrolmentView>('POST', `${path}/remove`);
    expect(removed.body).toMatchObject({ outcome: 'taken out by Ada' });
    expect((await call('POST', `${path}/remove`)).status).toBe(409);
    expect((await call('POST', `${path}/move`, { to: 'stay' })).status).toBe(409);
  });

  it('of another scenario, or another shop, is not there', async () => {
    const path = await inside();
    const other = await createWorld(database());
    for (const [of, asked] of [
      [other, path],
      [world, path.replace(/scenarios\/\d+/, 'scenarios/999')],
    ] as const) {
      expect((await call('GET', asked, undefined, of)).status).toBe(404);
      expect((await call('POST', `${asked}/remove`, undefined, of)).status).toBe(404);
    }
    await other.close();
  });
});

describe('a new version', () => {
  const faster: ScenarioDefinition = {
    ...BY_HAND,
    blocks: BY_HAND.blocks.map((block) =>
      block.id === 'first' ? wait('first', 5, 'alert') : block,
    ),
  };

  async function insideOld(customers: readonly number[]) {
    await insertCustomers(world, ...customers);
    const scenarioId = await activate(world, BY_HAND);
    await add(scenarioId, customers);
    await call('PUT', `/scenarios/${scenarioId}`, { name: 'x', definition: faster });
    return scenarioId;
  }

  it('leaves those inside on theirs unless asked to move them over', async () => {
    const scenarioId = await insideOld([1]);
    await call('POST', `/scenarios/${scenarioId}/activate`, { confirmed: true });
    await later(world, 6);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ block_id: 'first', version: 1 }]);
  });

  it('takes those inside over where asked to, at their block and with its new length', async () => {
    const scenarioId = await insideOld([1, 2]);
    const wish = { confirmed: true, moveOver: true };
    await call('POST', `/scenarios/${scenarioId}/activate`, wish);
    await Promise.all([run(world), run(world)]);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ block_id: 'first', version: 2 }]);
    await later(world, 5);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ block_id: 'stay', version: 2 }]);
    const { customers } = await atBlock(scenarioId, 'stay');
    const path = `/scenarios/${scenarioId}/enrolments/${customers[0]?.enrolmentId}`;
    const { body } = await call<EnrolmentView>('GET', path);
    expect(body.steps.map(({ result }) => result)).toContain('moved over from version 1');
    expect(body.steps.map(({ step }) => step)).toEqual(body.steps.map((_, index) => index + 1));
  });

  it('is listed before the older ones, each with its blocks and how many are inside', async () => {
    const scenarioId = await insideOld([1, 2]);
    await call('POST', `/scenarios/${scenarioId}/activate`, { confirmed: true });
    await insertCustomers(world, 3);
    await add(scenarioId, [3]);
    await call(
      'POST',
      `/scenarios/${scenarioId}/enrolments/${(await atBlock(scenarioId, 'first')).customers[0]?.enrolmentId}/remove`,
    );
    const { body } = await call<ScenarioVersions>('GET', `/scenarios/${scenarioId}/versions`);
    expect(body.versions).toMatchObject([
      { version: 2, entered: 1, inside: 1, definition: faster },
      { version: 1, entered: 2, inside: 1, definition: BY_HAND },
    ]);
    expect((await call('GET', '/scenarios/999/versions')).status).toBe(404);
  });

  it('lets those finish on theirs whose block is gone', async () => {
    await insertCustomers(world, 1);
    const scenarioId = await activate(world, BY_HAND);
    await add(scenarioId, [1]);
    const without = small({ trigger: { kind: 'by hand' }, blocks: [alert] });
    await call('PUT', `/scenarios/${scenarioId}`, { name: 'x', definition: without });
    await call('POST', `/scenarios/${scenarioId}/activate`, { confirmed: true, moveOver: true });
    await later(world, 10);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ block_id: 'stay', version: 1 }]);
  });
});

describe('customers of a large shop', () => {
  it('are counted once, and then behind those who look, who are told when', async () => {
    await insertCustomers(world, 1, 2, 3);
    const scenarioId = await activate(world, BY_HAND);
    await add(scenarioId, [1, 2]);
    const large = scenarioApi(world, { most: 2 });
    const ask = async <T>(path: string) => (await callApi<T>(large, 'GET', path)).body;
    const list = () => ask<ScenariosView>('/scenarios');
    expect(await list()).toMatchObject({
      scenarios: [{ entered: null, inside: null }],
      countedAt: null,
    });
    const countedAt = world.clock.now();
    await vi.waitFor(async () => expect((await list()).countedAt).toBe(countedAt));

    await add(scenarioId, [3]);
    expect(await list()).toMatchObject({ scenarios: [{ entered: 2, inside: 2 }], countedAt });
    const versions = await ask<ScenarioVersions>(`/scenarios/${scenarioId}/versions`);
    expect(versions).toMatchObject({ versions: [{ entered: 2, inside: 2 }], countedAt });
    // Whom a new version concerns is never a matter of minutes.
    const view = await ask<ScenarioView>(`/scenarios/${scenarioId}`);
    expect(view).toMatchObject({ entered: 2, inside: 3, countedAt });
  });

  it('who would enter are counted behind those who look, and anew by another start', async () => {
    await insertCustomers(world, 1, 2, 3);
    const segments = segmentsOf(world);
    for (const customerId of [1, 2]) await tag(world, customerId, 'vip');
    const joins = (segmentId: number) =>
      ({ kind: 'joins segment', segmentId, fromSegmentId: null }) as const;
    const trigger = joins(await segments.create('VIP', `customer_tags CONTAINS 'vip'`));
    const scenarioId = await activate(world, small({ trigger }));
    const large = scenarioApi(world, { most: 2 });
    const entering = async () =>
      (await callApi<EnteringView>(large, 'GET', `/scenarios/${scenarioId}/entering`)).body;
    const counted = (view: EnteringView) =>
      vi.waitFor(async () => expect(await entering()).toEqual(view));
    const countedAt = world.clock.now();
    expect(await entering()).toEqual({ count: null, countedAt: null });
    await counted({ count: { fitting: 2, reachable: 2, entering: 2 }, countedAt });
    await add(scenarioId, [1]);
    expect(await entering()).toEqual({
      count: { fitting: 2, reachable: 2, entering: 2 },
      countedAt,
    });

    const other = joins(await segments.create('Everybody', 'number_of_orders = 0'));
    const edited = small({ trigger: other });
    await call('PUT', `/scenarios/${scenarioId}`, { name: 'x', definition: edited });
    expect(await entering()).toEqual({ count: null, countedAt: null });
    await counted({ count: { fitting: 3, reachable: 3, entering: 2 }, countedAt });
    const inactive = { kind: 'no order', days: 30 };
    const typed = await callApi(large, 'POST', '/scenarios/audience', { inactive });
    expect(typed.body).toEqual({ inactive: null, reachable: null });
  });

  it('are not counted for a start by which nobody enters at once', async () => {
    await insertCustomers(world, 1, 2, 3);
    const scenarioId = await activate(world, BY_HAND);
    const large = scenarioApi(world, { most: 2 });
    const { body } = await callApi(large, 'GET', `/scenarios/${scenarioId}/entering`);
    const count = { fitting: null, reachable: null, entering: null };
    expect(body).toEqual({ count, countedAt: null });
  });
});

describe('a scenario', () => {
  it('that is archived lets everybody out and takes nobody in', async () => {
    await insertCustomers(world, 1, 2);
    const trigger = { kind: 'order placed', number: null, category: null } as const;
    const scenarioId = await activate(world, small({ trigger }));
    await order(world, 1);
    await run(world);
    const { body } = await call<ScenarioView>('POST', `/scenarios/${scenarioId}/archive`);
    expect(body.status).toBe('archived');
    await order(world, 2);
    await run(world);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ outcome: 'scenario archived' }]);
    expect(await enrolmentsOf(world, 2)).toEqual([]);
  });

  it('is duplicated as a draft of its own', async () => {
    const scenarioId = await activate(world, BY_HAND);
    const copy = await call<ScenarioView>('POST', `/scenarios/${scenarioId}/duplicate`, {
      name: 'Copy',
    });
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({ name: 'Copy', status: 'draft', definition: BY_HAND });
    expect(copy.body.scenarioId).not.toBe(scenarioId);
  });

  it('that would start itself by way of another is not activated', async () => {
    const calls = (scenarioId: number): Block => ({
      kind: 'start scenario',
      id: 'call',
      scenarioId,
      next: 'stay',
    });
    const first = await activate(world, BY_HAND);
    const trigger = { kind: 'by hand' } as const;
    const second = await activate(world, small({ trigger, blocks: [calls(first)] }));
    const definition = small({ trigger, blocks: [calls(second)] });
    await call('PUT', `/scenarios/${first}`, { name: 'ring', definition });
    const refused = await call<{ error: { field: string } }>(
      'POST',
      `/scenarios/${first}/activate`,
      {
        confirmed: true,
      },
    );
    expect(refused).toMatchObject({ status: 422, body: { error: { field: 'call.scenarioId' } } });
  });

  it('says how many of its segment would enter now', async () => {
    const segments = segmentsOf(world);
    await insertCustomers(world, 1, 2, 3);
    for (const customerId of [1, 2]) await tag(world, customerId, 'vip');
    const segmentId = await segments.create('VIP', `customer_tags CONTAINS 'vip'`);
    const trigger = { kind: 'joins segment', segmentId, fromSegmentId: null } as const;
    const scenarioId = await activate(world, small({ trigger }));
    await add(scenarioId, [1]);
    const { body } = await call('GET', `/scenarios/${scenarioId}/entering`);
    const count = { fitting: 2, reachable: 2, entering: 1 };
    expect(body).toEqual({ count, countedAt: null });
  });
});

describe('a segment', () => {
  it('knows the scenarios that start from it, come from it, aim at it or ask for it', async () => {
    const segments = segmentsOf(world);
    const used = await segments.create(`It's "VIP" (old)`, `customer_tags CONTAINS 'vip'`);
    const other = await segments.create('VIP', `customer_tags CONTAINS 'very'`);
    const joins = (segmentId: number, fromSegmentId: number | null) =>
      ({ kind: 'joins segment', segmentId, fromSegmentId }) as const;
    const byHand = { kind: 'by hand' } as const;
    const using = [
      small({ trigger: joins(used, null) }),
      small({ trigger: joins(other, used) }),
      small({ trigger: byHand, goal: { kind: 'joins segment', segmentId: used } }),
      small({ trigger: byHand, condition: String.raw`in_segment('IT\'S "VIP" (OLD)')` }),
      small({ trigger: byHand, condition: `in_segment('VIP')` }),
    ];
    const ids: number[] = [];
    for (const definition of using) ids.push(await activate(world, definition));
    const usersOf = async (segmentId: number) =>
      (await world.inShop((tx) => readScenariosUsing(tx, segmentId))).map((it) => it.scenarioId);
    expect(await usersOf(used)).toEqual(ids.slice(0, 4));
    expect(await usersOf(other)).toEqual([ids[1], ids[4]]);
  });
});
