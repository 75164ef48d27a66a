/**
 * A dev store and the app's Shopify side against it, on a real database and over real HTTP; only the background queue
 * is a plain list here, so that a test decides when work is done.
 */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { BackgroundTasks, Enqueue } from '../../../admin-app/server/background.ts';
import type { Clock } from '../../../admin-app/server/clock.ts';
import type { Config } from '../../../admin-app/server/config.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import { findShop } from '../../../admin-app/server/database/shops.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { insertDelivery } from '../../../admin-app/server/database/webhook-deliveries.ts';
import { launchRoutes } from '../../../admin-app/server/http/launch.ts';
import { requireShop } from '../../../admin-app/server/http/session.ts';
import { webhookRoutes } from '../../../admin-app/server/http/webhooks.ts';
import type {
  CustomersGone,
  GuestsOrdered,
  OrdersChanged,
} from '../../../admin-app/server/jobs/store-changes.ts';
import { createShopify } from '../../../admin-app/server/shopify/shopify.ts';
import { joinStoreSide } from '../../../admin-app/server/store-side.ts';
import type { DevStore, DevStoreOptions } from '../../dev-store/dev-store.ts';
import { redirectShopify } from '../../dev-store/redirect-shopify.ts';
import { startDevStore } from '../../dev-store/server.ts';

export const CREDENTIALS = { apiKey: 'test-client-id', apiSecret: 'test-client-secret' } as const;
export const OLD_SECRET = 'test-client-secret-of-yesterday';
/** Fixed, so that a second process can open what the first one sealed. */
export const SECRET_KEY = Buffer.alloc(32, 'rondo test key ');

type Queued = {
  readonly [Task in keyof BackgroundTasks]: {
    readonly task: Task;
    readonly payload: BackgroundTasks[Task];
    readonly delayMs: number;
  };
}[keyof BackgroundTasks];

export interface StoreWorld {
  readonly db: Database;
  readonly devStore: DevStore;
  readonly side: ReturnType<typeof joinStoreSide>;
  readonly queue: Queued[];
  /** Customers whose orders changed, and customers who are gone, as others are told. */
  readonly changed: number[];
  readonly gone: number[];
  /** Orders of guests that carry codes, as others are told. */
  readonly guests: number[];
  /** Opens the app as the admin's frame does; the answer after following redirects to the app's own pages. */
  open(domain?: string): Promise<Response>;
  /** Opens the app, waits for its first sync and everything that follows at once. */
  install(domain?: string): Promise<number>;
  /** Runs what waits in the queue, and what that brings, until only delayed work is left. */
  work(): Promise<void>;
  /** Runs delayed work too, once. */
  workLater(): Promise<void>;
  shopId(domain?: string): Promise<number>;
  inShop<T>(run: (tx: ShopTransaction) => Promise<T>, domain?: string): Promise<T>;
  rows(sql: string, domain?: string): Promise<readonly Record<string, unknown>[]>;
  readonly appUrl: string;
  close(): Promise<void>;
}

export async function startStoreWorld(
  db: Database,
  options: Partial<DevStoreOptions> & { readonly ordersChanged?: OrdersChanged } = {},
): Promise<StoreWorld> {
  const http = new Hono();
  const { server, url: appUrl } = await listen(http);
  const devStore = await startDevStore({
    ...CREDENTIALS,
    appUrl,
    customers: 40,
    seed: 7,
    bulkDelayMs: 10,
    say: () => {},
    ...options,
  });
  redirectShopify(devStore.origin);
  const queue: Queued[] = [];
  const changed: number[] = [];
  const gone: number[] = [];
  const guests: number[] = [];
  const parts = {
    db,
    clock: clockOf(devStore),
    config: configOf(appUrl),
    trustedOrigin: devStore.origin,
    enqueue: enqueueInto(queue),
    ordersChanged: async (tx, customerIds, cause) => {
      changed.push(...customerIds);
      await options.ordersChanged?.(tx, customerIds, cause);
    },
    guestsOrdered: async (_tx, orderIds) => {
      guests.push(...orderIds);
    },
    customersGone: async (_tx, customerIds) => {
      gone.push(...customerIds);
    },
  } satisfies WorldParts;
  const side = joinSide(parts);
  mountRoutes(http, parts, side);

  const defaultDomain = devStore.shop().shop.domain;
  async function shopId(domain = defaultDomain): Promise<number> {
    const shop = await findShop(db, domain);
    if (!shop) throw new Error(`${domain} has not installed the app`);
    return shop.shopId;
  }
  const world: StoreWorld = {
    db,
    devStore,
    side,
    queue,
    changed,
    gone,
    guests,
    appUrl,
    shopId,
    open: (domain) => fetch(devStore.launchUrl(domain)),
    async install(domain) {
      const response = await world.open(domain);
      if (response.status !== 200) throw new Error(`Not installed: ${await response.text()}`);
      await world.work();
      return await shopId(domain);
    },
    async work() {
      for (;;) {
        await devStore.webhooks.idle();
        const index = queue.findIndex(({ delayMs }) => delayMs === 0);
        const [next] = index === -1 ? [] : queue.splice(index, 1);
        if (!next) return;
        await runTask(side, next);
      }
    },
    async workLater() {
      for (const next of queue.splice(0)) await runTask(side, next);
      await world.work();
    },
    inShop: async (run, domain) => await withShop(db, await shopId(domain), run),
    rows: (sql, domain) => world.inShop((tx) => tx.query<Record<string, unknown>>(sql), domain),
    async close() {
      await devStore.stop();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
  return world;
}

interface WorldParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Config;
  readonly trustedOrigin: string;
  readonly enqueue: Enqueue;
  readonly ordersChanged: OrdersChanged;
  readonly guestsOrdered: GuestsOrdered;
  readonly customersGone: CustomersGone;
}

export function configOf(appUrl: string): Config {
  return {
    shopify: { ...CREDENTIALS, oldApiSecret: OLD_SECRET },
    publicUrl: new URL(appUrl),
    port: Number(new URL(appUrl).port),
    databaseUrl: null,
    dataFolder: '/nowhere',
    smtpUrl: null,
    sms: { baseUrl: 'http://127.0.0.1:9', account: null },
    audience: { baseUrl: 'http://127.0.0.1:9', account: null },
    push: { keys: { publicKey: '', privateKey: '' }, furtherServices: [] },
    secretKey: SECRET_KEY,
    nameServers: ['127.0.0.1:9'],
    backgroundJobs: 1,
  };
}

/** The Shopify side as main.ts joins it. */
export function joinSide(parts: WorldParts) {
  const { db, config, trustedOrigin } = parts;
  return joinStoreSide({
    ...parts,
    inShop: (shopId, run) => withShop(db, shopId, run),
    shopify: shopifyOf(config),
    requiredScopes: ['write_customers', 'read_orders', 'read_products'],
    extraFileOrigins: [trustedOrigin],
  });
}

function shopifyOf({ shopify, publicUrl }: Config) {
  return createShopify({
    ...shopify,
    hostName: publicUrl.host,
    hostScheme: 'http',
    scopes: [],
  });
}

function mountRoutes(http: Hono, parts: WorldParts, side: StoreWorld['side']): void {
  const { db, config, clock, enqueue, trustedOrigin } = parts;
  const shopify = shopifyOf(config);
  const find = (domain: string) => findShop(db, domain);
  http.route(
    '/',
    webhookRoutes({
      clock,
      enqueue,
      isWebhookSigned: shopify.isWebhookSigned,
      findShop: find,
      storeDelivery: (shopId, delivery) =>
        withShop(db, shopId, (tx) => insertDelivery(tx, delivery)),
    }),
  );
  const api = new Hono();
  api.use(requireShop({ readSessionToken: shopify.readSessionToken, findShop: find }));
  api.get('/whoami', (c) => c.json(c.get('shop' as never)));
  http.route('/api', api);
  http.route(
    '/',
    launchRoutes({
      apiKey: config.shopify.apiKey,
      appOrigin: config.publicUrl.origin,
      appBridgeUrl: `${trustedOrigin}/app-bridge.js`,
      extraFrameAncestors: [trustedOrigin],
      shopDomain: shopify.shopDomain,
      launchSignature: shopify.launchSignature,
      readSessionToken: shopify.readSessionToken,
      openShop: side.openShop,
      renderDocument: ({ shop, locale }) => `<h1 lang="${locale}">${shop}</h1>`,
    }),
  );
}

/** One job per task and shop waits at a time, as with the real queue. */
function enqueueInto(queue: Queued[]): Enqueue {
  return async (task, payload, options) => {
    const same = queue.findIndex(
      (one) => one.task === task && one.payload.shopId === payload.shopId,
    );
    if (same !== -1) queue.splice(same, 1);
    // The task and its payload belong together by the type of Enqueue.
    queue.push({ task, payload, delayMs: options?.delayMs ?? 0 } as Queued);
  };
}

async function runTask(side: StoreWorld['side'], queued: Queued): Promise<void> {
  switch (queued.task) {
    case 'sync':
      return await side.sync(queued.payload);
    case 'apply webhooks':
      return await side.applyWebhooks(queued.payload);
    case 'retry sync problems':
      return await side.retrySyncProblems(queued.payload);
    default:
      // Predictions and what follows from them are not this world's business.
      return;
  }
}

function clockOf({ clock }: DevStore): Clock {
  return { now: () => clock.now(), onMove: (listener) => clock.onChange(listener) };
}

async function listen(http: Hono): Promise<{ server: ServerType; url: string }> {
  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: http.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(starting),
    );
  });
  // A TCP server's address is always an AddressInfo.
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A domain that no other test uses. */
export function anotherDomain(): string {
  return `shop-${randomBytes(4).toString('hex')}.myshopify.com`;
}
