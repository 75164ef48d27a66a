/** The file of predictions: one row of CSV (RFC 4180) per customer. */
import type { CustomerLog } from '../../core/prediction/backtest/types.ts';
import { type Forecast, forecast } from '../../core/prediction/forecast.ts';
import { predict } from '../../core/prediction/predict.ts';
import { type ReasonLanguage, reasonInWords } from '../../core/prediction/reason-in-words.ts';
import type { ShopModel } from '../../core/prediction/shop-model.ts';
import { daysOverdue } from '../../core/prediction/types.ts';
import { type Day, formatDay } from '../../core/time.ts';

/** docs/prediction.md says what each holds. */
const PREDICTION_COLUMNS = [
  'customer_id',
  'p_alive',
  'predicted_next_order_date',
  'p10_date',
  'p50_date',
  'p90_date',
  'expected_orders_90d',
  'p_order_30d',
  'p_order_90d',
  'p_order_h',
  'expected_orders_h',
  'expected_revenue_h',
  'clv_365d',
  'due_date',
  'days_overdue',
  'confidence',
  'reason',
] as const;

export interface RowOptions {
  readonly asOfDay: Day;
  readonly horizonDays: number;
  readonly language: ReasonLanguage;
}

const ROWS_AT_A_TIME = 1_000;

/**
 * The text of the file in pieces, rows in the order of the logs; customers without an order by the end of `asOfDay` have
 * none. `onProgress` hears the share of customers that is done, 0–1.
 */
export function* predictionFile(
  model: ShopModel,
  logs: readonly CustomerLog[],
  options: RowOptions,
  onProgress: (share: number) => void = () => {},
): Generator<string> {
  yield `${PREDICTION_COLUMNS.join(',')}\n`;
  for (let start = 0; start < logs.length; start += ROWS_AT_A_TIME) {
    onProgress(start / logs.length);
    const rows = logs
      .slice(start, start + ROWS_AT_A_TIME)
      .map((log) => predictionRow(model, log, options))
      .filter((row) => row !== null);
    if (rows.length > 0) yield `${rows.join('\n')}\n`;
  }
}

/** The row of a customer, without a line end; null for one without an order by the end of `asOfDay`. */
function predictionRow(
  model: ShopModel,
  log: CustomerLog,
  { asOfDay, horizonDays, language }: RowOptions,
): string | null {
  const future = forecast(model, log, asOfDay);
  if (future === null) return null;
  const prediction = predict(model, log, asOfDay, future);
  const middle = dateOfShare(future, 0.5, asOfDay, horizonDays);
  const values: Record<(typeof PREDICTION_COLUMNS)[number], string> = {
    customer_id: quoted(String(log.customerId)),
    p_alive: decimals(future.chanceActive),
    predicted_next_order_date: middle,
    p10_date: dateOfShare(future, 0.1, asOfDay, horizonDays),
    p50_date: middle,
    p90_date: dateOfShare(future, 0.9, asOfDay, horizonDays),
    expected_orders_90d: decimals(future.expectedOrders(90)),
    p_order_30d: decimals(future.chanceWithin(30)),
    p_order_90d: decimals(future.chanceWithin(90)),
    p_order_h: decimals(future.chanceWithin(horizonDays)),
    expected_orders_h: decimals(future.expectedOrders(horizonDays)),
    // Evaluations refuse a gap here, so a file without amounts expects none of the money it knows.
    expected_revenue_h: amount(future.expectedRevenueMinor(horizonDays) ?? 0),
    clv_365d: amount(future.expectedRevenueMinor(365)),
    due_date: prediction.dueDay === null ? '' : formatDay(prediction.dueDay),
    days_overdue: String(daysOverdue(prediction, asOfDay) ?? ''),
    confidence: prediction.confidence,
    reason: quoted(reasonInWords(prediction, asOfDay, language)),
  };
  return PREDICTION_COLUMNS.map((column) => values[column]).join(',');
}

function dateOfShare(future: Forecast, share: number, asOfDay: Day, horizonDays: number): string {
  return formatDay(asOfDay + future.daysUntil(share, horizonDays));
}

function decimals(value: number): string {
  return value.toFixed(6);
}

/** In the unit of the file. */
function amount(minor: number | null): string {
  return minor === null ? '' : (minor / 100).toFixed(2);
}

/** Quoted where the value would not survive bare, or a spreadsheet would take it for a formula or trim it. */
function quoted(value: string): string {
  return /[",\r\n]|^[=+\-@\s]|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
