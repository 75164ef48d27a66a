/**
 * A push message all the way, in a real browser: the shopper clicks, the browser subscribes with keys of its own, a
 * scenario sends, and the browser decrypts and shows. Only the service between is not its maker's but one on this machine.
 */

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import * as PushSubscriptions from '../../../admin-app/server/database/push-subscriptions.ts';
import { pushSignUpRoutes } from '../../../admin-app/server/http/push-sign-up.ts';
import { createMovableClock } from '../../dev-store/clock.ts';
import { describeShop } from '../../dev-store/demo-shop.ts';
import { type Listening, listen } from '../../dev-store/listen.ts';
import {
  CHROMIUM_ORIGINS,
  type ChromiumPushService,
  startChromiumPushService,
} from '../../dev-store/push-service/chromium-service.ts';
import { Store } from '../../dev-store/store.ts';
import { storefrontApp } from '../../dev-store/storefront/app.ts';
import { signProxyQuery } from '../../dev-store/storefront/app-proxy.ts';
import { Embeds } from '../../dev-store/storefront/embeds.ts';
import { findWholeBrowser } from '../../support/browser.ts';
import { createEngine } from '../scenario/engine.ts';
import {
  activate,
  activitiesOf,
  createWorld,
  everybody,
  insertSilent,
  PHONE,
  run,
  sendsOf,
  shareDatabase,
  type World,
} from '../scenario/world.ts';

const SECRET = 'secret of the shop';
const EMAIL = 'zoe@example.com';
const WORKER = new URL('../../../admin-app/server/http/push-worker.js', import.meta.url);

const database = shareDatabase();
let service: ChromiumPushService;
let world: World;
let app: Listening;
let shop: Listening;
let customerId: number;
let context: BrowserContext;
let page: Page;
let profile: string | undefined;
const theirs = globalThis.fetch;

beforeAll(async () => {
  service = await startChromiumPushService();
  // The addresses that the browser gives out are its maker's; nothing in these tests leaves the machine.
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const isTheirs = CHROMIUM_ORIGINS.some((origin) => origin === url.origin);
    return isTheirs ? theirs(service.origin + url.pathname, init) : theirs(input, init);
  };
  const plain = await createWorld(database());
  await plain.engine.close();
  const engine = createEngine({
    db: plain.db,
    clock: plain.clock,
    smtpUrl: `smtp://127.0.0.1:${plain.smtp.port}`,
    pushServices: CHROMIUM_ORIGINS,
    worker: 'worker of the browser',
  });
  world = { ...plain, engine };
  app = await listen(appRoutes(), 0, Promise.resolve());
  const clock = createMovableClock();
  const store = new Store(describeShop('test.myshopify.com', clock.now()), () => clock.now(), 1);
  customerId = store.createCustomer({ email: EMAIL, firstName: 'Zoë' }).id;
  await insertSilent(world, { customerId });
  const embeds = new Embeds();
  embeds.setActive(['rondo-push']);
  const http = storefrontApp({
    store: () => store,
    embeds,
    appUrl: app.origin,
    apiSecret: SECRET,
    proxy: { url: '/proxy', prefix: 'apps', subpath: 'rondo' },
  });
  shop = await listen(http, 0, Promise.resolve());
  profile = await mkdtemp(join(tmpdir(), 'rondo-push-'));
  const { executablePath, args, env } = await findWholeBrowser();
  // A private window gets no push messages, so this browser keeps a profile; and the connection on which they come is
  // one in the background.
  context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...args.filter((it) => it !== BACKGROUND_OFF), ...service.browserArgs],
    ignoreDefaultArgs: [BACKGROUND_OFF],
    env: { ...env },
  });
  await context.grantPermissions(['notifications'], { origin: shop.origin });
  page = await context.newPage();
});

const BACKGROUND_OFF = '--disable-background-networking';

afterAll(async () => {
  globalThis.fetch = theirs;
  await context?.close();
  await shop?.close();
  await app?.close();
  await world?.engine.close();
  await world?.smtp.close();
  await service?.close();
  if (profile) await rm(profile, { recursive: true, force: true });
});

/** The app's side of the proxy, behind Shopify's signature. */
function appRoutes(): Hono {
  const signUp = pushSignUpRoutes({
    clock: world.clock,
    readSignature: async (query) => {
      if (signProxyQuery(query, SECRET) !== query.get('signature')) return null;
      const id = Number(query.get('logged_in_customer_id') || Number.NaN);
      return { shopId: world.shopId, customerId: Number.isNaN(id) ? null : id };
    },
    inShop: world.engine.inShop,
    push: world.engine.push,
    store: PushSubscriptions,
    workerScript: readFileSync(WORKER, 'utf8'),
  });
  return new Hono().route('/proxy', signUp);
}

function pushScenario(): ScenarioDefinition {
  const start = everybody.blocks.find((block) => block.kind === 'start');
  if (!start) throw new Error('The scenario has no start');
  const message: Block = {
    kind: 'message',
    id: 'push',
    name: 'Push',
    channel: 'push',
    priorityClass: 'lifecycle',
    fallbackLanguage: 'en',
    content: {
      en: { title: 'Zażółć {{ customer.first_name }} 👋', body: 'New beans', url: '/new' },
    },
    sendTime: { kind: 'at once' },
    next: 'out',
    unreachable: null,
    outranked: null,
  };
  const out: Block = { kind: 'exit', id: 'out', outcome: 'done' };
  return { ...everybody, blocks: [{ ...start, next: 'push' }, message, out] };
}

const notifications = () =>
  page.evaluate<readonly { title: string; body: string; url: string }[]>(`
    navigator.serviceWorker.getRegistration('/apps/rondo/')
      .then((registration) => registration.getNotifications())
      .then((list) => list.map(({ title, body, data }) => ({ title, body, url: data.url })))`);
const button = () => page.getByRole('button', { name: 'Notify me in this browser' });

it('is allowed on a click only, decrypted and shown by the browser, and followed', async (test) => {
  await page.goto(`${shop.origin}/account/login`);
  await page.getByLabel(/e-?mail/i).fill(EMAIL);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account');
  if ((await page.evaluate('Notification.permission')) !== 'granted') {
    const why =
      'This Chromium is built without notifications; an installed Chromium or Chrome shows them';
    console.log(`Skipped, a push message in a real browser: ${why}.`);
    return test.skip(why);
  }
  await button().waitFor();
  expect(
    await page.evaluate(`navigator.serviceWorker.getRegistrations().then((all) => all.length)`),
  ).toBe(0);

  await button().click();
  await page.getByText('You will hear from us here.').waitFor();
  const subscribed = await world.inShop((tx) =>
    tx.query<{ customer_id: number }>('select customer_id from push_subscriptions'),
  );
  expect(subscribed).toEqual([{ customer_id: customerId }]);

  await activate(world, pushScenario());
  await run(world);
  expect(await sendsOf(world, customerId)).toMatchObject([{ status: 'sent' }]);
  await expect
    .poll(notifications)
    .toMatchObject([{ title: `Zażółć Zoë ${customerId} 👋`, body: 'New beans' }]);

  const [shown] = await notifications();
  world.clock.move(1);
  const path = new URL(shown?.url ?? '').pathname.replace(/^\/r/, '');
  const followed = await world.engine.reactionRoutes.request(path, {
    headers: { 'user-agent': PHONE },
  });
  expect(followed.status).toBe(302);
  expect(await activitiesOf(world, customerId)).toEqual(['sent', 'opened', 'clicked']);

  await page.getByRole('button', { name: 'Stop notifying me here' }).click();
  await button().waitFor();
  expect(await world.inShop((tx) => tx.query('select from push_subscriptions'))).toEqual([]);
});
