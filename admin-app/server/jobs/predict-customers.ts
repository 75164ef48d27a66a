/** Keeps predictions true: one customer's after an order, everybody's after a fit and when the shop's day changes. */
import { predict } from '../../core/prediction/predict.ts';
import { MODEL_VERSION, type ShopModel } from '../../core/prediction/shop-model.ts';
import type { Prediction } from '../../core/prediction/types.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Fits from '../database/model-fits.ts';
import type * as OrderLogs from '../database/order-logs.ts';
import type * as Models from '../database/prediction-models.ts';
import type * as Predictions from '../database/predictions.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { OnProgress, OpenFitter, ShopFitter } from './shop-fitter.ts';

type CustomerOrderLog = OrderLogs.CustomerOrderLog;

/** The tables this works on, and how to reach a shop's. */
export type PredictionStore = Pick<
  typeof OrderLogs,
  'readOrderLogs' | 'readOrderLogsAfter' | 'digestOf'
> &
  Pick<typeof Models, 'readAcceptedModel' | 'readModel'> &
  Pick<typeof Fits, 'addNewOrders' | 'requestFit'> &
  Pick<
    typeof Predictions,
    'writePredictions' | 'readPredictedLogs' | 'deletePredictionsWithoutOrders'
  > & {
    readonly inShop: InShop;
    readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  };

export interface PredictCustomers {
  /**
   * In the transaction that changed their orders: the customers' predictions from the stored model. True when so many
   * orders have come since the last fit that another one is due; it is then noted as wanted.
   */
  afterOrders(tx: ShopTransaction, customerIds: readonly number[]): Promise<boolean>;
  /** Everybody's, as of the shop's today, from the model in use. */
  everybody(shopId: number): Promise<void>;
  /** The same with a fitter that is open already, reporting progress. */
  everybodyWith(fitter: ShopFitter, shopId: number, onProgress: OnProgress): Promise<void>;
}

const CUSTOMERS_AT_A_TIME = 2_000;
/** A refit is due after this share more order days, but never for a handful of them. */
const REFIT_SHARE = 0.05;
const FEWEST_FOR_REFIT = 50;

/** New order days that start the next refit of a model made from so many. */
export function newOrdersForRefit(orders: number): number {
  return Math.max(FEWEST_FOR_REFIT, Math.ceil(REFIT_SHARE * orders));
}

export function createPredictCustomers(deps: {
  readonly store: PredictionStore;
  readonly clock: Clock;
  readonly openFitter: OpenFitter;
}): PredictCustomers {
  const { store, clock } = deps;
  // Models are large and never change once written, so the last few are kept by shop.
  const cache = new Map<number, { modelId: number; model: ShopModel }>();

  /** Null before the first fit, and until the refit that a new version of the model needs. */
  async function currentModel(tx: ShopTransaction) {
    const accepted = await store.readAcceptedModel(tx);
    if (accepted === null || accepted.version !== MODEL_VERSION) return null;
    const cached = cache.get(tx.shopId);
    if (cached?.modelId === accepted.modelId) return cached;
    const { model } = await store.readModel(tx, accepted.modelId);
    if (cache.size > 100) cache.clear();
    const current = { modelId: accepted.modelId, model };
    cache.set(tx.shopId, current);
    return current;
  }

  async function afterOrders(
    tx: ShopTransaction,
    customerIds: readonly number[],
  ): Promise<boolean> {
    const current = await currentModel(tx);
    if (current === null || customerIds.length === 0) return false;
    const zone = await store.zoneOf(tx);
    const logs = await store.readOrderLogs(tx, zone, customerIds);
    const before = await store.readPredictedLogs(tx, customerIds);
    const today = dayOf(clock.now(), zone);
    const predictions = logs.map((log) => predict(current.model, log, today));
    await store.writePredictions(tx, current.modelId, withLogs(logs, predictions, zone));
    await store.deletePredictionsWithoutOrders(tx, customerIds);
    const added = logs.reduce((sum, log) => sum + newDays(log, before.get(log.customerId)), 0);
    return added > 0 && (await isRefitDue(tx, added, current.model));
  }

  async function isRefitDue(tx: ShopTransaction, added: number, model: ShopModel) {
    const newOrders = await store.addNewOrders(tx, added);
    if (newOrders < newOrdersForRefit(model.orders)) return false;
    return await store.requestFit(tx, 'new orders');
  }

  function withLogs(
    logs: readonly CustomerOrderLog[],
    predictions: readonly Prediction[],
    zone: string,
  ): Predictions.CustomerPrediction[] {
    return logs.flatMap((log, i) => {
      const prediction = predictions[i];
      if (!prediction) return [];
      const { customerId, days } = log;
      return [
        { customerId, prediction, orderDays: days.length, logDigest: store.digestOf(log, zone) },
      ];
    });
  }

  async function everybody(shopId: number): Promise<void> {
    if ((await store.inShop(shopId, currentModel)) === null) return;
    const fitter = deps.openFitter();
    try {
      await everybodyWith(fitter, shopId, () => {});
    } finally {
      await fitter.close();
    }
  }

  async function everybodyWith(
    fitter: ShopFitter,
    shopId: number,
    onProgress: OnProgress,
  ): Promise<void> {
    const current = await store.inShop(shopId, currentModel);
    if (current === null) return;
    await fitter.useModel(current.model);
    let done = 0;
    for (let after: number | null = 0; after !== null; ) {
      const page = await predictNext(fitter, { shopId, after, modelId: current.modelId });
      done += page.customers;
      after = page.lastCustomerId;
      onProgress(Math.min(1, done / Math.max(current.model.customers, 1)));
    }
    await store.inShop(shopId, (tx) => store.deletePredictionsWithoutOrders(tx));
  }

  /**
   * One page. The thread predicts between two short transactions, so that no customer's row stays locked meanwhile; a
   * customer who ordered in that time has been predicted from the newer log, and is left as that is.
   */
  async function predictNext(
    fitter: ShopFitter,
    { shopId, after, modelId }: { shopId: number; after: number; modelId: number },
  ): Promise<{ readonly customers: number; readonly lastCustomerId: number | null }> {
    const { logs, seen, zone } = await store.inShop(shopId, async (tx) => {
      const zone = await store.zoneOf(tx);
      const logs = await store.readOrderLogsAfter(tx, zone, after, CUSTOMERS_AT_A_TIME);
      const customerIds = logs.map((log) => log.customerId);
      return { logs, seen: await store.readPredictedLogs(tx, customerIds), zone };
    });
    const predictions = await fitter.predict(logs, dayOf(clock.now(), zone));
    await store.inShop(shopId, (tx) =>
      store.writePredictions(tx, modelId, withLogs(logs, predictions, zone), seen),
    );
    return { customers: logs.length, lastCustomerId: logs.at(-1)?.customerId ?? null };
  }

  return { afterOrders, everybody, everybodyWith };
}

/** Order days that this log has more than the one predicted from; a correction that takes some away counts for nothing. */
function newDays(log: CustomerOrderLog, before: Predictions.PredictedLog | undefined): number {
  if (before !== undefined && before.orderDays === null) return 0;
  return Math.max(0, log.days.length - (before?.orderDays ?? 0));
}
