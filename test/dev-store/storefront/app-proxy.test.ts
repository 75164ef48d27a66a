import '@shopify/shopify-api/adapters/node';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '../clock.ts';
import { describeShop } from '../demo-shop.ts';
import { Store } from '../store.ts';
import { storefrontApp } from './app.ts';
import { signProxyQuery } from './app-proxy.ts';
import { Embeds } from './embeds.ts';

const apiSecret = 'a-secret-of-the-tests';
const shopify = shopifyApi({
  apiKey: 'key',
  apiSecretKey: apiSecret,
  apiVersion: ApiVersion.October26,
  hostName: 'app.test',
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
});

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let app: Server;
let seen: Seen[] = [];
let respond: { status: number; headers: Record<string, string>; body: string };

beforeAll(async () => {
  app = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({
      method: request.method ?? '',
      url: new URL(request.url ?? '/', 'http://app.test'),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(respond.status, respond.headers).end(respond.body);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
});
afterAll(() => app.close());
beforeEach(() => {
  seen = [];
  respond = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
});

const clock = createMovableClock();
const store = new Store(describeShop('test.myshopify.com', clock.now()), () => clock.now(), 1);
const ada = store.createCustomer({ firstName: 'Ada', email: 'ada@example.com' });

function request(path: string, init?: RequestInit): Promise<Response> {
  // The server's address is an AddressInfo once it listens.
  const { port } = app.address() as AddressInfo;
  const storefront = storefrontApp({
    store: () => store,
    embeds: new Embeds(),
    appUrl: `http://127.0.0.1:${port}`,
    apiSecret,
    proxy: { url: '/proxy', prefix: 'apps', subpath: 'rondo' },
  });
  return Promise.resolve(storefront.request(`http://shop.test${path}`, init));
}

async function askedOfApp(path: string, init?: RequestInit): Promise<Seen> {
  await request(path, init);
  const last = seen.at(-1);
  if (!last) throw new Error(`Nothing reached the app for ${path}`);
  return last;
}

describe('a request through the app proxy', () => {
  const queries = [
    '',
    '?a=1',
    '?b=2&a=1&a=3',
    '?text=caf%C3%A9+%26+tea%2Fcoffee&_=0&z=1',
    '?empty=&list%5B%5D=1&list%5B%5D=2',
    '?shop=evil.myshopify.com&signature=00&logged_in_customer_id=7&timestamp=1',
  ];
  it.each(queries)('carries a signature that Shopify’s library accepts: %s', async (query) => {
    const { url } = await askedOfApp(`/apps/rondo/events${query}`);
    const valid = await shopify.utils.validateHmac(url.searchParams, { signator: 'appProxy' });
    expect(valid).toBe(true);
    url.searchParams.append('extra', '1');
    await expect(
      shopify.utils.validateHmac(url.searchParams, { signator: 'appProxy' }),
    ).resolves.toBe(false);
  });

  it('says which shop and which customer it is, whatever the visitor claims', async () => {
    const claims = '?shop=evil.myshopify.com&logged_in_customer_id=7&path_prefix=%2Fx';
    const cookie = `dev_store_customer=${ada.id}`;
    const { url } = await askedOfApp(`/apps/rondo/events${claims}`, { headers: { cookie } });
    expect(url.pathname).toBe('/proxy/events');
    expect(url.searchParams.getAll('shop')).toEqual(['test.myshopify.com']);
    expect(url.searchParams.getAll('logged_in_customer_id')).toEqual([String(ada.id)]);
    expect(url.searchParams.get('path_prefix')).toBe('/apps/rondo');
  });

  it('has an empty customer id when nobody is logged in', async () => {
    const { url } = await askedOfApp('/apps/rondo/events');
    expect(url.searchParams.getAll('logged_in_customer_id')).toEqual(['']);
  });

  it('forwards method and body and keeps cookies back', async () => {
    const { method, body, headers } = await askedOfApp('/apps/rondo/events?x=1', {
      method: 'POST',
      headers: { cookie: 'secret=1', 'content-type': 'text/plain' },
      body: '{"kind":"shown"}',
    });
    expect({ method, body }).toEqual({ method: 'POST', body: '{"kind":"shown"}' });
    expect(headers.cookie).toBeUndefined();
    expect(headers['content-type']).toBe('text/plain');
    expect(headers['x-forwarded-host']).toBe('shop.test');
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
  });

  it('brings the answer back without the headers that Shopify takes away', async () => {
    respond = {
      status: 418,
      headers: { 'set-cookie': 'a=1', 'x-powered-by': 'us', 'x-ours': 'yes', server: 'us' },
      body: 'short and stout',
    };
    const answer = await request('/apps/rondo/teapot');
    expect(answer.status).toBe(418);
    expect(await answer.text()).toBe('short and stout');
    for (const name of ['set-cookie', 'x-powered-by', 'server', 'date'])
      expect(answer.headers.get(name)).toBeNull();
    expect(answer.headers.get('x-ours')).toBe('yes');
  });

  it('renders an answer in Liquid inside the theme', async () => {
    respond = {
      status: 200,
      headers: { 'content-type': 'application/liquid' },
      body: '<p>{{ customer.first_name | upcase }}</p>',
    };
    const cookie = `dev_store_customer=${ada.id}`;
    const page = await (await request('/apps/rondo/page', { headers: { cookie } })).text();
    expect(page).toContain('<p>ADA</p>');
    expect(page).toContain('<header class="header">');
  });
});

it('signs as Shopify’s published example does', () => {
  const query = new URLSearchParams(
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555',
  );
  expect(signProxyQuery(query, 'hush')).toBe(
    '4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
  );
});
