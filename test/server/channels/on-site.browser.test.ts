/** A scenario's message on the shop's pages: handed over, shown by the widget to its customer alone, and followed. */
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import * as HandedOnSite from '../../../admin-app/server/database/handed-on-site.ts';
import {
  countGuestEvents,
  recordOnSiteEvents,
} from '../../../admin-app/server/database/onsite-events.ts';
import { proxyRoutes } from '../../../admin-app/server/http/proxy.ts';
import { createOnSiteReactions } from '../../../admin-app/server/jobs/on-site-reactions.ts';
import { createMovableClock } from '../../dev-store/clock.ts';
import { describeShop } from '../../dev-store/demo-shop.ts';
import { type Listening, listen } from '../../dev-store/listen.ts';
import { gid } from '../../dev-store/model.ts';
import { Store } from '../../dev-store/store.ts';
import { storefrontApp } from '../../dev-store/storefront/app.ts';
import { signProxyQuery } from '../../dev-store/storefront/app-proxy.ts';
import { Embeds } from '../../dev-store/storefront/embeds.ts';
import { openBrowser } from '../../support/browser.ts';
import { factsWithoutMessages } from '../on-site/on-site-world.ts';
import {
  activate,
  activitiesOf,
  createWorld,
  everybody,
  insertSilent,
  run,
  shareDatabase,
  type World,
} from '../scenario/world.ts';

const SECRET = 'secret of the shop';
const EMAIL = 'zoe@example.com';
const TITLE = 'Welcome back, Zoë';

const database = shareDatabase();
let browser: Browser;
let world: World;
let app: Listening;
let shop: Listening;
let store: Store;
let customerId: number;

beforeAll(async () => {
  browser = await openBrowser();
  world = await createWorld(database());
  // The browser's clock is the machine's.
  world.clock.move((Date.now() - world.clock.now()) / HOUR_MS);
  app = await listen(appRoutes(), 0, Promise.resolve());
  const clock = createMovableClock();
  store = new Store(describeShop('test.myshopify.com', clock.now()), () => clock.now(), 1);
  customerId = store.createCustomer({ email: EMAIL, firstName: 'Zoë' }).id;
  await insertSilent(world, { customerId });
  const embeds = new Embeds();
  embeds.setActive(['rondo']);
  const http = storefrontApp({
    store: () => store,
    embeds,
    appUrl: app.origin,
    apiSecret: SECRET,
    proxy: { url: '/proxy', prefix: 'apps', subpath: 'rondo' },
  });
  shop = await listen(http, 0, Promise.resolve());
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await app?.close();
  await world?.close();
});

/** The app's side of the proxy, behind Shopify's signature. */
function appRoutes(): Hono {
  const { store: tables, events, inShop } = world.engine;
  const proxy = proxyRoutes({
    clock: world.clock,
    readSignature: async (query) => {
      if (signProxyQuery(query, SECRET) !== query.get('signature')) return null;
      const id = Number(query.get('logged_in_customer_id') || Number.NaN);
      return { shopId: world.shopId, customerId: Number.isNaN(id) ? null : id };
    },
    inShop,
    recordOnSiteEvents,
    noteOnSiteReactions: createOnSiteReactions({ store: { ...tables, ...HandedOnSite }, events }),
    noteOnSiteDecisions: async () => {},
    countGuestEvents,
    zoneOf: async () => 'Europe/Warsaw',
  });
  return new Hono().route('/proxy', proxy);
}

function onSiteScenario(): ScenarioDefinition {
  const start = everybody.blocks.find((block) => block.kind === 'start');
  if (!start) throw new Error('The scenario has no start');
  const text = {
    title: TITLE,
    body: 'New beans',
    buttonLabel: 'Look',
    buttonUrl: '/collections/all',
  };
  const message: Block = {
    kind: 'message',
    id: 'page',
    name: 'On the page',
    channel: 'on-site',
    form: 'corner card',
    days: 7,
    priorityClass: 'lifecycle',
    fallbackLanguage: 'en',
    content: { en: text },
    sendTime: { kind: 'at once' },
    next: 'out',
    unreachable: null,
    outranked: null,
  };
  const out: Block = { kind: 'exit', id: 'out', outcome: 'done' };
  return { ...everybody, blocks: [{ ...start, next: 'page' }, message, out] };
}

/** What the job that publishes to Shopify writes there. */
async function publish(): Promise<void> {
  const now = world.clock.now();
  const facts = await world.inShop((tx) => factsWithoutMessages(tx, customerId, now));
  store.metafields.set([
    {
      owner: gid('Customer', customerId),
      namespace: '$app:rondo',
      key: 'facts',
      type: 'json',
      value: JSON.stringify(facts),
    },
  ]);
}

async function visit(email: string | null): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(shop.origin);
  await page.getByRole('button', { name: 'Yes, that’s fine' }).click();
  if (email === null) return page;
  await page.goto(`${shop.origin}/account/login`);
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account');
  return page;
}

it('is shown to its customer, noted as seen and followed, and is then gone', async () => {
  await activate(world, onSiteScenario());
  await run(world);
  await publish();

  const guest = await visit(null);
  await guest.goto(`${shop.origin}/collections/all`);
  expect(await guest.locator('#rondo-data').count()).toBe(0);

  const page = await visit(EMAIL);
  await page.goto(shop.origin);
  await page.getByText(TITLE).waitFor();
  await expect.poll(() => activitiesOf(world, customerId)).toContain('opened');
  await page.getByRole('link', { name: 'Look' }).click();
  await page.waitForURL('**/collections/all');
  await expect.poll(() => activitiesOf(world, customerId)).toContain('clicked');
  const handed = await world.inShop((tx) => tx.query('select from handed_on_site'));
  expect(handed).toEqual([]);

  await publish();
  await page.goto(shop.origin);
  expect(await page.locator('#rondo-data').count()).toBe(0);
});
