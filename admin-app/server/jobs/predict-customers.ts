/** Keeps predictions true: one customer's after an order, everybody's after a fit and when the shop's day changes. */
import { predict } from '../../core/prediction/predict.ts';
import type { ShopModel } from '../../core/prediction/shop-model.ts';
import { type Day, dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as OrderLogs from '../database/order-logs.ts';
import type * as Models from '../database/prediction-models.ts';
import type * as Predictions from '../database/predictions.ts';
import type { ShopTransaction } from '../database/tenant.ts';

type CustomerOrderLog = OrderLogs.CustomerOrderLog;

/** The tables this works on, and how to reach a shop's. */
export type PredictionStore = Pick<typeof OrderLogs, 'readOrderLogs' | 'readOrderLogsAfter'> &
  Pick<typeof Models, 'readAcceptedModelId' | 'readModel' | 'insertModel'> &
  Pick<typeof Predictions, 'writePredictions' | 'deletePredictionsWithoutOrders'> & {
    readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
    readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  };

export interface PredictCustomers {
  /** In the transaction that changed their orders: the customers' predictions from the stored model. */
  afterOrders(tx: ShopTransaction, customerIds: readonly number[]): Promise<void>;
  /** Everybody's, as of the shop's today. */
  everybody(shopId: number): Promise<void>;
  /** Fits the shop's model to all it knows, then predicts everybody. */
  fit(shopId: number): Promise<void>;
}

const CUSTOMERS_AT_A_TIME = 2_000;

export function createPredictCustomers(deps: {
  readonly store: PredictionStore;
  readonly clock: Clock;
  /** Runs off the main thread: a fit takes seconds in a large shop. */
  readonly fitShop: (logs: readonly CustomerOrderLog[], asOfDay: Day) => Promise<ShopModel>;
}): PredictCustomers {
  const { store, clock } = deps;
  // Models are large and never change once written, so the last few are kept by shop.
  const cache = new Map<number, { modelId: number; model: ShopModel }>();

  async function currentModel(tx: ShopTransaction) {
    const modelId = await store.readAcceptedModelId(tx);
    if (modelId === null) return null;
    const cached = cache.get(tx.shopId);
    if (cached?.modelId === modelId) return cached;
    const { model } = await store.readModel(tx, modelId);
    if (cache.size > 100) cache.clear();
    const current = { modelId, model };
    cache.set(tx.shopId, current);
    return current;
  }

  function predictAll(model: ShopModel, logs: readonly CustomerOrderLog[], today: Day) {
    return logs.map((log) => ({
      customerId: log.customerId,
      prediction: predict(model, log, today),
    }));
  }

  async function afterOrders(tx: ShopTransaction, customerIds: readonly number[]): Promise<void> {
    const current = await currentModel(tx);
    if (current === null) return;
    const zone = await store.zoneOf(tx);
    const logs = await store.readOrderLogs(tx, zone, customerIds);
    const today = dayOf(clock.now(), zone);
    await store.writePredictions(tx, current.modelId, predictAll(current.model, logs, today));
    await store.deletePredictionsWithoutOrders(tx, customerIds);
  }

  async function everybody(shopId: number): Promise<void> {
    let after: number | null = 0;
    while (after !== null) after = await predictNext(shopId, after);
    await store.inShop(shopId, (tx) => store.deletePredictionsWithoutOrders(tx));
  }

  /** One page in a transaction of its own, so that a large shop holds no long locks. Null at the end. */
  async function predictNext(shopId: number, after: number): Promise<number | null> {
    return await store.inShop(shopId, async (tx) => {
      const current = await currentModel(tx);
      if (current === null) return null;
      const zone = await store.zoneOf(tx);
      const logs = await store.readOrderLogsAfter(tx, zone, after, CUSTOMERS_AT_A_TIME);
      const today = dayOf(clock.now(), zone);
      await store.writePredictions(tx, current.modelId, predictAll(current.model, logs, today));
      return logs.at(-1)?.customerId ?? null;
    });
  }

  async function readAllLogs(shopId: number): Promise<CustomerOrderLog[]> {
    const logs: CustomerOrderLog[] = [];
    for (;;) {
      const after = logs.at(-1)?.customerId ?? 0;
      const page = await store.inShop(shopId, async (tx) =>
        store.readOrderLogsAfter(tx, await store.zoneOf(tx), after, CUSTOMERS_AT_A_TIME),
      );
      if (page.length === 0) return logs;
      for (const log of page) logs.push(log);
    }
  }

  async function fit(shopId: number): Promise<void> {
    const logs = await readAllLogs(shopId);
    const zone = await store.inShop(shopId, store.zoneOf);
    const fittedAt = clock.now();
    const asOfDay = dayOf(fittedAt, zone);
    const model = await deps.fitShop(logs, asOfDay);
    await store.inShop(shopId, (tx) =>
      store.insertModel(tx, { model, fittedAt, asOfDay, accepted: true, verdict: 'newest fit' }),
    );
    await everybody(shopId);
  }

  return { afterOrders, everybody, fit };
}
