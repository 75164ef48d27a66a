/** How customers fared on each way of a split, as staff are told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArmCustomers, SplitArmsView } from '../../../admin-app/contract/scenario-running.ts';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { insertCustomers, small } from './entry-world.ts';
import { callApi, scenarioApi } from './scenario-api.ts';
import { activate, createWorld, later, order, run, shareDatabase, type World } from './world.ts';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

const arm = (id: string) => ({ id, name: `Way ${id}`, weight: 1, next: `wait-${id}` });
const wait = (id: string): Block => ({
  kind: 'wait',
  id: `wait-${id}`,
  until: { kind: 'time', hours: 1 },
  next: 'stay',
});

function split(winner: string | null, holdoutShare = 0): ScenarioDefinition {
  return small({
    trigger: { kind: 'by hand' },
    goal: { kind: 'order' },
    holdoutShare,
    blocks: [
      { kind: 'split', id: 'ab', name: 'A/B', arms: [arm('a'), arm('b')], winner },
      wait('a'),
      wait('b'),
    ],
  });
}

function call<T>(method: string, path: string, body?: unknown, of = world) {
  return callApi<T>(scenarioApi(of), method, path, body);
}

async function enter(scenarioId: number, from: number, to: number): Promise<void> {
  const customers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  await insertCustomers(world, ...customers);
  await call('POST', `/scenarios/${scenarioId}/customers`, { customers });
  await run(world);
}

async function armsOf(scenarioId: number): Promise<SplitArmsView> {
  return (await call<SplitArmsView>('GET', `/scenarios/${scenarioId}/blocks/ab/arms`)).body;
}

/** Whom each number of an arm opens. */
async function behind(scenarioId: number, armId: string, figure: string) {
  const path = `/scenarios/${scenarioId}/blocks/ab/arms/${armId}/customers?figure=${figure}`;
  const { body, status } = await call<ArmCustomers>('GET', path);
  return status === 200 ? body.customers.map(({ customerId }) => customerId) : status;
}

async function countsOf(scenarioId: number) {
  const { arms } = await armsOf(scenarioId);
  return Object.fromEntries(
    arms.map(({ armId, entered, customers, returned, opened, clicked }) => [
      armId,
      { entered, customers, returned, opened, clicked },
    ]),
  );
}

/** Customers by the way that is stored with them. */
async function onArm(id: string): Promise<readonly number[]> {
  const rows = await world.inShop((tx) =>
    tx.query<{ customer_id: number }>(
      `select customer_id from enrolments where marks -> 'arms' ->> 'ab' = $1 order by customer_id`,
      [id],
    ),
  );
  return rows.map((row) => row.customer_id);
}

/** Something sent from the customer's passage at this step, and what was done with it. */
async function react(customerId: number, kind: string, step: number, byMachine = false) {
  await world.inShop(async (tx) => {
    const { send_id } = await tx.one<{ send_id: number }>(
      `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                          priority_class, status, due_at, expires_at, created_at)
       select shop_id, enrolment_id, $2, scenario_id, version, 'mail', customer_id, 'email', 'lifecycle', 'sent', $3, $3, $3
         from enrolments where customer_id = $1 returning send_id`,
      [customerId, step, timestampText(world.clock.now())],
    );
    await tx.execute(
      `insert into activities (shop_id, customer_id, at, channel, kind, by_machine, details, send_id)
       values ($1, $2, $3, 'email', $4, $5, '{}', $6)`,
      [tx.shopId, customerId, timestampText(world.clock.now()), kind, byMachine, send_id],
    );
  });
}

const DAY = 24;

describe('the arms of a split', () => {
  it('count who came back within the window, once it is over, and what people opened and clicked', async () => {
    const scenarioId = await activate(world, split(null));
    await enter(scenarioId, 1, 40);
    const [a, b] = [await onArm('a'), await onArm('b')];
    expect(a.length + b.length).toBe(40);
    const nothing = { customers: 0, returned: 0, opened: 0, clicked: 0 };
    expect(await countsOf(scenarioId)).toEqual({
      a: { ...nothing, entered: a.length },
      b: { ...nothing, entered: b.length },
    });
    await later(world, 2 * DAY);
    const [first = 0, second = 0, third = 0] = a;
    await order(world, first);
    await order(world, first);
    await react(first, 'opened', 90);
    await react(second, 'clicked', 90);
    await react(second, 'clicked', 91);
    await react(third, 'opened', 90, true);
    // Sent before the split: says nothing about its ways.
    await react(b[0] ?? 0, 'opened', 0);
    await later(world, 27 * DAY);
    expect(await countsOf(scenarioId)).toMatchObject({ a: { customers: 0 } });
    await enter(scenarioId, 41, 45);
    await later(world, 2 * DAY);
    await order(world, b[0] ?? 0);
    const view = await armsOf(scenarioId);
    expect(view.verdict.kind).toBe('not enough yet');
    expect(view.arms.reduce((sum, { entered }) => sum + entered, 0)).toBe(45);
    expect(await countsOf(scenarioId)).toMatchObject({
      a: { customers: a.length, returned: 1, opened: 1, clicked: 1 },
      b: { customers: b.length, returned: 0, opened: 0, clicked: 0 },
    });
    expect(await behind(scenarioId, 'a', 'over')).toEqual(a);
    expect(await behind(scenarioId, 'a', 'returned')).toEqual([first]);
    expect(await behind(scenarioId, 'a', 'opened')).toEqual([first]);
    expect(await behind(scenarioId, 'a', 'clicked')).toEqual([second]);
    expect(await behind(scenarioId, 'b', 'returned')).toEqual([]);
    expect(await behind(scenarioId, 'b', 'luck')).toBe(422);
    expect(await behind(scenarioId, 'z', 'opened')).toBe(404);
    const { arms } = view;
    for (const { armId, entered } of arms)
      expect(await behind(scenarioId, armId, 'entered')).toHaveLength(entered);
  });

  it('leave out who was held out, and who took the winner because it had won', async () => {
    const scenarioId = await activate(world, split(null, 0.4));
    await enter(scenarioId, 1, 30);
    const atRandom = { a: (await onArm('a')).length, b: (await onArm('b')).length };
    expect(atRandom.a + atRandom.b).toBeLessThan(30);
    world.clock.move(1);
    await activateAgain(scenarioId, split('a', 0.4), true);
    await enter(scenarioId, 31, 50);
    expect((await onArm('a')).length).toBeGreaterThan(atRandom.a);
    world.clock.move(1);
    await activateAgain(scenarioId, split(null, 0.4), true);
    await run(world);
    expect(await countsOf(scenarioId)).toMatchObject({
      a: { entered: atRandom.a },
      b: { entered: atRandom.b },
    });
    await enter(scenarioId, 51, 70);
    const { arms } = await armsOf(scenarioId);
    expect(arms.every(({ armId, entered }) => entered > atRandom[armId as 'a' | 'b'])).toBe(true);
  });

  it('are those of the draft, with nobody on a new one; and of this shop only', async () => {
    const scenarioId = await activate(world, split(null));
    await enter(scenarioId, 1, 4);
    const definition = split(null);
    const [start, block, ...rest] = definition.blocks;
    if (!start || block?.kind !== 'split') throw new Error('The definition begins with a split');
    const three = { ...block, arms: [arm('b'), { ...arm('c'), next: 'wait-a' }] };
    await saveDraft(scenarioId, { ...definition, blocks: [start, three, ...rest] });
    const { arms } = await armsOf(scenarioId);
    expect(arms.map(({ armId }) => armId)).toEqual(['b', 'c']);
    expect(arms[1]).toMatchObject({ entered: 0, rate: null });
    const path = `/scenarios/${scenarioId}/blocks`;
    expect((await call('GET', `${path}/start/arms`)).status).toBe(404);
    const other = await createWorld(database());
    expect((await call('GET', `${path}/ab/arms`, undefined, other)).status).toBe(404);
    await other.close();
  });

  it('are read by the index of those in splits', async () => {
    const plan = await world.inShop(async (tx) => {
      await tx.execute('set local enable_seqscan = off');
      return await tx.query<Readonly<Record<string, string>>>(
        `explain select from enrolments e
          where e.shop_id = $1 and e.scenario_id = 1 and e.marks ? 'arms' and not e.held_out`,
        [tx.shopId],
      );
    });
    expect(JSON.stringify(plan)).toContain('enrolments_in_splits');
  });
});

async function saveDraft(scenarioId: number, definition: ScenarioDefinition): Promise<void> {
  const saved = await call('PUT', `/scenarios/${scenarioId}`, { name: 'Ways', definition });
  expect(saved.status).toBe(200);
}

async function activateAgain(
  scenarioId: number,
  definition: ScenarioDefinition,
  moveOver: boolean,
) {
  await saveDraft(scenarioId, definition);
  const body = { confirmed: true, moveOver };
  expect((await call('POST', `/scenarios/${scenarioId}/activate`, body)).status).toBe(200);
  await run(world);
}
