/** One prediction per customer with orders, as of the day it was computed. */
import { MOST_GUEST_ORDERS } from '../../core/prediction/model-needs.ts';
import type { Prediction, Reason } from '../../core/prediction/types.ts';
import { type Day, type DayText, formatDay, parseDay } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerPrediction {
  readonly customerId: number;
  readonly prediction: Prediction;
  /** Of the order log that it was made from. */
  readonly orderDays: number;
  readonly logDigest: number;
}

/** What a stored prediction was made from; null for one that an older version of Rondo wrote. */
export interface PredictedLog {
  readonly orderDays: number | null;
  readonly logDigest: number | null;
}

interface PredictionRow {
  readonly as_of_day: DayText;
  readonly confidence: Prediction['confidence'];
  readonly due_day: DayText | null;
  readonly due_earliest_day: DayText | null;
  readonly due_latest_day: DayText | null;
  readonly chance_30d: number | null;
  readonly chance_90d: number | null;
  readonly chance_365d: number | null;
  readonly chance_active: number | null;
  readonly expected_orders_90d: number | null;
  readonly expected_orders_365d: number | null;
  readonly next_10_day: DayText | null;
  readonly next_50_day: DayText | null;
  readonly next_90_day: DayText | null;
  readonly value_365d_minor: number | null;
  readonly value_total_minor: number | null;
  readonly reason: Reason | null;
}

export async function readPrediction(
  tx: ShopTransaction,
  customerId: number,
): Promise<Prediction | null> {
  const row = await tx.maybeOne<PredictionRow>('select * from predictions where customer_id = $1', [
    customerId,
  ]);
  return row ? fromRow(row) : null;
}

/** What the predictions of these customers were made from; those without one are left out. */
export async function readPredictedLogs(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, PredictedLog>> {
  const rows = await tx.query<{
    customer_id: number;
    order_days: number | null;
    log_digest: number | null;
  }>(
    'select customer_id, order_days, log_digest from predictions where customer_id = any ($1::bigint[])',
    [customerIds],
  );
  return new Map(
    rows.map((row) => [row.customer_id, { orderDays: row.order_days, logDigest: row.log_digest }]),
  );
}

export type ConfidenceCounts = Readonly<Record<Prediction['confidence'], number>>;

/** How many customers' predictions rest on how much. */
export async function countConfidence(tx: ShopTransaction): Promise<ConfidenceCounts> {
  const rows = await tx.query<{ confidence: Prediction['confidence']; customers: number }>(
    'select confidence, count(*) as customers from predictions group by confidence',
  );
  const counts = { 'own rhythm': 0, 'similar customers': 0, 'not enough yet': 0 };
  for (const { confidence, customers } of rows) counts[confidence] = customers;
  return counts;
}

export interface ModelCounts {
  /** Of the model in use; null before the first, and without a repeat order. */
  readonly medianGapDays: number | null;
  /** Orders that could not be read, not solved yet. */
  readonly unreadOrders: number;
  /** Orders of nobody; at most `MOST_GUEST_ORDERS`. */
  readonly guestOrders: number;
}

/** A few milliseconds in a large shop: both counts are read off an index, and the second ends at its limit. */
export async function readModelCounts(tx: ShopTransaction): Promise<ModelCounts> {
  const row = await tx.one<{ median_gap: number | null; unread: number; guests: number }>(
    `select (select (m.model->>'medianGapDays')::float8 from prediction_models m
              where m.shop_id = $1 and m.accepted order by m.model_id desc limit 1) as median_gap,
            (select count(*) from sync_problems p
              where p.shop_id = $1 and p.solved_at is null and p.resource = 'orders') as unread,
            (select count(*) from (select from orders o
              where o.shop_id = $1 and o.counts and o.customer_id is null limit $2) guest) as guests`,
    [tx.shopId, MOST_GUEST_ORDERS],
  );
  return { medianGapDays: row.median_gap, unreadOrders: row.unread, guestOrders: row.guests };
}

const COLUMNS = `customer_id bigint, as_of_day date, confidence text, due_day date, due_earliest_day date,
  due_latest_day date, chance_30d real, chance_90d real, chance_365d real, chance_active real,
  expected_orders_90d real, expected_orders_365d real, next_10_day date, next_50_day date, next_90_day date,
  value_365d_minor bigint, value_total_minor bigint, reason jsonb, order_days int, log_digest int`;
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0] ?? '');
const DUE_NAMES = ['due_day', 'due_earliest_day', 'due_latest_day'];

/** The due day is seen from the last order: while the log stays, it stays, whichever model came since. */
const KEEPS_DUE_DAY =
  'p.log_digest = excluded.log_digest and p.due_day is not null and excluded.due_day is not null';
const UPDATES = NAMES.slice(1).map((name) =>
  DUE_NAMES.includes(name)
    ? `${name} = case when ${KEEPS_DUE_DAY} then p.${name} else excluded.${name} end`
    : `${name} = excluded.${name}`,
);

/**
 * Writes these customers' predictions in place of the ones before. The due day and its interval stay as they are while
 * the order log does. With `seen`, what was stored when their logs were read, a prediction that somebody else has made
 * from a newer log since is left alone.
 */
export async function writePredictions(
  tx: ShopTransaction,
  modelId: number,
  predictions: readonly CustomerPrediction[],
  seen?: ReadonlyMap<number, PredictedLog>,
): Promise<void> {
  if (predictions.length === 0) return;
  await tx.execute(
    `insert into predictions as p (shop_id, model_id, ${NAMES.join(', ')})
     select $1, $2, ${NAMES.join(', ')} from jsonb_to_recordset($3::jsonb) as given (${COLUMNS})
     on conflict (shop_id, customer_id) do update set model_id = excluded.model_id, ${UPDATES.join(', ')}
      where $4::jsonb is null
         or p.log_digest is not distinct from ($4::jsonb ->> p.customer_id::text)::int`,
    [
      tx.shopId,
      modelId,
      JSON.stringify(predictions.map(toRow)),
      seen ? JSON.stringify(digestsOf(seen)) : null,
    ],
  );
}

function digestsOf(seen: ReadonlyMap<number, PredictedLog>): Record<number, number | null> {
  return Object.fromEntries([...seen].map(([customerId, log]) => [customerId, log.logDigest]));
}

/** Removes predictions of customers whose last counting order is gone. */
export async function deletePredictionsWithoutOrders(
  tx: ShopTransaction,
  customerIds: readonly number[] | null = null,
): Promise<void> {
  await tx.execute(
    `delete from predictions p
      where ($1::bigint[] is null or p.customer_id = any ($1))
        and not exists (select from order_facts f where f.customer_id = p.customer_id)`,
    [customerIds],
  );
}

function toRow({
  customerId,
  prediction,
  orderDays,
  logDigest,
}: CustomerPrediction): PredictionRow & {
  customer_id: number;
  order_days: number;
  log_digest: number;
} {
  return {
    customer_id: customerId,
    order_days: orderDays,
    log_digest: logDigest,
    as_of_day: formatDay(prediction.asOfDay),
    confidence: prediction.confidence,
    due_day: dayText(prediction.dueDay),
    due_earliest_day: dayText(prediction.dueEarliestDay),
    due_latest_day: dayText(prediction.dueLatestDay),
    chance_30d: prediction.chance30d,
    chance_90d: prediction.chance90d,
    chance_365d: prediction.chance365d,
    chance_active: prediction.chanceActive,
    expected_orders_90d: prediction.expectedOrders90d,
    expected_orders_365d: prediction.expectedOrders365d,
    next_10_day: dayText(prediction.next10Day),
    next_50_day: dayText(prediction.next50Day),
    next_90_day: dayText(prediction.next90Day),
    value_365d_minor: prediction.value365dMinor,
    value_total_minor: prediction.valueTotalMinor,
    reason: prediction.reason,
  };
}

function fromRow(row: PredictionRow): Prediction {
  return {
    asOfDay: parseDay(row.as_of_day),
    confidence: row.confidence,
    dueDay: day(row.due_day),
    dueEarliestDay: day(row.due_earliest_day),
    dueLatestDay: day(row.due_latest_day),
    chance30d: row.chance_30d,
    chance90d: row.chance_90d,
    chance365d: row.chance_365d,
    chanceActive: row.chance_active,
    expectedOrders90d: row.expected_orders_90d,
    expectedOrders365d: row.expected_orders_365d,
    next10Day: day(row.next_10_day),
    next50Day: day(row.next_50_day),
    next90Day: day(row.next_90_day),
    value365dMinor: row.value_365d_minor,
    valueTotalMinor: row.value_total_minor,
    reason: row.reason,
  };
}

function dayText(value: Day | null): DayText | null {
  return value === null ? null : formatDay(value);
}

function day(text: DayText | null): Day | null {
  return text === null ? null : parseDay(text);
}
