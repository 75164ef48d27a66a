/**
 * What Shopify works out for each customer of a store, once a day: everybody is ranked by how recent, how many and how
 * large their orders are, each into fifths of the store (5 is best), and the ranks make the group. Shopify publishes the
 * ranks and what each group stands for, not where exactly one ends, nor how it predicts spending.
 */
import { DAY_MS } from '../../admin-app/core/time.ts';
import { totalsOf } from './order-totals.ts';
import type { Store } from './store.ts';

export interface Statistics {
  readonly rfmGroup: string | null;
  readonly predictedSpendTier: string | null;
}

interface OfStore {
  readonly day: number;
  readonly byCustomer: ReadonlyMap<number, Statistics>;
}

const UNKNOWN: Statistics = { rfmGroup: null, predictedSpendTier: null };
const PROSPECT: Statistics = { rfmGroup: 'PROSPECTS', predictedSpendTier: null };

const newest = new WeakMap<Store, OfStore>();

/** As of the last time that Shopify looked at everybody; a customer who came since has nothing yet. */
export function statisticsOf(store: Store, customerId: number): Statistics {
  const day = Math.floor(store.now() / DAY_MS);
  let ofStore = newest.get(store);
  if (ofStore?.day !== day) {
    ofStore = { day, byCustomer: computeStatistics(store) };
    newest.set(store, ofStore);
  }
  return ofStore.byCustomer.get(customerId) ?? UNKNOWN;
}

interface Buyer {
  readonly customerId: number;
  readonly lastOrderAt: number;
  readonly orders: number;
  readonly spentMinor: number;
}

function computeStatistics(store: Store): ReadonlyMap<number, Statistics> {
  const statistics = new Map<number, Statistics>();
  const buyers: Buyer[] = [];
  for (const { id } of store.customers()) {
    const buyer = buyerOf(store, id);
    if (buyer) buyers.push(buyer);
    else statistics.set(id, PROSPECT);
  }
  const recency = fifths(buyers.map(({ lastOrderAt }) => lastOrderAt));
  const frequency = fifths(buyers.map(({ orders }) => orders));
  const spent = fifths(buyers.map(({ spentMinor }) => spentMinor));
  for (const { customerId, lastOrderAt, orders, spentMinor } of buyers) {
    const money = spent(spentMinor);
    statistics.set(customerId, {
      rfmGroup: rfmGroup(recency(lastOrderAt), (frequency(orders) + money) / 2),
      predictedSpendTier: money === 5 ? 'HIGH' : money >= 3 ? 'MEDIUM' : 'LOW',
    });
  }
  return statistics;
}

function buyerOf(store: Store, customerId: number): Buyer | null {
  const orders = store
    .ordersOf(customerId)
    .filter(({ test, cancelledAt }) => !test && cancelledAt === null);
  const last = orders.at(-1);
  if (!last) return null;
  const spentMinor = orders.reduce((sum, order) => sum + totalsOf(order).currentTotal, 0);
  return { customerId, lastOrderAt: last.processedAt, orders: orders.length, spentMinor };
}

/** The fifth that a value falls into, 1 to 5; equal values fall into the same. */
function fifths(values: readonly number[]): (value: number) => number {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!rank.has(value)) rank.set(value, 1 + Math.floor((5 * index) / sorted.length));
  });
  return (value) => rank.get(value) ?? 1;
}

/** By recency and by the mean of frequency and money. */
export function rfmGroup(recency: number, worth: number): string {
  if (recency === 5) return worth >= 4 ? 'CHAMPIONS' : worth >= 2.5 ? 'ACTIVE' : 'NEW';
  if (recency === 4) return worth >= 4 ? 'LOYAL' : worth >= 2.5 ? 'ACTIVE' : 'PROMISING';
  if (recency === 3) return worth >= 4 ? 'LOYAL' : worth >= 2.5 ? 'NEEDS_ATTENTION' : 'PROMISING';
  if (recency === 2) return worth >= 4 ? 'AT_RISK' : worth >= 2 ? 'ALMOST_LOST' : 'DORMANT';
  return worth >= 4 ? 'PREVIOUSLY_LOYAL' : worth >= 3 ? 'AT_RISK' : 'DORMANT';
}
