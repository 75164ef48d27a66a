/** Takes over another definition of value tiers, in the transaction that asks for it. */
import { levelsOf, sharesOf } from '../../core/tier/levels.ts';
import { isLoyalty, type TierDefinition } from '../../core/tier/types.ts';
import type { Clock } from '../clock.ts';
import type * as Renames from '../database/renames.ts';
import type * as ScenarioTiers from '../database/scenario-tiers.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { TierPass } from '../database/tier-pass.ts';
import type * as Tiers from '../database/tiers.ts';
import type * as TiersWriter from '../database/tiers-writer.ts';

export interface EditTiersDeps {
  readonly clock: Clock;
  readonly store: Pick<typeof TiersWriter, 'enterTierSettings' | 'writeTiers' | 'switchTiersOff'> &
    Pick<typeof Tiers, 'lockTiers'> &
    Pick<typeof ScenarioTiers, 'nameTiersById'> &
    Pick<typeof Renames, 'carryRename'> &
    Pick<typeof Segments, 'lockSegments'>;
  /** What waits belongs to the tiers before. */
  readonly beforeEdit: (tx: ShopTransaction) => Promise<void>;
}

/**
 * A definition without faults, or null for none. Customers get their tiers by the pass that follows; changes of names and
 * benefits need none, and queries that name a tier follow it. Returns whose queries say an old name still, because they
 * cannot be read.
 */
export type EditTiers = (
  tx: ShopTransaction,
  definition: TierDefinition | null,
) => Promise<readonly Renames.QueryPlace[]>;

export function createEditTiers({ clock, store, beforeEdit }: EditTiersDeps): EditTiers {
  return async (tx, definition) => {
    const at = clock.now();
    await store.enterTierSettings(tx, at);
    await beforeEdit(tx);
    const before = await store.lockTiers(tx);
    await store.lockSegments(tx);
    // While their names are still what scenarios may call them.
    await store.nameTiersById(tx, null);
    if (definition === null) {
      if (before.definition !== null) await store.switchTiersOff(tx, at);
      return [];
    }
    const levels = sharesOf(definition).length > 0 ? null : levelsOf(definition, new Map());
    await store.writeTiers(tx, { definition, levels, pass: passFor(before, definition), at });
    const names = newNames(before.definition, definition);
    if (names.size === 0) return [];
    return (await store.carryRename(tx, { of: 'value tier', names }, at)).unread;
  };
}

/** Of tiers that stay; a name that goes with its tier stays with the queries too. */
function newNames(
  before: TierDefinition | null,
  { tiers }: TierDefinition,
): ReadonlyMap<string, string> {
  return new Map(
    (before?.tiers ?? []).flatMap(({ id, name }) => {
      const after = tiers.find((tier) => tier.id === id);
      return after && after.name !== name ? [[name, after.name] as const] : [];
    }),
  );
}

function passFor(before: Tiers.StoredTiers, definition: TierDefinition): TierPass | null {
  if (before.definition === null || before.assignedAt === null) return 'first';
  return rulesOf(before.definition) === rulesOf(definition) ? null : 'definition edited';
}

/** All that decides who is in which tier. */
function rulesOf({ basis, window, limits, tagPrefix, metafield, tiers }: TierDefinition): string {
  const source = isLoyalty(basis) ? [metafield?.namespace, metafield?.key, tagPrefix] : [];
  const rules = tiers.map(({ id, from, tag }) => [id, from, tag]);
  return JSON.stringify([basis, window, limits, source, rules]);
}
