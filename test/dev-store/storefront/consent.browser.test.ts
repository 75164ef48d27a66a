import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { createMovableClock } from '../clock.ts';
import { describeShop } from '../demo-shop.ts';
import { listen } from '../listen.ts';
import { Store } from '../store.ts';
import { storefrontApp } from './app.ts';
import { Embeds } from './embeds.ts';

let browser: Browser;
let shop: { origin: string; close(): Promise<void> };
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  const clock = createMovableClock();
  const store = new Store(describeShop('test.myshopify.com', clock.now()), () => clock.now(), 1);
  const http = storefrontApp({
    store: () => store,
    embeds: new Embeds(),
    appUrl: 'http://127.0.0.1:9',
    apiSecret: 'secret',
    proxy: { url: '/proxy', prefix: 'apps', subpath: 'rondo' },
  });
  shop = await listen(http, 0, Promise.resolve());
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(shop.origin);
});
afterEach(() => page.close());

const banner = () => page.getByLabel('Cookie choice');

/** Asks for the feature as a script of an app does, then answers with an expression on it. */
const privacy = (expression: string): Promise<unknown> =>
  page.evaluate(`new Promise((resolve, reject) => Shopify.loadFeatures(
    [{ name: 'consent-tracking-api', version: '0.1' }],
    (error) => error ? reject(error) : resolve(Shopify.customerPrivacy.${expression})))`);

it('has no privacy feature until somebody asks for it, and then allows nothing', async () => {
  expect(await page.evaluate('Shopify.customerPrivacy')).toBeUndefined();
  expect(await privacy('analyticsProcessingAllowed()')).toBe(false);
  expect(await privacy('currentVisitorConsent()')).toEqual({
    marketing: '',
    analytics: '',
    preferences: '',
    sale_of_data: '',
    gpc: '',
  });
  expect(await privacy('shouldShowBanner()')).toBe(true);
});

it.each([
  { button: 'Yes, that’s fine', allowed: true },
  { button: 'No, thank you', allowed: false },
])('announces "$button", remembers it and asks no more', async ({ button, allowed }) => {
  await page.evaluate(
    `document.addEventListener('visitorConsentCollected', ({ detail }) => { window.collected = detail; })`,
  );
  await banner().getByRole('button', { name: button }).click();
  expect(await page.evaluate('collected')).toMatchObject({
    analyticsAllowed: allowed,
    marketingAllowed: allowed,
    preferencesAllowed: allowed,
  });
  await page.reload();
  expect(await banner().isVisible()).toBe(false);
  expect(await privacy('preferencesProcessingAllowed()')).toBe(allowed);
  expect(await privacy('shouldShowBanner()')).toBe(false);
});

it('lets a script decide on one kind and leaves the others open', async () => {
  await privacy('setTrackingConsent({ analytics: true })');
  expect(await privacy('currentVisitorConsent()')).toMatchObject({
    analytics: 'yes',
    marketing: '',
  });
});

it('asks again when the visitor wants to choose anew', async () => {
  await banner().getByRole('button', { name: 'No, thank you' }).click();
  await page.getByRole('button', { name: 'Cookie choice' }).click();
  expect(await banner().isVisible()).toBe(true);
});
