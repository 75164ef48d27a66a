import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DIMENSIONS,
  type RetentionCurves,
  type RetentionCustomersPage,
  type RetentionGroups,
  type RetentionView,
} from '../../../admin-app/contract/retention.ts';
import { formatMonth, type Month, monthOfDay } from '../../../admin-app/core/results/month.ts';
import { DAY_MS, type Day, dayOf, formatDay, startOfDay } from '../../../admin-app/core/time.ts';
import { refreshOrderFacts } from '../../../admin-app/server/database/order-facts.ts';
import * as Retention from '../../../admin-app/server/database/retention.ts';
import * as RetentionSums from '../../../admin-app/server/database/retention-sums.ts';
import * as Shops from '../../../admin-app/server/database/shops.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import { retentionRoutes } from '../../../admin-app/server/http/retention.ts';
import type { ShopEnvironment } from '../../../admin-app/server/http/shop-context.ts';
import {
  type ComputeRetentionDeps,
  createComputeRetention,
} from '../../../admin-app/server/jobs/compute-retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { staffSession } from '../../support/staff-session.ts';
import { randomFrom } from '../../ui/fixture/random.ts';

const ZONE = 'America/New_York';
const TODAY = dayOf(SOME_DAY, ZONE);
const CATEGORIES = ['Tea', 'Cups', ''];

let db: TestDatabase;
let shopId: number;
let emptyId: number;
let log: readonly Ordered[];
let now = SOME_DAY;
const clock = { now: () => now, onMove: () => () => {} };
const enqueued: number[] = [];

/** An order that counts, as the naive computation sees it. */
interface Ordered {
  readonly customer: number;
  readonly day: Day;
  readonly at: number;
  readonly minor: number;
  readonly category: string;
}

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await insertShop(db, 'retention.myshopify.com', ZONE);
  emptyId = await insertShop(db, 'empty-retention.myshopify.com', ZONE);
  log = await insertRandomLog();
  await compute(shopId);
  await compute(emptyId);
});
afterAll(() => db?.drop());

const computing: ComputeRetentionDeps = {
  clock,
  inShop: (id, run) => withShop(db, id, run),
  readShop: (id, run) => withReadOnlyShop(db, id, run),
  zoneOf: async (tx) => (await Shops.readShop(tx)).zone,
  store: { ...Retention, ...RetentionSums },
};
const compute = createComputeRetention(computing);

/** Orders of 150 customers over 14 months, half of them next to a local midnight; what must not count is among them. */
async function insertRandomLog(): Promise<readonly Ordered[]> {
  const chance = randomFrom(7);
  const orders: Ordered[] = [];
  await withShop(db, shopId, async (tx) => {
    await tx.execute(
      `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
       select $1, n, 'Product ' || n, ($2::text[])[n], now(), now() from generate_series(1, 3) n`,
      [shopId, CATEGORIES],
    );
    let orderId = 0;
    for (let customer = 1; customer <= 150; customer++) {
      await insertCustomer(tx, { customer_id: customer });
      const isGone = customer % 50 === 0;
      let day = TODAY - 1 - Math.floor(chance() * 420);
      const count = 1 + Math.floor(chance() * 5);
      for (let nth = 0; nth < count && day <= TODAY; nth++) {
        orderId += 1;
        const seconds = chance() < 0.5 ? 30 : 86_370;
        const at = Math.min(
          startOfDay(day, ZONE) + seconds * 1000,
          startOfDay(day + 1, ZONE) - 1000,
        );
        const minor = chance() < 0.1 ? 0 : Math.floor(chance() * 9_000);
        const isTest = chance() < 0.07;
        const product = 1 + Math.floor(chance() * 3);
        await insertOrder(tx, {
          order_id: orderId,
          customer_id: customer,
          processedAt: at,
          total_minor: minor,
          test: isTest,
        });
        await tx.execute(
          `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
           values ($1, $2, 1, $3, 'dear', 1, 900), ($1, $2, 2, 1, 'cheap', 1, 100)`,
          [shopId, orderId, product],
        );
        const category = CATEGORIES[product - 1] ?? '';
        if (!isTest && !isGone) orders.push({ customer, day, at, minor, category });
        day += chance() < 0.2 ? 0 : Math.floor(chance() * chance() * 260);
      }
      await refreshOrderFacts(tx, [customer]);
    }
    await tx.execute('update customers set deleted_at = now() where customer_id % 50 = 0');
  });
  return orders.filter(({ day }) => day < TODAY).sort((one, other) => one.at - other.at);
}

function app(id: number): Hono<ShopEnvironment> {
  const routes = staffSession({ shopId: id, zone: ZONE });
  return routes.route(
    '/',
    retentionRoutes({
      clock,
      inShop: (shop, run) => withShop(db, shop, run),
      readShop: (shop, run) => withReadOnlyShop(db, shop, run),
      store: Retention,
      enqueue: async (_, payload) => {
        enqueued.push(payload.shopId);
      },
      scanAtATime: 40,
    }),
  );
}

/** The caller names the contract of the address. */
async function get<T>(path: string, id = shopId, method = 'GET'): Promise<T> {
  const answer = await app(id).request(path, { method });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function everybody(query: string): Promise<readonly number[]> {
  const ids: number[] = [];
  let after: string | null = null;
  do {
    const path = `/customers?${query}${after ? `&after=${encodeURIComponent(after)}` : ''}`;
    const page: RetentionCustomersPage = await get(path);
    ids.push(...page.customers.map(({ customerId }) => customerId));
    after = page.after;
  } while (after);
  return ids.sort((one, other) => one - other);
}

interface Naive {
  readonly customer: number;
  readonly cohort: Month;
  readonly category: string;
  readonly days: readonly Day[];
  readonly orders: readonly Ordered[];
}

function naiveCustomers(): readonly Naive[] {
  return [...new Set(log.map(({ customer }) => customer))].map((customer) => {
    const orders = log.filter((order) => order.customer === customer);
    const days = [...new Set(orders.map(({ day }) => day))];
    const [first] = orders;
    return {
      customer,
      orders,
      days,
      cohort: monthOfDay(days[0] ?? 0),
      category: first?.category ?? '',
    };
  });
}

/** From each nth order day: days until the next one, or to the end of what is known. */
function naiveShare(group: readonly Naive[], fromOrder: number, days: number): number | null {
  const followed = group.flatMap((each) =>
    each.days.flatMap((day, i) => {
      if (Math.min(i + 1, 3) !== fromOrder) return [];
      const next = each.days[i + 1];
      return [{ length: (next ?? TODAY - 1) - day, isBack: next !== undefined }];
    }),
  );
  let away = 1;
  for (let day = 0; day <= days; day++) {
    const atRisk = followed.filter(({ length }) => length >= day).length;
    if (atRisk === 0) return away === 0 ? 1 : null;
    away *= 1 - followed.filter(({ length, isBack }) => isBack && length === day).length / atRisk;
  }
  return 1 - away;
}

const rounded = (share: number | null | undefined) => share?.toFixed(9) ?? null;

describe('the figures, against a naive computation on random orders', () => {
  it('are the same in every cell of the cohort table, and so are the customers behind it', async () => {
    const view = await get<RetentionView>('/');
    const customers = naiveCustomers();
    expect(view).toMatchObject({
      asOfDay: formatDay(TODAY - 1),
      stale: false,
      computing: false,
      customers: customers.length,
      dimensions: ['category', 'product', 'country'],
    });
    const cells = new Map<string, { customers: Set<number>; minor: number }>();
    for (const { customer, cohort, orders } of customers) {
      for (const { day, minor } of orders) {
        const key = `${formatMonth(cohort)} ${monthOfDay(day) - cohort}`;
        const cell = cells.get(key) ?? { customers: new Set<number>(), minor: 0 };
        cells.set(key, { customers: cell.customers.add(customer), minor: cell.minor + minor });
      }
    }
    const found = view.cells.map(
      (cell) => `${cell.cohort} ${cell.since}: ${cell.customers}, ${cell.revenueMinor}`,
    );
    const wanted = [...cells].map(([key, cell]) => `${key}: ${cell.customers.size}, ${cell.minor}`);
    expect([...found].sort()).toEqual(wanted.sort());
    for (const { cohort, since } of view.cells) {
      const listed = await everybody(`from=${cohort}&to=${cohort}&since=${since}`);
      const behind = [...(cells.get(`${cohort} ${since}`)?.customers ?? [])];
      expect(listed).toEqual(behind.sort((one, other) => one - other));
    }
    const all = await everybody('');
    expect(all).toEqual(customers.map(({ customer }) => customer).sort((a, b) => a - b));
  });

  it('are the same on every curve, for all and for a period', async () => {
    const middle = formatMonth(monthOfDay(TODAY - 200));
    for (const query of ['', `?from=${middle}`, `?to=${middle}`]) {
      const { curves } = await get<RetentionCurves>(`/curves${query}`);
      expect(curves.map(({ fromOrder }) => fromOrder)).toEqual([1, 2, 3]);
      const group = naiveCustomers().filter(({ cohort }) => {
        if (query.includes('from')) return formatMonth(cohort) >= middle;
        return query === '' || formatMonth(cohort) <= middle;
      });
      for (const { fromOrder, points, shares } of curves) {
        for (const day of [0, 1, 17, 30, 100, 200, 365])
          expect(rounded(points[day]?.share)).toBe(rounded(naiveShare(group, fromOrder, day)));
        expect(shares.map((each) => each?.days ?? null)).toEqual(
          [30, 60, 90, 180, 365].map((days) => (points[days] ? days : null)),
        );
      }
    }
  });

  it('are the same by the category of what cost most in the first order', async () => {
    const { groups } = await get<RetentionGroups>('/groups?by=category');
    expect(groups.map(({ value }) => value).sort()).toEqual(['', 'Cups', 'Tea']);
    for (const { value, customers, shares } of groups) {
      const group = naiveCustomers().filter(({ category }) => category === value);
      expect(customers).toBe(group.length);
      expect(shares.map((each) => rounded(each?.share))).toEqual(
        [30, 60, 90, 180, 365].map((days) => rounded(naiveShare(group, 1, days))),
      );
      const listed = await everybody(`by=category&value=${value}&fromOrder=1&days=60`);
      const back = group.filter(({ days: [first = 0, second = 1e9] }) => second - first <= 60);
      expect(listed).toEqual(back.map(({ customer }) => customer).sort((a, b) => a - b));
    }
  });

  it('name products, and list who ordered again after a later order', async () => {
    const { groups } = await get<RetentionGroups>('/groups?by=product');
    expect(groups.map(({ label }) => label).sort()).toEqual([
      'Product 1',
      'Product 2',
      'Product 3',
    ]);
    const again = naiveCustomers().filter(({ days }) =>
      days.some((day, i) => i >= 3 && day - (days[i - 1] ?? 0) <= 30),
    );
    const listed = await everybody('fromOrder=3&days=30');
    expect(listed).toEqual(again.map(({ customer }) => customer).sort((a, b) => a - b));
  });
});

describe('a run', () => {
  it('of an empty shop finds nothing, and says so', async () => {
    const view = await get<RetentionView>('/', emptyId);
    expect(view).toMatchObject({ cells: [], customers: 0, stale: false });
    expect(await get('/curves', emptyId)).toEqual({ curves: [] });
    expect(await get('/groups?by=country', emptyId)).toEqual({ by: 'country', groups: [] });
  });

  it.each([1, 7, 149, 150, 151])('again, %i customers at a time, leaves the same', async (most) => {
    const everything = async () => {
      const paths = ['/', '/curves', ...DIMENSIONS.map((by) => `/groups?by=${by}`)];
      return await Promise.all(paths.map((path) => get(path)));
    };
    const before = await everything();
    await createComputeRetention({ ...computing, customersAtATime: most })(shopId);
    expect(await everything()).toEqual(before);
  });

  it('is asked for once, when its figures are a day old, and takes in what came since', async () => {
    now += DAY_MS;
    expect(await get('/')).toMatchObject({ stale: true, computing: false });
    expect(await get('/refresh', shopId, 'POST')).toMatchObject({ computing: true });
    await get('/refresh', shopId, 'POST');
    expect(enqueued).toEqual([shopId]);
    await compute(shopId);
    const fresh = { stale: false, computing: false, asOfDay: formatDay(TODAY), error: null };
    expect(await get('/')).toMatchObject(fresh);
  });

  it('under way keeps nobody waiting who asks for another', async () => {
    const whileReading: ComputeRetentionDeps['store']['readOrderLogs'] = async (tx, query) => {
      expect(await get('/refresh', shopId, 'POST')).toMatchObject({ computing: true });
      return await RetentionSums.readOrderLogs(tx, query);
    };
    const store = { ...computing.store, readOrderLogs: whileReading };
    await createComputeRetention({ ...computing, store })(shopId);
    expect(await get('/')).toMatchObject({ computing: false, error: null });
  });

  it('that fails says why, and leaves the figures from before', async () => {
    const before = await get<RetentionView>('/');
    const failing = createComputeRetention({
      ...computing,
      store: {
        ...computing.store,
        writeRetention: async (tx, computed) => {
          await RetentionSums.writeRetention(tx, computed);
          throw new Error('The disk is full');
        },
      },
    });
    await get('/refresh', shopId, 'POST');
    await expect(failing(shopId)).rejects.toThrow('The disk is full');
    const failed = { ...before, error: 'The disk is full', computing: false };
    expect(await get('/')).toEqual(failed);
  });
});

it.each([
  ['/groups?by=colour', 'by'],
  ['/curves?from=2025-13', 'from'],
  ['/curves?from=2025-03&to=2025-02', 'to'],
  ['/customers?since=-1', 'since'],
  ['/customers?days=400', 'days'],
  ['/customers?days=30&fromOrder=4', 'fromOrder'],
  ['/customers?after=1', 'after'],
])('refuses %s, naming the field', async (path, field) => {
  const answer = await app(shopId).request(path);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ error: { field } });
});
