/** Starts the server and stops it: opens the database, joins all sides, sets them to work and answers requests. */
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { createAppRoutes } from './app-routes.ts';
import { backgroundHandlers } from './background-handlers.ts';
import { startBackgroundWorker } from './background-worker.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Config, REQUIRED_SCOPES } from './config.ts';
import { readShopDays } from './database/daily-work.ts';
import { campaignRoutes } from './http/campaigns.ts';
import { launchRoutes } from './http/launch.ts';
import { reactionRoutes } from './http/reactions.ts';
import { scenarioRoutes } from './http/scenarios.ts';
import type { ShopRoutes } from './http/shop-context.ts';
import { startTimers, type Timers } from './jobs/timers.ts';
import { listen } from './listen.ts';
import { openShopAccess } from './shop-access.ts';
import { createShopify, type Shopify } from './shopify/shopify.ts';
import { joinSides, type Sides, type SidesParts } from './sides.ts';
import { loadUiAssets } from './ui-assets.ts';

export interface AppOptions {
  readonly clock?: Clock;
  /** Shopify's own script, unless something stands in for it. */
  readonly appBridgeUrl?: string;
  /** Who else may frame the app and serve bulk files: the dev store in the demo, otherwise nobody. */
  readonly trustedOrigins?: readonly string[];
  readonly log?: Logger;
}

export interface RunningApp {
  readonly url: string;
  /** Lets what is under way finish, then closes everything. */
  stop(): Promise<void>;
}

const APP_BRIDGE_URL = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';
const UI_FOLDER = join(import.meta.dirname, '../../build/ui');
const WIDGET_FILE = join(import.meta.dirname, '../../extension/theme/assets/rondo.js');
const TIMER_POLL_MS = 500;

export async function startApp(config: Config, options: AppOptions = {}): Promise<RunningApp> {
  const { clock = systemClock, appBridgeUrl = APP_BRIDGE_URL, trustedOrigins = [] } = options;
  const log = options.log ?? pino({ level: process.env.LOG_LEVEL ?? 'info' });
  const ui = loadUiAssets(UI_FOLDER, WIDGET_FILE, appBridgeUrl);
  const access = await openShopAccess(config);
  const shopify = connectShopify(config);
  const parts = { ...access, config, clock, log, shopify, extraFileOrigins: trustedOrigins };
  const sides = joinSides(parts);
  const worker = await startBackgroundWorker({
    pool: access.db.ownerPool,
    handlers: backgroundHandlers(sides, parts),
    concurrency: config.backgroundJobs,
    log,
  });
  const timers = startShopTimers(sides, parts);
  const app = createAppRoutes({
    log,
    ...sides.signed,
    api: apiRoutes(sides, parts),
    proxy: sides.onSite.proxy,
    pushSignUp: sides.channels.pushSignUp,
    smsWebhooks: sides.channels.smsWebhooks,
    reactions: reactionRoutes(sides.scenarios),
    assets: ui.routes,
    widgetAssets: ui.widgetRoutes,
    launch: launchRoutes({
      ...shopify,
      apiKey: config.shopify.apiKey,
      appOrigin: config.publicUrl.origin,
      appBridgeUrl,
      extraFrameAncestors: trustedOrigins,
      openShop: sides.store.openShop,
      renderDocument: ({ locale, path }) =>
        ui.renderDocument({ apiKey: config.shopify.apiKey, locale, path }),
    }),
  });
  await sides.store.resumeSyncs();
  await sides.predictions.resumeFits();
  const server = await listen(app, config.port);
  return {
    url: config.port === 0 ? `http://127.0.0.1:${server.port}` : config.publicUrl.origin,
    stop: async () => {
      await server.close();
      await timers.stop();
      await sides.predictions.stop();
      await worker.stop();
      await sides.scenarios.close();
      await access.close();
    },
  };
}

function connectShopify({ shopify, publicUrl }: Config): Shopify {
  return createShopify({
    ...shopify,
    hostName: publicUrl.host,
    hostScheme: publicUrl.protocol === 'http:' ? 'http' : 'https',
    scopes: REQUIRED_SCOPES,
  });
}

/** Everything below /api, for staff. */
function apiRoutes(sides: Sides, parts: SidesParts): Readonly<Record<string, ShopRoutes>> {
  const { scenarios } = sides;
  const scenarioParts = { ...parts, ...scenarios, ...sides.counts };
  return {
    ...sides.home,
    '/customers': sides.customers,
    '': scenarioRoutes(scenarioParts),
    '/campaigns': campaignRoutes(scenarioParts),
    '/calendar': sides.calendar.routes,
    '/messages': sides.messages.routes(scenarios.channels.email),
    ...sides.results.api,
    '/predictions': sides.predictions.routes,
    ...sides.segments.api,
    '/append': sides.append.routes,
    '/tiers': sides.tierRoutes,
    '/onsite-messages': sides.onSite.routes,
    ...sides.channels.api,
    '/data': sides.data.routes,
  };
}

function startShopTimers(sides: Sides, { clock, db, inShop, enqueue, log }: SidesParts): Timers {
  const { scenarios } = sides;
  return startTimers({
    clock,
    listShops: () => readShopDays(db),
    stepEnrolments: scenarios.stepEnrolments,
    senders: scenarios.senders,
    hasSegmentWork: sides.segments.hasWork,
    hasAudienceWork: sides.channels.hasAudienceWork,
    hasCouponWork: sides.coupons.hasWork,
    hasTagWork: (shopId) => inShop(shopId, scenarios.store.hasWaitingTags),
    hasAttributionWork: sides.results.attribution.hasWork,
    hasCalendarWork: sides.calendar.job.hasWork,
    hasTierWork: sides.tiers.assign.hasWork,
    hasOnSiteWork: sides.onSite.hasWork,
    enqueue,
    onError: (error, shopId) => log.error({ err: error, shopId }, 'A timer failed'),
    pollMs: TIMER_POLL_MS,
  });
}
