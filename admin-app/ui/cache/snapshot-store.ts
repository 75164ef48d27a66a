/**
 * A shop's snapshot on this browser's disk, as the bytes that the server sent: the whole, and after it the differences,
 * so that keeping it fresh writes little. Each change is one transaction: whatever is cut off, what was there before is
 * there still.
 */
import type { SegmentSnapshot } from '../../core/segment/snapshot.ts';
import {
  decodeSnapshot,
  encodeSnapshot,
  SNAPSHOT_FORMAT,
} from '../../core/segment/snapshot-bytes.ts';
import { updateSnapshot } from '../../core/segment/update-snapshot.ts';
import type { Instant } from '../../core/time.ts';
import {
  openSnapshotDatabase,
  type SnapshotDatabase,
  type SnapshotRecord,
  unavailable,
} from './snapshot-database.ts';
import { type Change, change, refuseOthers, takeOver } from './snapshot-owner.ts';

export interface StoredSnapshot {
  readonly snapshot: SegmentSnapshot;
  readonly checkedAt: Instant;
}

/** All throw StorageUnavailable. */
export interface SnapshotStore {
  /** The shop has just logged in: whatever is here of another is forgotten. */
  takeOver(): Promise<void>;
  /**
   * What is stored, joined to what one has where it continues that; null when nothing is stored. What cannot be read is
   * removed.
   */
  read(known: SegmentSnapshot | null): Promise<StoredSnapshot | null>;
  writeWhole(bytes: ArrayBuffer, snapshot: SegmentSnapshot, checkedAt: Instant): Promise<void>;
  /** The difference that led from version `since` to the snapshot. */
  append(
    bytes: ArrayBuffer,
    since: number,
    snapshot: SegmentSnapshot,
    checkedAt: Instant,
  ): Promise<void>;
  noteChecked(checkedAt: Instant): Promise<void>;
  wipe(): Promise<void>;
}

/** Joining many at each opening takes longer than writing the whole again once. */
const MOST_DIFFERENCES = 12;
const MOST_OF_WHOLE = 0.2;

export function snapshotStore(shop: string): SnapshotStore {
  let opening: Promise<SnapshotDatabase> | null = null;

  async function use<T>(run: (database: SnapshotDatabase) => Promise<T>): Promise<T> {
    try {
      opening ??= openSnapshotDatabase(() => {
        opening = null;
      });
      return await run(await opening);
    } catch (error) {
      const reason = unavailable(error);
      if (reason.reason === 'storage blocked') opening = null;
      throw reason;
    }
  }

  return {
    takeOver: () => use((database) => takeOver(database, shop)),
    read: (known) => use((database) => readStored(database, shop, known)),
    writeWhole: (bytes, snapshot, checkedAt) =>
      use((database) => writeWhole(database, shop, bytes, { snapshot, checkedAt })),
    append: (bytes, since, snapshot, checkedAt) =>
      use((database) => append(database, shop, bytes, since, { snapshot, checkedAt })),
    noteChecked: (checkedAt) => use((database) => noteChecked(database, shop, checkedAt)),
    wipe: () => use((database) => wipe(database, shop)),
  };
}

async function readStored(
  database: SnapshotDatabase,
  shop: string,
  known: SegmentSnapshot | null,
): Promise<StoredSnapshot | null> {
  const tx = database.transaction(['snapshots', 'parts']);
  const record = await tx.objectStore('snapshots').get(shop);
  if (!record) return null;
  const from = firstPartToRead(record, known);
  const range = IDBKeyRange.bound([shop, from], [shop, Number.MAX_SAFE_INTEGER]);
  const parts = await tx.objectStore('parts').getAll(range);
  await tx.done;
  const snapshot = joinParts(record, parts, from, known);
  if (snapshot) return { snapshot, checkedAt: record.checkedAt };
  await wipe(database, shop);
  return null;
}

/** 0 reads all of it. */
function firstPartToRead({ epoch, versions }: SnapshotRecord, known: SegmentSnapshot | null) {
  return known?.epoch === epoch ? 1 + versions.indexOf(known.version) : 0;
}

/** Null when what is stored is of another format or does not fit together. */
function joinParts(
  record: SnapshotRecord,
  parts: readonly ArrayBuffer[],
  from: number,
  known: SegmentSnapshot | null,
): SegmentSnapshot | null {
  const isWhole = parts.every((part, index) => part.byteLength === record.sizes[from + index]);
  const isAll = from + parts.length === record.versions.length;
  if (record.format !== SNAPSHOT_FORMAT || !isAll || !isWhole) return null;
  try {
    return parts.reduce((joined, part) => joinPart(joined, part), from === 0 ? null : known);
  } catch (error) {
    // A part can be read as anything but what it was: the decoder says so in one of these.
    if (error instanceof RangeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function joinPart(base: SegmentSnapshot | null, part: ArrayBuffer): SegmentSnapshot {
  const received = decodeSnapshot(part);
  if (received.kind === 'whole') return received;
  if (base) return updateSnapshot(base, received);
  throw new RangeError('A difference is stored without the snapshot that it is a difference to');
}

function writeWhole(
  database: SnapshotDatabase,
  shop: string,
  bytes: ArrayBuffer,
  stored: StoredSnapshot,
): Promise<void> {
  return change(database, async (tx) => {
    await refuseOthers(tx, shop);
    await putWhole(tx, shop, bytes, stored);
  });
}

async function putWhole(
  tx: Change,
  shop: string,
  bytes: ArrayBuffer,
  { snapshot: { epoch, version }, checkedAt }: StoredSnapshot,
): Promise<void> {
  const versions = [version];
  const sizes = [bytes.byteLength];
  await tx.objectStore('parts').clear();
  await tx.objectStore('parts').put(bytes, [shop, 0]);
  const record = { format: SNAPSHOT_FORMAT, epoch, versions, sizes, checkedAt };
  await tx.objectStore('snapshots').put(record, shop);
}

function append(
  database: SnapshotDatabase,
  shop: string,
  bytes: ArrayBuffer,
  since: number,
  stored: StoredSnapshot,
): Promise<void> {
  const { snapshot, checkedAt } = stored;
  return change(database, async (tx) => {
    await refuseOthers(tx, shop);
    const record = await tx.objectStore('snapshots').get(shop);
    if (!record || !continues(record, snapshot.epoch, since, bytes)) {
      const { buffer } = encodeSnapshot({ kind: 'whole', ...snapshot });
      await putWhole(tx, shop, buffer, stored);
      return;
    }
    const { versions, sizes, ...rest } = record;
    await tx.objectStore('parts').put(bytes, [shop, versions.length]);
    const longer = {
      versions: [...versions, snapshot.version],
      sizes: [...sizes, bytes.byteLength],
    };
    await tx.objectStore('snapshots').put({ ...rest, ...longer, checkedAt }, shop);
  });
}

function continues(
  { epoch, versions, sizes }: SnapshotRecord,
  ofEpoch: string,
  since: number,
  { byteLength }: ArrayBuffer,
): boolean {
  const [whole = 0, ...differences] = sizes;
  const together = differences.reduce((sum, size) => sum + size, byteLength);
  const isSmall = differences.length < MOST_DIFFERENCES && together <= MOST_OF_WHOLE * whole;
  return epoch === ofEpoch && versions.at(-1) === since && isSmall;
}

function noteChecked(database: SnapshotDatabase, shop: string, checkedAt: Instant): Promise<void> {
  return change(database, async (tx) => {
    await refuseOthers(tx, shop);
    const record = await tx.objectStore('snapshots').get(shop);
    if (record) await tx.objectStore('snapshots').put({ ...record, checkedAt }, shop);
  });
}

function wipe(database: SnapshotDatabase, shop: string): Promise<void> {
  return change(database, async (tx) => {
    if ((await tx.objectStore('owner').get('shop')) !== shop) return;
    await tx.objectStore('snapshots').clear();
    await tx.objectStore('parts').clear();
  });
}
