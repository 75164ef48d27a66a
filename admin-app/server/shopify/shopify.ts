/**
 * The one file that touches Shopify's own library: tokens, signatures and the transport of GraphQL. Everything comes out
 * as our own types. What the library leaves to its callers (waiting, retrying, refreshing) is in admin-api.ts and
 * access-tokens.ts.
 */
import '@shopify/shopify-api/adapters/node';
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  ApiVersion,
  GraphqlQueryError,
  HttpResponseError,
  InvalidHmacError,
  InvalidJwtError,
  LogSeverity,
  RequestedTokenType,
  Session,
  shopifyApi,
} from '@shopify/shopify-api';
import { ShopifyError, ShopifyRefusedError, ShopifyUnavailableError } from './errors.ts';

export const API_VERSION = ApiVersion.October26;

export interface ShopifyConfig {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The secret before the last rotation: Shopify may sign webhooks with it for another hour. */
  readonly oldApiSecret: string | null;
  /** Of this app, without scheme: `rondo.example.com`. */
  readonly hostName: string;
  readonly hostScheme: 'http' | 'https';
  readonly scopes: readonly string[];
}

/** Whom a valid session token speaks for. */
export interface SessionClaims {
  /** `name.myshopify.com` */
  readonly shop: string;
  readonly userId: string;
}

export interface GrantedToken {
  readonly accessToken: string;
  readonly scopes: readonly string[];
  /** Null for a token that does not expire. Lifetimes, because the caller's clock is not the machine's. */
  readonly lifetimeMs: number | null;
  readonly refreshToken: string | null;
  readonly refreshLifetimeMs: number | null;
}

export interface StaffMember {
  readonly userId: number;
  /** First and last name, or the address of whoever has none. */
  readonly name: string;
}

export interface QueryCost {
  readonly requested: number;
  readonly available: number;
  readonly maximum: number;
  readonly restorePerSecond: number;
}

export interface QueryError {
  readonly message: string;
  readonly code: string | null;
  readonly path: string | null;
}

/** What one request to the Admin API came to. */
export type ApiAnswer =
  | { readonly kind: 'data'; readonly data: unknown; readonly cost: QueryCost | null }
  | { readonly kind: 'throttled'; readonly cost: QueryCost | null }
  | {
      readonly kind: 'errors';
      readonly errors: readonly QueryError[];
      readonly cost: QueryCost | null;
    }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly reason: string };

export interface AdminRequest {
  readonly shop: string;
  readonly accessToken: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** `stale`: rightly signed once, but more than 90 seconds ago, or by a clock that is off. */
export type Signature = 'valid' | 'stale' | 'missing' | 'wrong';

export interface Shopify {
  /** Null for a token that is forged, expired, for another app or inconsistent. */
  readSessionToken(token: string): Promise<SessionClaims | null>;
  /** The shop's permanent domain, or null when the text is not one. */
  shopDomain(text: string): string | null;
  /** The parameters with which the admin opens the app. */
  launchSignature(query: URLSearchParams): Promise<Signature>;
  /** The parameters that the app proxy adds; everything else in the query is covered too, the body is not. */
  proxySignature(query: URLSearchParams): Promise<Signature>;
  /** Whether Shopify signed exactly these bytes, with the current secret or the one before it. */
  isWebhookSigned(body: Uint8Array, hmac: string): boolean;
  /** An expiring offline token for a session token. Throws ShopifyRefusedError when the latter is not good. */
  exchangeToken(shop: string, sessionToken: string): Promise<GrantedToken>;
  /**
   * Who a session token speaks for, by name. Asks for a token of that person's, which is not kept. Throws
   * ShopifyRefusedError when the session token is not good.
   */
  askStaff(shop: string, sessionToken: string): Promise<StaffMember>;
  /** The next pair for a refresh token. Throws ShopifyRefusedError when it is dead. */
  refreshToken(shop: string, refreshToken: string): Promise<GrantedToken>;
  /** One request, no retries; only bugs throw. */
  request(request: AdminRequest): Promise<ApiAnswer>;
}

const REQUEST_TIMEOUT_MS = 30_000;

export function createShopify(config: ShopifyConfig): Shopify {
  const library = shopifyApi({
    apiKey: config.apiKey,
    apiSecretKey: config.apiSecret,
    hostName: config.hostName,
    hostScheme: config.hostScheme,
    scopes: [...config.scopes],
    apiVersion: API_VERSION,
    isEmbeddedApp: true,
    userAgentPrefix: 'Rondo',
    // Its errors reach us as exceptions; its log would say them a second time, on the console.
    logger: { level: LogSeverity.Error, log: () => {} },
  });
  const webhookSecrets = [config.apiSecret, config.oldApiSecret].filter(
    (secret) => secret !== null,
  );

  const shopDomain = (text: string) => {
    const shop = library.utils.sanitizeShop(text);
    return shop === null ? null : shop.replace(/\/+$/, '').toLowerCase();
  };

  async function readSessionToken(token: string): Promise<SessionClaims | null> {
    try {
      const claims = await library.session.decodeSessionToken(token);
      // The library leaves it to us that issuer and destination name the same shop.
      if (hostOf(claims.iss) !== hostOf(claims.dest)) return null;
      const shop = shopDomain(hostOf(claims.dest) ?? '');
      return shop === null ? null : { shop, userId: String(claims.sub) };
    } catch (error) {
      if (error instanceof InvalidJwtError) return null;
      throw error;
    }
  }

  async function signature(query: URLSearchParams, signator: 'admin' | 'appProxy') {
    if (!query.get(signator === 'admin' ? 'hmac' : 'signature')) return 'missing';
    try {
      return (await library.utils.validateHmac(query, { signator })) ? 'valid' : 'wrong';
    } catch (error) {
      if (!(error instanceof InvalidHmacError)) throw error;
      return error.message.includes('tolerance') ? 'stale' : 'wrong';
    }
  }

  return {
    readSessionToken,
    shopDomain,
    launchSignature: (query) => signature(query, 'admin'),
    proxySignature: (query) => signature(query, 'appProxy'),
    isWebhookSigned: (body, hmac) => webhookSecrets.some((secret) => isSigned(body, hmac, secret)),
    exchangeToken: (shop, sessionToken) =>
      grant(() =>
        library.auth.tokenExchange({
          shop,
          sessionToken,
          requestedTokenType: RequestedTokenType.OfflineAccessToken,
          expiring: true,
        }),
      ),
    async askStaff(shop, sessionToken) {
      const { session } = await withTimeout(() =>
        library.auth.tokenExchange({
          shop,
          sessionToken,
          requestedTokenType: RequestedTokenType.OnlineAccessToken,
        }),
      ).catch(throwTokenError);
      const user = session.onlineAccessInfo?.associated_user;
      if (!user) throw new ShopifyRefusedError('Shopify did not say who is asking');
      const name = `${user.first_name ?? ''} ${user.last_name ?? ''}`.trim();
      return { userId: user.id, name: name || user.email };
    },
    refreshToken: (shop, refreshToken) =>
      grant(() => library.auth.refreshToken({ shop, refreshToken })),
    request: async ({ shop, accessToken, text, variables }) => {
      const session = new Session({ id: shop, shop, state: '', isOnline: false, accessToken });
      const client = new library.clients.Graphql({ session });
      try {
        const { data, extensions } = await client.request(text, {
          variables: { ...variables },
          retries: 0,
          signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
        return { kind: 'data', data, cost: costOf(extensions) };
      } catch (error) {
        return answerOfError(error);
      }
    },
  };
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

function isSigned(body: Uint8Array, hmac: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(hmac, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The library counts lifetimes from the machine's clock at the time of the answer, which was just now. */
async function grant(ask: () => Promise<{ session: Session }>): Promise<GrantedToken> {
  const { session } = await withTimeout(ask).catch(throwTokenError);
  const answeredAt = Date.now();
  const lifetime = (end: Date | undefined) => (end ? end.getTime() - answeredAt : null);
  if (!session.accessToken) throw new ShopifyRefusedError('Shopify answered without a token');
  return {
    accessToken: session.accessToken,
    scopes: (session.scope ?? '').split(',').filter((scope) => scope !== ''),
    lifetimeMs: lifetime(session.expires),
    refreshToken: session.refreshToken ?? null,
    refreshLifetimeMs: lifetime(session.refreshTokenExpires),
  };
}

/** The library's token requests cannot be aborted; nobody waits for them longer than this. */
async function withTimeout<T>(ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ShopifyUnavailableError('Shopify did not answer for a token in 30 seconds')),
      REQUEST_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([ask(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function throwTokenError(error: unknown): never {
  if (error instanceof ShopifyError) throw error;
  if (error instanceof InvalidJwtError) throw new ShopifyRefusedError(error.message);
  if (!(error instanceof HttpResponseError)) {
    throw new ShopifyUnavailableError('Shopify could not be reached for a token', { cause: error });
  }
  const { code, body } = error.response;
  if (code === 429 || code >= 500) {
    throw new ShopifyUnavailableError(`Shopify could not give a token (HTTP ${code})`);
  }
  const word = typeof body?.error === 'string' ? body.error : null;
  throw new ShopifyRefusedError(`Shopify gave no token: ${word ?? `HTTP ${code}`}`, word);
}

function answerOfError(error: unknown): ApiAnswer {
  if (error instanceof GraphqlQueryError) return answerOfQueryError(error);
  if (!(error instanceof HttpResponseError)) {
    // No response at all: connection refused, reset, timed out.
    return {
      kind: 'unavailable',
      reason: error instanceof Error ? error.message : String(error),
      retryAfterMs: null,
    };
  }
  const { code, statusText, headers } = error.response;
  if (code === 401) return { kind: 'unauthorized' };
  const reason = `HTTP ${code} ${statusText}`.trim();
  if (code === 429 || code >= 500) {
    return { kind: 'unavailable', reason, retryAfterMs: retryAfterMs(headers) };
  }
  return { kind: 'refused', reason };
}

/** Seconds in the header, whatever the library makes of it. */
function retryAfterMs(headers: Readonly<Record<string, unknown>> | undefined): number | null {
  const seconds = Number(String(headers?.['Retry-After'] ?? ''));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

function answerOfQueryError(error: GraphqlQueryError): ApiAnswer {
  const given: unknown = error.body?.errors?.graphQLErrors;
  const errors = Array.isArray(given) ? given.map(queryErrorOf) : [];
  const cost = costOf(error.body?.extensions);
  if (errors.some(({ code }) => code === 'THROTTLED')) return { kind: 'throttled', cost };
  return { kind: 'errors', errors, cost };
}

function queryErrorOf(error: {
  message?: unknown;
  path?: unknown;
  extensions?: { code?: unknown };
}): QueryError {
  return {
    message: String(error.message ?? 'no message'),
    code: typeof error.extensions?.code === 'string' ? error.extensions.code : null,
    path: Array.isArray(error.path) ? error.path.join('.') : null,
  };
}

function costOf(extensions: unknown): QueryCost | null {
  const cost = fieldOf(extensions, 'cost');
  const status = fieldOf(cost, 'throttleStatus');
  const number = (from: unknown, name: string) => Number(fieldOf(from, name));
  const found = {
    requested: number(cost, 'requestedQueryCost'),
    available: number(status, 'currentlyAvailable'),
    maximum: number(status, 'maximumAvailable'),
    restorePerSecond: number(status, 'restoreRate'),
  };
  return Object.values(found).every(Number.isFinite) ? found : null;
}

function fieldOf(value: unknown, name: string): unknown {
  // Reading a property of any object is safe; the result stays unknown.
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
