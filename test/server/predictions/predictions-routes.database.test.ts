import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../admin-app/contract/failure.ts';
import { CASE_COLUMNS, type PredictionsView } from '../../../admin-app/contract/predictions.ts';
import { formatDay } from '../../../admin-app/core/time.ts';
import * as BacktestCases from '../../../admin-app/server/database/backtest-cases.ts';
import { holdingFitLock } from '../../../admin-app/server/database/fit-lock.ts';
import * as ModelFits from '../../../admin-app/server/database/model-fits.ts';
import * as Models from '../../../admin-app/server/database/prediction-models.ts';
import * as Predictions from '../../../admin-app/server/database/predictions.ts';
import { redactCustomer } from '../../../admin-app/server/database/privacy.ts';
import {
  type InShop,
  withReadOnlyShop,
  withShop,
} from '../../../admin-app/server/database/tenant.ts';
import { csvLine } from '../../../admin-app/server/http/csv.ts';
import { predictionsRoutes } from '../../../admin-app/server/http/predictions.ts';
import { newOrdersForRefit } from '../../../admin-app/server/jobs/predict-customers.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { keepCountsOf } from '../../support/keep-counts.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { staffSession } from '../../support/staff-session.ts';
import { insertPredictedShop, type PredictedShop, TODAY, ZONE } from './predicted-shop.ts';

let db: TestDatabase;
let shop: PredictedShop;
let empty: number;
let enqueued: number[];

beforeAll(async () => {
  db = await createTestDatabase();
  shop = await insertPredictedShop(db);
  await shop.fitModel(shop.shopId);
  empty = await insertShop(db, 'empty.myshopify.com', ZONE);
});
afterAll(() => db?.drop());
beforeEach(() => {
  enqueued = [];
});

/** The routes as main.ts mounts them, with a session of the given shop. */
function request(
  shopId: number,
  path: string,
  method = 'GET',
  scopes: readonly string[] = [],
  most?: number,
) {
  const clock = { now: () => SOME_DAY, onMove: () => () => {} };
  const inShop: InShop = (id, run) => withShop(db, id, run);
  const keepCounts = keepCountsOf({ clock, inShop }, most);
  const app = staffSession({ shopId, zone: ZONE, scopes });
  app.route(
    '/api/predictions',
    predictionsRoutes({
      clock,
      inShop,
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      store: { ...Models, ...ModelFits, ...BacktestCases, ...Predictions },
      readConfidence: keepCounts.ofShop('confidence', Predictions.countConfidence),
      newOrdersForRefit,
      enqueue: async (_task, payload) => {
        enqueued.push(payload.shopId);
      },
    }),
  );
  return app.request(`/api/predictions${path}`, { method });
}

const view = async (shopId: number, scopes: readonly string[] = [], most?: number) =>
  (await (await request(shopId, '', 'GET', scopes, most)).json()) as PredictionsView;

describe('GET /api/predictions', () => {
  it('says that nothing was fitted yet', async () => {
    expect(await view(empty)).toMatchObject({
      model: null,
      fit: { state: 'never', newOrders: 0, newOrdersForRefit: 50 },
      history: [],
      backtest: null,
      confidence: { 'own rhythm': 0, 'similar customers': 0, 'not enough yet': 0 },
    });
  });

  it('shows the model, its data, the back-test and why it is in use', async () => {
    const shown = await view(shop.shopId);
    expect(shown.model).toMatchObject({
      enough: true,
      customers: 40,
      orders: 240,
      repeatOrders: 200,
      lastOrderDay: formatDay(TODAY - 24),
      asOfDay: formatDay(TODAY),
    });
    expect(shown.history).toMatchObject([
      { accepted: true, inUse: true, verdict: { code: 'first' } },
    ]);
    expect(shown.fit).toMatchObject({ state: 'done', share: null, error: null });
    const { scores, cases } = shown.backtest ?? {};
    expect(scores?.cases).toBe(cases);
    expect(scores?.dates?.naive.meanAbsoluteDays).toBeGreaterThan(0);
    expect(Object.values(shown.confidence ?? {}).reduce((sum, count) => sum + count)).toBe(40);
  });

  it('says of a large shop when its customers were counted', async () => {
    const small = await view(shop.shopId, [], 40);
    expect(small.countedAt).toBeNull();
    const large = () => view(shop.shopId, [], 39);
    expect(await large()).toMatchObject({ confidence: null, countedAt: null });
    await vi.waitFor(async () =>
      expect(await large()).toMatchObject({ confidence: small.confidence, countedAt: SOME_DAY }),
    );
  });

  it('says first of all when Shopify hides old orders, and only then', async () => {
    const code = 'orders older than 60 days hidden';
    expect((await view(shop.shopId)).needs[0]).toEqual({ code });
    const allowed = (await view(shop.shopId, ['read_all_orders'])).needs;
    expect(allowed).not.toContainEqual({ code });
  });
});

describe('POST /api/predictions/fit', () => {
  it('asks for a fit, which every process then sees waiting', async () => {
    const answer = await request(shop.shopId, '/fit', 'POST');
    expect(answer.status).toBe(200);
    expect(enqueued).toEqual([shop.shopId]);
    const fit = await (await request(shop.shopId, '/fit')).json();
    expect(fit).toMatchObject({ state: 'waiting', cause: 'manual' });
  });

  it('is refused while a fit is running, and allowed again when its process is gone', async () => {
    const begin = () => withShop(db, empty, (tx) => ModelFits.beginFit(tx, SOME_DAY));
    await holdingFitLock(db.ownerPool, empty, async () => {
      await begin();
      const refused = await request(empty, '/fit', 'POST');
      expect(refused.status).toBe(409);
      expect(((await refused.json()) as Failure).error.message).toMatch(/already/);
      expect((await view(empty)).fit).toMatchObject({ state: 'running', stage: 'reading' });
    });
    expect(enqueued).toEqual([]);
    expect((await view(empty)).fit).toMatchObject({ state: 'interrupted', share: null });
    expect((await request(empty, '/fit', 'POST')).status).toBe(200);
  });
});

describe('GET /api/predictions/cases.csv', () => {
  it('holds every case, with numbers and days instead of people', async () => {
    const answer = await request(shop.shopId, '/cases.csv');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toContain(formatDay(TODAY));
    const [header, ...lines] = (await answer.text()).trimEnd().split('\r\n');
    expect(header).toBe(CASE_COLUMNS.join(','));
    expect(lines).toHaveLength((await view(shop.shopId)).backtest?.cases ?? -1);
    for (const line of lines) {
      expect(line.split(',')).toHaveLength(CASE_COLUMNS.length);
      expect(line).toMatch(
        /^\d+,\d{4}-\d\d-\d\d,\d+,\d{4}-\d\d-\d\d,(own rhythm|similar customers|not enough yet),/,
      );
    }
  });

  it('is not there for a shop without a back-test, whoever else has one', async () => {
    expect((await request(empty, '/cases.csv')).status).toBe(404);
  });

  it('forgets a redacted customer', async () => {
    const redaction = { customerId: 3, orderIds: [], sourceKey: 'redaction 3', at: SOME_DAY };
    await shop.inShop((tx) => redactCustomer(tx, redaction));
    const text = await (await request(shop.shopId, '/cases.csv')).text();
    expect(text).toContain('\r\n4,');
    expect(text).not.toContain('\r\n3,');
  });
});

describe('a line of CSV', () => {
  it.each([
    [[1, null, 'plain'], '1,,plain\r\n'],
    [['a,b', 'say "so"', 'two\nlines'], '"a,b","say ""so""","two\nlines"\r\n'],
    [['=1+1', '+1', '-1', '@sum', '\tx'], "'=1+1,'+1,'-1,'@sum,'\tx\r\n"],
    [[-1.5], '-1.5\r\n'],
  ] as const)('%j is %j', (fields, line) => {
    expect(csvLine(fields)).toBe(line);
  });
});
