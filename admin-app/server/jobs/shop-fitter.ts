/** The heavy part of predicting a shop, away from the thread that answers requests. */
import type { Verdict } from '../../core/prediction/backtest/model-comparison.ts';
import type { Backtest, BacktestCase } from '../../core/prediction/backtest/types.ts';
import type { ShopModel } from '../../core/prediction/shop-model.ts';
import type { Prediction } from '../../core/prediction/types.ts';
import type { Day } from '../../core/time.ts';
import type { CustomerOrderLog } from '../database/order-logs.ts';

export type OnProgress = (share: number) => void;

/** One call at a time. Each rejects when the thread has died, e.g. for lack of memory. */
export interface ShopFitter {
  /** Hands over logs, page by page; fit, judge and backTest work on all that came. */
  addLogs(logs: readonly CustomerOrderLog[]): Promise<void>;
  fit(asOfDay: Day, onProgress: OnProgress): Promise<ShopModel>;
  /** Compares the model that was fitted last with the one in use, null before the first. */
  judge(current: ShopModel | null, asOfDay: Day): Promise<Verdict>;
  /** From now on `predict` uses this model. */
  useModel(model: ShopModel): Promise<void>;
  predict(logs: readonly CustomerOrderLog[], asOfDay: Day): Promise<readonly Prediction[]>;
  backTest(asOfDay: Day, onProgress: OnProgress): Promise<Backtest>;
  /** The cases behind the back-test, from number `first` on; none at the end. */
  cases(first: number, count: number): Promise<readonly BacktestCase[]>;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}

export type OpenFitter = () => ShopFitter;
