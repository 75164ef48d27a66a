import { median } from '../median.ts';
import type { CustomerLog, HeavyBuyers } from './types.ts';

/** So many times the order days of usual repeat customers, and never fewer than `LEAST_ORDERS`. */
const TIMES_USUAL = 10;
const LEAST_ORDERS = 24;

/** Null where nobody stands out. Resellers look like this, and so do staff who buy for others. */
export function heavyBuyersAmong(logs: readonly CustomerLog[]): HeavyBuyers | null {
  const repeated = logs.map(({ days }) => days.length).filter((orders) => orders >= 2);
  const fromOrders = Math.ceil(Math.max(LEAST_ORDERS, TIMES_USUAL * (median(repeated) ?? 0)));
  const heavy = repeated.filter((orders) => orders >= fromOrders);
  if (heavy.length === 0) return null;
  const all = logs.reduce((sum, { days }) => sum + days.length, 0);
  const theirs = heavy.reduce((sum, orders) => sum + orders, 0);
  return { customers: heavy.length, orderShare: theirs / all, fromOrders };
}
