import { Hono } from 'hono';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import type { DevStore } from '../dev-store.ts';
import { listen } from '../listen.ts';
import { startDevStore } from '../server.ts';
import { birthdayOf } from './customers.ts';
import { pagesOf } from './part.ts';

let devStore: DevStore;
let app: { origin: string; close(): Promise<void> };
/** The webhooks that reached the app, as `topic number`, in order. */
let received: string[] = [];

beforeAll(async () => {
  const http = new Hono();
  http.post('*', async (c) => {
    const { id } = await c.req.json();
    received.push(`${c.req.header('x-shopify-topic')} ${id}`);
    return c.body(null, 200);
  });
  app = await listen(http, 0, Promise.resolve());
  devStore = await startDevStore({
    appUrl: app.origin,
    apiKey: 'key',
    apiSecret: 'secret',
    customers: 60,
    seed: 7,
  });
});
afterAll(async () => {
  await devStore.stop();
  await app.close();
});

async function press(path: string, body: unknown = {}) {
  const answer = await fetch(`${devStore.origin}/control/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, ...(await answer.json()) };
}

function someCustomer() {
  const customer = devStore
    .shop()
    .customers()
    .find(({ id }) => devStore.shop().ordersOf(id).length > 0);
  if (!customer) throw new Error('The generated store has no customer with orders');
  return customer;
}

it('moves the clock by the hours asked for and says what time it is now', async () => {
  const before = devStore.clock.now();
  const answer = await press('/clock/advance', { hours: 48 });
  expect(answer.status).toBe(200);
  expect(devStore.clock.now() - before).toBeGreaterThanOrEqual(48 * HOUR_MS);
  expect(answer.message).toMatch(/^Moved by 48 hours: it is \w{3}, \d+ \w{3} \d{4}, \d\d:\d\d\.$/);
});

it('never moves the clock back', async () => {
  const before = devStore.clock.offsetMs;
  expect((await press('/clock/advance', { hours: -1 })).status).toBe(400);
  expect((await press('/clock/advance', {})).status).toBe(400);
  expect(devStore.clock.offsetMs).toBe(before);
});

describe('placing an order', () => {
  it('repeats what the customer bought last when no product is named', async () => {
    const { id } = someCustomer();
    const before = [...devStore.shop().ordersOf(id)];
    const { status, order } = await press('/orders', { customerId: id, quantity: 2 });
    expect(status).toBe(201);
    const after = devStore.shop().ordersOf(id);
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)?.id).toBe(order.id);
    const lastBought = before.flatMap(({ lines }) => lines).at(-1);
    expect(after.at(-1)?.lines).toMatchObject([{ productId: lastBought?.productId, quantity: 2 }]);
  });

  it('refuses an unknown customer or product and changes nothing', async () => {
    const orders = devStore.shop().count().orders;
    const unknown = await press('/orders', { customerId: 5 });
    expect(unknown).toMatchObject({ status: 422, error: expect.stringContaining('no customer 5') });
    const { id } = someCustomer();
    expect((await press('/orders', { customerId: id, productId: 5 })).status).toBe(422);
    expect((await press('/orders', { customerId: id, quantity: 0 })).status).toBe(400);
    expect(devStore.shop().count().orders).toBe(orders);
  });

  it('at random chooses only customers who got a mail and have not ordered since', async () => {
    expect((await press('/orders/random', { count: 3 })).orders).toEqual([]);
    const mailed = devStore.shop().customers().slice(0, 4);
    const sender = createTransport({ host: '127.0.0.1', port: pagesOf(devStore).smtp.port });
    for (const { email } of mailed)
      await sender.sendMail({ from: 'shop@example.com', to: email ?? '', subject: 's', text: 't' });
    const [first] = mailed;
    await press('/orders', { customerId: first?.id });
    const { orders } = await press('/orders/random', { count: 10, among: 'mailed' });
    const buyers = orders.map(({ customerId }: { customerId: number }) => customerId);
    expect(buyers.sort()).toEqual(
      mailed
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
  });
});

describe('a customer', () => {
  it('is found by part of the name or address', async () => {
    const { id, email } = someCustomer();
    const query = new URLSearchParams({ q: (email ?? '').slice(0, 12).toUpperCase() });
    const answer = await fetch(`${devStore.origin}/control/api/customers?${query}`);
    const { customers } = await answer.json();
    expect(customers.map((each: { id: number }) => each.id)).toContain(id);
  });

  it('gives and takes back consent, with the time of the clock', async () => {
    const { id } = someCustomer();
    for (const state of ['SUBSCRIBED', 'UNSUBSCRIBED'] as const) {
      expect((await press(`/customers/${id}/consent`, { state })).status).toBe(200);
      const consent = devStore.shop().customer(id)?.emailConsent;
      expect(consent?.state).toBe(state);
      expect(Math.abs((consent?.updatedAt ?? 0) - devStore.clock.now())).toBeLessThan(DAY_MS);
    }
  });

  it('has a birthday that can be set, corrected and removed, but not to a day that never was', async () => {
    const { id } = someCustomer();
    const set = (date: string) => press(`/customers/${id}/birthday`, { date });
    expect((await set('1988-02-29')).status).toBe(200);
    expect(birthdayOf(devStore.shop(), id)).toBe('1988-02-29');
    expect((await set('1989-02-29')).status).toBe(400);
    expect(birthdayOf(devStore.shop(), id)).toBe('1988-02-29');
    await set('');
    expect(birthdayOf(devStore.shop(), id)).toBeNull();
  });

  it('with orders cannot be deleted, and the answer says why', async () => {
    const { id } = someCustomer();
    expect(await press(`/customers/${id}/delete`)).toMatchObject({
      status: 422,
      error: expect.stringContaining('orders belong to them'),
    });
  });
});

it('tells the app that the shop is at the storefront’s own address', () => {
  expect(devStore.shop().shop.storefrontUrl).toBe(pagesOf(devStore).storefrontOrigin);
});

it('takes the app out of the store and puts it back', async () => {
  await press('/app/uninstall');
  expect(devStore.installation().installed).toBe(false);
  const page = await (await fetch(`${devStore.origin}/admin/apps/rondo`)).text();
  expect(page).toContain('Install Rondo');
  await press('/app/install');
  expect(devStore.installation().installed).toBe(true);
});

it('grants and revokes single scopes and leaves the others', async () => {
  await press('/app/scopes', { grant: ['read_orders', 'read_all_orders'] });
  await press('/app/scopes', { revoke: ['read_all_orders'] });
  expect(devStore.installation().scopes).toContain('read_orders');
  expect(devStore.installation().scopes).not.toContain('read_all_orders');
});

it('refuses an embed that the extension does not have', async () => {
  expect(await press('/embeds', { active: ['nonsense'] })).toMatchObject({
    status: 422,
    error: expect.stringContaining('no embed "nonsense"'),
  });
});

describe('webhooks', () => {
  const orders = () => received.filter((each) => each.startsWith('orders/create'));

  it('are held back and let out in the opposite order', async () => {
    const { id } = someCustomer();
    await press('/webhooks/hold');
    const first = (await press('/orders', { customerId: id })).order.id;
    const second = (await press('/orders', { customerId: id })).order.id;
    await devStore.webhooks.idle();
    received = [];
    expect(await webhooks('?topic=orders/create&limit=2')).toMatchObject({
      holds: true,
      deliveries: [{ state: 'held' }, { state: 'held' }],
    });
    await press('/webhooks/release', { order: 'reversed' });
    await devStore.webhooks.idle();
    expect(new Set(orders())).toEqual(
      new Set([`orders/create ${first}`, `orders/create ${second}`]),
    );
    expect((await webhooks('')).holds).toBe(false);
  });

  it('are sent again as they were', async () => {
    received = [];
    const { id } = someCustomer();
    const { order } = await press('/orders', { customerId: id });
    await devStore.webhooks.idle();
    const { deliveries } = await webhooks('?topic=orders/create&limit=1');
    await press(`/webhooks/${deliveries[0].webhookId}/redeliver`);
    await devStore.webhooks.idle();
    expect(orders()).toEqual([`orders/create ${order.id}`, `orders/create ${order.id}`]);
  });

  it('are all sent twice, or lost, when that is wanted', async () => {
    const { id } = someCustomer();
    await press('/webhooks/twice', { on: true });
    received = [];
    await press('/orders', { customerId: id });
    await devStore.webhooks.idle();
    expect(orders()).toHaveLength(2);
    await press('/webhooks/twice', { on: false });
    await press('/webhooks/drop-next', { topic: 'orders/create' });
    received = [];
    await press('/orders', { customerId: id });
    await devStore.webhooks.idle();
    expect(orders()).toHaveLength(0);
    expect((await webhooks('?topic=orders/create&limit=1')).deliveries[0].state).toBe('dropped');
  });

  it('are refused to be sent again when there is none of that number', async () => {
    expect((await press('/webhooks/none/redeliver')).status).not.toBe(200);
  });

  const webhooks = async (query: string) =>
    (await fetch(`${devStore.origin}/control/api/webhooks${query}`)).json();
});

describe('every page', () => {
  const paths = [
    '/admin',
    '/admin/orders',
    '/admin/orders?q=%231001',
    '/admin/customers?q=nobody-has-this',
    '/admin/customers?offset=50',
    '/admin/products',
    '/admin/themes/current/editor',
    '/admin/apps/rondo/scenarios/7?tab=results',
    '/control',
    '/inbox',
    '/inbox?q=x&unread=1',
  ];
  it.each(paths)('%s is served whole, with the store’s name', async (path) => {
    const answer = await fetch(devStore.origin + path);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain('Morning Harbour Coffee &amp; Tea');
    expect(text).toContain('</html>');
    expect(text).not.toMatch(/\bundefined\b|\[object |NaN/);
  });

  it('opens a deep link of the app at that place in its frame', async () => {
    const path = '/admin/apps/rondo/scenarios/7?tab=results';
    const text = await (await fetch(devStore.origin + path)).text();
    const src = /<iframe[^>]*data-launch="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const url = new URL(src);
    expect(url.origin + url.pathname).toBe(`${app.origin}/scenarios/7`);
    expect(url.searchParams.get('tab')).toBe('results');
    for (const name of ['hmac', 'host', 'id_token', 'shop', 'embedded'])
      expect(url.searchParams.get(name), name).toBeTruthy();
  });
});
