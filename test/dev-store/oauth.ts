/** `POST /admin/oauth/access_token`: session tokens and refresh tokens in, access tokens out. */
import { timingSafeEqual } from 'node:crypto';
import type { Context, Hono } from 'hono';
import {
  ACCESS_TOKEN_MS,
  type Installation,
  ONLINE_TOKEN_MS,
  REFRESH_TOKEN_MS,
} from './installation.ts';
import type { Shop } from './model.ts';
import { type AppCredentials, readSessionToken } from './session-token.ts';
import type { Shops } from './shops.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';

interface Party {
  readonly app: AppCredentials;
  readonly shop: Shop;
  readonly installation: Installation;
}

type Fields = Readonly<Record<string, unknown>>;

/** The token endpoint of every shop. Errors are HTTP 400 with a JSON body: the library parses it before it throws. */
export function addOAuthRoute(http: Hono, shops: Shops, app: AppCredentials): void {
  http.post('/admin/oauth/access_token', async (context) => {
    const entry = shops.ofRequest(context);
    if (!entry) return context.json({ errors: 'Not Found' }, 404);
    const { store, installation } = entry;
    return await answerTokenRequest(context, { app, shop: store.shop, installation });
  });
}

async function answerTokenRequest(context: Context, party: Party): Promise<Response> {
  const fields = await readFields(context);
  if (fields.client_id !== party.app.apiKey || !isSecret(fields.client_secret, party.app))
    return refuse(context, 'invalid_client', 'Client authentication failed');
  if (!party.installation.installed)
    return refuse(context, 'application_cannot_be_found', 'The app is not installed in this shop');
  if (fields.grant_type === TOKEN_EXCHANGE) return exchange(context, party, fields);
  if (fields.grant_type === 'refresh_token') return refresh(context, party, fields);
  return refuse(context, 'unsupported_grant_type', 'This grant_type is not supported');
}

function exchange(context: Context, party: Party, fields: Fields): Response {
  if (fields.subject_token_type !== 'urn:ietf:params:oauth:token-type:id_token')
    return refuse(context, 'invalid_request', 'This subject_token_type is not supported');
  const claims = readSessionToken(party.app, String(fields.subject_token ?? ''));
  if (!claims || claims.shop !== party.shop.domain)
    return refuse(context, 'invalid_subject_token', 'The subject_token is invalid or has expired');
  const wanted = fields.requested_token_type;
  if (wanted === ONLINE) return context.json(onlineAnswer(party, claims.userId));
  if (wanted !== OFFLINE)
    return refuse(context, 'invalid_request', 'This requested_token_type is not supported');
  const expiring = String(fields.expiring ?? '0') === '1';
  return context.json(expiring ? expiringAnswer(party, null) : permanentAnswer(party));
}

function refresh(context: Context, party: Party, fields: Fields): Response {
  const used = String(fields.refresh_token ?? '');
  if (!party.installation.useRefreshToken(used))
    return refuse(context, 'invalid_grant', 'The refresh_token is invalid or has expired');
  return context.json(expiringAnswer(party, used));
}

function permanentAnswer({ installation }: Party): object {
  return {
    access_token: installation.issueAccessToken(null).token,
    scope: scopeText(installation),
  };
}

function expiringAnswer({ installation }: Party, replaces: string | null): object {
  return {
    access_token: installation.issueAccessToken(ACCESS_TOKEN_MS).token,
    scope: scopeText(installation),
    expires_in: ACCESS_TOKEN_MS / 1000,
    refresh_token: installation.issueRefreshToken(replaces).token,
    refresh_token_expires_in: REFRESH_TOKEN_MS / 1000,
  };
}

function onlineAnswer({ installation, shop }: Party, userId: number): object {
  return {
    access_token: installation.issueAccessToken(ONLINE_TOKEN_MS, userId).token,
    scope: scopeText(installation),
    // A little under a day, as Shopify gives.
    expires_in: ONLINE_TOKEN_MS / 1000 - 1,
    associated_user_scope: scopeText(installation),
    associated_user: {
      id: userId,
      first_name: 'Store',
      last_name: 'Owner',
      email: shop.email,
      email_verified: true,
      account_owner: true,
      locale: shop.primaryLocale,
      collaborator: false,
    },
  };
}

/** Granted scopes as Shopify lists them: a read scope that a write scope implies is left out. */
function scopeText(installation: Installation): string {
  const granted = new Set(installation.scopes);
  return installation.scopes
    .filter(
      (scope) => !granted.has(scope.replace(/^read_/, 'write_')) || scope.startsWith('write_'),
    )
    .join(',');
}

async function readFields(context: Context): Promise<Fields> {
  const type = context.req.header('content-type') ?? '';
  if (!type.includes('application/json')) return await context.req.parseBody();
  try {
    const body: unknown = await context.req.json();
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    // Not JSON: no field is there, and the missing client id is what the caller hears of.
    return {};
  }
}

function isSecret(given: unknown, app: AppCredentials): boolean {
  const [one, other] = [Buffer.from(String(given)), Buffer.from(app.apiSecret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function refuse(context: Context, error: string, description: string): Response {
  return context.json({ error, error_description: description }, 400);
}
