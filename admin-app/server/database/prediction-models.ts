/** The shop's fitted models: every fit leaves a row; the newest accepted one predicts. */
import type { Verdict } from '../../core/prediction/backtest/model-comparison.ts';
import type { Backtest } from '../../core/prediction/backtest/types.ts';
import type { ShopModel } from '../../core/prediction/shop-model.ts';
import { type DayText, formatDay, type Instant } from '../../core/time.ts';
import type { FitCause } from './model-fits.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredModel {
  readonly modelId: number;
  readonly model: ShopModel;
}

/** How many fits the history shows; of older ones nothing is needed any more. */
const KEPT_MODELS = 10;

/** The model in use; `version` tells whether it can still be read. */
export async function readAcceptedModel(
  tx: ShopTransaction,
): Promise<{ readonly modelId: number; readonly version: number } | null> {
  const row = await tx.maybeOne<{ model_id: number; version: number }>(
    'select model_id, version from prediction_models where accepted order by model_id desc limit 1',
  );
  return row ? { modelId: row.model_id, version: row.version } : null;
}

/** When the model in use was fitted, and whether the shop's orders were enough for one. */
export async function readModelInUse(
  tx: ShopTransaction,
): Promise<{ readonly fittedAt: Instant; readonly enough: boolean } | null> {
  const row = await tx.maybeOne<{ fitted_at: Instant; enough: boolean }>(
    'select fitted_at, enough from prediction_models where accepted order by model_id desc limit 1',
  );
  return row ? { fittedAt: row.fitted_at, enough: row.enough } : null;
}

/** Look at its version first: the model of another version is of another shape. */
export async function readModel(tx: ShopTransaction, modelId: number): Promise<StoredModel> {
  const row = await tx.one<{ model_id: number; model: ShopModel }>(
    'select model_id, model from prediction_models where model_id = $1',
    [modelId],
  );
  return { modelId: row.model_id, model: row.model };
}

export interface NewModel {
  readonly model: ShopModel;
  readonly cause: FitCause;
  readonly fittedAt: Instant;
  readonly accepted: boolean;
  readonly verdict: Verdict;
}

/** Adds the row of a fit, and drops those that are too old to be shown, but never the model in use. */
export async function insertModel(tx: ShopTransaction, added: NewModel): Promise<number> {
  const { model } = added;
  const row = await tx.one<{ model_id: number }>(
    `insert into prediction_models
       (shop_id, fitted_at, as_of_day, customers, orders, model, accepted, verdict, cause,
        first_order_day, last_order_day, repeat_orders, enough)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning model_id`,
    [
      tx.shopId,
      timestampText(added.fittedAt),
      formatDay(model.fittedAsOfDay),
      model.customers,
      model.orders,
      JSON.stringify(model),
      added.accepted,
      JSON.stringify(added.verdict),
      added.cause,
      model.firstOrderDay === null ? null : formatDay(model.firstOrderDay),
      model.lastOrderDay === null ? null : formatDay(model.lastOrderDay),
      model.repeatOrders,
      model.enough,
    ],
  );
  await tx.execute(
    `delete from prediction_models
      where model_id not in (select model_id from prediction_models order by model_id desc limit $1)
        and model_id <> (select max(model_id) from prediction_models where accepted)`,
    [KEPT_MODELS],
  );
  return row.model_id;
}

export async function writeBacktest(
  tx: ShopTransaction,
  modelId: number,
  backtest: Backtest,
): Promise<void> {
  await tx.execute('update prediction_models set backtest = $2 where model_id = $1', [
    modelId,
    JSON.stringify(backtest),
  ]);
}

/** The row of a fit without the model itself. */
export interface FitRow {
  readonly model_id: number;
  readonly fitted_at: Instant;
  readonly as_of_day: DayText;
  readonly cause: FitCause;
  readonly customers: number;
  readonly orders: number;
  readonly repeat_orders: number;
  readonly enough: boolean;
  readonly first_order_day: DayText | null;
  readonly last_order_day: DayText | null;
  readonly accepted: boolean;
  readonly verdict: Verdict;
}

/** Newest first. */
export async function readFits(tx: ShopTransaction): Promise<readonly FitRow[]> {
  return await tx.query<FitRow>(
    `select model_id, fitted_at, as_of_day, cause, customers, orders, repeat_orders, enough,
            first_order_day, last_order_day, accepted, verdict
       from prediction_models order by model_id desc limit $1`,
    // One more: the model in use may be older than all that were turned down since.
    [KEPT_MODELS + 1],
  );
}

/** The newest back-test that is done, and how many cases it keeps. */
export async function readNewestBacktest(tx: ShopTransaction): Promise<{
  readonly modelId: number;
  readonly backtest: Backtest;
  readonly cases: number;
} | null> {
  const row = await tx.maybeOne<{ model_id: number; backtest: Backtest; cases: number }>(
    `select m.model_id, m.backtest,
            (select count(*) from backtest_cases c where c.shop_id = m.shop_id and c.model_id = m.model_id) as cases
       from prediction_models m where m.accepted and m.backtest is not null
      order by m.model_id desc limit 1`,
  );
  return row ? { modelId: row.model_id, backtest: row.backtest, cases: row.cases } : null;
}
