/** A segment, a scenario or a value tier gets another name: whatever asks for it by name goes on asking for it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScenarioView } from '../../../admin-app/contract/scenarios.ts';
import { queriesIn } from '../../../admin-app/core/scenario/definition-queries.ts';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { joinTierSide } from '../../../admin-app/server/tier-side.ts';
import { tiersOf } from '../tiers/tier-world.ts';
import { insertCustomers, segmentsOf, small, tag } from './entry-world.ts';
import { callApi, scenarioApi } from './scenario-api.ts';
import {
  activate,
  createWorld,
  later,
  order,
  outcomeOf,
  run,
  shareDatabase,
  type World,
} from './world.ts';

const database = shareDatabase();
let world: World;
let other: World;
beforeEach(async () => {
  world = await createWorld(database());
  other = await createWorld(database());
});
afterEach(async () => {
  await world.close();
  await other.close();
});

/** An hour after entering, who matches leaves as "matched". */
function asking(query: string, condition?: string): ScenarioDefinition {
  const blocks: Block[] = [
    { kind: 'wait', id: 'first', until: { kind: 'time', hours: 1 }, next: 'ask' },
    {
      kind: 'branch',
      id: 'ask',
      name: 'Ask',
      arms: [{ name: 'yes', query, next: 'yes' }],
      otherwise: 'stay',
    },
    { kind: 'exit', id: 'yes', outcome: 'matched' },
  ];
  const trigger = { kind: 'by hand' } as const;
  return small({ trigger, blocks, ...(condition === undefined ? {} : { condition }) });
}

/** Queries of all segments, then of all drafts and versions, as they are kept. */
async function keptIn(of: World): Promise<readonly string[]> {
  return await of.inShop(async (tx) => {
    const segments = await tx.query<{ query: string }>(
      'select query from segments order by segment_id',
    );
    const definitions = await tx.query<{ definition: ScenarioDefinition }>(
      `select draft as definition from scenarios union all select definition from scenario_versions`,
    );
    return [
      ...segments.map(({ query }) => query),
      ...definitions.flatMap(({ definition }) => queriesIn(definition)),
    ];
  });
}

async function membersOf(segmentId: number): Promise<readonly number[]> {
  return await world.inShop(async (tx) => {
    const rows = await tx.query<{ customer_id: number }>(
      'select customer_id from segment_members where segment_id = $1 order by customer_id',
      [segmentId],
    );
    return rows.map((row) => row.customer_id);
  });
}

async function enter(scenarioId: number, customerId: number): Promise<void> {
  const path = `/scenarios/${scenarioId}/customers`;
  await callApi(scenarioApi(world), 'POST', path, { customers: [customerId] });
  await run(world);
}

async function insertUnread(text: string): Promise<void> {
  await world.inShop((tx) =>
    tx.execute(
      `insert into segments (shop_id, name, query, evaluated_on, evaluated_at, created_at, updated_at)
       values ($1, 'Half written', $2, now(), now(), now(), now())`,
      [tx.shopId, text],
    ),
  );
}

describe('what has another name', () => {
  it('as a segment is followed by segments, drafts, and versions with customers inside', async () => {
    await insertCustomers(world, 1, 2);
    await tag(world, 1, 'vip');
    const segments = segmentsOf(world);
    const vips = await segments.create('VIP', `customer_tags CONTAINS 'vip'`);
    const users = await segments.create('Users', `in_segment( 'vip' )  -- VIP`);
    const foreign = segmentsOf(other);
    await foreign.create('VIP', '');
    await foreign.create('Users', `in_segment('VIP')`);
    await activate(other, asking(`in_segment('VIP')`));
    const scenarioId = await activate(world, asking(`in_segment('VIP')`, `NOT in_segment("none")`));
    await segments.create('none', `customer_tags CONTAINS 'nobody'`);
    await insertUnread(`in_segment('VIP') AND`);
    const foreignBefore = await keptIn(other);
    await enter(scenarioId, 1);

    const unread = await world.inShop((tx) => segments.rename(tx, vips, `L'élite`));

    expect(unread).toEqual([{ of: 'segment', id: expect.any(Number), name: 'Half written' }]);
    const kept = await keptIn(world);
    const renamed = String.raw`in_segment('L\'élite')`;
    expect(kept).toContain(String.raw`in_segment( 'L\'élite' )  -- VIP`);
    expect(kept).toContain(`in_segment('VIP') AND`);
    expect(kept.filter((query) => query === renamed)).toHaveLength(2);
    expect(await keptIn(other)).toEqual(foreignBefore);
    await segments.catchUp();
    expect(await membersOf(users)).toEqual([1]);
    await later(world, 2);
    expect(await outcomeOf(world, 1)).toBe('matched');
  });

  it('is followed by a scenario that is activated or copied at the same moment', async () => {
    const segments = segmentsOf(world);
    const vips = await segments.create('VIP', `customer_tags CONTAINS 'vip'`);
    const api = scenarioApi(world);
    const { store, inShop } = world.engine;
    const draft = asking(`in_segment('VIP')`);
    const scenarioId = await world.inShop((tx) =>
      store.insertScenario(tx, { name: 'x', template: 'blank', draft, at: world.clock.now() }),
    );
    const path = `/scenarios/${scenarioId}`;
    const asked = await inShop(world.shopId, async (tx) => {
      await store.lockSegments(tx);
      await segments.rename(tx, vips, 'Friends');
      const activation = callApi(api, 'POST', `${path}/activate`, { confirmed: true });
      const copy = callApi(api, 'POST', `${path}/duplicate`, { name: 'y' });
      // As long as both would take that do not wait for the rename.
      const all = Promise.all([activation, copy]);
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 300))]);
      return { all };
    });
    expect((await asked.all).map(({ status }) => status)).toEqual([200, 201]);
    expect(new Set((await keptIn(world)).slice(1))).toEqual(new Set([`in_segment('Friends')`]));
  });

  it('as a scenario is followed, unless a query would come to mean another one', async () => {
    await insertCustomers(world, 1, 2);
    const segments = segmentsOf(world);
    const app = scenarioApi(world);
    const definition = asking(`in_scenario('win back')`);
    const scenarioId = await activate(world, definition);
    const inside = await segments.create('Inside', `in_scenario('Win back')`);
    await activate(other, definition);
    const foreignBefore = await keptIn(other);
    await enter(scenarioId, 2);
    const save = (id: number, name: string) =>
      callApi<ScenarioView>(app, 'PUT', `/scenarios/${id}`, { name, definition });

    const { body } = await save(scenarioId, 'Come back');

    expect(body).not.toHaveProperty('unreadQueries');
    expect(queriesIn(body.definition)).toEqual([`in_scenario('Come back')`]);
    expect(body.unpublished).toBe(false);
    expect(new Set(await keptIn(world))).toEqual(new Set([`in_scenario('Come back')`]));
    expect(await keptIn(other)).toEqual(foreignBefore);

    const newer = await activate(world, small({ trigger: { kind: 'by hand' } }));
    const kept = await keptIn(world);
    expect(await save(newer, 'come BACK')).toMatchObject({
      status: 422,
      body: { error: { field: 'name', message: expect.stringContaining('“Inside”') } },
    });
    expect((await save(scenarioId, 'Win back')).status).toBe(422);
    expect(await keptIn(world)).toEqual(kept);
    await later(world, 2);
    expect(await outcomeOf(world, 2)).toBe('matched');
    expect(await membersOf(inside)).toEqual([]);
  });

  it('as a value tier is followed, also where two swap their names', async () => {
    await insertCustomers(world, 1);
    const { edit, assign } = joinTierSide({ clock: world.clock, inShop: world.engine.inShop });
    const define = async (names: readonly string[]) => {
      const tiers = tiersOf().tiers.map((each, i) => ({ ...each, name: names[i] ?? each.name }));
      const unread = await world.inShop((tx) => edit(tx, tiersOf({ tiers })));
      await assign.catchUp(world.shopId);
      return unread;
    };
    await order(world, 1, { hoursAgo: 1 });
    await define(['Bronze', 'Silver', 'Gold']);
    const [tier] = await world.inShop((tx) =>
      tx.query<{ value_tier: string }>(
        'select value_tier from segment_customers where customer_id = 1',
      ),
    );
    const own = tier?.value_tier ?? '';
    expect(['bronze', 'silver', 'gold']).toContain(own);
    const segments = segmentsOf(world);
    const query = `value_tier IN ('${own}') AND customer_tags NOT CONTAINS 'Gold'`;
    const segmentId = await segments.create('Mine', query);
    const scenarioId = await activate(world, asking(`value_tier = '${own.toUpperCase()}'`));
    await segmentsOf(other).create('Mine', query);
    await enter(scenarioId, 1);
    expect(await membersOf(segmentId)).toEqual([1]);

    const swapped = ['Gold', 'Bronze', 'Silver'];
    expect(await define(swapped)).toEqual([]);

    const after = swapped[['bronze', 'silver', 'gold'].indexOf(own)] ?? '';
    expect(await keptIn(world)).toEqual([
      `value_tier IN ('${after}') AND customer_tags NOT CONTAINS 'Gold'`,
      `value_tier = '${after}'`,
      `value_tier = '${after}'`,
    ]);
    expect(await keptIn(other)).toEqual([query]);
    await segments.catchUp();
    expect(await membersOf(segmentId)).toEqual([1]);
    await later(world, 2);
    expect(await outcomeOf(world, 1)).toBe('matched');
  });
});
