/**
 * The app in one shop: what the merchant has granted and the access tokens that are alive. Lifetimes go by the dev
 * store's clock. An expiring token comes with a refresh token; a used refresh token may be used again (the answer may
 * have been lost) until its replacement is used, for at most 30 days.
 */
import { randomBytes } from 'node:crypto';
import { DAY_MS, HOUR_MS, type Instant } from '../../admin-app/core/time.ts';

export const ACCESS_TOKEN_MS = HOUR_MS;
export const REFRESH_TOKEN_MS = 90 * DAY_MS;
export const ONLINE_TOKEN_MS = DAY_MS;
const REFRESH_RETRY_MS = 30 * DAY_MS;

export interface AccessToken {
  readonly token: string;
  /** Null for a permanent one. */
  readonly expiresAt: Instant | null;
  /** The staff member of an online token; null for an offline one. */
  readonly userId: number | null;
}

export interface RefreshToken {
  readonly token: string;
  readonly expiresAt: Instant;
  readonly firstUsedAt: Instant | null;
  /** The refresh token whose use brought this one; it dies when this one is used. */
  readonly replaces: string | null;
}

/** An installation as it is saved between runs. */
export interface InstallationRecord {
  readonly installed: boolean;
  readonly scopes: readonly string[];
  readonly accessTokens: readonly AccessToken[];
  readonly refreshTokens: readonly RefreshToken[];
}

export type InstallationEvent =
  | { readonly kind: 'installed' }
  | { readonly kind: 'uninstalled' }
  /** Access or refresh tokens were issued, used or killed. */
  | { readonly kind: 'tokens changed' }
  | {
      readonly kind: 'scopes changed';
      readonly previous: readonly string[];
      readonly current: readonly string[];
    };

export class Installation {
  readonly #now: () => Instant;
  readonly #accessTokens = new Map<string, AccessToken>();
  readonly #refreshTokens = new Map<string, RefreshToken>();
  readonly #listeners = new Set<(event: InstallationEvent) => void>();
  #installed = true;
  #scopes: ReadonlySet<string>;

  constructor(now: () => Instant, scopes: readonly string[]) {
    this.#now = now;
    this.#scopes = new Set(scopes);
  }

  get installed(): boolean {
    return this.#installed;
  }
  /** As granted, sorted. */
  get scopes(): readonly string[] {
    return [...this.#scopes].sort();
  }
  /** A write scope holds its read scope. */
  hasScope(scope: string): boolean {
    return this.#scopes.has(scope) || this.#scopes.has(scope.replace(/^read_/, 'write_'));
  }
  onEvent(listener: (event: InstallationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The merchant accepts the app again after removing it. */
  install(): void {
    if (this.#installed) return;
    this.#installed = true;
    this.#emit({ kind: 'installed' });
  }

  /** The merchant removes the app: every token is dead before anybody hears of it. */
  uninstall(): void {
    if (!this.#installed) return;
    this.#installed = false;
    this.#accessTokens.clear();
    this.#refreshTokens.clear();
    this.#emit({ kind: 'uninstalled' });
  }

  /** The merchant grants or takes back scopes. */
  setScopes(scopes: readonly string[]): void {
    const previous = this.scopes;
    this.#scopes = new Set(scopes);
    this.#emit({ kind: 'scopes changed', previous, current: this.scopes });
  }

  issueAccessToken(lifetimeMs: number | null, userId: number | null = null): AccessToken {
    const expiresAt = lifetimeMs === null ? null : this.#now() + lifetimeMs;
    const prefix = userId === null ? 'shpat' : 'shpua';
    const token = { token: newToken(prefix), expiresAt, userId };
    this.#accessTokens.set(token.token, token);
    this.#emit({ kind: 'tokens changed' });
    return token;
  }

  issueRefreshToken(replaces: string | null = null): RefreshToken {
    const token = {
      token: newToken('shprt'),
      expiresAt: this.#now() + REFRESH_TOKEN_MS,
      firstUsedAt: null,
      replaces,
    };
    this.#refreshTokens.set(token.token, token);
    this.#emit({ kind: 'tokens changed' });
    return token;
  }

  /** The access token if it is alive now. */
  accessToken(token: string): AccessToken | null {
    const found = this.#accessTokens.get(token);
    if (!found) return null;
    return found.expiresAt === null || found.expiresAt > this.#now() ? found : null;
  }

  /** Marks a refresh token as used; false when it is unknown, expired or already replaced by a used one. */
  useRefreshToken(token: string): boolean {
    const now = this.#now();
    const found = this.#refreshTokens.get(token);
    if (!found || found.expiresAt <= now) return false;
    if (found.firstUsedAt !== null && found.firstUsedAt + REFRESH_RETRY_MS <= now) return false;
    this.#refreshTokens.set(token, { ...found, firstUsedAt: found.firstUsedAt ?? now });
    if (found.replaces) this.#refreshTokens.delete(found.replaces);
    this.#emit({ kind: 'tokens changed' });
    return true;
  }

  /** For tests: what a revoked client secret or a support request does. */
  killTokens(): void {
    this.#accessTokens.clear();
    this.#refreshTokens.clear();
    this.#emit({ kind: 'tokens changed' });
  }

  record(): InstallationRecord {
    return {
      installed: this.#installed,
      scopes: this.scopes,
      accessTokens: [...this.#accessTokens.values()],
      refreshTokens: [...this.#refreshTokens.values()],
    };
  }

  /** Takes over what was saved. */
  restore(record: InstallationRecord): void {
    this.#installed = record.installed;
    this.#scopes = new Set(record.scopes);
    for (const token of record.accessTokens) this.#accessTokens.set(token.token, token);
    for (const token of record.refreshTokens) this.#refreshTokens.set(token.token, token);
  }

  #emit(event: InstallationEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function newToken(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('hex')}`;
}
