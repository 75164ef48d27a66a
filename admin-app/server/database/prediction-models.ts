/** The shop's fitted models: every fit leaves a row; the newest accepted one predicts. */
import type { ShopModel } from '../../core/prediction/shop-model.ts';
import { type Day, formatDay, type Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredModel {
  readonly modelId: number;
  readonly model: ShopModel;
}

export async function readAcceptedModelId(tx: ShopTransaction): Promise<number | null> {
  const row = await tx.maybeOne<{ model_id: number }>(
    'select model_id from prediction_models where accepted order by model_id desc limit 1',
  );
  return row?.model_id ?? null;
}

export async function readModel(tx: ShopTransaction, modelId: number): Promise<StoredModel> {
  const row = await tx.one<{ model_id: number; model: ShopModel }>(
    'select model_id, model from prediction_models where model_id = $1',
    [modelId],
  );
  return { modelId: row.model_id, model: row.model };
}

export interface NewModel {
  readonly model: ShopModel;
  readonly fittedAt: Instant;
  readonly asOfDay: Day;
  readonly accepted: boolean;
  readonly verdict: string;
}

export async function insertModel(tx: ShopTransaction, added: NewModel): Promise<number> {
  const row = await tx.one<{ model_id: number }>(
    `insert into prediction_models (shop_id, fitted_at, as_of_day, customers, orders, model, accepted, verdict)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning model_id`,
    [
      tx.shopId,
      timestampText(added.fittedAt),
      formatDay(added.asOfDay),
      added.model.customers,
      added.model.orders,
      JSON.stringify(added.model),
      added.accepted,
      added.verdict,
    ],
  );
  return row.model_id;
}
