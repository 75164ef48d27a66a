/** A shop's logs with everything that is computed from all of them; runs in the thread of `fit-in-thread.ts`. */
import { type BacktestResult, backtestShop } from '../core/prediction/backtest/backtest-shop.ts';
import { judgeRefit } from '../core/prediction/backtest/judge-refit.ts';
import { fitShop } from '../core/prediction/fit-shop.ts';
import { predict } from '../core/prediction/predict.ts';
import type { ShopModel } from '../core/prediction/shop-model.ts';
import type { CustomerOrderLog } from './database/order-logs.ts';
import type { ShopFitter } from './jobs/shop-fitter.ts';

export function createFitting(): ShopFitter {
  const logs: CustomerOrderLog[] = [];
  let model: ShopModel | undefined;
  let tested: BacktestResult | undefined;

  function modelInUse(): ShopModel {
    if (!model) throw new Error('Nothing was fitted yet, and no model was given');
    return model;
  }

  return {
    async addLogs(page) {
      for (const log of page) logs.push(log);
    },
    async fit(asOfDay, onProgress) {
      model = fitShop(logs, asOfDay, onProgress);
      return model;
    },
    async judge(current, asOfDay) {
      return judgeRefit(modelInUse(), current, logs, asOfDay);
    },
    async useModel(given) {
      model = given;
    },
    async predict(page, asOfDay) {
      return page.map((log) => predict(modelInUse(), log, asOfDay));
    },
    async backTest(asOfDay, onProgress) {
      tested = backtestShop(logs, asOfDay, { onProgress });
      return tested.backtest;
    },
    async cases(first, count) {
      return tested?.cases.slice(first, first + count) ?? [];
    },
    async close() {},
  };
}
