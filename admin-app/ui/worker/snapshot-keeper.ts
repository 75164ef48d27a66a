/** Has the shop's snapshot in memory, keeps it fresh by differences, and on disk where that is possible. */
import type { Histogram } from '../../core/segment/histogram.ts';
import { SegmentPreviewer } from '../../core/segment/preview.ts';
import type { SegmentSnapshot } from '../../core/segment/snapshot.ts';
import { decodeSnapshot } from '../../core/segment/snapshot-bytes.ts';
import { updateSnapshot } from '../../core/segment/update-snapshot.ts';
import type { Instant } from '../../core/time.ts';
import { unavailable } from '../cache/snapshot-database.ts';
import type { SnapshotStore } from '../cache/snapshot-store.ts';
import type { KeeperState, SnapshotVersion, WorkerQuestion, WorkerResult } from './messages.ts';

export interface KeeperDeps {
  readonly store: SnapshotStore;
  /** What the server has since then, or the whole; null when nothing is new. Throws ShopGone, or anything else. */
  readonly download: (since: SnapshotVersion | null) => Promise<ArrayBuffer | null>;
  /** Runs it while no other tab of this shop does. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
  /** Something newer was stored, which other tabs can read. */
  readonly tellOthers: () => void;
  readonly now: () => Instant;
  readonly changed: (state: KeeperState) => void;
}

/** The server no longer knows the shop: the app was uninstalled. */
export class ShopGone extends Error {
  override readonly name = 'ShopGone';
}

/** What another tab has just checked need not be checked again. */
const FRESH_MS = 10_000;

export class SnapshotKeeper {
  readonly #deps: KeeperDeps;
  #snapshot: SegmentSnapshot | null = null;
  #previewer: SegmentPreviewer | null = null;
  #refreshing: Promise<void> | null = null;
  #state: KeeperState = { version: null, asOf: null, refreshing: false, kept: null, failed: false };

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  answer({ zone, ...question }: WorkerQuestion): WorkerResult {
    const { asOf } = this.#state;
    const isOfShop =
      this.#snapshot?.zone === zone && this.#snapshot.currency === question.moment.currency;
    if (!this.#previewer || asOf === null || !isOfShop)
      return { kind: 'ask the server', because: 'no snapshot yet' };
    const answer = this.#previewer.answer(question);
    return answer
      ? { kind: 'answer', answer, asOf }
      : { kind: 'ask the server', because: 'condition' };
  }

  histogram({ condition, moment }: WorkerQuestion): Histogram | null {
    return this.#previewer?.histogram({ condition, moment }) ?? null;
  }

  /** What is stored, at once; that there is nothing is told too. */
  async open(): Promise<void> {
    await this.#stored(() => this.#deps.store.takeOver());
    await this.readStored();
    this.#change({});
  }

  /** After another tab has stored something newer. */
  async readStored(): Promise<void> {
    const stored = await this.#stored(() => this.#deps.store.read(this.#snapshot));
    if (!stored) return;
    const isNewer = stored.checkedAt > (this.#state.asOf ?? 0);
    if (isNewer) this.#adopt(stored.snapshot, stored.checkedAt);
    this.#change({ kept: 'on disk' });
  }

  /** Never throws; whether it went well is in the state. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refreshOnce().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refreshOnce(): Promise<void> {
    this.#change({ refreshing: true });
    try {
      await this.#deps.alone(() => this.#refreshAlone());
      this.#change({ refreshing: false, failed: false });
    } catch (error) {
      if (error instanceof ShopGone) await this.#forget();
      this.#change({ refreshing: false, failed: true });
    }
  }

  async #refreshAlone(): Promise<void> {
    const { now, store } = this.#deps;
    const before = this.#state.asOf;
    await this.readStored();
    const { asOf } = this.#state;
    if (asOf !== before && asOf !== null && now() - asOf < FRESH_MS) return;
    const askedAt = now();
    const base = this.#snapshot;
    const bytes = await this.#deps.download(base && versionOf(base));
    if (!bytes && base) {
      this.#adopt(base, askedAt);
      await this.#stored(() => store.noteChecked(askedAt));
      return;
    }
    const joined = bytes && join(base, bytes);
    if (joined) await this.#takeIn(bytes, joined, base, askedAt);
    else await this.#startAnew();
  }

  /** A difference that does not fit, or damaged bytes: once more, the whole. */
  async #startAnew(): Promise<void> {
    const askedAt = this.#deps.now();
    const bytes = await this.#deps.download(null);
    const whole = bytes && join(null, bytes);
    if (!whole) throw new RangeError('The server sent a snapshot that cannot be read');
    await this.#takeIn(bytes, whole, null, askedAt);
  }

  async #takeIn(
    bytes: ArrayBuffer,
    { snapshot, isWhole }: Joined,
    base: SegmentSnapshot | null,
    askedAt: Instant,
  ): Promise<void> {
    this.#adopt(snapshot, askedAt);
    const { store, tellOthers } = this.#deps;
    const stored = await this.#stored(async () => {
      if (isWhole) await store.writeWhole(bytes, snapshot, askedAt);
      else await store.append(bytes, base?.version ?? 0, snapshot, askedAt);
      return true;
    });
    if (!stored) return;
    this.#change({ kept: 'on disk' });
    tellOthers();
  }

  #adopt(snapshot: SegmentSnapshot, asOf: Instant): void {
    if (snapshot !== this.#snapshot) {
      this.#previewer = new SegmentPreviewer(snapshot);
      this.#previewer.prepare();
    }
    this.#snapshot = snapshot;
    this.#change({ version: versionOf(snapshot), asOf });
  }

  async #forget(): Promise<void> {
    this.#snapshot = null;
    this.#previewer = null;
    await this.#stored(() => this.#deps.store.wipe());
    this.#change({ version: null, asOf: null });
  }

  /** Without storage everything goes on in memory. */
  async #stored<T>(use: () => Promise<T>): Promise<T | null> {
    try {
      return await use();
    } catch (error) {
      this.#change({ kept: unavailable(error).reason });
      return null;
    }
  }

  #change(changes: Partial<KeeperState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#deps.changed(this.#state);
  }
}

interface Joined {
  readonly snapshot: SegmentSnapshot;
  readonly isWhole: boolean;
}

/** Null when the bytes cannot be read, or are no difference to what we have. */
function join(base: SegmentSnapshot | null, bytes: ArrayBuffer): Joined | null {
  try {
    const received = decodeSnapshot(bytes);
    if (received.kind === 'whole') return { snapshot: received, isWhole: true };
    return base && { snapshot: updateSnapshot(base, received), isWhole: false };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function versionOf({ epoch, version }: SegmentSnapshot): SnapshotVersion {
  return { epoch, version };
}
