/** Results over HTTP: they add up, in pages and in files, and tell what they cannot take. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AttributionSettingsView,
  FigureCustomersPage,
  ResultsGroupsView,
  ResultsOverview,
  ResultsView,
} from '../../../admin-app/contract/results.ts';
import { USUAL_RULES } from '../../../admin-app/core/results/attribution.ts';
import { dayOf, formatDay } from '../../../admin-app/core/time.ts';
import { revenueBroughtBack } from '../../../admin-app/server/database/attribution.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ResultRoutes, resultRoutes } from './result-routes.ts';
import { createResultWorld, day, type ResultWorld, ZONE } from './result-world.ts';

let db: TestDatabase;
let world: ResultWorld;
let scenarioId: number;
let request: ResultRoutes['request'];
let ask: ResultRoutes['ask'];
let lines: ResultRoutes['lines'];

beforeAll(async () => {
  db = await createTestDatabase();
  world = await createResultWorld(db, [1, 2, 3]);
  scenarioId = await world.scenario('Win back', 'scenario', 'books');
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
  ({ request, ask, lines } = resultRoutes(db, world.shopId));
});
afterAll(() => db.drop());

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
    const figures = await lines('/results/export');
    expect(figures.slice(-3).map((line) => line.slice(-2))).toEqual([
      ['2', '50.00'],
      ['1', '50.00'],
      ['3', '100.00'],
    ]);
    const orders = await lines('/results/customers/export?figure=ordered');
    expect(orders.map((line) => line.at(-1))).toEqual(['30.01', '19.99']);
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
    const ordered = await ask<FigureCustomersPage>('/results/customers?figure=ordered');
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
    const { version } = await ask<AttributionSettingsView>('/results/settings');
    expect((await put({ ...stricter, version: version - 1 })).status).toBe(409);
    const { rules } = await ask<AttributionSettingsView>('/results/settings');
    expect(rules).toEqual(USUAL_RULES);
    const refused = await put({ ...USUAL_RULES, email: { from: 'opened', days: 0 } });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { error: { field: 'email.days' } },
    ]);
  });

  it('note who took a file, of what and of how many', async () => {
    const acts = async () =>
      await world.inShop((tx) =>
        tx.query(
          `select kind, subject, changes -> 0 ->> 'after' as many from staff_acts
            where shop_id = $1 and staff_id = '7' and topic = 'data' order by act_id`,
          [tx.shopId],
        ),
      );
    const before = (await acts()).length;
    await lines(`/scenarios/${scenarioId}/results/customers/export?figure=entered`);
    await lines(`/scenarios/${scenarioId}/results/customers/export?figure=ordered`);
    await lines('/results/customers/export?figure=sent&by=channel&value=email');
    await lines('/results/export');
    expect((await acts()).slice(before)).toEqual([
      { kind: 'data.customersExported', subject: 'Win back', many: '3' },
      { kind: 'data.ordersExported', subject: 'Win back', many: '1' },
      { kind: 'data.customersExported', subject: null, many: '2' },
      { kind: 'data.figuresExported', subject: null, many: '2' },
    ]);
  });

  it('tell subjects apart as they were written, and trades', async () => {
    const own = await ask<ResultsView>(`/scenarios/${scenarioId}/results`);
    expect(own.trade).toBe('books');
    expect(own.groups.subject).toMatchObject([
      {
        ...{ value: 'email-1:Hello {{ customer.first_name }}', label: 'Hello … · Hello' },
        ...{ sent: 1, opened: 1, returned: null, revenueMinor: 1_999 },
      },
    ]);
    const by = (dimension: string) => ask<ResultsGroupsView>(`/results/groups?by=${dimension}`);
    expect((await by('trade')).groups).toMatchObject([
      { value: '', revenueMinor: 3_001 },
      { value: 'books', entered: 3, heldOut: 1, revenueMinor: 1_999 },
    ]);
    expect((await by('subject')).groups.map(({ label, scenarioId: id }) => [label, id])).toEqual([
      ['Hello … · Hello · Sale', expect.any(Number)],
      ['Hello … · Hello · Win back', scenarioId],
    ]);
  });

  it.each([
    ['/results?from=2026-02-30', 422],
    ['/results?from=2026-08-02&to=2026-08-01', 422],
    ['/results/customers?figure=ordered&after=x', 422],
    ['/results/groups?by=moon', 422],
    ['/scenarios/1/results/customers?figure=nobody', 422],
    ['/scenarios/1/results/customers?figure=sent&by=moon', 422],
    ['/scenarios/999999/results', 404],
    ['/scenarios/x/results', 404],
  ])('%s is refused with %i', async (path, status) => {
    expect((await request(path)).status).toBe(status);
  });

  it('show another shop neither numbers nor scenarios', async () => {
    const other = await createResultWorld(db, [1]);
    const asOther = resultRoutes(db, other.shopId);
    expect((await asOther.request(`/scenarios/${scenarioId}/results`)).status).toBe(404);
    const view = (await (await asOther.request('/results')).json()) as ResultsOverview;
    expect([view.shop.orders, view.scenarios]).toEqual([0, []]);
  });
});
