import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScenarioView } from '../../../admin-app/contract/scenarios.ts';
import { readDiscounts } from '../../../admin-app/server/database/coupon-discounts.ts';
import { hasCouponsToAdd } from '../../../admin-app/server/database/coupon-pool.ts';
import { callApi, type ScenarioApi, scenarioApi } from '../scenario/scenario-api.ts';
import { createWorld, shareDatabase, type World } from '../scenario/world.ts';

const database = shareDatabase();
let world: World;
let api: ScenarioApi;
beforeEach(async () => {
  world = await createWorld(database());
  api = scenarioApi(world);
});
afterEach(() => world.close());

/** A scenario of two blocks between start and end: a coupon, and a mail that says its code. */
async function draft(): Promise<ScenarioView> {
  const { body } = await callApi<ScenarioView>(api, 'POST', '/scenarios', {
    template: 'win-back',
    name: 'With a coupon',
  });
  const message = body.definition.blocks.find(({ kind }) => kind === 'message');
  if (message?.kind !== 'message' || message.channel !== 'email') throw new Error('No mail');
  const definition = {
    goal: { kind: 'order' },
    quiet: null,
    blocks: [
      {
        kind: 'start',
        id: 'start',
        trigger: { kind: 'by hand' },
        condition: null,
        reentry: { kind: 'never' },
        holdoutShare: 0.1,
        next: 'coupon-1',
      },
      {
        kind: 'coupon',
        id: 'coupon-1',
        name: 'Ten percent',
        discount: { kind: 'percentage', percent: 10 },
        minimumMinor: null,
        prefix: 'BACK',
        validDays: 14,
        next: 'email-1',
        unavailable: null,
      },
      {
        ...message,
        id: 'email-1',
        content: {
          en: {
            subject: 'Yours: {{ coupon.amount }}',
            preheader: '',
            body: [
              { kind: 'text', text: '{{ coupon.code }} until {{ coupon.expires_on | date }}' },
            ],
          },
        },
        fallbackLanguage: 'en',
        next: 'end',
        unreachable: null,
        outranked: null,
      },
      { kind: 'exit', id: 'end', outcome: 'done' },
    ],
  };
  const { scenarioId, name } = body;
  const saved = await callApi<ScenarioView>(api, 'PUT', `/scenarios/${scenarioId}`, {
    name,
    definition,
  });
  expect(saved.body.faults ?? saved.body).toEqual([]);
  return saved.body;
}

describe('a scenario with a coupon', () => {
  it('has its codes asked for when it is activated', async () => {
    const { scenarioId } = await draft();
    expect(await world.inShop(hasCouponsToAdd)).toBe(false);
    const activated = await callApi(api, 'POST', `/scenarios/${scenarioId}/activate`);

    expect(activated.status).toBe(200);
    expect(await world.inShop(hasCouponsToAdd)).toBe(true);
    expect(await world.inShop((tx) => readDiscounts(tx, world.clock.now()))).toMatchObject([
      { scenarioId, blockId: 'coupon-1', name: 'Ten percent', month: '2026-06-01' },
    ]);
  });

  it('says at its block that the permission for discounts is missing', async () => {
    const { scenarioId } = await draft();
    await database().ownerPool.query(
      `update shops set scopes = 'read_orders,write_customers' where shop_id = $1`,
      [world.shopId],
    );
    const { body } = await callApi<ScenarioView>(api, 'GET', `/scenarios/${scenarioId}`);
    const refused = await callApi(api, 'POST', `/scenarios/${scenarioId}/activate`);

    expect(body.faults).toMatchObject([
      {
        severity: 'fault',
        blockId: 'coupon-1',
        message: expect.stringContaining('write_discounts'),
      },
    ]);
    expect(refused.status).toBe(422);
  });

  it('warns of codes that Shopify refused', async () => {
    const { scenarioId } = await draft();
    await callApi(api, 'POST', `/scenarios/${scenarioId}/activate`);
    await world.inShop((tx) => tx.execute(`update coupon_discounts set problem = 'Too many'`));
    const { body } = await callApi<ScenarioView>(api, 'GET', `/scenarios/${scenarioId}`);

    expect(body.faults).toMatchObject([
      { severity: 'warning', blockId: 'coupon-1', message: 'No codes at present: Too many.' },
    ]);
  });
});
