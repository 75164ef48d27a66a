/** What staff and shoppers reach of the channels over HTTP: whose account and whose browser it is. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { joinChannelRoutes } from '../../../admin-app/server/channel-routes.ts';
import { joinChannelSide } from '../../../admin-app/server/channel-side.ts';
import { createReactionTokens } from '../../../admin-app/server/channels/signed-token.ts';
import { readConfig } from '../../../admin-app/server/config.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { Refusal } from '../../../admin-app/server/http/refusal.ts';
import type { ShopEnvironment } from '../../../admin-app/server/http/shop-context.ts';
import { insertCustomer, insertShop } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';

const database = shareDatabase();
const config = readConfig({
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  HOST: 'https://rondo.example',
  RONDO_SECRET_KEY: randomBytes(32).toString('base64'),
  VAPID_PUBLIC_KEY: Buffer.alloc(65, 4).toString('base64url'),
  VAPID_PRIVATE_KEY: Buffer.alloc(32, 4).toString('base64url'),
  PUSH_SERVICES: 'https://push.example',
});

let shopA: number;
let shopB: number;
let shops = 0;
/** Whom Shopify's signature names; null does not hold. */
let signed: { shopId: number; customerId: number | null } | null;

beforeEach(async () => {
  shops += 1;
  shopA = await insertShop(database(), `a-${shops}.example`);
  shopB = await insertShop(database(), `b-${shops}.example`);
  for (const shopId of [shopA, shopB]) {
    await withShop(database(), shopId, async (tx) => {
      await insertCustomer(tx, { customer_id: 1 });
      await insertCustomer(tx, { customer_id: 2 });
    });
  }
});

function app() {
  const inShop: Parameters<typeof joinChannelSide>[0]['inShop'] = (shopId, run) =>
    withShop(database(), shopId, run);
  const tokens = createReactionTokens(config.secretKey);
  const enqueue = async () => {};
  const channels = joinChannelSide({ config, inShop, enqueue, tokens, productsOf: async () => [] });
  const routes = joinChannelRoutes({
    config,
    clock: { now: () => Date.UTC(2026, 5, 15), onMove: () => () => {} },
    db: database(),
    inShop,
    enqueue,
    tokens,
    channels,
    readSignature: async () => signed,
  });
  const staff = new Hono<ShopEnvironment>();
  staff.use(async (c, next) => {
    const shopId = Number(c.req.header('x-shop'));
    c.set('shop', {
      shopId,
      domain: 'x',
      zone: 'UTC',
      currency: 'EUR',
    } as ShopEnvironment['Variables']['shop']);
    await next();
  });
  for (const [path, below] of Object.entries(routes.api)) staff.route(path, below);
  staff.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error.toFailure(), error.status);
    throw error;
  });
  return new Hono().route('/api', staff).route('/proxy', routes.pushSignUp);
}

async function api(shopId: number, method: string, path: string, body?: unknown) {
  const response = await app().request(`/api${path}`, {
    method,
    headers: { 'x-shop': String(shopId), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

describe('a shop’s own SMS account', () => {
  const account = { accountSid: 'AC0123abcd', authToken: 'very secret', from: '+33700000001' };

  it('is the shop’s alone, sealed, and its token is shown to nobody', async () => {
    const before = await api(shopA, 'GET', '/channels');
    expect(before.body.channels).toContainEqual({
      channel: 'sms',
      problem: expect.stringContaining('SMS_ACCOUNT_SID'),
    });
    const { body } = await api(shopA, 'PUT', '/channels/sms/account', account);
    expect(body.channels).toContainEqual({ channel: 'sms', problem: null });
    expect(body.sms.account).toEqual({ accountSid: 'AC0123abcd', from: '+33700000001', own: true });
    expect(body.sms.inboundUrl).toBe(`https://rondo.example/sms/inbound/${shopA}`);
    expect(JSON.stringify(body)).not.toContain('very secret');
    expect((await api(shopB, 'GET', '/channels')).body.sms.account).toBeNull();

    const stored = await withShop(database(), shopA, (tx) =>
      tx.one<{ account_sealed: Uint8Array }>('select account_sealed from provider_accounts'),
    );
    expect(Buffer.from(stored.account_sealed).toString('utf8')).not.toContain('very secret');
    expect((await api(shopA, 'DELETE', '/channels/sms/account')).body.sms.account).toBeNull();
  });

  it('moved to another shop’s row opens for nobody', async () => {
    await api(shopA, 'PUT', '/channels/sms/account', account);
    const { account_sealed: sealed } = await withShop(database(), shopA, (tx) =>
      tx.one<{ account_sealed: Uint8Array }>('select account_sealed from provider_accounts'),
    );
    await withShop(database(), shopB, (tx) =>
      tx.execute(
        `insert into provider_accounts (shop_id, provider, account_sealed, updated_at) values ($1, 'sms', $2, now())`,
        [shopB, sealed],
      ),
    );
    const { body } = await api(shopB, 'GET', '/channels');
    expect(body.sms.account).toBeNull();
    expect(body.channels).toContainEqual({
      channel: 'sms',
      problem: expect.stringContaining('give this shop an account'),
    });
  });

  it.each([
    ['accountSid', 'abc'],
    ['authToken', ''],
    ['from', '06 12'],
    ['from', 'a name too long for a phone'],
  ])('is refused with %s “%s”, by name', async (field, value) => {
    const answer = await api(shopA, 'PUT', '/channels/sms/account', { ...account, [field]: value });
    expect(answer).toMatchObject({ status: 422, body: { error: { field } } });
  });
});

describe('an audience', () => {
  it('is of one shop, and listed until it is archived', async () => {
    const made = await api(shopA, 'POST', '/audiences', {
      name: 'Silent',
      target: 'file',
      externalId: null,
    });
    expect(made).toMatchObject({ status: 201, body: { name: 'Silent', members: 0 } });
    const path = `/audiences/${made.body.audienceId}`;
    expect((await api(shopB, 'GET', path)).status).toBe(404);
    expect((await api(shopB, 'GET', `${path}/members.csv`)).status).toBe(404);
    expect((await api(shopB, 'DELETE', path)).status).toBe(404);
    expect((await api(shopA, 'GET', `${path}/members.csv`)).body).toBe('email,phone\r\n');
    expect((await api(shopA, 'DELETE', path)).status).toBe(204);
    expect((await api(shopA, 'GET', '/audiences')).body.audiences).toEqual([]);
  });

  it('of a network needs an account there', async () => {
    const asked = { name: 'Silent', target: 'http', externalId: null };
    expect(await api(shopA, 'POST', '/audiences', asked)).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('AUDIENCE_ACCESS_TOKEN') } },
    });
  });
});

describe('signing up for push messages', () => {
  const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
  const endpoint = 'https://push.example/send/1';
  const post = async (path: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return (await app().request(`/proxy${path}`, { method: 'POST', body: text })).status;
  };
  const ownersOf = (shopId: number) =>
    withShop(database(), shopId, async (tx) =>
      (
        await tx.query<{ customer_id: number }>(
          'select customer_id from push_subscriptions order by subscription_id',
        )
      ).map((row) => row.customer_id),
    );

  it('is for the customer whom Shopify names, whatever the body says', async () => {
    signed = { shopId: shopA, customerId: 1 };
    expect(await post('/push', { endpoint, keys, customerId: 2, expirationTime: null })).toBe(204);
    expect(await ownersOf(shopA)).toEqual([1]);
    expect(await ownersOf(shopB)).toEqual([]);
  });

  it('of a browser that changed hands is for whoever is logged in now', async () => {
    signed = { shopId: shopA, customerId: 1 };
    await post('/push', { endpoint, keys });
    signed = { shopId: shopA, customerId: 2 };
    await post('/push', { endpoint, keys });
    expect(await ownersOf(shopA)).toEqual([2]);
    signed = { shopId: shopA, customerId: 1 };
    expect(await post('/push/forget', { endpoint })).toBe(204);
    expect(await ownersOf(shopA)).toEqual([2]);
    signed = { shopId: shopA, customerId: 2 };
    await post('/push/forget', { endpoint });
    expect(await ownersOf(shopA)).toEqual([]);
  });

  it.each([
    { what: 'without a signature', who: () => null, body: { endpoint, keys }, status: 401 },
    {
      what: 'logged out',
      who: () => null as number | null,
      body: { endpoint, keys },
      status: 403,
      loggedOut: true,
    },
    { what: 'by a customer nobody knows', who: () => 99, body: { endpoint, keys }, status: 404 },
    {
      what: 'with an address that is no push service',
      who: () => 1,
      body: { endpoint: 'https://10.0.0.1/x', keys },
      status: 422,
    },
    { what: 'without keys', who: () => 1, body: { endpoint }, status: 422 },
    { what: 'with something else', who: () => 1, body: 'hello', status: 422 },
    { what: 'with far too much', who: () => 1, body: 'x'.repeat(6_000), status: 422 },
  ])('is refused $what', async ({ who, body, status, loggedOut = false }) => {
    const customerId = who();
    signed = customerId === null && !loggedOut ? null : { shopId: shopA, customerId };
    expect(await post('/push', body)).toBe(status);
    expect(await ownersOf(shopA)).toEqual([]);
  });

  it('keeps no more browsers of a customer than anybody uses', async () => {
    signed = { shopId: shopA, customerId: 1 };
    for (let n = 0; n < 23; n += 1) await post('/push', { endpoint: `${endpoint}${n}`, keys });
    expect(await ownersOf(shopA)).toHaveLength(20);
  });
});
