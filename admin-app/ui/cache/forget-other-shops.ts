/** Removes what this browser holds of shops that logged in before. */
import { openSnapshotDatabase } from './snapshot-database.ts';
import { takeOver } from './snapshot-owner.ts';

/** Where nothing can be stored, nothing is: never throws. */
export async function forgetOtherShops(shop: string): Promise<void> {
  try {
    const database = await openSnapshotDatabase(() => undefined);
    await takeOver(database, shop).finally(() => database.close());
  } catch {
    // There is no storage, or it is held on to by an older Rondo that does the same.
  }
}
