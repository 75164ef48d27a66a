/**
 * Counts the inactive customers of a shop in the background, and only when the numbers that are there may be wrong: for
 * another day or definition at once, for facts that have changed when the numbers are some minutes old.
 */
import {
  askable,
  INACTIVE_RANGES,
  type InactiveDefinition,
  type InactiveList,
  listQuery,
  rangeQuery,
} from '../../core/segment/inactive.ts';
import { type Day, dayOf, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Inactive from '../database/inactive.ts';
import type * as Changes from '../database/segment-changes.ts';
import type { ShopMoment } from '../database/segment-members.ts';
import type * as Shops from '../database/shops.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface CountInactiveDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: typeof Inactive &
    Pick<typeof Changes, 'startTracking'> &
    Pick<typeof Shops, 'readShop'>;
}

export interface InactiveCounter {
  /** Counts if the numbers are due. */
  count(shopId: number): Promise<void>;
  /** Whether the stored numbers should be counted anew. */
  isDue(tx: ShopTransaction, stored: Inactive.StoredInactive, today: Day): Promise<boolean>;
  /** By a definition that is not saved: seconds for a million customers. */
  tryOut(
    tx: ShopTransaction,
    definition: InactiveDefinition,
    moment: ShopMoment,
  ): Promise<Inactive.CountedInactive['lists']>;
}

const STALE_MS = 5 * 60_000;

export function createCountInactive(deps: CountInactiveDeps): InactiveCounter {
  const { clock, inShop, readShop, store } = deps;

  async function isDue(
    tx: ShopTransaction,
    { counted, version }: Inactive.StoredInactive,
    today: Day,
  ): Promise<boolean> {
    if (counted === null || counted.day !== today || counted.version !== version) return true;
    if (Math.abs(clock.now() - counted.at) < STALE_MS) return false;
    return counted.facts !== (await store.readFactsVersion(tx));
  }

  /** In one transaction, so that numbers and the version of the facts are of one moment. */
  async function counted(tx: ShopTransaction, at: Instant) {
    const { zone, currency } = await store.readShop(tx);
    const today = dayOf(at, zone);
    const stored = await store.readInactive(tx);
    if (!(await isDue(tx, stored, today))) return null;
    const facts = await store.readFactsVersion(tx);
    const moment = { today, zone, currency };
    const counts = await store.countInactive(tx, queriesOf(stored.definition), moment);
    return { counts, for: { at, day: today, version: stored.version, facts } };
  }

  return {
    isDue,
    tryOut: (tx, definition, moment) => store.countLists(tx, queriesOf(definition).lists, moment),
    async count(shopId) {
      await inShop(shopId, store.startTracking);
      const found = await readShop(shopId, (tx) => counted(tx, clock.now()));
      if (found === null) return;
      await inShop(shopId, (tx) => store.writeInactiveCounts(tx, found.counts, found.for));
    },
  };
}

function queriesOf(definition: InactiveDefinition): Inactive.CountedQueries {
  const ranges = (attribute: Parameters<typeof rangeQuery>[0]) =>
    INACTIVE_RANGES.map((range) => [range, askable(rangeQuery(attribute, range))] as const);
  const list = (name: InactiveList) => askable(listQuery(name, definition));
  return {
    orders: ranges('last_order_date'),
    responses: ranges('last_response_date'),
    lists: { silent: list('silent'), never: list('never'), inactive: list('inactive') },
  };
}
