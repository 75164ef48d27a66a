/**
 * Counts what pages show: a small shop's whenever somebody looks, a large one's in the background, where looking at a
 * million customers takes seconds. Whoever looks meanwhile gets the numbers that are there, and their age; or that there
 * are none yet.
 */
import { type Day, HOUR_MS, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as KeptCounts from '../database/kept-counts.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface KeepCountsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: typeof KeptCounts;
  readonly onError: (error: unknown, shopId: number) => void;
  /** Shops with more customers are counted in the background. */
  readonly most?: number;
}

export interface Counted<Counts> {
  readonly counts: Counts;
  /** Null when they were counted just now. */
  readonly countedAt: Instant | null;
}

type Count<Counts> = (tx: ShopTransaction, today: Day) => Promise<Counts>;
/** Null while a large shop is counted for the first time: nobody waits for that. */
export type ReadCounts<Counts> = (
  tx: ShopTransaction,
  today: Day,
) => Promise<Counted<Counts> | null>;

export interface KeepCounts {
  /** What pages show of every shop: `countAll` counts it before anybody looks. */
  ofShop<Counts>(what: string, count: Count<Counts>): ReadCounts<Counts>;
  /** Of those that share a turn, a shop's are counted one at a time, whoever asks; the others when asked again. */
  onceAsked<Counts>(what: string, count: Count<Counts>, turn?: string): ReadCounts<Counts>;
  /** Counts a large shop anew, one thing after the other. */
  countAll(shopId: number, today: Day): Promise<void>;
  /** Whether the shop is counted in the background. Asked once in a transaction, however many counts a page shows. */
  isLarge(tx: ShopTransaction): Promise<boolean>;
}

interface Kept {
  readonly what: string;
  readonly turn: string;
  readonly count: Count<unknown>;
}

const COUNTED_AT_ONCE = 20_000;
const FRESH_MS = 60_000;
/** Numbers that take long are counted more seldom: a shop is counted for a tenth of the time at most. */
const FRESH_PER_COUNTED = 10;
const FRESH_AT_MOST_MS = HOUR_MS;

export function createKeepCounts(deps: KeepCountsDeps): KeepCounts {
  const { clock, inShop, store, onError, most = COUNTED_AT_ONCE } = deps;
  const underWay = new Set<string>();
  const ofEveryShop = new Map<string, Kept>();
  const large = new WeakMap<ShopTransaction, Promise<boolean>>();

  function isLarge(tx: ShopTransaction): Promise<boolean> {
    const known = large.get(tx) ?? store.hasMoreCustomersThan(tx, most);
    large.set(tx, known);
    return known;
  }

  /** One count of a thing at a time. */
  async function keep(shopId: number, today: Day, { what, turn, count }: Kept): Promise<void> {
    const name = `${shopId} ${turn}`;
    if (underWay.has(name)) return;
    underWay.add(name);
    const at = clock.now();
    try {
      await inShop(shopId, async (tx) => {
        const counts = await count(tx, today);
        await store.writeKeptCounts(tx, what, { counts, day: today, at, endedAt: clock.now() });
      });
    } catch (error) {
      onError(error, shopId);
    } finally {
      underWay.delete(name);
    }
  }

  function isFresh({ day, at, endedAt }: KeptCounts.StoredCounts, today: Day): boolean {
    const freshMs = Math.max(FRESH_MS, FRESH_PER_COUNTED * (endedAt - at));
    const age = Math.abs(clock.now() - endedAt);
    return day === today && age < Math.min(FRESH_AT_MOST_MS, freshMs);
  }

  function onceAsked<Counts>(what: string, count: Count<Counts>, turn = what): ReadCounts<Counts> {
    return async (tx, today) => {
      const stored = await store.readKeptCounts(tx, what);
      if (!stored || !isFresh(stored, today)) {
        if (!(await isLarge(tx))) return { counts: await count(tx, today), countedAt: null };
        void keep(tx.shopId, today, { what, turn, count });
      }
      // As `keep` has written it.
      return stored && { counts: stored.counts as Counts, countedAt: stored.at };
    };
  }

  return {
    isLarge,
    onceAsked,
    ofShop(what, count) {
      ofEveryShop.set(what, { what, turn: what, count });
      return onceAsked(what, count);
    },
    async countAll(shopId, today) {
      if (!(await inShop(shopId, isLarge))) return;
      for (const kept of ofEveryShop.values()) await keep(shopId, today, kept);
    },
  };
}
