/**
 * Counts what pages show: a small shop's whenever somebody looks, a large one's in the background, where looking at a
 * million customers takes seconds. Whoever looks meanwhile gets the numbers that are there, and their age.
 */
import type { Day, Instant } from '../../core/time.ts';
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
export type ReadCounts<Counts> = (tx: ShopTransaction, today: Day) => Promise<Counted<Counts>>;
/** Null while a large shop is counted for the first time. */
export type ReadCountsLater<Counts> = (
  tx: ShopTransaction,
  today: Day,
) => Promise<Counted<Counts> | null>;

export interface KeepCounts {
  /** For what even a large shop may wait for, once. */
  atOnce<Counts>(what: string, count: Count<Counts>): ReadCounts<Counts>;
  /** Of those that share a turn, a shop's are counted one at a time, whoever asks; the others when asked again. */
  later<Counts>(what: string, count: Count<Counts>, turn?: string): ReadCountsLater<Counts>;
  /** Whether the shop is counted in the background. */
  isLarge(tx: ShopTransaction): Promise<boolean>;
}

interface Kept<Counts> {
  readonly what: string;
  readonly turn: string;
  readonly count: Count<Counts>;
}

const COUNTED_AT_ONCE = 20_000;
const STALE_MS = 60_000;

export function createKeepCounts(deps: KeepCountsDeps): KeepCounts {
  const { clock, inShop, store, onError, most = COUNTED_AT_ONCE } = deps;
  const underWay = new Set<string>();

  const isLarge = (tx: ShopTransaction) => store.hasMoreCustomersThan(tx, most);

  /** One count of a thing at a time. */
  function keep<Counts>(shopId: number, today: Day, { what, turn, count }: Kept<Counts>): void {
    const name = `${shopId} ${turn}`;
    if (underWay.has(name)) return;
    underWay.add(name);
    const at = clock.now();
    inShop(shopId, async (tx) =>
      store.writeKeptCounts(tx, what, { counts: await count(tx, today), day: today, at }),
    )
      .catch((error: unknown) => onError(error, shopId))
      .finally(() => underWay.delete(name));
  }

  function later<Counts>(what: string, count: Count<Counts>, turn = what): ReadCountsLater<Counts> {
    return async (tx, today) => {
      if (!(await isLarge(tx))) return justNow(await count(tx, today));
      const stored = await store.readKeptCounts(tx, what);
      const isFresh = stored?.day === today && Math.abs(clock.now() - stored.at) < STALE_MS;
      if (!isFresh) keep(tx.shopId, today, { what, turn, count });
      // As `keep` has written it.
      return stored && { counts: stored.counts as Counts, countedAt: stored.at };
    };
  }

  function atOnce<Counts>(what: string, count: Count<Counts>): ReadCounts<Counts> {
    const read = later(what, count);
    return async (tx, today) => (await read(tx, today)) ?? justNow(await count(tx, today));
  }

  return { later, atOnce, isLarge };
}

function justNow<Counts>(counts: Counts): Counted<Counts> {
  return { counts, countedAt: null };
}
