/** Removes what this browser holds of shops that logged in before. */
import { snapshotStore } from './snapshot-store.ts';

export async function forgetOtherShops(shop: string): Promise<void> {
  // Where nothing can be stored, nothing is.
  await snapshotStore(shop)
    .takeOver()
    .catch(() => undefined);
}
