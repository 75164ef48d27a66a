/** Sealed access tokens of shops; opened nowhere in this room. */
import type { Instant } from '../../core/time.ts';
import type { Database } from './pool.ts';
import { type ShopTransaction, withShop } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface SealedToken {
  readonly accessTokenSealed: Uint8Array;
  readonly refreshTokenSealed: Uint8Array | null;
  readonly expiresAt: Instant | null;
  readonly refreshExpiresAt: Instant | null;
  readonly scopes: readonly string[];
}

export type SealedTokenOfShop = SealedToken & { readonly domain: string };

interface TokenRow {
  readonly domain: string;
  readonly access_token_sealed: Uint8Array;
  readonly refresh_token_sealed: Uint8Array | null;
  readonly expires_at: Instant | null;
  readonly refresh_expires_at: Instant | null;
  readonly scopes: string;
}

/** The token store that the Shopify side works on. */
export function createTokenStore(db: Database, now: () => Instant) {
  return {
    read: (shopId: number) => withShop(db, shopId, readToken),

    /**
     * The lock is held while `change` talks with Shopify, so that of two processes the second sees what the first
     * brought. It ends with the transaction, and with the process when that is killed.
     */
    change: <Result>(
      shopId: number,
      change: (current: SealedTokenOfShop | null) => Promise<{
        readonly token: SealedToken | null | 'keep';
        readonly result: Result;
      }>,
    ) =>
      withShop(db, shopId, async (tx) => {
        await tx.query(`select pg_advisory_xact_lock(hashtextextended('access token', $1))`, [
          shopId,
        ]);
        const { token, result } = await change(await readToken(tx));
        if (token === null) await deleteToken(tx);
        else if (token !== 'keep') await writeToken(tx, token, now());
        return result;
      }),
  };
}

async function readToken(tx: ShopTransaction): Promise<SealedTokenOfShop | null> {
  const row = await tx.maybeOne<TokenRow>(
    `select s.domain, t.access_token_sealed, t.refresh_token_sealed, t.expires_at, t.refresh_expires_at, t.scopes
       from access_tokens t join shops s using (shop_id)
      where t.shop_id = $1 and s.uninstalled_at is null`,
    [tx.shopId],
  );
  if (!row) return null;
  return {
    domain: row.domain,
    accessTokenSealed: row.access_token_sealed,
    refreshTokenSealed: row.refresh_token_sealed,
    expiresAt: row.expires_at,
    refreshExpiresAt: row.refresh_expires_at,
    scopes: row.scopes === '' ? [] : row.scopes.split(','),
  };
}

async function writeToken(tx: ShopTransaction, token: SealedToken, at: Instant): Promise<void> {
  const time = (instant: Instant | null) => (instant === null ? null : timestampText(instant));
  await tx.execute(
    `insert into access_tokens
       (shop_id, access_token_sealed, refresh_token_sealed, expires_at, refresh_expires_at, scopes, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (shop_id) do update
       set access_token_sealed = excluded.access_token_sealed,
           refresh_token_sealed = excluded.refresh_token_sealed,
           expires_at = excluded.expires_at,
           refresh_expires_at = excluded.refresh_expires_at,
           scopes = excluded.scopes,
           updated_at = excluded.updated_at`,
    [
      tx.shopId,
      token.accessTokenSealed,
      token.refreshTokenSealed,
      time(token.expiresAt),
      time(token.refreshExpiresAt),
      token.scopes.join(','),
      timestampText(at),
    ],
  );
}

async function deleteToken(tx: ShopTransaction): Promise<void> {
  await tx.execute('delete from access_tokens where shop_id = $1', [tx.shopId]);
}
