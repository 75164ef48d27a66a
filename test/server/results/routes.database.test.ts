/** Results over HTTP: they add up, in pages and in files, and tell what they cannot take. */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AttributionSettingsView,
  FigureCustomersPage,
  ResultsOverview,
  ResultsView,
} from '../../../admin-app/contract/results.ts';
import { USUAL_RULES } from '../../../admin-app/core/results/attribution.ts';
import { dayOf, formatDay } from '../../../admin-app/core/time.ts';
import { revenueBroughtBack } from '../../../admin-app/server/database/attribution.ts';
import * as Settings from '../../../admin-app/server/database/attribution-settings.ts';
import * as Results from '../../../admin-app/server/database/results.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import { Refusal } from '../../../admin-app/server/http/refusal.ts';
import { resultsOverviewRoutes, resultsRoutes } from '../../../admin-app/server/http/results.ts';
import type { ShopEnvironment } from '../../../admin-app/server/http/shop-context.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createResultWorld, day, type ResultWorld, ZONE } from './result-world.ts';

let db: TestDatabase;
let world: ResultWorld;
let scenarioId: number;
let request: (path: string, init?: RequestInit) => Response | Promise<Response>;

beforeAll(async () => {
  db = await createTestDatabase();
  world = await createResultWorld(db, [1, 2, 3]);
  scenarioId = await world.scenario('Win back');
  const campaign = await world.scenario('Sale', 'campaign');
  for (const customer of [1, 2, 3]) await world.enrol(scenarioId, customer, day(0), customer === 3);
  const mail = await world.send({ scenarioId, customer: 1, at: day(1) });
  await world.react(mail, 'opened', day(1));
  await world.enrol(campaign, 2, day(40));
  const second = await world.send({ scenarioId: campaign, customer: 2, at: day(40) });
  await world.react(second, 'opened', day(40));
  await world.order(1, 1, day(2), 1_999);
  await world.order(2, 2, day(41), 3_001);
  await world.order(3, 3, day(41), 5_000);
  await world.catchUp();
  request = routesOf(world.shopId);
});
afterAll(() => db.drop());

function routesOf(shopId: number) {
  const app = new Hono<ShopEnvironment>();
  app.use('*', async (c, next) => {
    const given = { name: '', currency: 'EUR', zone: ZONE, locale: 'en', domain: 'x', scopes: [] };
    c.set('shop', { ...given, shopId });
    await next();
  });
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json(error.toFailure(), error.status);
  });
  const deps = {
    clock: { now: () => day(60), onMove: () => () => {} },
    inShop: <T>(id: number, run: Parameters<typeof withShop<T>>[2]) => withShop(db, id, run),
    readShop: <T>(id: number, run: Parameters<typeof withReadOnlyShop<T>>[2]) =>
      withReadOnlyShop(db, id, run),
    results: Results,
    settings: Settings,
    readScenario: async (tx: Parameters<typeof Results.readResultScenarios>[0], id: number) => {
      const found = (await Results.readResultScenarios(tx)).find((it) => it.scenario_id === id);
      const definition = { blocks: [], goal: { kind: 'order' }, quiet: null } as const;
      return found && { name: found.name, definition };
    },
  };
  app.route('/results', resultsOverviewRoutes(deps));
  app.route('/scenarios/:scenarioId/results', resultsRoutes(deps));
  return (path: string, init?: RequestInit) => app.request(path, init);
}

async function ask<T>(path: string): Promise<T> {
  const answer = await request(path);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
}

describe('results over HTTP', () => {
  it('are the same on the overview, the pages, Home and in the files', async () => {
    const { shop, scenarios, days, before } = await ask<ResultsOverview>('/results');
    expect(shop).toEqual({
      ...{ orders: 3, revenueMinor: 10_000, attributedOrders: 2, attributedMinor: 5_000 },
    });
    expect(before).toBeNull();
    expect(days.reduce((sum, each) => sum + each.attributedMinor, 0)).toBe(5_000);
    expect(scenarios.map(({ kind, revenueMinor }) => [kind, revenueMinor])).toEqual([
      ['campaign', 3_001],
      ['scenario', 1_999],
    ]);
    const own = await ask<ResultsView>(`/scenarios/${scenarioId}/results`);
    expect([own.revenueMinor, own.shopRevenueMinor, own.figures.entered]).toEqual([
      1_999, 10_000, 3,
    ]);
    const home = await world.inShop((tx) => revenueBroughtBack(tx, '2026-06-01', '2026-12-31'));
    expect(home).toMatchObject({ revenue_minor: 5_000, shop_revenue_minor: 10_000, customers: 2 });
    const lines = (await (await request('/results/export')).text()).trim().split('\r\n');
    expect(lines.slice(-3).map((line) => line.split(',').slice(-2))).toEqual([
      ['2', '50.00'],
      ['1', '50.00'],
      ['3', '100.00'],
    ]);
    const orders = (await (await request('/results/orders/export')).text()).trim().split('\r\n');
    expect(orders.slice(1).map((line) => line.split(',').at(-1))).toEqual(['30.01', '19.99']);
  });

  it('keep to their period, and to the one before', async () => {
    const period = 'from=2026-07-20&to=2026-08-14';
    const later = await ask<ResultsOverview>(`/results?${period}&compare=1`);
    expect([later.shop.attributedMinor, later.before?.attributedMinor]).toEqual([3_001, 0]);
    expect(later.before).toMatchObject({ from: '2026-06-24', to: '2026-07-19' });
    const own = await ask<ResultsView>(`/scenarios/${scenarioId}/results?${period}`);
    expect([own.figures.entered, own.revenueMinor]).toEqual([0, 0]);
  });

  it('open the customers behind a number, page by page to the end', async () => {
    const path = `/scenarios/${scenarioId}/results/customers`;
    const back = await ask<FigureCustomersPage>(`${path}?figure=returned`);
    expect(back.customers.map(({ customerId }) => customerId)).toEqual([1]);
    expect(back.after).toBeNull();
    const later = await ask<FigureCustomersPage>(`${path}?figure=returned&days=60`);
    expect(later.customers.map(({ customerId }) => customerId)).toEqual([2, 1]);
    const ordered = await ask<FigureCustomersPage>('/results/orders');
    expect(ordered.customers.map(({ amountMinor }) => amountMinor)).toEqual([3_001, 1_999]);
  });

  it('compare only those whose time is over', async () => {
    const { lift } = await ask<ResultsView>(`/scenarios/${scenarioId}/results`);
    expect([lift.treated, lift.heldOut]).toEqual([
      { customers: 2, returned: 1 },
      { customers: 1, returned: 0 },
    ]);
    expect(lift.verdict.kind).toBe('too early');
  });

  it('compare from the first entry on, whatever the period', async () => {
    const all = (await ask<ResultsView>(`/scenarios/${scenarioId}/results`)).lift;
    expect(all.since).toBe(formatDay(dayOf(day(0), ZONE)));
    for (const period of ['from=2026-07-20', 'from=2026-07-20&to=2026-08-14', 'to=2026-01-01']) {
      const own = await ask<ResultsView>(`/scenarios/${scenarioId}/results?${period}`);
      expect(own.lift, period).toEqual(all);
      const { scenarios } = await ask<ResultsOverview>(`/results?${period}`);
      const row = scenarios.find((each) => each.scenarioId === scenarioId);
      if (row) expect(row.lift, period).toEqual(all);
    }
  });

  it('keep rules only when they differ, and then count again', async () => {
    const put = (rules: object) =>
      request('/results/settings', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rules),
      });
    const stricter = { ...USUAL_RULES, email: { from: 'clicked', days: 7 } };
    const view = (await (await put(stricter)).json()) as AttributionSettingsView;
    expect(view.recounting).not.toBeNull();
    await world.catchUp();
    expect((await ask<ResultsOverview>('/results')).shop.attributedMinor).toBe(0);
    const again = (await (await put(stricter)).json()) as AttributionSettingsView;
    expect(again.recounting).toBeNull();
    await put(USUAL_RULES);
    await world.catchUp();
    expect((await ask<ResultsOverview>('/results')).shop.attributedMinor).toBe(5_000);
    const refused = await put({ ...USUAL_RULES, email: { from: 'opened', days: 0 } });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { error: { field: 'email.days' } },
    ]);
  });

  it.each([
    ['/results?from=2026-02-30', 422],
    ['/results?from=2026-08-02&to=2026-08-01', 422],
    ['/results/orders?after=x', 422],
    ['/scenarios/1/results/customers?figure=nobody', 422],
    ['/scenarios/1/results/customers?figure=sent&by=moon', 422],
    ['/scenarios/999999/results', 404],
    ['/scenarios/x/results', 404],
  ])('%s is refused with %i', async (path, status) => {
    expect((await request(path)).status).toBe(status);
  });

  it('show another shop neither numbers nor scenarios', async () => {
    const other = await createResultWorld(db, [1]);
    const asOther = routesOf(other.shopId);
    expect((await asOther(`/scenarios/${scenarioId}/results`)).status).toBe(404);
    const view = (await (await asOther('/results')).json()) as ResultsOverview;
    expect([view.shop.orders, view.scenarios]).toEqual([0, []]);
  });
});
