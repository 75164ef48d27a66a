/** Computes the figures of the Retention page up to the end of yesterday, so that no half day is among them. */
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Retention from '../database/retention.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface ComputeRetentionDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly store: Pick<typeof Retention, 'computeRetention' | 'noteRetentionFailure'>;
}

/** One transaction: until it ends, pages show the figures from before. A failure is noted for them and thrown. */
export function createComputeRetention({ clock, inShop, zoneOf, store }: ComputeRetentionDeps) {
  return async (shopId: number): Promise<void> => {
    try {
      await inShop(shopId, async (tx) => {
        const zone = await zoneOf(tx);
        const at = clock.now();
        await store.computeRetention(tx, { asOfDay: dayOf(at, zone) - 1, zone, at });
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await inShop(shopId, (tx) => store.noteRetentionFailure(tx, message));
      throw error;
    }
  };
}
