import { parseDay } from '../../admin-app/core/time.ts';
import { createCsvReader } from '../../admin-app/server/order-file/csv-records.ts';
import type { Holdout } from './holdout.ts';

/** A file of predictions in the order of a holdout's customers. Days count from the cut and are at least 1. */
export interface PredictionColumns {
  readonly days10: Float64Array;
  readonly days50: Float64Array;
  readonly days90: Float64Array;
  readonly chance30d: Float64Array;
  readonly chance90d: Float64Array;
  readonly expectedOrders90d: Float64Array;
}

/** Throws RangeError unless the file has exactly the customers of the holdout, once each, with every number. */
export function predictionColumns(csv: string, holdout: Holdout): PredictionColumns {
  const rows = rowsByCustomer(csv);
  if (rows.size !== holdout.customerIds.length)
    throw new RangeError(
      `The predictions have ${rows.size} customers; expected ${holdout.customerIds.length}`,
    );
  const column = (name: string, read: (text: string) => number) =>
    Float64Array.from(holdout.customerIds, (id) => {
      const value = read(rows.get(id)?.get(name) ?? '');
      if (Number.isFinite(value)) return value;
      throw new RangeError(`Customer ${id} has no ${name}; expected a value for everyone`);
    });
  const days = (text: string) => Math.max(1, parseDay(text) - holdout.cutDay);
  const number = (text: string) => (text === '' ? Number.NaN : Number(text));
  return {
    days10: column('p10_date', days),
    days50: column('p50_date', days),
    days90: column('p90_date', days),
    chance30d: column('p_order_30d', number),
    chance90d: column('p_order_90d', number),
    expectedOrders90d: column('expected_orders_90d', number),
  };
}

function rowsByCustomer(csv: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const rows = new Map<string, ReadonlyMap<string, string>>();
  let header: readonly string[] | null = null;
  const reader = createCsvReader(({ fields, line, fault }) => {
    if (header === null) {
      header = fields;
      return;
    }
    const row = new Map(header.map((name, i) => [name, fields[i] ?? '']));
    const id = row.get('customer_id');
    if (fault !== null || id === undefined || rows.has(id))
      throw new RangeError(`Line ${line} of the predictions is not a row of a customer of its own`);
    rows.set(id, row);
  });
  reader.push(Buffer.from(csv));
  reader.end();
  return rows;
}
