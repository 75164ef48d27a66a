import { type Context, Hono } from 'hono';
import {
  DIMENSIONS,
  FROM_ORDERS,
  type RetentionCurves,
  type RetentionCustomer,
  type RetentionCustomersPage,
  type RetentionGroups,
  type RetentionView,
} from '../../contract/retention.ts';
import { firstDayOf, type Month, parseMonth } from '../../core/results/month.ts';
import { landmarksOf, returnCurve } from '../../core/results/survival.ts';
import { type Day, dayOf, formatDay, type Instant, parseDay, startOfDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Retention from '../database/retention.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { misfit, noPlace, oneOf, parsed } from './parse-input.ts';
import { refusal } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface RetentionRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<
    typeof Retention,
    | 'areTiersOn'
    | 'listRetentionCustomers'
    | 'readRetentionCells'
    | 'readRetentionGroups'
    | 'readRetentionRun'
    | 'requestRetention'
  >;
  readonly enqueue: (
    task: 'compute retention',
    payload: { readonly shopId: number },
  ) => Promise<void>;
  /** Smaller in tests. */
  readonly scanAtATime?: number;
}

const PAGE = 50;
/** A quarter of a second's work: a page of fewer customers says where to look on. */
const SCAN_AT_A_TIME = 2_000;
/** Five hundred years of months: what is asked for beyond is a mistake. */
const MOST_MONTHS = 6_000;

/** Mounted at /api/retention. */
export function retentionRoutes(deps: RetentionRoutesDeps): ShopRoutes {
  const { clock, store, readShop, scanAtATime: scan = SCAN_AT_A_TIME } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const shop = c.get('shop');
    return c.json<RetentionView>(await readShop(shop.shopId, (tx) => readView(deps, tx, shop)));
  });

  routes.post('/refresh', async (c) => {
    const shop = c.get('shop');
    const isNew = await deps.inShop(shop.shopId, (tx) => store.requestRetention(tx, clock.now()));
    if (isNew) await deps.enqueue('compute retention', { shopId: shop.shopId });
    return c.json<RetentionView>(await readShop(shop.shopId, (tx) => readView(deps, tx, shop)));
  });

  routes.get('/curves', async (c) => {
    const range = rangeOf(c);
    const rows = await readShop(c.get('shop').shopId, (tx) =>
      store.readRetentionGroups(tx, 'all', range),
    );
    const curves = rows.map((row) => {
      const points = returnCurve(row);
      const { fromOrder, customers } = row;
      return { fromOrder, customers, points, shares: landmarksOf(points) };
    });
    return c.json<RetentionCurves>({ curves });
  });

  routes.get('/groups', async (c) => {
    const by = oneOf(DIMENSIONS, c.req.query('by') ?? '', 'by');
    const range = rangeOf(c);
    const rows = await readShop(c.get('shop').shopId, (tx) =>
      store.readRetentionGroups(tx, by, range),
    );
    const groups = rows.map((row) => ({
      value: row.value,
      label: row.label,
      customers: row.customers,
      shares: landmarksOf(returnCurve(row)),
    }));
    return c.json<RetentionGroups>({ by, groups });
  });

  routes.get('/customers', async (c) => {
    const { shopId, zone } = c.get('shop');
    const question = questionOf(c, zone);
    const { rows, scannedTo } = await readShop(shopId, async (tx) => {
      const { as_of_day: asOfDay } = await store.readRetentionRun(tx);
      const lastDay = asOfDay ? parseDay(asOfDay) : yesterday(clock, zone);
      const end = startOfDay(lastDay + 1, zone);
      return await store.listRetentionCustomers(tx, { ...question, end, limit: PAGE + 1, scan });
    });
    const page = rows.slice(0, PAGE);
    return c.json<RetentionCustomersPage>({
      customers: page.map(customerOf),
      after: endOf(rows, scannedTo),
    });
  });

  return routes;
}

/** Behind the last row of a full page, else behind the last customer looked at; null when all were. */
function endOf(
  rows: readonly Retention.RetentionCustomerRow[],
  scannedTo: Retention.RetentionPosition | null,
): string | null {
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  if (last) return `${last.position}_${last.customer_id}`;
  return scannedTo && `${scannedTo.position}_${scannedTo.customerId}`;
}

function yesterday(clock: Clock, zone: string): Day {
  return dayOf(clock.now(), zone) - 1;
}

async function readView(
  { clock, store }: RetentionRoutesDeps,
  tx: ShopTransaction,
  { zone }: ShopContext,
): Promise<RetentionView> {
  const run = await store.readRetentionRun(tx);
  const cells = await store.readRetentionCells(tx);
  const hasTiers = await store.areTiersOn(tx);
  return {
    computedAt: run.computed_at,
    asOfDay: run.as_of_day,
    computing: run.wanted_at !== null,
    stale: run.as_of_day !== formatDay(yesterday(clock, zone)) || run.time_zone !== zone,
    error: run.error,
    customers: run.customers,
    cells: cells.map((cell) => ({
      cohort: cell.cohort_month.slice(0, 7),
      since: cell.since,
      customers: cell.customers,
      revenueMinor: cell.revenue_minor,
    })),
    dimensions: DIMENSIONS.filter((each) => each !== 'tier' || hasTiers),
  };
}

function customerOf(row: Retention.RetentionCustomerRow): RetentionCustomer {
  const name = [row.first_name, row.last_name].filter((part) => part).join(' ');
  return {
    customerId: row.customer_id,
    name: name || row.email || null,
    email: row.email,
    firstOrderAt: row.first_order_at,
    orders: row.orders,
    spentMinor: row.spent_minor,
  };
}

function readMonth(c: Context, name: string): Month | null {
  const text = c.req.query(name);
  if (!text) return null;
  return parsed(text, parseMonth, name);
}

function monthsOf(c: Context): { readonly from: Month | null; readonly to: Month | null } {
  const from = readMonth(c, 'from');
  const to = readMonth(c, 'to');
  if (from === null || to === null || from <= to) return { from, to };
  throw refusal(422, 'period backwards', {}, 'to');
}

function rangeOf(c: Context): Retention.MonthRange {
  const { from, to } = monthsOf(c);
  return { from: firstDayText(from), to: firstDayText(to) };
}

function firstDayText(month: Month | null): string | null {
  return month === null ? null : formatDay(firstDayOf(month));
}

type AskedQuestion = Omit<Retention.RetentionQuestion, 'end' | 'limit' | 'scan'>;

function questionOf(c: Context, zone: string): AskedQuestion {
  const { from, to } = monthsOf(c);
  const days = readNumber(c, 'days', 0, 365);
  const by = c.req.query('by');
  return {
    zone,
    firstFrom: from === null ? Number.NEGATIVE_INFINITY : startOfMonth(from, zone),
    firstBefore: to === null ? Number.POSITIVE_INFINITY : startOfMonth(to + 1, zone),
    since: readNumber(c, 'since', 0, MOST_MONTHS),
    again: days === null ? null : { fromOrder: readFromOrder(c), days },
    group:
      by === undefined
        ? null
        : { by: oneOf(DIMENSIONS, by, 'by'), value: c.req.query('value') ?? '' },
    after: readAfter(c),
  };
}

function startOfMonth(month: Month, zone: string): Instant {
  return startOfDay(firstDayOf(month), zone);
}

function readNumber(c: Context, name: string, least: number, most: number): number | null {
  const text = c.req.query(name);
  if (!text) return null;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw misfit(text, name, `a whole number from ${least} to ${most}`);
}

function readFromOrder(c: Context) {
  const text = c.req.query('fromOrder') ?? '1';
  const found = FROM_ORDERS.find((each) => String(each) === text);
  if (found) return found;
  throw misfit(text, 'fromOrder', '1, 2 or 3');
}

const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_(\d{1,15})$/;

function readAfter(c: Context): AskedQuestion['after'] {
  const text = c.req.query('after');
  if (!text) return null;
  const [, position, customerId] = POSITION.exec(text) ?? [];
  if (position !== undefined && !Number.isNaN(Date.parse(position)))
    return { position, customerId: Number(customerId) };
  throw noPlace(text);
}
