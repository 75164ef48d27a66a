/**
 * Keeps results right: whoever's orders, messages or reactions have changed is looked at again, and after a change of the
 * rules everybody is, some hundred at a time. A process killed in the middle has done whole batches, and the next one
 * goes on from there.
 */
import { creditOrders, USUAL_RULES } from '../../core/results/attribution.ts';
import type * as Credits from '../database/attribution-credits.ts';
import type * as Facts from '../database/attribution-facts.ts';
import type * as Settings from '../database/attribution-settings.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface AttributeOrdersDeps {
  readonly inShop: InShop;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly lockOrderLog: (tx: ShopTransaction) => Promise<void>;
  readonly store: Pick<typeof Credits, 'readTouched' | 'writeCredits'> &
    Pick<typeof Facts, 'readPeople' | 'refreshFacts'> &
    Pick<
      typeof Settings,
      | 'hasAttributionWork'
      | 'lockRecount'
      | 'noteRecounted'
      | 'readAttributionSettings'
      | 'readRecountBatch'
      | 'recountDays'
      | 'startRecount'
      | 'takeResultChanges'
    >;
  /** Smaller in tests. */
  readonly customersAtATime?: number;
}

const CUSTOMERS_AT_A_TIME = 1_000;

export function createAttributeOrders(deps: AttributeOrdersDeps) {
  const { inShop, store, customersAtATime: limit = CUSTOMERS_AT_A_TIME } = deps;
  return {
    hasWork: (shopId: number): Promise<boolean> => inShop(shopId, store.hasAttributionWork),

    /** What has changed goes before what is only counted again. */
    catchUp: async (shopId: number): Promise<void> => {
      for (;;) {
        const changed = await inShop(shopId, (tx) => takeChanges(deps, tx, limit));
        if (!changed && !(await inShop(shopId, (tx) => recount(deps, tx, limit)))) return;
      }
    },
  };
}

/** False when there was nothing to take. */
async function takeChanges(deps: AttributeOrdersDeps, tx: ShopTransaction, limit: number) {
  // Orders stay as they are until the conclusions are drawn; without this an older sum could overwrite a newer one.
  await deps.lockOrderLog(tx);
  const customers = await deps.store.takeResultChanges(tx, limit);
  if (customers.length > 0) await refresh(deps, tx, customers);
  return customers.length > 0;
}

/** False when there was nothing (more) to count again. */
async function recount(deps: AttributeOrdersDeps, tx: ShopTransaction, limit: number) {
  const { store } = deps;
  await deps.lockOrderLog(tx);
  const standing = await store.lockRecount(tx);
  if (!standing) return false;
  if (standing.days) await store.recountDays(tx, await deps.zoneOf(tx));
  await store.startRecount(tx);
  const customers = await store.readRecountBatch(tx, standing.through, limit);
  await refresh(deps, tx, customers);
  const last = customers.length < limit ? null : (customers.at(-1) ?? null);
  await store.noteRecounted(tx, last, customers.length);
  return true;
}

async function refresh(
  { store, zoneOf }: AttributeOrdersDeps,
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<void> {
  const people = await store.readPeople(tx, customerIds);
  if (people.length === 0) return;
  const zone = await zoneOf(tx);
  const rules = (await store.readAttributionSettings(tx)).rules ?? USUAL_RULES;
  await store.refreshFacts(tx, people, zone);
  const touched = await store.readTouched(tx, people, zone);
  const credits = touched.flatMap(({ orders, touches }) => creditOrders(orders, touches, rules));
  await store.writeCredits(tx, people, credits, zone);
}
