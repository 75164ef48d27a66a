/** The 60-second tokens with which the embedded app proves who is looking at it: HS256 over the app's secret. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const LIFETIME_S = 60;
/** What Shopify's own checks allow between two clocks. */
const TOLERANCE_S = 10;

export interface AppCredentials {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** What a valid token says. */
export interface SessionClaims {
  readonly shop: string;
  readonly userId: number;
}

/**
 * A session token of a staff member. Issue and expiry are in real time, whatever the dev store's clock says,
 * because the app's library compares them with the real time.
 */
export function signSessionToken(
  app: AppCredentials,
  { shop, userId }: SessionClaims,
  realNowMs: number = Date.now(),
): string {
  const issuedAt = Math.floor(realNowMs / 1000);
  const header = encode({ alg: 'HS256', typ: 'JWT' });
  const payload = encode({
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: app.apiKey,
    sub: String(userId),
    exp: issuedAt + LIFETIME_S,
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    sid: randomUUID(),
  });
  return `${header}.${payload}.${signature(app.apiSecret, `${header}.${payload}`)}`;
}

/** Who a token speaks for, or null when it is forged, for another app, expired or not a token. */
export function readSessionToken(
  app: AppCredentials,
  token: string,
  realNowMs: number = Date.now(),
): SessionClaims | null {
  const [header, payload, signed] = token.split('.');
  if (!header || !payload || !signed) return null;
  const expected = Buffer.from(signature(app.apiSecret, `${header}.${payload}`));
  const given = Buffer.from(signed);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const claims = decode(payload);
  const now = realNowMs / 1000;
  const valid =
    claims.aud === app.apiKey &&
    typeof claims.exp === 'number' &&
    claims.exp + TOLERANCE_S > now &&
    typeof claims.nbf === 'number' &&
    claims.nbf - TOLERANCE_S <= now &&
    typeof claims.dest === 'string';
  if (!valid) return null;
  return { shop: new URL(String(claims.dest)).host, userId: Number(claims.sub) };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Not JSON: then it claims nothing, and the caller refuses it.
    return {};
  }
}

function signature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
