/** The metafield in which a loyalty programme keeps what tiers go by, and how far it has been read. */
import type { LoyaltySource } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { noteForEverybody } from './segment-changes.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** The metafield that syncs are to read along; null for none. */
export async function readLoyaltySource(tx: ShopTransaction): Promise<LoyaltySource | null> {
  const row = await tx.maybeOne<LoyaltySource>(
    `select metafield_namespace as namespace, metafield_key as key, metafield_edition as edition
       from tier_settings where shop_id = $1 and basis is not null and metafield_key is not null`,
    [tx.shopId],
  );
  return row ?? null;
}

/** Call `lockTiers` before. */
export async function loyaltyReadBy(tx: ShopTransaction, syncId: number): Promise<void> {
  await tx.execute('update tier_settings set metafield_sync_id = $2 where shop_id = $1', [
    tx.shopId,
    syncId,
  ]);
}

/** Everybody's metafield is there. Call `lockTiers` before. */
export async function loyaltyRead(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute('update tier_settings set metafield_read_at = $2 where shop_id = $1', [
    tx.shopId,
    timestampText(at),
  ]);
  await noteForEverybody(tx, ['loyalty']);
}
