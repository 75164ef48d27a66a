import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import type { DevStoreOptions } from '../../dev-store/dev-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { CREDENTIALS, type StoreWorld, startStoreWorld } from './store-world.ts';

const OTHER = 'other.myshopify.com';

let db: TestDatabase;
let world: StoreWorld;

async function begin(options: Partial<DevStoreOptions> = {}): Promise<void> {
  world = await startStoreWorld(db, options);
}
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(async () => {
  await world.close();
  await db.drop();
});

/** The launch address with its parameters changed, signed anew unless told otherwise. */
function launchUrl(change: (query: URLSearchParams) => void, sign = true): string {
  const url = new URL(world.devStore.launchUrl());
  change(url.searchParams);
  if (!sign) return url.href;
  url.searchParams.delete('hmac');
  const text = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const hmac = createHmac('sha256', CREDENTIALS.apiSecret).update(text).digest('hex');
  url.searchParams.set('hmac', hmac);
  return url.href;
}

const shops = async () =>
  (await db.ownerPool.query<{ domain: string }>('select domain from shops order by 1')).rows;

describe('opening the app', () => {
  it('installs the shop and may be framed by its admin only', async () => {
    await begin();
    const response = await world.open();
    const { domain } = world.devStore.shop().shop;
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(domain);
    expect(response.headers.get('content-security-policy')).toBe(
      `frame-ancestors https://${domain} https://admin.shopify.com ${world.devStore.origin};`,
    );
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await shops()).toEqual([{ domain }]);
    const tokens = await world.rows(
      `select expires_at is not null as expires, refresh_token_sealed is not null as refreshable from access_tokens`,
    );
    expect(tokens).toEqual([{ expires: true, refreshable: true }]);
    expect(world.queue).toEqual([
      { task: 'sync', payload: { shopId: await world.shopId(), syncId: 1 }, delayMs: 0 },
    ]);
  });

  it('remembers what whoever opens it is called, and asks for that once', async () => {
    await begin();
    await world.open();
    const named = await world.rows('select user_id, name, heard_at from staff_names');
    expect(named).toMatchObject([{ name: 'Store Owner' }]);
    await world.open();
    expect(await world.rows('select user_id, name, heard_at from staff_names')).toEqual(named);
    world.devStore.clock.advance(8 * DAY_MS);
    await world.open();
    const [again] = await world.rows('select heard_at from staff_names');
    expect(Number(again?.heard_at)).toBeGreaterThan(Number(named[0]?.heard_at));
  });

  it('keeps tokens sealed', async () => {
    await begin();
    await world.open();
    const [row] = await world.rows(
      `select encode(access_token_sealed, 'escape') || encode(refresh_token_sealed, 'escape') as bytes from access_tokens`,
    );
    expect(row?.bytes).not.toContain('shpat');
    expect(row?.bytes).not.toContain('shprt');
  });

  it('twice at once installs once and syncs once', async () => {
    await begin();
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.open()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await shops()).toHaveLength(1);
    expect(await world.rows('select state from syncs')).toEqual([{ state: 'running' }]);
  });

  it('again later starts no second sync and asks for no second token', async () => {
    await begin();
    await world.install();
    const before = await world.rows('select updated_at from access_tokens');
    await world.open();
    expect(await world.rows('select updated_at from access_tokens')).toEqual(before);
    expect(await world.rows('select count(*) from syncs')).toEqual([{ count: 1 }]);
  });

  it('makes up for a visit that was cut short before the sync', async () => {
    await begin();
    await world.open();
    await world.inShop((tx) => tx.execute('delete from syncs'));
    await world.inShop((tx) => tx.execute('delete from access_tokens'));
    world.queue.length = 0;
    await world.open();
    expect(world.queue.map(({ task }) => task)).toEqual(['sync']);
    expect(await world.rows('select count(*) from access_tokens')).toEqual([{ count: 1 }]);
  });

  it.each([
    {
      what: 'a wrong hmac',
      url: () => launchUrl((query) => query.set('locale', 'xx'), false),
      status: 401,
    },
    {
      what: "another shop's token",
      url: () => launchUrl((query) => query.set('id_token', world.devStore.sessionToken(OTHER))),
      status: 401,
    },
    { what: 'no shop', url: () => launchUrl((query) => query.delete('shop')), status: 400 },
    {
      what: 'a shop that is none',
      url: () => launchUrl((query) => query.set('shop', 'evil.example')),
      status: 400,
    },
  ])('is refused with $what, and leaves no trace', async ({ url, status }) => {
    await begin();
    await world.devStore.addShop({ domain: OTHER, customers: 1 });
    const response = await fetch(url(), { redirect: 'manual' });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors');
    expect(await shops()).toEqual([]);
  });

  it.each([
    { what: 'no session token', change: (query: URLSearchParams) => query.delete('id_token') },
    {
      what: 'one that has run out',
      change: (query: URLSearchParams) => query.set('id_token', 'x.y.z'),
    },
  ])('with $what goes through a page that fetches a new one', async ({ change }) => {
    await begin();
    const url = new URL(launchUrl(change));
    url.pathname = '/customers/12';
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.status).toBe(302);
    const bounce = new URL(response.headers.get('location') ?? '', world.appUrl);
    expect(bounce.pathname).toBe('/session-token');
    const reload = new URL(bounce.searchParams.get('shopify-reload') ?? '');
    expect(reload.origin).toBe(world.appUrl);
    expect(reload.pathname).toBe('/customers/12');
    expect([...reload.searchParams.keys()].sort()).toEqual(['embedded', 'host', 'locale', 'shop']);
    const page = await fetch(bounce);
    expect(page.headers.get('content-security-policy')).toContain(
      world.devStore.shop().shop.domain,
    );
    const html = await page.text();
    expect(html).toContain(`<meta name="shopify-api-key" content="${CREDENTIALS.apiKey}">`);
    expect(html).toContain('app-bridge.js');
    reload.searchParams.set('id_token', world.devStore.sessionToken());
    expect((await fetch(reload)).status, 'the way back').toBe(200);
  });

  it('does not let the page in between lead elsewhere', async () => {
    await begin();
    const { domain } = world.devStore.shop().shop;
    const response = await fetch(
      `${world.appUrl}/session-token?shop=${domain}&shopify-reload=https://evil.example/`,
    );
    expect(response.status).toBe(400);
  });

  it('says in a sentence that Shopify does not answer, and keeps nothing half', async () => {
    await begin();
    for (let times = 0; times < 2; times += 1) world.devStore.faults.failNextRequest(500);
    const response = await world.open();
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('Shopify does not answer at the moment');
    expect((await world.open()).status).toBe(200);
    expect(await world.rows('select name from shops')).toEqual([
      { name: 'Morning Harbour Coffee & Tea' },
    ]);
  });

  it('shows a shop that is known while Shopify does not answer', async () => {
    await begin();
    await world.install();
    await world.inShop((tx) => tx.execute(`update shops set updated_at = to_timestamp(1)`));
    for (let times = 0; times < 2; times += 1) world.devStore.faults.failNextRequest(503);
    expect((await world.open()).status).toBe(200);
  });

  it('exchanges a token once more when a scope is missing that has been granted since', async () => {
    await begin({ grantedScopes: ['write_customers', 'read_products'] });
    await world.open();
    world.devStore.installation().setScopes(['write_customers', 'read_products', 'read_orders']);
    await world.open();
    const [token] = await world.rows('select scopes from access_tokens');
    expect(token?.scopes).toContain('read_orders');
  });
});

describe('asking under /api', () => {
  const ask = (token: string | null) =>
    fetch(`${world.appUrl}/api/whoami`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });

  it('answers for the shop of the session token', async () => {
    await begin();
    await world.install();
    const response = await ask(world.devStore.sessionToken());
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      domain: world.devStore.shop().shop.domain,
      zone: 'Europe/Paris',
      currency: 'EUR',
    });
  });

  it.each([null, 'x.y.z', ''])(
    'tells App Bridge to try again without a good token (%s)',
    async (token) => {
      await begin();
      await world.install();
      const response = await ask(token);
      expect(response.status).toBe(401);
      expect(response.headers.get('x-shopify-retry-invalid-session-request')).toBe('1');
    },
  );

  it('finds nothing for a shop that has not installed, and leaves no trace', async () => {
    await begin();
    await world.install();
    await world.devStore.addShop({ domain: OTHER, customers: 1 });
    const response = await ask(world.devStore.sessionToken(OTHER));
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(world.devStore.shop().shop.name);
    expect(await shops()).toHaveLength(1);
  });

  it('finds nothing for a shop that has removed the app', async () => {
    await begin();
    await world.install();
    world.devStore.clock.advance(HOUR_MS);
    world.devStore.installation().uninstall();
    await world.work();
    expect((await ask(world.devStore.sessionToken())).status).toBe(404);
  });
});
