/**
 * Keeps each shop's access token alive: hands out the stored one, refreshes it shortly before it ends or when Shopify
 * refuses it, and never lets two refreshes of one shop overwrite each other.
 */
import type { Instant } from '../../core/time.ts';
import type { AccessSource, ShopAccess } from './admin-api.ts';
import { ShopifyAccessLostError, ShopifyRefusedError } from './errors.ts';
import type { GrantedToken } from './granted-token.ts';
import type { Seal } from './seal.ts';
import type { Shopify } from './shopify.ts';

/** A row of `access_tokens` with the shop's domain. */
export interface StoredToken {
  readonly domain: string;
  readonly accessTokenSealed: Uint8Array;
  readonly refreshTokenSealed: Uint8Array | null;
  readonly expiresAt: Instant | null;
  readonly refreshExpiresAt: Instant | null;
  readonly scopes: readonly string[];
}

export type NewToken = Omit<StoredToken, 'domain'>;

export interface TokenStore {
  read(shopId: number): Promise<StoredToken | null>;
  /** Runs `change` while no other process changes this shop's token, carries it out and hands on its result. */
  change<Result>(
    shopId: number,
    change: (current: StoredToken | null) => Promise<TokenChange<Result>>,
  ): Promise<Result>;
}

export interface TokenChange<Result> {
  /** The token to save; `null` deletes it, `keep` leaves it as it is. */
  readonly token: NewToken | null | 'keep';
  readonly result: Result;
}

/** Shopify's own frameworks refresh this long before the end. */
const REFRESH_AHEAD_MS = 5 * 60_000;

export interface AccessTokens extends AccessSource {
  /** Whether only a new exchange can bring the shop's access back, or bring it the scopes it lacks. */
  needsExchange(shopId: number, requiredScopes: readonly string[]): Promise<boolean>;
  /** Saves what an exchange brought. */
  keep(shopId: number, granted: GrantedToken): Promise<void>;
}

export function createAccessTokens(deps: {
  readonly store: TokenStore;
  readonly seal: Seal;
  readonly refreshToken: Shopify['refreshToken'];
  readonly now: () => Instant;
}): AccessTokens {
  const { store, seal, now } = deps;
  /** Refreshes under way in this process, so that many requests share one. */
  const underWay = new Map<string, Promise<ShopAccess>>();

  const accessOf = (shopId: number, token: StoredToken): ShopAccess => ({
    shop: token.domain,
    accessToken: seal.open(token.accessTokenSealed, accessContext(shopId)),
  });

  const isFresh = (token: StoredToken) =>
    token.expiresAt === null || token.expiresAt > now() + REFRESH_AHEAD_MS;

  function sealed(shopId: number, granted: GrantedToken): NewToken {
    const { lifetimeMs, refreshToken, refreshLifetimeMs } = granted;
    return {
      accessTokenSealed: seal.seal(granted.accessToken, accessContext(shopId)),
      refreshTokenSealed:
        refreshToken === null ? null : seal.seal(refreshToken, refreshContext(shopId)),
      expiresAt: lifetimeMs === null ? null : now() + lifetimeMs,
      refreshExpiresAt: refreshLifetimeMs === null ? null : now() + refreshLifetimeMs,
      scopes: granted.scopes,
    };
  }

  /** `refusedToken` is one that Shopify no longer takes, however fresh it looks. */
  async function refresh(shopId: number, refusedToken: string | null): Promise<ShopAccess> {
    const outcome = await store.change<ShopAccess | Error>(shopId, async (current) => {
      if (current === null) return { token: 'keep', result: accessLost(shopId) };
      const access = accessOf(shopId, current);
      // Another process was first while this one waited for its turn.
      if (isFresh(current) && access.accessToken !== refusedToken) {
        return { token: 'keep', result: access };
      }
      try {
        const token = sealed(shopId, await refreshWith(shopId, current));
        return { token, result: accessOf(shopId, { ...token, domain: current.domain }) };
      } catch (error) {
        // A dead pair is of no use to anybody; without it the next visit of staff brings a new one.
        if (error instanceof ShopifyRefusedError)
          return { token: null, result: accessLost(shopId) };
        return { token: 'keep', result: asError(error) };
      }
    });
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  async function refreshWith(shopId: number, current: StoredToken): Promise<GrantedToken> {
    if (current.refreshTokenSealed === null) {
      throw new ShopifyRefusedError('The access token came without a refresh token');
    }
    const refreshToken = seal.open(current.refreshTokenSealed, refreshContext(shopId));
    return await deps.refreshToken(current.domain, refreshToken);
  }

  function refreshOnce(shopId: number, refusedToken: string | null): Promise<ShopAccess> {
    const key = `${shopId} ${refusedToken ?? ''}`;
    const running = underWay.get(key) ?? refresh(shopId, refusedToken);
    underWay.set(key, running);
    return running.finally(() => underWay.delete(key));
  }

  return {
    async current(shopId) {
      const token = await store.read(shopId);
      if (token === null) throw accessLost(shopId);
      if (isFresh(token)) return accessOf(shopId, token);
      try {
        return await refreshOnce(shopId, null);
      } catch (error) {
        // While Shopify cannot be reached, a token with minutes left is better than none.
        const stillGood = token.expiresAt === null || token.expiresAt > now();
        if (error instanceof ShopifyAccessLostError || !stillGood) throw error;
        return accessOf(shopId, token);
      }
    },
    renew: refreshOnce,
    async needsExchange(shopId, requiredScopes) {
      const token = await store.read(shopId);
      if (token === null) return true;
      const ended = token.expiresAt !== null && token.expiresAt <= now() + REFRESH_AHEAD_MS;
      const granted = new Set(token.scopes.flatMap(impliedScopes));
      return ended || requiredScopes.some((scope) => !granted.has(scope));
    },
    async keep(shopId, granted) {
      const token = sealed(shopId, granted);
      await store.change(shopId, async () => ({ token, result: undefined }));
    },
  };
}

const accessContext = (shopId: number) => `access token of shop ${shopId}`;
const refreshContext = (shopId: number) => `refresh token of shop ${shopId}`;

/** Shopify does not list a read scope beside its write scope. */
function impliedScopes(scope: string): readonly string[] {
  return scope.startsWith('write_') ? [scope, scope.replace('write_', 'read_')] : [scope];
}

function accessLost(shopId: number): ShopifyAccessLostError {
  return new ShopifyAccessLostError(
    `Rondo has no access to shop ${shopId} at Shopify; it comes back when somebody opens the app in the store's admin`,
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
