/** Takes over another definition of value tiers, in the transaction that asks for it. */
import { levelsOf, sharesOf } from '../../core/tier/levels.ts';
import { isLoyalty, type TierDefinition } from '../../core/tier/types.ts';
import type { Clock } from '../clock.ts';
import type * as ScenarioTiers from '../database/scenario-tiers.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type * as Tiers from '../database/tiers.ts';

export interface EditTiersDeps {
  readonly clock: Clock;
  readonly store: Pick<
    typeof Tiers,
    'enterTierSettings' | 'lockTiers' | 'writeTiers' | 'switchTiersOff'
  > &
    Pick<typeof ScenarioTiers, 'nameTiersById'>;
  /** What waits belongs to the tiers before. */
  readonly beforeEdit: (tx: ShopTransaction) => Promise<void>;
}

/**
 * A definition without faults, or null for none. Customers get their tiers by the pass that follows; changes of names and
 * benefits need none.
 */
export type EditTiers = (tx: ShopTransaction, definition: TierDefinition | null) => Promise<void>;

export function createEditTiers({ clock, store, beforeEdit }: EditTiersDeps): EditTiers {
  return async (tx, definition) => {
    const at = clock.now();
    await store.enterTierSettings(tx, at);
    await beforeEdit(tx);
    const before = await store.lockTiers(tx);
    // While their names are still what scenarios may call them.
    await store.nameTiersById(tx, null);
    if (definition === null) {
      if (before.definition !== null) await store.switchTiersOff(tx, at);
      return;
    }
    const levels = sharesOf(definition).length > 0 ? null : levelsOf(definition, new Map());
    await store.writeTiers(tx, { definition, levels, pass: passFor(before, definition), at });
  };
}

function passFor(before: Tiers.StoredTiers, definition: TierDefinition): Tiers.TierPass | null {
  if (before.definition === null || before.assignedAt === null) return 'first';
  return rulesOf(before.definition) === rulesOf(definition) ? null : 'definition edited';
}

/** All that decides who is in which tier. */
function rulesOf({ basis, window, limits, tagPrefix, metafield, tiers }: TierDefinition): string {
  const source = isLoyalty(basis) ? [metafield?.namespace, metafield?.key, tagPrefix] : [];
  const rules = tiers.map(({ id, from, tag }) => [id, from, tag]);
  return JSON.stringify([basis, window, limits, source, rules]);
}
