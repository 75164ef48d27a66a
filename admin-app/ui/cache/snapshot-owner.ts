/** Whose snapshot is stored: that of the shop that logged in last, and nobody else's. */
import type { IDBPTransaction } from 'idb';
import {
  type SnapshotDatabase,
  type SnapshotSchema,
  StorageUnavailable,
} from './snapshot-database.ts';

const ALL = ['owner', 'snapshots', 'parts'] as const;
export type Change = IDBPTransaction<SnapshotSchema, typeof ALL, 'readwrite'>;

/** All or nothing. */
export async function change(
  database: SnapshotDatabase,
  run: (tx: Change) => Promise<void>,
): Promise<void> {
  const tx = database.transaction(ALL, 'readwrite');
  await Promise.all([run(tx).catch((error: unknown) => giveUp(tx, error)), tx.done]);
}

function giveUp(tx: Change, error: unknown): never {
  try {
    tx.abort();
  } catch {
    // A request that failed has done so already.
  }
  throw error;
}

/** Removing comes first and alone: a disk too full to note the new owner must not bring back what was removed. */
export async function takeOver(database: SnapshotDatabase, shop: string): Promise<void> {
  if ((await database.get('owner', 'shop')) === shop) return;
  await change(database, async (tx) => {
    for (const store of ALL) await tx.objectStore(store).clear();
  });
  await change(database, async (tx) => void (await tx.objectStore('owner').put(shop, 'shop')));
}

/** A tab that stayed open must not bring back what the login of another shop has wiped. */
export async function refuseOthers(tx: Change, shop: string): Promise<void> {
  const owner = await tx.objectStore('owner').get('shop');
  if (owner !== undefined && owner !== shop) throw new StorageUnavailable('another shop');
}
