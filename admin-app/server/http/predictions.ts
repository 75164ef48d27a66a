import { Hono } from 'hono';
import {
  type BacktestView,
  CASE_COLUMNS,
  type FitRecord,
  type FitView,
  type ModelView,
  type PredictionsView,
} from '../../contract/predictions.ts';
import type { Backtest } from '../../core/prediction/backtest/types.ts';
import { NEEDED_DAYS, NEEDED_REPEAT_ORDERS } from '../../core/prediction/enough.ts';
import { type ModelFacts, modelNeeds } from '../../core/prediction/model-needs.ts';
import { type DayText, dayOf, formatDay, parseDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Cases from '../database/backtest-cases.ts';
import type * as Fits from '../database/model-fits.ts';
import type * as Models from '../database/prediction-models.ts';
import type * as Predictions from '../database/predictions.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ReadCounts } from '../jobs/keep-counts.ts';
import { csvLine } from './csv.ts';
import { notFound, refusal } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { streamOf } from './stream-of.ts';

export interface PredictionsRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<typeof Models, 'readFits' | 'readNewestBacktest'> &
    Pick<typeof Fits, 'readModelFit' | 'requestFit'> &
    Pick<typeof Cases, 'readCasesAfter'> &
    Pick<typeof Predictions, 'readModelCounts'>;
  readonly readConfidence: ReadCounts<Predictions.ConfidenceCounts>;
  readonly newOrdersForRefit: (orders: number) => number;
  readonly enqueue: (task: 'fit model', payload: { readonly shopId: number }) => Promise<void>;
}

const HISTORY = 10;
const CASES_AT_A_TIME = 2_000;

/** Mounted at /api/predictions. */
export function predictionsRoutes(deps: PredictionsRoutesDeps): ShopRoutes {
  const { store, readShop } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const shop = c.get('shop');
    return c.json<PredictionsView>(await readShop(shop.shopId, (tx) => readView(deps, tx, shop)));
  });

  routes.get('/fit', async (c) =>
    c.json<FitView>(
      await readShop(c.get('shop').shopId, async (tx) =>
        fitView(await store.readModelFit(tx), await store.readFits(tx), deps),
      ),
    ),
  );

  routes.post('/fit', async (c) => {
    const shop = c.get('shop');
    if (!(await deps.inShop(shop.shopId, (tx) => store.requestFit(tx, 'manual')))) {
      throw refusal(409, 'fit running');
    }
    await deps.enqueue('fit model', { shopId: shop.shopId });
    return c.json<PredictionsView>(await readShop(shop.shopId, (tx) => readView(deps, tx, shop)));
  });

  routes.get('/cases.csv', async (c) => {
    const { shopId } = c.get('shop');
    const newest = await readShop(shopId, store.readNewestBacktest);
    if (!newest || newest.cases === 0) throw notFound('back-test');
    const asOf = formatDay(newest.backtest.asOfDay);
    return c.body(streamOf(readCases(deps, shopId, newest)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="rondo-back-test-${asOf}.csv"`,
    });
  });

  return routes;
}

async function readView(
  deps: PredictionsRoutesDeps,
  tx: ShopTransaction,
  shop: ShopContext,
): Promise<PredictionsView> {
  const { store } = deps;
  const fits = await store.readFits(tx);
  const inUse = fits.find((fit) => fit.accepted);
  const newest = await store.readNewestBacktest(tx);
  const counts = await store.readModelCounts(tx);
  const today = dayOf(deps.clock.now(), shop.zone);
  const confidence = await deps.readConfidence(tx, today);
  return {
    model: inUse ? modelView(inUse) : null,
    fit: fitView(await store.readModelFit(tx), fits, deps),
    history: fits.slice(0, HISTORY).map((fit) => fitRecord(fit, inUse)),
    backtest: newest && backtestView(newest),
    needs: modelNeeds(modelFacts({ fits, counts, shop, backtest: newest?.backtest ?? null })),
    confidence: confidence?.counts ?? null,
    countedAt: confidence?.countedAt ?? null,
    today: formatDay(today),
  };
}

function modelView(fit: Models.FitRow): ModelView {
  return {
    modelId: fit.model_id,
    fittedAt: fit.fitted_at,
    enough: fit.enough,
    neededRepeatOrders: NEEDED_REPEAT_ORDERS,
    neededDays: NEEDED_DAYS,
    firstOrderDay: fit.first_order_day,
    lastOrderDay: fit.last_order_day,
    asOfDay: fit.as_of_day,
    customers: fit.customers,
    orders: fit.orders,
    repeatOrders: fit.repeat_orders,
  };
}

function fitView(
  { alive, newOrders, ...fit }: Fits.ModelFit,
  fits: readonly Models.FitRow[],
  { newOrdersForRefit }: PredictionsRoutesDeps,
): FitView {
  const state = fit.state === 'running' && !alive ? 'interrupted' : fit.state;
  const inUse = fits.find((row) => row.accepted);
  return {
    ...fit,
    state,
    share: state === 'running' ? fit.share : null,
    newOrders,
    newOrdersForRefit: newOrdersForRefit(inUse?.orders ?? 0),
  };
}

function fitRecord(fit: Models.FitRow, inUse: Models.FitRow | undefined): FitRecord {
  return {
    modelId: fit.model_id,
    fittedAt: fit.fitted_at,
    asOfDay: fit.as_of_day,
    cause: fit.cause,
    customers: fit.customers,
    orders: fit.orders,
    accepted: fit.accepted,
    verdict: fit.verdict,
    inUse: fit.model_id === inUse?.model_id,
  };
}

type NewestBacktest = NonNullable<Awaited<ReturnType<typeof Models.readNewestBacktest>>>;

function backtestView({ backtest, cases }: NewestBacktest): BacktestView {
  return { asOfDay: formatDay(backtest.asOfDay), scores: backtest.scores, cases };
}

interface KnownOfModel {
  readonly fits: readonly Models.FitRow[];
  readonly counts: Predictions.ModelCounts;
  readonly shop: ShopContext;
  readonly backtest: Backtest | null;
}

function modelFacts({ fits, counts, shop, backtest }: KnownOfModel): ModelFacts {
  const place = fits.findIndex((fit) => fit.accepted);
  const [newest] = fits;
  const inUse = fits[place];
  const { medianGapDays, unreadOrders, guestOrders } = counts;
  return {
    model: inUse
      ? {
          customers: inUse.customers,
          orders: inUse.orders,
          historyDays: daysBetween(inUse.first_order_day, inUse.as_of_day),
          medianGapDays,
        }
      : null,
    seesAllOrders: shop.scopes.includes('read_all_orders'),
    unreadOrders,
    guestOrders,
    turnedDown: place > 0 && newest ? { fits: place, verdict: newest.verdict } : null,
    backtest,
  };
}

function daysBetween(first: DayText | null, last: DayText): number {
  return first === null ? 0 : parseDay(last) - parseDay(first);
}

/**
 * The file, page by page in a transaction each: a large shop's would not fit into one. Throws, which breaks the download
 * off where everybody can see it, when a newer back-test has replaced the cases meanwhile.
 */
async function* readCases(
  { store, readShop }: PredictionsRoutesDeps,
  shopId: number,
  { modelId, cases }: NewestBacktest,
): AsyncGenerator<string> {
  yield csvLine(CASE_COLUMNS);
  let after = -1;
  for (let left = cases; left > 0; ) {
    const page = await readShop(shopId, (tx) =>
      store.readCasesAfter(tx, modelId, after, CASES_AT_A_TIME),
    );
    if (page.length === 0) throw new Error('A newer back-test has replaced the cases; try again');
    yield page.map((row) => csvLine(CASE_COLUMNS.map((column) => row[column]))).join('');
    after = page.at(-1)?.case_id ?? after;
    left -= page.length;
  }
}
