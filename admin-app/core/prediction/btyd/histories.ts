import type { Day } from '../../time.ts';
import type { OrderLog } from '../types.ts';
import { DAYS_PER_WEEK } from './btyd-model.ts';
import { type CustomerHistory, collapse, type RecencyFrequency } from './recency-frequency.ts';

/**
 * What the BTYD fits need of these customers, in weeks, as known at the end of `asOfDay`: later orders and customers
 * without an order by then are left out. `days` of each log ascending and distinct. O(n log n) in the customers.
 */
export function recencyFrequencyOf(logs: readonly OrderLog[], asOfDay: Day): RecencyFrequency {
  const histories: CustomerHistory[] = [];
  // Counted by length first: a sum in the order of the customers would depend on it in its last digits.
  const gaps = new Map<number, number>();
  for (const { days } of logs) {
    const history = customerHistory(days, asOfDay);
    if (history === null) continue;
    histories.push(history);
    for (let i = 1; i <= history.repeats; i++) {
      const gap = (days[i] ?? 0) - (days[i - 1] ?? 0);
      gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    }
  }
  return collapse(histories, sumOfLogGaps(gaps));
}

function sumOfLogGaps(gaps: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const [gap, count] of [...gaps].toSorted(([a], [b]) => a - b))
    sum += count * Math.log(gap / DAYS_PER_WEEK);
  return sum;
}

/** One customer's repeat orders, last order and time observed since the first order, in weeks; null without orders. */
export function customerHistory(days: readonly Day[], asOfDay: Day): CustomerHistory | null {
  let orders = days.length;
  while (orders > 0 && (days[orders - 1] ?? 0) > asOfDay) orders--;
  const first = days[0];
  const last = days[orders - 1];
  if (first === undefined || last === undefined) return null;
  return {
    repeats: orders - 1,
    lastOrder: (last - first) / DAYS_PER_WEEK,
    observed: (asOfDay - first) / DAYS_PER_WEEK,
  };
}
