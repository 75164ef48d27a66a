/** Computes the figures of the Retention page up to the end of yesterday, so that no half day is among them. */
import { createRetentionSums, type RetentionSums } from '../../core/results/retention-sums.ts';
import { type Day, dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Retention from '../database/retention.ts';
import type * as Sums from '../database/retention-sums.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface ComputeRetentionDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly store: Pick<typeof Sums, 'readOrderLogs' | 'writeRetention'> &
    Pick<typeof Retention, 'noteRetentionFailure'>;
  /** Customers read at a time; 25,000 when not given. */
  readonly customersAtATime?: number;
}

/** Some seconds' work for the database, and as much as is held at a time. */
const CUSTOMERS_AT_A_TIME = 25_000;

/**
 * Everything anew, as the shop is at one moment. Until the figures are written together, pages show those from before.
 * A failure is noted for them and thrown.
 */
export function createComputeRetention(deps: ComputeRetentionDeps) {
  const { clock, inShop, readShop, zoneOf, store } = deps;

  async function compute(shopId: number): Promise<Sums.ComputedRetention> {
    return await readShop(shopId, async (tx) => {
      const zone = await zoneOf(tx);
      const at = clock.now();
      const asOfDay = dayOf(at, zone) - 1;
      const sums = await addUp(deps, tx, { zone, asOfDay });
      return { cells: sums.cells(), intervals: sums.intervals(), asOfDay, zone, at };
    });
  }

  return async (shopId: number): Promise<void> => {
    try {
      const computed = await compute(shopId);
      await inShop(shopId, (tx) => store.writeRetention(tx, computed));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await inShop(shopId, (tx) => store.noteRetentionFailure(tx, message));
      throw error;
    }
  };
}

async function addUp(
  { store, customersAtATime: limit = CUSTOMERS_AT_A_TIME }: ComputeRetentionDeps,
  tx: ShopTransaction,
  of: { readonly zone: string; readonly asOfDay: Day },
): Promise<RetentionSums> {
  const sums = createRetentionSums(of.asOfDay);
  for (let after: number | null = 0; after !== null; ) {
    const part: Sums.OrderLogsPart = await store.readOrderLogs(tx, { ...of, after, limit });
    for (const customer of part.customers) sums.add(customer);
    after = part.through;
  }
  return sums;
}
