/** Everywhere that results are shown, and that each says the same: pages, groups, lists, files, Home, campaigns, customers. */
import { expect } from 'vitest';
import {
  FIGURES,
  type Listed,
  type ResultsGroup,
  type ResultsGroupsView,
  type ResultsOverview,
  type ResultsPeriod,
  type ResultsView,
} from '../../../admin-app/contract/results.ts';
import {
  attributionOf,
  revenueBroughtBack,
} from '../../../admin-app/server/database/attribution.ts';
import { readCampaignRevenue } from '../../../admin-app/server/database/campaign-figures.ts';
import type { ResultRoutes } from './result-routes.ts';
import { type ResultWorld, ZONE } from './result-world.ts';

export interface Surfaces {
  readonly world: ResultWorld;
  readonly routes: ResultRoutes;
  readonly scenarios: readonly number[];
  readonly customers: readonly number[];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const minor = (decimal: string | undefined) => Math.round(Number(decimal) * 100);
const queryOf = ({ from, to }: ResultsPeriod) => `from=${from}&to=${to}`;

/** The totals of a period; they agree on every page and in every file. */
export async function expectTotals(of: Surfaces, period: ResultsPeriod): Promise<ResultsOverview> {
  const overview = await of.routes.ask<ResultsOverview>(`/results?${queryOf(period)}`);
  await expectShopTotal(of, overview);
  await expectOrders(of, overview);
  await expectFiles(of, overview);
  return overview;
}

/** The same of all time, with every figure and group of every scenario and the lists behind them. */
export async function expectAgreement(of: Surfaces, period: ResultsPeriod): Promise<number> {
  const { shop, scenarios } = await expectTotals(of, period);
  for (const row of scenarios) await expectScenario(of, period, row);
  for (const by of ['trade', 'language', 'channel', 'step'] as const) {
    const { groups } = await groupsBy(of, by, period);
    expect(sum(groups.map(({ revenueMinor }) => revenueMinor)), by).toBe(shop.attributedMinor);
    for (const group of groups) await expectGroup(of, period, by, group);
  }
  const { groups: channels } = await groupsBy(of, 'channel', period);
  const { groups: subjects } = await groupsBy(of, 'subject', period);
  const mails = channels.find(({ value }) => value === 'email');
  expect(sum(subjects.map(({ sent }) => sent))).toBe(mails?.sent ?? 0);
  expect(sum(subjects.map(({ revenueMinor }) => revenueMinor))).toBe(mails?.revenueMinor ?? 0);
  return shop.attributedMinor;
}

const groupsBy = ({ routes }: Surfaces, by: string, period: ResultsPeriod) =>
  routes.ask<ResultsGroupsView>(`/results/groups?by=${by}&${queryOf(period)}`);

/** Straight from the orders; and what is credited is never more. */
async function expectShopTotal({ world }: Surfaces, { shop, days, period }: ResultsOverview) {
  const { orders, total } = await world.inShop((tx) =>
    tx.one<{ orders: number; total: number }>(
      `select count(*) as orders, coalesce(sum(total_minor), 0)::bigint as total from orders
        where shop_id = $1 and counts and (processed_at at time zone $4)::date between $2 and $3`,
      [tx.shopId, period.from, period.to, ZONE],
    ),
  );
  expect([shop.orders, shop.revenueMinor]).toEqual([orders, total]);
  expect(shop.attributedMinor).toBeLessThanOrEqual(total);
  expect(sum(days.map(({ revenueMinor }) => revenueMinor))).toBe(total);
  expect(sum(days.map(({ attributedMinor }) => attributedMinor))).toBe(shop.attributedMinor);
  const home = await world.inShop((tx) => revenueBroughtBack(tx, period.from, period.to));
  expect(home).toMatchObject({
    ...{ orders: shop.attributedOrders, revenue_minor: shop.attributedMinor },
    ...{ shop_orders: orders, shop_revenue_minor: total },
  });
}

/** Each order once, in the list as in the sums, and with its customer unless that one was forgotten. */
async function expectOrders({ world, routes, customers }: Surfaces, overview: ResultsOverview) {
  const { shop, scenarios, period } = overview;
  const { customers: listed } = await routes.listed(
    `/results/customers?figure=ordered&${queryOf(period)}`,
  );
  expect(listed).toHaveLength(shop.attributedOrders);
  expect(sum(listed.map(({ amountMinor }) => amountMinor ?? 0))).toBe(shop.attributedMinor);
  expect(sum(scenarios.map(({ revenueMinor }) => revenueMinor))).toBe(shop.attributedMinor);
  expect(new Set(listed.map(({ note }) => note)).size).toBe(listed.length);
  let ofCustomers = 0;
  for (const id of customers) {
    const own = await world.inShop((tx) => attributionOf(tx, id));
    const shown = own.filter(({ order_name }) => listed.some(({ note }) => note === order_name));
    ofCustomers += sum(shown.map((order) => order.amount_minor));
  }
  const known = listed.filter(({ customerId }) => customerId !== null);
  expect(ofCustomers).toBe(sum(known.map(({ amountMinor }) => amountMinor ?? 0)));
}

async function expectFiles({ routes }: Surfaces, { shop, scenarios, period }: ResultsOverview) {
  const orders = await routes.lines(`/results/customers/export?figure=ordered&${queryOf(period)}`);
  const amounts = orders.map((line) => minor(line.at(-1)));
  expect([amounts.length, sum(amounts)]).toEqual([shop.attributedOrders, shop.attributedMinor]);
  const figures = await routes.lines(`/results/export?${queryOf(period)}`);
  expect(figures.map((line) => minor(line.at(-1)))).toEqual([
    ...scenarios.map(({ revenueMinor }) => revenueMinor),
    ...[shop.attributedMinor, shop.revenueMinor - shop.attributedMinor, shop.revenueMinor],
  ]);
}

async function expectScenario(
  of: Surfaces,
  period: ResultsPeriod,
  row: ResultsOverview['scenarios'][number],
): Promise<void> {
  const { world, routes } = of;
  const path = `/scenarios/${row.scenarioId}/results`;
  const own = await routes.ask<ResultsView>(`${path}?${queryOf(period)}`);
  expect(own).toMatchObject({
    ...{ figures: row.figures, revenueMinor: row.revenueMinor, revenueOrders: row.orders },
    ...{ lift: row.lift, trade: row.trade },
  });
  expect(sum(own.byBlock.map(({ revenueMinor }) => revenueMinor))).toBe(row.revenueMinor);
  const list = (figure: Listed) => `customers?figure=${figure}&${queryOf(period)}`;
  for (const figure of FIGURES)
    await expectListed(of, `${path}/${list(figure)}`, row.figures[figure]);
  const entered = await expectListed(of, `${path}/${list('entered')}`, row.figures.entered);
  const file = await routes.lines(`${path}/${list('entered').replace('?', '/export?')}`);
  expect(file).toHaveLength(entered);
  if (row.kind !== 'campaign') return;
  const ofCampaign = await world.inShop((tx) => readCampaignRevenue(tx, [row.scenarioId]));
  expect(ofCampaign.get(row.scenarioId) ?? 0).toBe(row.revenueMinor);
}

/** Entries by group are as many as their list; messages may be several of one entry. */
async function expectGroup(
  of: Surfaces,
  period: ResultsPeriod,
  by: string,
  group: ResultsGroup,
): Promise<void> {
  const place = group.scenarioId === null ? '/results' : `/scenarios/${group.scenarioId}/results`;
  const list = (figure: Listed) =>
    `${place}/customers?figure=${figure}&by=${by}&value=${encodeURIComponent(group.value)}&${queryOf(period)}`;
  const { customers: orders } = await of.routes.listed(list('ordered'));
  expect(sum(orders.map(({ amountMinor }) => amountMinor ?? 0)), by).toBe(group.revenueMinor);
  if (group.returned === null) return;
  await expectListed(of, list('entered'), group.entered);
  await expectListed(of, list('returned'), group.returned);
  await expectListed(of, list('clicked'), group.clicked);
}

/** A number is as many as are listed behind it, with those who were forgotten. */
async function expectListed(of: Surfaces, path: string, shown: number): Promise<number> {
  const { counted, customers } = await of.routes.listed(path);
  expect(counted?.total, path).toBe(shown);
  expect(customers.length + (counted?.forgotten ?? 0), path).toBe(shown);
  return customers.length;
}
