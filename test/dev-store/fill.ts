/** Fills an empty store: from an order log when one is named, else with a generated history. */
import { DAY_MS } from '../../admin-app/core/time.ts';
import { loadOrderLog } from './order-log.ts';
import { generateStore } from './seed.ts';
import type { Store } from './store.ts';

export interface FillOptions {
  readonly seed?: number | undefined;
  readonly customers?: number | undefined;
  readonly ordersFile?: string | undefined;
}

const DEFAULT_SEED = 1;
const DEFAULT_CUSTOMERS = 4000;

/** Fills the store and returns a sentence about it, or null when there is nothing to say. */
export async function fillStore(store: Store, options: FillOptions): Promise<string | null> {
  const seed = options.seed ?? DEFAULT_SEED;
  const now = store.now();
  if (options.ordersFile === undefined) {
    store.load(generateStore({ seed, now, customers: options.customers ?? DEFAULT_CUSTOMERS }));
    return null;
  }
  const { currency } = store.shop;
  const log = await loadOrderLog(options.ordersFile, { now, currency, seed });
  store.load(log.content);
  store.openedAt(log.firstDay * DAY_MS);
  return log.sentence;
}
