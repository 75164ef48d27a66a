import { Hono } from 'hono';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import type { DevStore } from '../dev-store.ts';
import { listen } from '../listen.ts';
import { startDevStore } from '../server.ts';
import { readSessionToken } from '../session-token.ts';

const credentials = { apiKey: 'the-key', apiSecret: 'the-secret' };

let browser: Browser;
let devStore: DevStore;
let app: { origin: string; close(): Promise<void> };
let page: Page;
let frame: FrameLocator;
/** The `Authorization` of each request to the app's `/api`, in order. */
let authorizations: string[] = [];

/** An app that does what an embedded app does: loads the bridge first, then talks to its own server. */
function appUnderTest(): Hono {
  const http = new Hono();
  http.get('/api/:what', (c) => {
    authorizations.push(c.req.header('authorization') ?? '');
    if (c.req.param('what') !== 'stale' || authorizations.length > 1)
      return c.json({ answered: c.req.param('what') });
    c.header('X-Shopify-Retry-Invalid-Session-Request', '1');
    return c.json({ error: 'the session token is too old' }, 401);
  });
  http.get('*', (c) =>
    c.html(`<!doctype html><html><head><title>Page ${c.req.path}</title>
      <meta name="shopify-api-key" content="${credentials.apiKey}">
      <script src="${devStore.origin}/app-bridge.js"></script></head><body>
      <s-app-nav><a href="/" rel="home">Home</a><a href="/customers">People</a><a href="/scenarios">Scenarios</a></s-app-nav>
      <h1>${c.req.path}</h1>
      <form data-save-bar><input name="title" value="old" aria-label="Title"></form>
      <ui-save-bar id="bar"><button variant="primary" onclick="document.title='saved'">s</button><button onclick="document.title='discarded'">d</button></ui-save-bar>
      </body></html>`),
  );
  return http;
}

beforeAll(async () => {
  browser = await openBrowser();
  app = await listen(appUnderTest(), 0, Promise.resolve());
  devStore = await startDevStore({ ...credentials, appUrl: app.origin, customers: 20 });
});
afterAll(async () => {
  await browser.close();
  await devStore.stop();
  await app.close();
});
beforeEach(async () => {
  authorizations = [];
  page = await browser.newPage();
  frame = page.frameLocator('iframe.app');
});
afterEach(() => page.close());

async function openApp(path = ''): Promise<void> {
  await page.goto(`${devStore.origin}/admin/apps/rondo${path}`);
  await frame.locator('h1').waitFor();
}

/** Machines under load take their time; what is expected has to come, not to come soon. */
const eventually = <Value>(value: () => Value | Promise<Value>) =>
  expect.poll(value, { timeout: 30_000 });

/** Runs an expression in the app's frame, where `shopify` is the bridge. */
async function inApp<Result>(expression: string): Promise<Result> {
  return frame.locator('body').evaluate((_, code) => new Function(`return ${code}`)(), expression);
}

describe('session tokens', () => {
  it('come fresh from the admin, for this shop and its owner', async () => {
    await openApp();
    const [first, second] = [
      await inApp<string>('shopify.idToken()'),
      await inApp<string>('shopify.idToken()'),
    ];
    expect(readSessionToken(credentials, first)?.shop).toBe(devStore.shop().domain);
    expect(second).not.toBe(first);
  });

  it('go along with requests to the app’s own server', async () => {
    await openApp();
    await inApp('fetch("/api/customers").then((answer) => answer.json())');
    expect(
      readSessionToken(credentials, (authorizations[0] ?? '').replace('Bearer ', '')),
    ).not.toBeNull();
  });

  it('are renewed once when the server finds one too old', async () => {
    await openApp();
    const answer = await inApp('fetch("/api/stale").then((answer) => answer.json())');
    expect(answer).toEqual({ answered: 'stale' });
    expect(new Set(authorizations).size).toBe(2);
  });
});

describe('the address bar', () => {
  it('keeps a deep link, and follows the app without its launch parameters', async () => {
    await openApp('/scenarios/7?tab=results');
    expect(await frame.locator('h1').textContent()).toBe('/scenarios/7');
    expect(page.url()).toBe(`${devStore.origin}/admin/apps/rondo/scenarios/7?tab=results`);
    await inApp('history.pushState(null, "", "/customers/5")');
    await page.waitForURL('**/admin/apps/rondo/customers/5');
    await page.goBack();
    await page.waitForURL('**/admin/apps/rondo/scenarios/7?tab=results');
  });

  it('carries the app’s title', async () => {
    await openApp('/customers');
    await eventually(() => page.title()).toMatch(/^Page \/customers · /);
  });
});

describe('the navigation', () => {
  it('has the app’s links beside the admin’s, without its home, and leads the app there', async () => {
    await openApp();
    const links = page.locator('[data-app-links] a');
    await eventually(() => links.allTextContents()).toEqual(['People', 'Scenarios']);
    await links.getByText('People').click();
    await eventually(() => frame.locator('h1').textContent()).toBe('/customers');
    await page.waitForURL('**/admin/apps/rondo/customers');
    await eventually(() => links.getByText('People').getAttribute('data-current')).toBe('');
  });

  it('lets an app with its own router go there without a new document', async () => {
    await openApp();
    await inApp(`(window.sameDocument = true, addEventListener('shopify:navigate', (event) =>
      history.pushState(null, '', event.target.getAttribute('href'))))`);
    await page.locator('[data-app-links] a').getByText('Scenarios').click();
    await page.waitForURL('**/admin/apps/rondo/scenarios');
    expect(await inApp('window.sameDocument')).toBe(true);
  });
});

describe('a link of the app into the admin', () => {
  const follow = (href: string, target: string) =>
    inApp(`(document.body.innerHTML = '<a href="${href}" target="${target}">there</a>')`);

  it.each(['shopify://admin/customers', 'https://rondo-demo.myshopify.com/admin/customers'])(
    'replaces the whole page: %s',
    async (href) => {
      await openApp();
      await follow(href, '_top');
      await frame.getByText('there').click();
      await page.waitForURL(`${devStore.origin}/admin/customers`);
    },
  );

  it('opens a new tab where it asks for one', async () => {
    await openApp();
    const path = '/admin/themes/current/editor?context=apps&activateAppId=the-key/rondo';
    await follow(`https://rondo-demo.myshopify.com${path}`, '_blank');
    const opened = page.waitForEvent('popup');
    await frame.getByText('there').click();
    const tab = await opened;
    await tab.waitForURL(devStore.origin + path);
    expect(await tab.locator('input[value="rondo"]').isChecked()).toBe(true);
    await tab.close();
  });
});

describe('what the app shows in the admin', () => {
  it('is a toast, marked as an error when it is one', async () => {
    await openApp();
    await inApp('shopify.toast.show("<b>Saved</b>")');
    await eventually(() => page.locator('.toast').textContent()).toBe('<b>Saved</b>');
    await inApp('shopify.toast.show("Not saved", { isError: true })');
    expect(await page.getByRole('alert').textContent()).toBe('Not saved');
  });

  it('is a save bar whose buttons press those of the app', async () => {
    await openApp();
    const bar = page.locator('[data-save-bar]');
    await inApp('shopify.saveBar.show("bar")');
    await bar.getByText('Save', { exact: true }).click();
    await eventually(() => page.title()).toMatch(/^saved/);
    await bar.getByText('Discard').click();
    await eventually(() => page.title()).toMatch(/^discarded/);
    await inApp('shopify.saveBar.hide("bar")');
    await eventually(() => bar.isHidden()).toBe(true);
  });

  it('is a save bar that keeps people from leaving by a link', async () => {
    await openApp('/customers');
    await inApp('shopify.saveBar.show("bar")');
    await page.locator('[data-save-bar]').waitFor();
    for (const link of ['Products', 'Scenarios'])
      await page.getByRole('link', { name: link }).click();
    expect(page.url()).toBe(`${devStore.origin}/admin/apps/rondo/customers`);
    await inApp('shopify.saveBar.hide("bar")');
    await page.locator('[data-save-bar]').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Products' }).click();
    await page.waitForURL('**/admin/products');
  });

  it('is a save bar for a form that was changed, until it is reset', async () => {
    await openApp();
    await frame.getByLabel('Title').fill('new');
    const bar = page.locator('[data-save-bar]');
    await bar.getByText('Discard').click();
    await eventually(() => frame.getByLabel('Title').inputValue()).toBe('old');
    await eventually(() => bar.isHidden()).toBe(true);
  });
});

it('tells which extensions of the app are there and on', async () => {
  await openApp();
  expect(Array.isArray(await inApp('shopify.app.extensions()'))).toBe(true);
});

it('gives nothing to a page that is not in the admin’s frame', async () => {
  await page.goto(app.origin);
  const refused = page.evaluate('shopify.idToken()');
  await expect(refused).rejects.toThrow('works only inside the admin');
  expect(await page.evaluate('shopify.environment.embedded')).toBe(false);
});
