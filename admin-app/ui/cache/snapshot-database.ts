/**
 * The browser's database for snapshots of segments. It is of one shop at a time, the one that logged in last: opening it
 * for another forgets all that there was.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Instant } from '../../core/time.ts';

/** One more wipes what browsers hold. A new format of snapshots does that too, without another number here. */
const LAYOUT = 1;
const DATABASE = 'rondo-segments';

export interface SnapshotSchema extends DBSchema {
  readonly owner: { readonly key: 'shop'; readonly value: string };
  readonly snapshots: { readonly key: string; readonly value: SnapshotRecord };
  /** By shop and place: the whole snapshot is 0, after it come differences in the order of their versions. */
  readonly parts: { readonly key: [shop: string, place: number]; readonly value: ArrayBuffer };
}

/** What the parts of a shop's snapshot are; written in one transaction with them. */
export interface SnapshotRecord {
  readonly format: string;
  readonly epoch: string;
  /** Of each part the version that it leads to. */
  readonly versions: readonly number[];
  /** Of each part the number of bytes. */
  readonly sizes: readonly number[];
  /** When the server last had nothing newer, by the clock of this browser. */
  readonly checkedAt: Instant;
}

export type SnapshotDatabase = IDBPDatabase<SnapshotSchema>;

/** Nothing can be stored or read, for a reason that can be shown. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
  readonly reason: 'disk full' | 'storage blocked' | 'another shop';

  constructor(reason: StorageUnavailable['reason'], cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** Any error of the browser's storage as one of the reasons that can be shown. */
export function unavailable(error: unknown): StorageUnavailable {
  if (error instanceof StorageUnavailable) return error;
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return new StorageUnavailable(isFull ? 'disk full' : 'storage blocked', error);
}

/** Opens it; `onClosed` when the browser, or a newer Rondo in another tab, closes it. Throws StorageUnavailable. */
export function openSnapshotDatabase(
  onClosed: () => void,
  layout = LAYOUT,
): Promise<SnapshotDatabase> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    const opening = openDB<SnapshotSchema>(DATABASE, layout, {
      upgrade(database) {
        for (const store of [...database.objectStoreNames]) database.deleteObjectStore(store);
        database.createObjectStore('owner');
        database.createObjectStore('snapshots');
        database.createObjectStore('parts');
      },
      // An older Rondo in another tab has it open and does not close it: go on without.
      blocked() {
        isGivenUp = true;
        reject(new StorageUnavailable('storage blocked'));
      },
      // The other way round: a newer one must not have to wait for this tab.
      blocking() {
        void opening.then((database) => database.close());
        onClosed();
      },
      terminated: onClosed,
    });
    opening.then(
      (database) => (isGivenUp ? database.close() : resolve(database)),
      (error: unknown) => reject(unavailable(error)),
    );
  });
}
