/** Going through all customers of a shop for a day, and whether there is a reason to. */
import type { TierLevel } from '../../core/tier/types.ts';
import { type Day, formatDay, type Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export type TierPass = 'first' | 'definition edited' | 'day';

/** Begins to go through the customers for a day, with what it takes that day. */
export async function beginPass(
  tx: ShopTransaction,
  pass: { readonly kind: TierPass; readonly day: Day; readonly levels: readonly TierLevel[] },
): Promise<void> {
  await tx.execute(
    'update tier_settings set pass = $2, pass_day = $3, pass_after = 0 where shop_id = $1',
    [tx.shopId, pass.kind, formatDay(pass.day)],
  );
  for (const [i, { enter, stay }] of pass.levels.entries()) {
    await tx.execute(
      `update value_tiers set enter_value = $3, stay_value = $4
        where shop_id = $1 and place = $2 and removed_at is null`,
      [tx.shopId, i + 1, enter, stay],
    );
  }
}

export async function advancePass(tx: ShopTransaction, after: number): Promise<void> {
  await tx.execute('update tier_settings set pass_after = $2 where shop_id = $1', [
    tx.shopId,
    after,
  ]);
}

export async function endPass(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute(
    `update tier_settings
        set assigned_on = pass_day, assigned_at = coalesce(assigned_at, $2), pass = null, pass_day = null, pass_after = 0
      where shop_id = $1`,
    [tx.shopId, timestampText(at)],
  );
}

/** Something waits to be taken in. While a shop is read for the first time, or its metafield anew, everything does. */
export async function hasTierWork(
  tx: ShopTransaction,
  { today, readAgainSince }: { readonly today: Day; readonly readAgainSince: Instant },
): Promise<boolean> {
  const row = await tx.one<{ work: boolean }>(
    `select exists (select from tier_settings t
                     where t.shop_id = $1 and t.basis is not null
                       and (t.pass is not null or t.assigned_on is distinct from $2
                            or exists (select from tier_changes c where c.shop_id = $1))
                       and not exists (select from syncs s
                                        where s.shop_id = $1 and s.state = 'running' and s.cause = 'install')
                       and (t.metafield_key is null or t.metafield_read_at is not null
                            or not exists (select from syncs s
                                            where s.shop_id = $1
                                              and (s.state = 'running'
                                                   or (s.sync_id = t.metafield_sync_id and s.state = 'failed'
                                                       and s.finished_at > $3))))) as work`,
    [tx.shopId, formatDay(today), timestampText(readAgainSince)],
  );
  return row.work;
}
