import { RequestedTokenType } from '@shopify/shopify-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../admin-app/core/time.ts';
import { createMovableClock } from './clock.ts';
import type { DevStore } from './dev-store.ts';
import { signSessionToken } from './session-token.ts';
import { API_KEY, API_SECRET, at, exchangeToken, library, startTestShop } from './test-shop.ts';

let devStore: DevStore;
const domain = 'rondo-demo.myshopify.com';

beforeAll(async () => {
  devStore = await startTestShop({ clock: createMovableClock() });
});
afterAll(() => devStore.stop());
beforeEach(() => devStore.installation().install());

const ask = async (token: string | undefined) => {
  const response = await fetch(`${devStore.origin}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'x-forwarded-host': domain, 'x-shopify-access-token': token ?? '' },
    body: JSON.stringify({ query: '{ shop { name } }' }),
  });
  return { status: response.status, body: await response.json() };
};

const post = async (body: object) => {
  const response = await fetch(`${devStore.origin}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-host': domain },
    body: JSON.stringify({ client_id: API_KEY, client_secret: API_SECRET, ...body }),
  });
  return { status: response.status, body: await response.json() };
};

const exchangeBody = (subjectToken: string) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: subjectToken,
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  requested_token_type: RequestedTokenType.OfflineAccessToken,
  expiring: '1',
});

describe('session tokens', () => {
  it('are accepted by the library and name the shop and the person', async () => {
    const claims = await library.session.decodeSessionToken(devStore.sessionToken(domain, 77));
    expect(claims).toMatchObject({ dest: `https://${domain}`, aud: API_KEY, sub: '77' });
    expect(claims.exp - claims.iat).toBe(60);
  });

  it('are real-time even when the dev store is days ahead', async () => {
    devStore.clock.advance(3 * DAY_MS);
    await expect(library.session.decodeSessionToken(devStore.sessionToken())).resolves.toBeTruthy();
  });
});

describe('the launch URL', () => {
  it('is signed as the library checks it and carries a session token', async () => {
    const url = new URL(devStore.launchUrl(domain, '/scenarios/4'));
    expect(url.pathname).toBe('/scenarios/4');
    expect(await library.utils.validateHmac(url.searchParams, { signator: 'admin' })).toBe(true);
    expect(Buffer.from(url.searchParams.get('host') ?? '', 'base64').toString()).toBe(
      'admin.shopify.com/store/rondo-demo',
    );
    await library.session.decodeSessionToken(url.searchParams.get('id_token') ?? '');
  });
});

describe('token exchange', () => {
  it('gives an expiring token with its refresh token, good for an hour of the clock', async () => {
    const session = await exchangeToken(devStore);
    expect(session.scope?.split(',')).toContain('read_all_orders');
    expect(session.refreshToken).toMatch(/^shprt_/);
    expect((await ask(session.accessToken)).status).toBe(200);
    devStore.clock.advance(HOUR_MS - 60_000);
    expect((await ask(session.accessToken)).status).toBe(200);
    devStore.clock.advance(60_000);
    const late = await ask(session.accessToken);
    expect(late.status).toBe(401);
    expect(late.body.errors).toMatch(/^\[API\] Invalid API key or access token/);
  });

  it('gives a permanent token when expiry is not asked for, and an online one with its person', async () => {
    const offline = await post({ ...exchangeBody(devStore.sessionToken()), expiring: '0' });
    expect(offline.body).not.toHaveProperty('expires_in');
    const online = await post({
      ...exchangeBody(devStore.sessionToken(domain, 5)),
      requested_token_type: RequestedTokenType.OnlineAccessToken,
    });
    expect(online.body).toMatchObject({ associated_user: { id: 5, account_owner: true } });
  });

  it.each([
    ['no token', () => 'nonsense'],
    [
      'a token of another shop',
      () =>
        signSessionToken(
          { apiKey: API_KEY, apiSecret: API_SECRET },
          { shop: 'other.myshopify.com', userId: 1 },
        ),
    ],
    [
      'a token signed with another secret',
      () => signSessionToken({ apiKey: API_KEY, apiSecret: 'guess' }, { shop: domain, userId: 1 }),
    ],
    [
      'a token for another app',
      () =>
        signSessionToken({ apiKey: 'other', apiSecret: API_SECRET }, { shop: domain, userId: 1 }),
    ],
    [
      'an expired token',
      () =>
        signSessionToken(
          { apiKey: API_KEY, apiSecret: API_SECRET },
          { shop: domain, userId: 1 },
          Date.now() - 120_000,
        ),
    ],
  ])('refuses %s with 400 and JSON', async (_, token) => {
    const answer = await post(exchangeBody(token()));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe('invalid_subject_token');
  });

  it('refuses a wrong secret, an unknown grant and an unknown shop', async () => {
    const good = exchangeBody(devStore.sessionToken());
    expect((await post({ ...good, client_secret: 'guess' })).body.error).toBe('invalid_client');
    expect((await post({ grant_type: 'password' })).body.error).toBe('unsupported_grant_type');
    const elsewhere = await fetch(`${devStore.origin}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'x-forwarded-host': 'nobody.myshopify.com' },
    });
    expect(elsewhere.status).toBe(404);
  });
});

describe('refreshing', () => {
  const refresh = (refreshToken: string | undefined) =>
    library.auth.refreshToken({ shop: domain, refreshToken: refreshToken ?? '' });

  it('gives a new pair through the library', async () => {
    const session = await exchangeToken(devStore);
    const { session: next } = await refresh(session.refreshToken);
    expect(next.accessToken).not.toBe(session.accessToken);
    expect(next.refreshToken).not.toBe(session.refreshToken);
    expect((await ask(next.accessToken)).status).toBe(200);
  });

  it('may be repeated with the old token until the new refresh token is used', async () => {
    const { refreshToken } = await exchangeToken(devStore);
    await refresh(refreshToken);
    const { session: second } = await refresh(refreshToken);
    await refresh(second.refreshToken);
    await expect(refresh(refreshToken)).rejects.toThrow();
    await refresh(second.refreshToken);
  });

  it('may be repeated for thirty days and not longer', async () => {
    const { refreshToken } = await exchangeToken(devStore);
    await refresh(refreshToken);
    devStore.clock.advance(29 * DAY_MS);
    await refresh(refreshToken);
    devStore.clock.advance(DAY_MS);
    await expect(refresh(refreshToken)).rejects.toThrow();
  });

  it('ends after ninety days and for an unknown token, as invalid_grant', async () => {
    const { refreshToken } = await exchangeToken(devStore);
    devStore.clock.advance(90 * DAY_MS);
    for (const token of [refreshToken, 'shprt_unknown']) {
      const answer = await post({ grant_type: 'refresh_token', refresh_token: token });
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    }
  });
});

describe('uninstalling', () => {
  it('kills access and refresh tokens at once and refuses new ones until the app is back', async () => {
    const session = await exchangeToken(devStore);
    devStore.installation().uninstall();
    expect((await ask(session.accessToken)).status).toBe(401);
    await expect(exchangeToken(devStore)).rejects.toThrow();
    devStore.installation().install();
    expect((await ask(session.accessToken)).status).toBe(401);
    expect((await ask((await exchangeToken(devStore)).accessToken)).status).toBe(200);
  });
});

describe('two shops in one dev store', () => {
  it('do not accept each other’s tokens', async () => {
    await devStore.addShop({ domain: 'second.myshopify.com', customers: 5, seed: 2 });
    const second = await exchangeToken(devStore, 'second.myshopify.com');
    expect((await ask(second.accessToken)).status).toBe(401);
    const own = await new library.clients.Graphql({ session: second }).request<unknown>(
      '{ shop { myshopifyDomain } }',
    );
    expect(at(own.data, 'shop', 'myshopifyDomain')).toBe('second.myshopify.com');
  });
});
