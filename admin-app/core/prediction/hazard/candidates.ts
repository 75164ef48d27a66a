import type { Day } from '../../time.ts';
import type { OrderLog } from '../types.ts';
import { ordersUntil } from './rhythm.ts';
import type { ShopScale } from './shop-scale.ts';

/** Every customer known at a landmark, in columns. */
export interface Candidates {
  readonly landmark: Day;
  /** How many there are; the columns may be longer. */
  count: number;
  readonly customer: Int32Array;
  readonly orders: Int32Array;
  /** Days to the next order; Infinity where none is known by the cut. */
  readonly next: Float64Array;
  readonly interest: Float64Array;
}

/** The candidates of each landmark. One log after the other, because they lie far apart in memory. */
export function candidatesAt(
  shop: ShopScale,
  logs: readonly OrderLog[],
  landmarks: readonly Day[],
): readonly Candidates[] {
  const all = landmarks.map((landmark) => ({
    landmark,
    count: 0,
    customer: new Int32Array(logs.length),
    orders: new Int32Array(logs.length),
    next: new Float64Array(logs.length),
    interest: new Float64Array(logs.length),
  }));
  for (const [customer, log] of logs.entries()) {
    for (const candidates of all) addCandidate(candidates, shop, log, customer);
  }
  return all;
}

function addCandidate(
  candidates: Candidates,
  shop: ShopScale,
  log: OrderLog,
  customer: number,
): void {
  const { landmark } = candidates;
  const orders = ordersUntil(log.days, landmark);
  if (orders === 0) return;
  const at = candidates.count++;
  candidates.customer[at] = customer;
  candidates.orders[at] = orders;
  candidates.next[at] =
    orders < log.days.length ? (log.days[orders] ?? 0) - landmark : Number.POSITIVE_INFINITY;
  candidates.interest[at] = interest(shop, log, orders, landmark);
}

/**
 * How much there is to learn from this customer at this landmark: many orders and a short silence tell most. Such
 * customers are drawn more often and weigh less in return.
 */
function interest(shop: ShopScale, log: OrderLog, orders: number, landmark: Day): number {
  const first = log.days[0] ?? landmark;
  const last = log.days[orders - 1] ?? landmark;
  const gap = (last - first + 2 * shop.medianGapDays) / (orders + 1);
  return Math.sqrt(orders / (1 + (landmark - last) / gap / 2));
}
