/**
 * Where Shopify's own library is used: tokens, signatures and the transport of GraphQL. Everything comes out as our own
 * types; granted-token.ts and api-answer.ts translate what it answers and throws. What the library leaves to its callers
 * (waiting, retrying, refreshing) is in admin-api.ts and access-tokens.ts.
 */
import '@shopify/shopify-api/adapters/node';
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  ApiVersion,
  InvalidHmacError,
  InvalidJwtError,
  LogSeverity,
  RequestedTokenType,
  Session,
  shopifyApi,
} from '@shopify/shopify-api';
import { type ApiAnswer, answerOfError, costOf } from './api-answer.ts';
import { ShopifyRefusedError } from './errors.ts';
import {
  type GrantedToken,
  grant,
  REQUEST_TIMEOUT_MS,
  throwTokenError,
  withTimeout,
} from './granted-token.ts';

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

export interface StaffMember {
  readonly userId: number;
  /** First and last name, or the address of whoever has none. */
  readonly name: string;
}

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
