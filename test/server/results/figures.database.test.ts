import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../../admin-app/core/results/figures.ts';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import { attributionOf } from '../../../admin-app/server/database/attribution.ts';
import {
  readAttributionSettings,
  writeAttributionRules,
} from '../../../admin-app/server/database/attribution-settings.ts';
import { redactCustomer } from '../../../admin-app/server/database/privacy.ts';
import {
  countFigure,
  type FigureQuery,
  listAttributed,
  listFigure,
} from '../../../admin-app/server/database/result-lists.ts';
import {
  readAttributedSums,
  readGroupTotals,
  readResultSums,
  readReturnDays,
  readRevenueByDay,
} from '../../../admin-app/server/database/result-sums.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { createResultWorld, day, type ResultWorld } from './result-world.ts';

const PERIOD = { from: '2026-06-01', to: '2026-12-31' };
const ALL = { ...PERIOD, dimensions: ['all'], scenarioId: null } as const;

let db: TestDatabase;
let world: ResultWorld;
let scenarioId: number;

/**
 * Customers 1–6 entered on SOME_DAY; 6 was held out. 1 opened and ordered on day 3 and again on day 10; 2 clicked and
 * answered; 3 was opened by a machine only; 4 ordered on day 31; 5 could not be sent to; 6 ordered on day 2 without any
 * mail; 7 ordered and has nothing to do with it.
 */
beforeAll(async () => {
  db = await createTestDatabase();
  world = await createResultWorld(db, [1, 2, 3, 4, 5, 6, 7, 8]);
  scenarioId = await world.scenario('Win back');
  for (const customer of [1, 2, 3, 4, 5, 6])
    await world.enrol(scenarioId, customer, SOME_DAY, customer === 6);
  const sent = new Map<number, number>();
  for (const customer of [1, 2, 3, 4])
    sent.set(customer, await world.send({ scenarioId, customer, at: SOME_DAY }));
  await world.send({ scenarioId, customer: 5, status: 'blocked', reason: 'unsubscribed' });
  const soon = SOME_DAY + HOUR_MS;
  await world.react(sent.get(1) ?? 0, 'opened', soon);
  for (const kind of ['opened', 'clicked']) await world.react(sent.get(2) ?? 0, kind, soon);
  await world.react(sent.get(2) ?? 0, 'answered', soon, {
    details: { answer: 'gift', comment: 'For my aunt' },
  });
  await world.react(sent.get(3) ?? 0, 'opened', soon, { byMachine: true });
  await world.order(101, 1, day(3), 3_000);
  await world.order(102, 1, day(10), 4_000);
  await world.order(103, 4, day(31), 5_000);
  await world.order(104, 6, day(2), 6_000);
  await world.order(105, 7, day(2), 9_000);
  await world.catchUp();
});
afterAll(() => db.drop());

const list = (figure: Figure, change: Partial<FigureQuery> = {}) =>
  world.inShop((tx) =>
    listFigure(tx, {
      ...PERIOD,
      ...{ scenarioId, figure, withinDays: 30, group: null, after: null, limit: 50, scan: 1_000 },
      ...change,
    }),
  );
const customersOf = async (figure: Figure, change: Partial<FigureQuery> = {}) =>
  (await list(figure, change)).rows.map((row) => row.customer_id).toSorted((a, b) => a - b);

describe('figures of a scenario', () => {
  it.each<[Figure, string, number[]]>([
    ['entered', 'entered', [1, 2, 3, 4, 5, 6]],
    ['held out', 'entered', [6]],
    ['sent', 'sent', [1, 2, 3, 4]],
    ['delivered', 'delivered', [1, 2, 3, 4]],
    ['not sent', 'not sent', [5]],
    ['opened', 'opened', [1, 2]],
    ['opened by machine', 'opened by machine', [3]],
    ['clicked', 'clicked', [2]],
    ['answered', 'answered', [2]],
    ['unsubscribed', 'unsubscribed', []],
    ['returned', 'returned_30', [1]],
    ['returned held out', 'returned_30', [6]],
    ['second order', 'second_orders', [1]],
  ])('%s: the sum is what is listed', async (figure, column, customers) => {
    expect(await customersOf(figure)).toEqual(customers);
    const rows = await world.inShop((tx) => readResultSums(tx, { ...ALL, scenarioId }));
    const asked = rows.filter(
      (row) => figure === 'entered' || row.held_out === /held out/.test(figure),
    );
    const sum = asked.reduce((total, row) => total + Number(Reflect.get(row, column)), 0);
    expect(sum).toBe(customers.length);
  });

  it('counts who comes back later within a longer time', async () => {
    expect(await customersOf('returned', { withinDays: 60 })).toEqual([1, 4]);
  });

  it('is paged through, the newest first, in steps that look at few', async () => {
    const first = await list('entered', { scan: 2 });
    expect(first.rows.map((row) => row.customer_id)).toEqual([6, 5]);
    const next = await list('entered', { scan: 2, after: first.scannedTo });
    expect(next.rows.map((row) => row.customer_id)).toEqual([4, 3]);
    const clicked = await list('clicked', { scan: 3 });
    expect(clicked).toMatchObject({ rows: [], scannedTo: expect.anything() });
  });

  it('narrows to a message, an answer, a reason and a period', async () => {
    const group = (dimension: 'step' | 'answer' | 'reason', value: string) => ({
      group: { dimension, value },
    });
    expect(await customersOf('opened', group('step', 'email-1'))).toEqual([1, 2]);
    expect(await customersOf('sent', group('step', 'email-2'))).toEqual([]);
    expect(await customersOf('answered', group('answer', 'gift'))).toEqual([2]);
    expect(await customersOf('not sent', group('reason', 'unsubscribed'))).toEqual([5]);
    expect(await customersOf('entered', { from: '2026-06-16' })).toEqual([]);
  });

  it('tells what was written beside an answer', async () => {
    expect((await list('answered')).rows).toMatchObject([{ note: 'gift', comment: 'For my aunt' }]);
    expect((await list('clicked')).rows).toMatchObject([{ comment: null }]);
  });

  it('compares each customer once, by the first entry, and follows both groups', async () => {
    await world.enrol(scenarioId, 1, day(20));
    await world.catchUp();
    await world.inShop(async (tx) => {
      expect(await readGroupTotals(tx, PERIOD.to, PERIOD)).toMatchObject([
        { held_out: false, customers: 5, returned: 1, revenue_minor: 7_000, revenue_squares: 49e6 },
        { held_out: true, customers: 1, returned: 1, revenue_minor: 6_000 },
      ]);
      expect(await readReturnDays(tx, scenarioId, PERIOD, '2026-07-20')).toEqual([
        { held_out: false, days: 3, returned: 1, censored: 0 },
        { held_out: false, days: 31, returned: 1, censored: 0 },
        { held_out: false, days: 35, returned: 0, censored: 3 },
        { held_out: true, days: 2, returned: 1, censored: 0 },
      ]);
    });
  });

  it('shows nothing of this to another shop', async () => {
    const other = await insertShop(db, 'other.myshopify.com');
    await withShop(db, other, async (tx) => {
      expect(await readResultSums(tx, ALL)).toEqual([]);
      expect(await readRevenueByDay(tx, null, PERIOD)).toEqual([]);
    });
  });
});

describe('attributed revenue', () => {
  const credited = () =>
    world.inShop(async (tx) => {
      const rows = await listAttributed(tx, {
        ...PERIOD,
        ...{ scenarioId: null, group: null, after: null, limit: 50 },
      });
      return rows.map((row) => [row.order_id, row.amount_minor]);
    });

  it('is of orders within the window after a person’s touch, at most the shop’s', async () => {
    expect(await credited()).toEqual([[101, 3_000]]);
    const days = await world.inShop((tx) => readRevenueByDay(tx, null, PERIOD));
    expect(days.reduce((sum, each) => sum + each.revenue_minor, 0)).toBe(27_000);
    expect(days.reduce((sum, each) => sum + each.attributed_minor, 0)).toBe(3_000);
  });

  it('follows a late refund at once, before anything is caught up on', async () => {
    await world.sql('update orders set total_minor = 1000 where shop_id = $1 and order_id = 101', [
      world.shopId,
    ]);
    expect(await credited()).toEqual([[101, 1_000]]);
    await world.order(101, 1, day(3), 3_000);
  });

  it('is counted again, all of it, when the rules change', async () => {
    const longer = { from: 'delivered', days: 30 } as const;
    await world.inShop((tx) =>
      writeAttributionRules(tx, { email: longer, sms: longer, push: longer, 'on-site': longer }),
    );
    expect((await world.inShop(readAttributionSettings)).recount).not.toBeNull();
    await world.catchUp();
    expect((await world.inShop(readAttributionSettings)).recount).toBeNull();
    expect(await credited()).toEqual([
      [102, 4_000],
      [101, 3_000],
    ]);
  });

  it('goes to the scenario whose touch came last, and never to one that held the customer out', async () => {
    const other = await world.scenario('Second');
    await world.enrol(other, 1, day(5));
    await world.send({ scenarioId: other, customer: 1, at: day(5) });
    await world.catchUp();
    const sums = await world.inShop((tx) => readAttributedSums(tx, ALL));
    expect(sums).toMatchObject([
      { scenario_id: scenarioId, amount_minor: 3_000 },
      { scenario_id: other, amount_minor: 4_000 },
    ]);
    await world.enrol(other, 1, day(6), true);
    await world.catchUp();
    const after = await world.inShop((tx) => readAttributedSums(tx, ALL));
    expect(after).toMatchObject([{ scenario_id: scenarioId, amount_minor: 7_000 }]);
  });

  it('stays counted for a customer who is forgotten, and leads to nobody', async () => {
    const before = await world.inShop((tx) => readResultSums(tx, { ...ALL, scenarioId }));
    await world.inShop((tx) =>
      redactCustomer(tx, {
        ...{ customerId: 1, sourceKey: 'forget 1', at: SOME_DAY + 90 * DAY_MS },
        orderIds: [101],
      }),
    );
    await world.catchUp();
    expect(await world.inShop((tx) => readResultSums(tx, { ...ALL, scenarioId }))).toEqual(before);
    expect(await credited()).toEqual([
      [102, 4_000],
      [101, 3_000],
    ]);
    expect(await world.inShop((tx) => attributionOf(tx, 1))).toEqual([]);
    expect(await customersOf('returned')).toEqual([]);
    const count = (figure: Figure, group: FigureQuery['group'] = null) =>
      world.inShop((tx) =>
        countFigure(tx, { ...PERIOD, scenarioId, figure, withinDays: 30, group }),
      );
    expect(await count('returned')).toEqual({ total: 1, forgotten: 1 });
    expect(await count('opened', { dimension: 'step', value: 'email-1' })).toEqual({
      ...{ total: 2, forgotten: 1 },
    });
    expect(await count('held out')).toEqual({ total: 1, forgotten: 0 });
    await world.sql('update orders set total_minor = 500 where shop_id = $1 and order_id = 102', [
      world.shopId,
    ]);
    expect((await credited())[0]).toEqual([102, 500]);
  });

  it('are found by their customer without reading everybody’s', async () => {
    const plan = await world.inShop(async (tx) => {
      // What few rows there are would be read one after the other.
      await tx.execute('set local enable_seqscan = off');
      return await tx.query(
        'explain delete from enrolment_results where shop_id = $1 and customer_id = $2',
        [tx.shopId, 1],
      );
    });
    expect(JSON.stringify(plan)).toMatch(/Index Cond: .*customer_id = /);
  });
});
