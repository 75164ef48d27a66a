/** A small shop on a real database with everything that predicts it, joined as the server joins it, without threads. */
import { dayOf, startOfDay } from '../../../admin-app/core/time.ts';
import * as BacktestCases from '../../../admin-app/server/database/backtest-cases.ts';
import { holdingFitLock } from '../../../admin-app/server/database/fit-lock.ts';
import * as ModelFits from '../../../admin-app/server/database/model-fits.ts';
import { refreshOrderFacts } from '../../../admin-app/server/database/order-facts.ts';
import * as OrderLogs from '../../../admin-app/server/database/order-logs.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import * as Models from '../../../admin-app/server/database/prediction-models.ts';
import * as Predictions from '../../../admin-app/server/database/predictions.ts';
import { readShop } from '../../../admin-app/server/database/shops.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { createFitModel } from '../../../admin-app/server/jobs/fit-model.ts';
import { createPredictCustomers } from '../../../admin-app/server/jobs/predict-customers.ts';
import type { ShopFitter } from '../../../admin-app/server/jobs/shop-fitter.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { createRememberingFitter } from './remembering-fitter.ts';

export const ZONE = 'Pacific/Auckland';
export const TODAY = dayOf(SOME_DAY, ZONE);

let shops = 0;

export interface PredictedShop {
  readonly shopId: number;
  readonly predictCustomers: ReturnType<typeof createPredictCustomers>;
  readonly fitModel: ReturnType<typeof createFitModel>;
  /** What the fitting goes through; replace it to let something happen there. */
  through: (fitter: ShopFitter) => ShopFitter;
  /** Days that the clock is ahead of SOME_DAY. */
  ahead: number;
  inShop<T>(run: (tx: ShopTransaction) => Promise<T>): Promise<T>;
  prediction(customerId: number): ReturnType<typeof Predictions.readPrediction>;
  /** One order on a day, and the predictions after it; true when a refit is due. */
  order(customerId: number, day: number): Promise<boolean>;
}

/** 40 customers with orders every 30 days or so, the last one 20 + 3 × customer days ago, just after midnight. */
export async function insertPredictedShop(db: Database): Promise<PredictedShop> {
  shops += 1;
  const shopId = await insertShop(db, `predictions-${shops}.myshopify.com`, ZONE);
  const shop = joinShop(db, shopId);
  await shop.inShop(async (tx) => {
    for (let customer = 1; customer <= 40; customer++) await insertRegular(tx, customer);
  });
  return shop;
}

/** The same shop as another process would have it. */
export function joinShop(db: Database, shopId: number): PredictedShop {
  const inShop = <T>(id: number, run: (tx: ShopTransaction) => Promise<T>) => withShop(db, id, run);
  const zoneOf = async (tx: ShopTransaction) => (await readShop(tx)).zone;
  const openFitter = () => shop.through(createRememberingFitter());
  const clock = {
    now: () => startOfDay(TODAY + shop.ahead, ZONE) + 12 * 3_600_000,
    onMove: () => () => {},
  };
  const predictCustomers = createPredictCustomers({
    store: { ...OrderLogs, ...Models, ...ModelFits, ...Predictions, inShop, zoneOf },
    clock,
    openFitter,
  });
  let orders = 100_000;
  const shop: PredictedShop = {
    shopId,
    predictCustomers,
    fitModel: createFitModel({
      clock,
      store: { ...OrderLogs, ...Models, ...ModelFits, ...BacktestCases },
      inShop,
      zoneOf,
      holdingFitLock: (id, work) => holdingFitLock(db.ownerPool, id, work),
      openFitter,
      predictCustomers,
      predicted: async () => {},
    }),
    through: (fitter) => fitter,
    ahead: 0,
    inShop: (run) => inShop(shopId, run),
    prediction: (customerId) => inShop(shopId, (tx) => Predictions.readPrediction(tx, customerId)),
    order: (customerId, day) =>
      inShop(shopId, async (tx) => {
        orders += 1;
        const processedAt = startOfDay(day, ZONE) + 60_000;
        await insertOrder(tx, { order_id: orders, customer_id: customerId, processedAt });
        await refreshOrderFacts(tx, [customerId]);
        return await predictCustomers.afterOrders(tx, [customerId]);
      }),
  };
  return shop;
}

async function insertRegular(tx: ShopTransaction, customer: number): Promise<void> {
  await insertCustomer(tx, { customer_id: customer });
  for (let i = 0; i < 6; i++) {
    const day = TODAY - 20 - 3 * customer - 30 * i - ((customer + i) % 4);
    await insertOrder(tx, {
      order_id: customer * 10 + i,
      customer_id: customer,
      processedAt: startOfDay(day, ZONE) + 60_000,
    });
  }
  await refreshOrderFacts(tx, [customer]);
}
