/** The value tiers that scenarios name, and older definitions that name them as they were called. */
import { type NamedTier, withTierIds } from '../../core/scenario/tier-ids.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import { writeDefinition } from './scenario-definitions.ts';
import type { ShopTransaction } from './tenant.ts';

/** The tiers that there are, the lowest first. */
export async function readTierIds(tx: ShopTransaction): Promise<readonly NamedTier[]> {
  return await tx.query(
    `select v.tier_id as id, v.name from value_tiers v join tier_settings s using (shop_id)
      where v.shop_id = $1 and v.removed_at is null and s.basis is not null order by v.place`,
    [tx.shopId],
  );
}

/** Those that there are no more, the one removed last first. */
export async function readFormerTiers(tx: ShopTransaction): Promise<readonly NamedTier[]> {
  return await tx.query(
    `select v.tier_id as id, v.name from value_tiers v join tier_settings s using (shop_id)
      where v.shop_id = $1 and (v.removed_at is not null or s.basis is null)
      order by v.removed_at desc nulls first, v.tier_id`,
    [tx.shopId],
  );
}

const NAMES_TIERS = `jsonb_path_exists(definition, '$.blocks[*].trigger ? (@.kind == "tier changes")')
  or jsonb_path_exists(definition, '$.blocks[*].changes[*] ? (@.kind == "set tier")')`;

/**
 * Writes ids into drafts and versions that name tiers as they are called now: of one scenario, or of all before tiers
 * are renamed. They say the same as before, which is why versions may be touched.
 */
export async function nameTiersById(tx: ShopTransaction, scenarioId: number | null): Promise<void> {
  const tiers = await readTierIds(tx);
  if (tiers.length === 0) return;
  const rows = await tx.query<{
    id: number;
    version: number | null;
    definition: ScenarioDefinition;
  }>(
    `select * from (
       select scenario_id as id, null::int as version, draft as definition from scenarios where shop_id = $1
       union all
       select scenario_id, version, definition from scenario_versions where shop_id = $1) all_of_them
      where (id = $2 or $2::bigint is null) and (${NAMES_TIERS})`,
    [tx.shopId, scenarioId],
  );
  for (const { id, version, definition } of rows) {
    const named = withTierIds(definition, tiers);
    if (named !== definition) await writeDefinition(tx, { scenarioId: id, version }, named);
  }
}
