/** Changes of a shop's value tiers by staff. */
import { placesAmong } from '../../core/tier/places.ts';
import type { Tier, TierDefinition, TierLevel } from '../../core/tier/types.ts';
import type { Instant } from '../../core/time.ts';
import { noteForEverybody } from './segment-changes.ts';
import type { ShopTransaction } from './tenant.ts';
import type { TierPass } from './tier-pass.ts';
import { readTiers } from './tiers.ts';
import { timestampText } from './type-parsers.ts';

/** Makes sure that there is something to lock. */
export async function enterTierSettings(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute(
    `insert into tier_settings (shop_id, window_kind, limits, version, updated_at)
     values ($1, '12 months', 'thresholds', 0, $2) on conflict do nothing`,
    [tx.shopId, timestampText(at)],
  );
}

export interface TierEdit {
  readonly definition: TierDefinition;
  /** Null for tiers of shares, until the pass has looked at today's values. */
  readonly levels: readonly TierLevel[] | null;
  /** Null when nobody's tier can change by it: names and benefits only. */
  readonly pass: TierPass | null;
  readonly at: Instant;
}

/** Another metafield is another edition, and nothing of it has been read. */
const METAFIELD = (() => {
  const another =
    '($8::text, $9::text) is distinct from (metafield_namespace, metafield_key) and $9::text is not null';
  return `metafield_namespace = $8, metafield_key = $9,
          metafield_edition = metafield_edition + case when ${another} then 1 else 0 end,
          metafield_sync_id = case when ${another} then null else metafield_sync_id end,
          metafield_read_at = case when ${another} then null else metafield_read_at end`;
})();

/** Call `lockTiers` before. */
export async function writeTiers(tx: ShopTransaction, edit: TierEdit): Promise<void> {
  const { definition, pass, at } = edit;
  await tx.execute(
    `update tier_settings
        set basis = $2, window_kind = $3, limits = $4, tag_prefix = $5, version = version + 1, updated_at = $6,
            pass = coalesce($7, pass), pass_day = case when $7::text is null then pass_day end,
            pass_after = case when $7::text is null then pass_after else 0 end, ${METAFIELD}
      where shop_id = $1`,
    [
      tx.shopId,
      definition.basis,
      definition.window,
      definition.limits,
      definition.tagPrefix,
      timestampText(at),
      pass,
      definition.metafield?.namespace ?? null,
      definition.metafield?.key ?? null,
    ],
  );
  await placeRemoved(tx, definition.tiers, at);
  for (const [i, tier] of definition.tiers.entries()) await writeTier(tx, edit, tier, i);
  await noteForEverybody(tx, ['value tier', 'loyalty']);
}

async function writeTier(
  tx: ShopTransaction,
  { levels }: TierEdit,
  tier: Tier,
  index: number,
): Promise<void> {
  const level = levels?.[index] ?? null;
  await tx.execute(
    `insert into value_tiers as v (shop_id, tier_id, place, name, benefits, from_value, tag, enter_value, stay_value)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (shop_id, tier_id) do update
       set place = excluded.place, name = excluded.name, benefits = excluded.benefits, from_value = excluded.from_value,
           tag = excluded.tag, removed_at = null,
           enter_value = case when $10 then excluded.enter_value else v.enter_value end,
           stay_value = case when $10 then excluded.stay_value else v.stay_value end`,
    [
      tx.shopId,
      tier.id,
      index + 1,
      tier.name,
      JSON.stringify(tier.benefits),
      tier.from,
      tier.tag,
      level?.enter ?? null,
      level?.stay ?? null,
      levels !== null,
    ],
  );
}

/** A removed tier keeps a place between those that stay, so that what comes after it is still up or down. */
async function placeRemoved(
  tx: ShopTransaction,
  tiers: readonly Tier[],
  at: Instant,
): Promise<void> {
  const { known } = await readTiers(tx);
  for (const [id, place] of placesAmong(tiers, known)) {
    if (tiers.some((tier) => tier.id === id)) continue;
    await tx.execute(
      `update value_tiers set place = $3, removed_at = coalesce(removed_at, $4) where shop_id = $1 and tier_id = $2`,
      [tx.shopId, id, place, timestampText(at)],
    );
  }
}

/** Nobody is in any tier any more; what happened stays. */
export async function switchTiersOff(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute(
    `update tier_settings
        set basis = null, version = version + 1, updated_at = $2, assigned_at = null, assigned_on = null, pass = null,
            pass_day = null, pass_after = 0, metafield_namespace = null, metafield_key = null
      where shop_id = $1`,
    [tx.shopId, timestampText(at)],
  );
  await tx.execute('delete from customer_tiers where shop_id = $1', [tx.shopId]);
  await tx.execute('delete from tier_changes where shop_id = $1', [tx.shopId]);
  await noteForEverybody(tx, ['value tier', 'loyalty']);
}
