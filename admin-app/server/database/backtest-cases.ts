/** Every case behind the newest back-test, for people who want to check it. */
import type { BacktestCase } from '../../core/prediction/backtest/types.ts';
import { type Day, type DayText, formatDay } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CaseRow {
  readonly case_id: number;
  readonly customer_id: number;
  readonly as_of_day: DayText;
  readonly order_days: number;
  readonly last_order_day: DayText;
  readonly confidence: string;
  readonly due_day: DayText | null;
  readonly chance: number;
  readonly expected_orders: number;
  readonly expected_day: DayText;
  readonly earliest_day: DayText;
  readonly latest_day: DayText;
  readonly naive_day: DayText;
  readonly ordered_day: DayText | null;
  readonly orders: number;
}

const COLUMNS = `case_id int, customer_id bigint, as_of_day date, order_days int, last_order_day date, confidence text,
  due_day date, chance real, expected_orders real, expected_day date, earliest_day date, latest_day date,
  naive_day date, ordered_day date, orders int`;
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0] ?? '');

/** Adds cases, numbered from `firstCaseId` on. */
export async function insertCases(
  tx: ShopTransaction,
  modelId: number,
  firstCaseId: number,
  cases: readonly BacktestCase[],
): Promise<void> {
  if (cases.length === 0) return;
  const rows = cases.map((one, i) => toRow(one, firstCaseId + i));
  await tx.execute(
    `insert into backtest_cases (shop_id, model_id, ${NAMES.join(', ')})
     select $1, $2, ${NAMES.join(', ')} from jsonb_to_recordset($3::jsonb) as given (${COLUMNS})`,
    [tx.shopId, modelId, JSON.stringify(rows)],
  );
}

/** Once the new cases are complete, those before them go. */
export async function deleteOtherCases(tx: ShopTransaction, modelId: number): Promise<void> {
  await tx.execute('delete from backtest_cases where model_id <> $1', [modelId]);
}

/** What a fit that was killed while writing has left. */
export async function deleteCases(tx: ShopTransaction, modelId: number): Promise<void> {
  await tx.execute('delete from backtest_cases where model_id = $1', [modelId]);
}

/** The next `limit` cases in their order. */
export async function readCasesAfter(
  tx: ShopTransaction,
  modelId: number,
  afterCaseId: number,
  limit: number,
): Promise<readonly CaseRow[]> {
  return await tx.query<CaseRow>(
    `select ${NAMES.join(', ')} from backtest_cases
      where model_id = $1 and case_id > $2 order by case_id limit $3`,
    [modelId, afterCaseId, limit],
  );
}

function toRow(one: BacktestCase, caseId: number): Record<keyof CaseRow, unknown> {
  return {
    case_id: caseId,
    customer_id: one.customerId,
    as_of_day: formatDay(one.cutDay),
    order_days: one.orderDays,
    last_order_day: formatDay(one.lastOrderDay),
    confidence: one.confidence,
    due_day: dayText(one.dueDay),
    chance: one.chance,
    expected_orders: one.expectedOrders,
    expected_day: formatDay(one.expectedDay),
    earliest_day: formatDay(one.earliestDay),
    latest_day: formatDay(one.latestDay),
    naive_day: formatDay(one.naiveDay),
    ordered_day: dayText(one.orderedDay),
    orders: one.orders,
  };
}

function dayText(day: Day | null): DayText | null {
  return day === null ? null : formatDay(day);
}
