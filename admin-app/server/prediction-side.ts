/** Joins what predicts next orders: the shop's model, everybody's predictions, and what staff see of both. */
import { MODEL_VERSION } from '../core/prediction/shop-model.ts';
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import * as BacktestCases from './database/backtest-cases.ts';
import { holdingFitLock } from './database/fit-lock.ts';
import * as ModelFits from './database/model-fits.ts';
import * as OrderLogs from './database/order-logs.ts';
import type { Database } from './database/pool.ts';
import * as Models from './database/prediction-models.ts';
import * as Predictions from './database/predictions.ts';
import { noteForEverybody } from './database/segment-changes.ts';
import { readInstalledShops, zoneOf } from './database/shops.ts';
import type { InShop, ShopTransaction } from './database/tenant.ts';
import { createFitterThreads } from './fit-in-thread.ts';
import { predictionsRoutes } from './http/predictions.ts';
import { createFitModel } from './jobs/fit-model.ts';
import type { KeepCounts } from './jobs/keep-counts.ts';
import { createPredictCustomers, newOrdersForRefit } from './jobs/predict-customers.ts';
import type { OrdersChanged } from './jobs/store-changes.ts';

export interface PredictionSideParts {
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
  readonly keepCounts: KeepCounts;
  readonly enterScenarios: (shopId: number) => Promise<unknown>;
}

/** In one transaction and on this thread; more wait for the fit. */
const MOST_PREDICTED_AT_ONCE = 200;
/** Orders that come together start one fit together. */
const REFIT_AFTER_MS = 30_000;

const store = { ...OrderLogs, ...Models, ...ModelFits, ...BacktestCases, ...Predictions };

export function joinPredictionSide(parts: PredictionSideParts) {
  const { clock, db, inShop, readShop, enqueue, keepCounts } = parts;
  const fitters = createFitterThreads();
  const openFitter = fitters.open;
  const predictCustomers = createPredictCustomers({
    store: { ...store, inShop, zoneOf },
    clock,
    openFitter,
  });
  /** Everybody's predictions are fresh. */
  const predicted = async (shopId: number) => {
    await inShop(shopId, (tx) => noteForEverybody(tx, ['prediction']));
    await parts.enterScenarios(shopId);
    await enqueue('publish on-site', { shopId });
  };
  const fitModel = createFitModel({
    ...{ clock, store, inShop, zoneOf, openFitter, predictCustomers, predicted },
    holdingFitLock: (shopId, work) => holdingFitLock(db.ownerPool, shopId, work),
  });
  const refitSoon = (shopId: number) =>
    enqueue('fit model', { shopId }, { delayMs: REFIT_AFTER_MS });

  const ordersChanged: OrdersChanged = async (tx, customerIds, cause) => {
    // A sync that brings many is followed by a fit, which predicts everybody.
    if (cause === 'install' || customerIds.length > MOST_PREDICTED_AT_ONCE) return;
    if (await predictCustomers.afterOrders(tx, customerIds)) await refitSoon(tx.shopId);
  };

  return {
    ordersChanged,
    fitModel: async (shopId: number) => {
      const ended = await fitModel(shopId);
      // Of the other fit nobody knows whether it lives to its end.
      if (ended === 'busy') await refitSoon(shopId);
    },
    predictEverybody: async (shopId: number) => {
      await predictCustomers.everybody(shopId);
      await predicted(shopId);
    },
    /** Asks for the fits that were wanted when the process was killed. A killed one begins again by its own job. */
    resumeFits: async () => {
      for (const { shopId } of await readInstalledShops(db))
        if (await inShop(shopId, isFitWanted)) await enqueue('fit model', { shopId });
    },
    /** Mounted at /api/predictions. */
    routes: predictionsRoutes({
      ...{ clock, inShop, readShop, store, newOrdersForRefit, enqueue },
      readConfidence: keepCounts.ofShop('confidence', Predictions.countConfidence),
    }),
    stop: fitters.stopAll,
  };
}

/** Also where this version of Rondo cannot read the stored model. */
async function isFitWanted(tx: ShopTransaction): Promise<boolean> {
  const model = await Models.readAcceptedModel(tx);
  if (model !== null && model.version !== MODEL_VERSION) return true;
  return (await ModelFits.readModelFit(tx)).state === 'waiting';
}
