/**
 * Keeps customers' tiers right: for everybody when tiers are defined anew, when the shop's day changes, and for those
 * whose orders, tags or loyalty metafield have changed. Customers are gone through in batches, each in a transaction of its own that also
 * notes how far it came: a killed process leaves tiers and events that agree, and the rest still to be done.
 */
import { levelsOf, sharesOf } from '../../core/tier/levels.ts';
import { isLoyalty, type TierDefinition, type TierLevel } from '../../core/tier/types.ts';
import { dayWithoutGift } from '../../core/tier/window.ts';
import { type Day, dayOf, HOUR_MS } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as LoyaltySource from '../database/loyalty-source.ts';
import type * as Changes from '../database/segment-changes.ts';
import type * as Shops from '../database/shops.ts';
import type * as Syncs from '../database/syncs.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type * as TierAssignment from '../database/tier-assignment.ts';
import type * as TierEvents from '../database/tier-events.ts';
import type * as TierPass from '../database/tier-pass.ts';
import type * as TierStandings from '../database/tier-standings.ts';
import type * as Tiers from '../database/tiers.ts';

type StoredTiers = Tiers.StoredTiers;

export interface AssignTiersDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof Tiers, 'readTiers' | 'lockTiers'> &
    Pick<typeof TierPass, 'beginPass' | 'advancePass' | 'endPass' | 'hasTierWork'> &
    Pick<typeof LoyaltySource, 'loyaltyReadBy' | 'loyaltyRead'> &
    Pick<typeof Syncs, 'startSync'> &
    Pick<
      typeof TierAssignment,
      | 'assignTiers'
      | 'readNextCustomers'
      | 'readNextToCheck'
      | 'takeTierChanges'
      | 'tellOnceForEverybody'
    > &
    Pick<typeof TierStandings, 'readLeastValues'> &
    Pick<typeof TierEvents, 'writeTierHold'> &
    Pick<typeof Changes, 'noteForEverybody'> &
    Pick<typeof Shops, 'readShop'>;
  /** Smaller in tests. */
  readonly customersAtATime?: number;
}

export interface AssignTiers {
  /** Something waits: for the timers, which ask often. */
  hasWork(shopId: number, today: Day): Promise<boolean>;
  /**
   * Goes through the customers where a pass is due, and takes in every change that waits. Returns the number of a sync
   * that is to be worked off first, or null.
   */
  catchUp(shopId: number): Promise<number | null>;
  /** In a transaction about to write other tiers: takes in what waits under the present ones. */
  beforeEdit(tx: ShopTransaction): Promise<void>;
  /** In any transaction; see `SetTier`. */
  readonly setTier: SetTier;
}

/**
 * Gives customers a tier, or with null lets orders decide again. It holds until they earn a higher one, and otherwise as
 * long as an order of today would count. Returns how many have another tier than before. Given twice, it is one change.
 * Throws RangeError for a tier that the shop does not have.
 */
export type SetTier = (
  tx: ShopTransaction,
  customerIds: readonly number[],
  tierId: string | null,
  cause: 'staff' | 'scenario',
) => Promise<number>;

const CUSTOMERS_AT_A_TIME = 20_000;
/** A reading of everybody's metafield that failed is tried again after this. */
const READ_AGAIN_AFTER_MS = HOUR_MS;

export function createAssignTiers(deps: AssignTiersDeps): AssignTiers {
  const { clock, inShop, store, customersAtATime = CUSTOMERS_AT_A_TIME } = deps;

  async function placeOf(tx: ShopTransaction): Promise<{ zone: string; today: Day }> {
    const { zone } = await store.readShop(tx);
    return { zone, today: dayOf(clock.now(), zone) };
  }

  async function assign(
    tx: ShopTransaction,
    { definition, levels, known }: StoredTiers & { readonly definition: TierDefinition },
    given: Pick<TierAssignment.Assignment, 'customerIds' | 'cause' | 'causes' | 'fresh'>,
  ): Promise<number> {
    const place = await placeOf(tx);
    return await store.assignTiers(tx, {
      definition,
      levels,
      known,
      ...place,
      ...given,
      at: clock.now(),
    });
  }

  /** What it takes on a day: shares are measured, thresholds stay. */
  async function levelsToday(
    tx: ShopTransaction,
    definition: TierDefinition,
    place: { readonly zone: string; readonly today: Day },
  ): Promise<readonly TierLevel[]> {
    const shares = sharesOf(definition);
    if (shares.length === 0) return levelsOf(definition, new Map());
    const { least } = await store.readLeastValues(tx, { definition, ...place }, shares);
    return levelsOf(definition, least);
  }

  /** Starts the pass that is due; true when there is one. */
  async function startPass(tx: ShopTransaction): Promise<boolean> {
    const { definition, pass, assignedOn } = await store.lockTiers(tx);
    if (definition === null) return false;
    const place = await placeOf(tx);
    if (pass !== null && pass.day !== null) return true;
    if (pass === null && assignedOn === place.today) return false;
    const levels = await levelsToday(tx, definition, place);
    await store.beginPass(tx, { kind: pass?.kind ?? 'day', day: place.today, levels });
    return true;
  }

  /**
   * Whether everybody's metafield is there, where one is read at all. If not, a sync is begun that reads it, unless any
   * sync is under way, and its number is returned; until it is done, nobody's tier is changed, so that nobody seems to
   * lose one meanwhile.
   */
  async function askForLoyalty(tx: ShopTransaction): Promise<'there' | 'awaited' | number> {
    const { loyalty } = await store.lockTiers(tx);
    if (loyalty === null || loyalty.readAt !== null) return 'there';
    if (loyalty.sync?.state === 'done') {
      await store.loyaltyRead(tx, clock.now());
      return 'there';
    }
    const { syncId, started } = await store.startSync(tx, { cause: 'loyalty', at: clock.now() });
    if (!started) return 'awaited';
    await store.loyaltyReadBy(tx, syncId);
    return syncId;
  }

  const hasWork = (tx: ShopTransaction, today: Day) =>
    store.hasTierWork(tx, { today, readAgainSince: clock.now() - READ_AGAIN_AFTER_MS });

  /** One batch of the pass under way; true when there may be more. */
  async function passOn(tx: ShopTransaction): Promise<boolean> {
    const tiers = await store.lockTiers(tx);
    const { definition, pass } = tiers;
    if (definition === null || pass === null || pass.day === null) return false;
    const isDay = pass.kind === 'day';
    // A pass that is to look at everybody is told of once, at its end.
    if (!isDay) await store.tellOnceForEverybody(tx);
    const onlyDue = isDay && sharesOf(definition).length === 0;
    const page = { day: pass.day, after: pass.after, limit: customersAtATime };
    const customerIds = onlyDue
      ? await store.readNextToCheck(tx, page)
      : await store.readNextCustomers(tx, page.after, page.limit);
    const cause = pass.kind === 'first' ? null : pass.kind;
    await assign(tx, { ...tiers, definition }, { customerIds, cause, fresh: !isDay });
    const last = customerIds.at(-1);
    if (last !== undefined && customerIds.length === customersAtATime) {
      await store.advancePass(tx, last);
      return true;
    }
    await store.endPass(tx, clock.now());
    if (!isDay) await store.noteForEverybody(tx, ['value tier']);
    return false;
  }

  /** True when there may be more. */
  async function takeInChanges(tx: ShopTransaction): Promise<boolean> {
    const tiers = await store.lockTiers(tx);
    const { definition } = tiers;
    if (definition === null || tiers.pass !== null) return false;
    const { taken, causes } = await store.takeTierChanges(tx, customersAtATime);
    const customerIds = [...causes.keys()].sort((a, b) => a - b);
    await assign(
      tx,
      { ...tiers, definition },
      { customerIds, cause: 'orders', causes, fresh: false },
    );
    return taken === customersAtATime;
  }

  const setTier: SetTier = async (tx, customerIds, tierId, cause) => {
    const tiers = await store.lockTiers(tx);
    const { definition } = tiers;
    if (
      definition === null ||
      (tierId !== null && !definition.tiers.some(({ id }) => id === tierId))
    )
      throw new RangeError(`The shop has no value tier "${tierId}"`);
    const { today } = await placeOf(tx);
    const window = isLoyalty(definition.basis) ? 'always' : definition.window;
    const hold = tierId === null ? null : { tierId, until: dayWithoutGift(window, today) };
    await store.writeTierHold(tx, customerIds, hold);
    return await assign(tx, { ...tiers, definition }, { customerIds, cause, fresh: false });
  };

  return {
    hasWork: (shopId, today) => inShop(shopId, (tx) => hasWork(tx, today)),

    async catchUp(shopId) {
      const isReady = await inShop(shopId, async (tx) => hasWork(tx, (await placeOf(tx)).today));
      if (!isReady) return null;
      const loyalty = await inShop(shopId, askForLoyalty);
      if (loyalty !== 'there') return loyalty === 'awaited' ? null : loyalty;
      while (await inShop(shopId, startPass)) {
        while (await inShop(shopId, passOn));
      }
      while (await inShop(shopId, takeInChanges));
      return null;
    },

    async beforeEdit(tx) {
      await takeInChanges(tx);
    },

    setTier,
  };
}
