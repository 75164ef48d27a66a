import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createShopify } from '../../../admin-app/server/shopify/shopify.ts';
import { buildLaunchUrl } from '../../dev-store/launch.ts';
import { signSessionToken } from '../../dev-store/session-token.ts';

const app = { apiKey: 'client-id', apiSecret: 'hush' };
const shop = 'tea.myshopify.com';
const shopify = createShopify({
  ...app,
  oldApiSecret: 'old hush',
  hostName: 'rondo.example.com',
  hostScheme: 'https',
  scopes: [],
});

afterEach(() => {
  vi.useRealTimers();
});

/** A token with these claims, rightly signed. */
function tokenOf(claims: object, secret = app.apiSecret): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const usual = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: app.apiKey,
    sub: '42',
    exp: now + 60,
    nbf: now,
    iat: now,
  };
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...usual, ...claims })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

describe('session tokens', () => {
  it('tell shop and user', async () => {
    expect(await shopify.readSessionToken(signSessionToken(app, { shop, userId: 42 }))).toEqual({
      shop,
      userId: '42',
    });
  });

  it.each([
    { what: 'nothing', token: '' },
    { what: 'nonsense', token: 'a.b.c' },
    { what: 'another secret', token: tokenOf({}, 'other') },
    { what: 'another app', token: tokenOf({ aud: 'other' }) },
    { what: 'an expired one', token: tokenOf({ exp: Math.floor(Date.now() / 1000) - 60 }) },
    { what: 'one of tomorrow', token: tokenOf({ nbf: Math.floor(Date.now() / 1000) + 86_400 }) },
    { what: 'issuer and destination apart', token: tokenOf({ dest: 'https://b.myshopify.com' }) },
    {
      what: 'a shop that is none',
      token: tokenOf({ iss: 'https://evil.example/admin', dest: 'https://evil.example' }),
    },
    { what: 'no algorithm', token: tokenOf({}).replace(/^[^.]+/, 'eyJhbGciOiJub25lIn0') },
  ])('are refused: $what', async ({ token }) => {
    expect(await shopify.readSessionToken(token)).toBeNull();
  });
});

describe('launch parameters', () => {
  const launch = () =>
    new URL(
      buildLaunchUrl(app, { appUrl: 'https://rondo.example.com', shop, userId: 1, locale: 'en' }),
    ).searchParams;

  it('are valid as signed', async () => {
    expect(await shopify.launchSignature(launch())).toBe('valid');
  });

  it('are wrong when one is changed, missing without a signature, stale later', async () => {
    const changed = launch();
    changed.set('shop', 'other.myshopify.com');
    expect(await shopify.launchSignature(changed)).toBe('wrong');
    const unsigned = launch();
    unsigned.delete('hmac');
    expect(await shopify.launchSignature(unsigned)).toBe('missing');
    const old = launch();
    vi.useFakeTimers({ now: Date.now() + 120_000 });
    expect(await shopify.launchSignature(old)).toBe('stale');
  });
});

describe('app proxy parameters', () => {
  const at = 1_317_327_555;
  const signed = (customer: string, signature: string) =>
    new URLSearchParams(
      `extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=${customer}&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=${at}&signature=${signature}`,
    );

  it.each([
    {
      customer: '1',
      signature: '4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
    },
    {
      customer: '',
      signature: 'e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb',
    },
  ])(
    'are valid by the published examples (customer "$customer")',
    async ({ customer, signature }) => {
      vi.useFakeTimers({ now: at * 1000 });
      expect(await shopify.proxySignature(signed(customer, signature))).toBe('valid');
      expect(await shopify.proxySignature(signed('2', signature))).toBe('wrong');
      const twice = signed(customer, signature);
      twice.append('shop', 'other.myshopify.com');
      expect(await shopify.proxySignature(twice)).toBe('wrong');
      vi.setSystemTime((at + 91) * 1000);
      expect(await shopify.proxySignature(signed(customer, signature))).toBe('stale');
    },
  );
});

describe('webhook signatures', () => {
  const body = Buffer.from('{"id":1}');
  const sign = (secret: string, bytes: Uint8Array = body) =>
    createHmac('sha256', secret).update(bytes).digest('base64');

  it('hold with the current secret and with the one before it', () => {
    expect(shopify.isWebhookSigned(body, sign('hush'))).toBe(true);
    expect(shopify.isWebhookSigned(body, sign('old hush'))).toBe(true);
  });

  it('do not hold for another secret, another body or no signature', () => {
    expect(shopify.isWebhookSigned(body, sign('older hush'))).toBe(false);
    expect(shopify.isWebhookSigned(body, sign('hush', Buffer.from('{"id":2}')))).toBe(false);
    expect(shopify.isWebhookSigned(body, '')).toBe(false);
    expect(shopify.isWebhookSigned(body, 'not base64 at all!')).toBe(false);
  });
});

describe('shop domains', () => {
  it.each([
    ['tea.myshopify.com', 'tea.myshopify.com'],
    ['Tea.myshopify.com', 'tea.myshopify.com'],
    ['tea.myshopify.com.evil.example', null],
    ['evil.example/tea.myshopify.com', null],
    ['tea', null],
    ['', null],
  ])('%s → %s', (text, domain) => {
    expect(shopify.shopDomain(text)).toBe(domain);
  });
});
