/**
 * Counts customers for Home: a small shop's whenever somebody looks, a large one's in the background, where looking at a
 * million takes seconds. Whoever looks meanwhile gets the numbers that are there, and their age.
 */
import type { Day, Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Counts from '../database/kept-counts.ts';
import type { CustomerCounts } from '../database/customer-list.ts';
import type { ShopTransaction } from '../database/tenant.ts';

export interface CountCustomersDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly store: typeof Counts & {
    readonly countCustomers: (tx: ShopTransaction, today: Day) => Promise<CustomerCounts>;
  };
  readonly onError: (error: unknown, shopId: number) => void;
  /** Shops with more customers are counted in the background. */
  readonly most?: number;
}

export interface KnownCounts extends CustomerCounts {
  /** Null when they were counted just now. */
  readonly countedAt: Instant | null;
}

export type ReadCounts = (tx: ShopTransaction, today: Day) => Promise<KnownCounts>;

const COUNTED_AT_ONCE = 20_000;
const STALE_MS = 60_000;

export function createCountCustomers(deps: CountCustomersDeps): ReadCounts {
  const { clock, inShop, store, onError, most = COUNTED_AT_ONCE } = deps;
  const underWay = new Set<number>();

  /** One count of a shop at a time. */
  function keep(shopId: number, counts: (tx: ShopTransaction) => Promise<Counts.StoredCounts>) {
    if (underWay.has(shopId)) return;
    underWay.add(shopId);
    inShop(shopId, async (tx) => store.writeCustomerCounts(tx, await counts(tx)))
      .catch((error: unknown) => onError(error, shopId))
      .finally(() => underWay.delete(shopId));
  }

  return async (tx, today) => {
    const at = clock.now();
    const stored = await store.readCustomerCounts(tx);
    if (stored !== null && stored.counts.customers > most) {
      const isStale = stored.day !== today || Math.abs(at - stored.at) >= STALE_MS;
      if (isStale)
        keep(tx.shopId, async (own) => {
          return { counts: await store.countCustomers(own, today), day: today, at };
        });
      return { ...stored.counts, countedAt: stored.at };
    }
    const counts = await store.countCustomers(tx, today);
    if (counts.customers > most) keep(tx.shopId, async () => ({ counts, day: today, at }));
    return { ...counts, countedAt: null };
  };
}
