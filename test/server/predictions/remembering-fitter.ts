/**
 * The real fitting, which remembers what it has computed from the same logs: fitting is deterministic, and the shops of
 * these tests are alike.
 */
import type { Backtest, BacktestCase } from '../../../admin-app/core/prediction/backtest/types.ts';
import type { ShopModel } from '../../../admin-app/core/prediction/shop-model.ts';
import type { CustomerOrderLog } from '../../../admin-app/server/database/order-logs.ts';
import { createFitting } from '../../../admin-app/server/fitting.ts';
import type { ShopFitter } from '../../../admin-app/server/jobs/shop-fitter.ts';

const models = new Map<string, ShopModel>();
const backtests = new Map<string, { backtest: Backtest; cases: readonly BacktestCase[] }>();

export function createRememberingFitter(): ShopFitter {
  const fitting = createFitting();
  const logs: CustomerOrderLog[] = [];
  let cases: readonly BacktestCase[] = [];
  const keyOf = (asOfDay: number) => JSON.stringify([asOfDay, logs]);
  return {
    ...fitting,
    async addLogs(page) {
      logs.push(...page);
      await fitting.addLogs(page);
    },
    async fit(asOfDay, onProgress) {
      const model = models.get(keyOf(asOfDay)) ?? (await fitting.fit(asOfDay, onProgress));
      models.set(keyOf(asOfDay), model);
      await fitting.useModel(model);
      return model;
    },
    async backTest(asOfDay, onProgress) {
      let tested = backtests.get(keyOf(asOfDay));
      if (!tested) {
        const backtest = await fitting.backTest(asOfDay, onProgress);
        tested = { backtest, cases: await fitting.cases(0, Number.POSITIVE_INFINITY) };
        backtests.set(keyOf(asOfDay), tested);
      }
      cases = tested.cases;
      return tested.backtest;
    },
    cases: async (first, count) => cases.slice(first, first + count),
  };
}
