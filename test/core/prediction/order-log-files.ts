import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OrderLog } from '../../../admin-app/core/prediction/types.ts';
import type { Day } from '../../../admin-app/core/time.ts';
import { type LogEntry, parseOrderLog } from '../../dev-store/order-log.ts';

/** Order logs of real stores that are measured with where they are present; they are not part of the project. */
const FOLDER = join(import.meta.dirname, '../../../../shared/data');

export type OrderLogFile =
  | 'cdnow_sample'
  | 'cdnow_full'
  | 'grocery_online'
  | 'dtc_bricks_clicks'
  | 'pet_food';

/**
 * The logs of a store's customers, sorted by customer id, one entry per day with orders and amounts in cents (null
 * where the file has none). Null where the file is absent: skip then, and say so with `absentFile`.
 */
export function readOrderLogFile(name: OrderLogFile): readonly OrderLog[] | null {
  const path = pathOf(name);
  if (!existsSync(path)) return null;
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return orderLogsOf(parseOrderLog(text, { path, currency: 'USD' }));
}

/** The sentence to skip with. */
export function absentFile(name: OrderLogFile): string {
  return `SKIPPED: the order log ${pathOf(name)} is not here`;
}

/** The same logs as they were known at the end of a day; customers who came later are left out. */
export function knownAt(logs: readonly OrderLog[], day: Day): readonly OrderLog[] {
  return logs
    .map(({ days, amountsMinor }) => {
      const count = days.filter((orderDay) => orderDay <= day).length;
      return { days: days.slice(0, count), amountsMinor: amountsMinor?.slice(0, count) ?? null };
    })
    .filter(({ days }) => days.length > 0);
}

function pathOf(name: OrderLogFile): string {
  return join(FOLDER, `${name}.csv.gz`);
}

interface Entry {
  readonly day: Day;
  readonly amountMinor: number | null;
}

function orderLogsOf(entries: readonly LogEntry[]): readonly OrderLog[] {
  const customers = new Map<string, Entry[]>();
  for (const entry of entries) {
    const own = customers.get(entry.customer);
    if (own) own.push(entry);
    else customers.set(entry.customer, [entry]);
  }
  return [...customers]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, orders]) => orderLogOf(orders));
}

function orderLogOf(orders: readonly Entry[]): OrderLog {
  const amounts = new Map<Day, number>();
  for (const { day, amountMinor } of orders.toSorted((a, b) => a.day - b.day))
    amounts.set(day, (amounts.get(day) ?? 0) + (amountMinor ?? 0));
  const known = orders.some(({ amountMinor }) => amountMinor !== null);
  return { days: [...amounts.keys()], amountsMinor: known ? [...amounts.values()] : null };
}
