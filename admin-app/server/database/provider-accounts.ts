/** A shop's own accounts at providers of SMS and of audiences; sealed, so that this table alone tells nobody anything. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

const PROVIDERS = ['sms', 'audience'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** Null where the shop has none of its own. */
export async function readSealedAccount(
  tx: ShopTransaction,
  provider: Provider,
): Promise<Uint8Array | null> {
  const row = await tx.maybeOne<{ account_sealed: Uint8Array }>(
    'select account_sealed from provider_accounts where provider = $1',
    [provider],
  );
  return row?.account_sealed ?? null;
}

export async function writeSealedAccount(
  tx: ShopTransaction,
  provider: Provider,
  sealed: Uint8Array,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `insert into provider_accounts (shop_id, provider, account_sealed, updated_at) values ($1, $2, $3, $4)
     on conflict (shop_id, provider) do update
       set account_sealed = excluded.account_sealed, updated_at = excluded.updated_at`,
    [tx.shopId, provider, sealed, timestampText(at)],
  );
}

export async function deleteAccount(tx: ShopTransaction, provider: Provider): Promise<void> {
  await tx.execute('delete from provider_accounts where provider = $1', [provider]);
}
