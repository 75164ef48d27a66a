/** Builds and joins everything; the one place that knows all rooms. */
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Logger, pino } from 'pino';

import { MODEL_VERSION } from '../core/prediction/shop-model.ts';
import { dayOf } from '../core/time.ts';
import { createAppRoutes } from './app-routes.ts';
import { joinAppendSide } from './append-side.ts';
import type { Enqueue } from './background.ts';
import { createEnqueue, startBackgroundWorker } from './background-worker.ts';
import { joinCalendarSide } from './calendar-side.ts';
import { joinChannelRoutes } from './channel-routes.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Config, REQUIRED_SCOPES } from './config.ts';
import { joinCustomerSide } from './customer-side.ts';
import { joinDataSide } from './data-side.ts';
import { revenueBroughtBack } from './database/attribution.ts';
import * as AttributionCredits from './database/attribution-credits.ts';
import * as AttributionFacts from './database/attribution-facts.ts';
import * as AttributionSettings from './database/attribution-settings.ts';
import * as BacktestCases from './database/backtest-cases.ts';
import { countCustomers } from './database/customer-list.ts';
import * as CustomerRecords from './database/customer-record.ts';
import { countOpenAlerts } from './database/customer-updates.ts';
import { markDailyWorkDone, readShopDays } from './database/daily-work.ts';
import { holdingFitLock } from './database/fit-lock.ts';
import * as Inactive from './database/inactive.ts';
import * as InactiveCustomers from './database/inactive-customers.ts';
import * as KeptCounts from './database/kept-counts.ts';
import * as Languages from './database/languages.ts';
import * as ModelFits from './database/model-fits.ts';
import * as NotSent from './database/not-sent.ts';
import * as OnSiteMessages from './database/onsite-messages.ts';
import { lockOrderLog } from './database/order-facts.ts';
import * as OrderLogs from './database/order-logs.ts';
import { connectDatabase, type Database } from './database/pool.ts';
import * as Models from './database/prediction-models.ts';
import * as Predictions from './database/predictions.ts';
import * as Priorities from './database/priorities.ts';
import * as Renames from './database/renames.ts';
import * as Results from './database/results.ts';
import * as Retention from './database/retention.ts';
import * as SegmentChanges from './database/segment-changes.ts';
import * as SegmentLists from './database/segment-lists.ts';
import * as SegmentMembers from './database/segment-members.ts';
import * as SegmentReach from './database/segment-reach.ts';
import * as SegmentSnapshots from './database/segment-snapshot.ts';
import * as Segments from './database/segments.ts';
import { readSettings, readSetUp, writeSettings } from './database/set-up.ts';
import { readDiskUse, readShopStatus } from './database/shop-status.ts';
import * as Shops from './database/shops.ts';
import * as StaffLog from './database/staff-log.ts';
import { readStaffNames } from './database/staff-names.ts';
import { readSyncProblems } from './database/sync-problems.ts';
import { readSync } from './database/sync-view.ts';
import { readRunningSync } from './database/syncs.ts';
import { refreshTableStatistics } from './database/table-statistics.ts';
import { type ShopTransaction, withReadOnlyShop, withShop } from './database/tenant.ts';
import { insertDelivery } from './database/webhook-deliveries.ts';
import { createFitterThreads } from './fit-in-thread.ts';
import { campaignRoutes } from './http/campaigns.ts';
import { homeRoutes } from './http/home.ts';
import { inactiveRoutes } from './http/inactive.ts';
import { languageRoutes } from './http/languages.ts';
import { launchRoutes } from './http/launch.ts';
import { notSentRoutes } from './http/not-sent.ts';
import { predictionsRoutes } from './http/predictions.ts';
import { priorityRoutes } from './http/priorities.ts';
import { reactionRoutes } from './http/reactions.ts';
import { resultsOverviewRoutes, resultsRoutes } from './http/results.ts';
import { retentionRoutes } from './http/retention.ts';
import { scenarioRoutes } from './http/scenarios.ts';
import { segmentRoutes } from './http/segments.ts';
import { requireShop } from './http/session.ts';
import { settingsRoutes } from './http/settings.ts';
import { staffLogRoutes } from './http/staff-log.ts';
import { statusRoutes } from './http/status.ts';
import { tierRoutes } from './http/tiers.ts';
import { webhookRoutes } from './http/webhooks.ts';
import { createAttributeOrders } from './jobs/attribute-orders.ts';
import { createComputeRetention } from './jobs/compute-retention.ts';
import { createCountInactive } from './jobs/count-inactive.ts';
import { createEvaluateSegments } from './jobs/evaluate-segments.ts';
import { createFitModel } from './jobs/fit-model.ts';
import { createKeepCounts } from './jobs/keep-counts.ts';
import { createPredictCustomers, newOrdersForRefit } from './jobs/predict-customers.ts';
import { GONE } from './jobs/scenario-events.ts';
import { startTimers } from './jobs/timers.ts';
import { joinMessageSide } from './message-side.ts';
import { joinOnSiteSide } from './on-site-side.ts';
import { joinScenarioSide } from './scenario-side.ts';
import { createShopify } from './shopify/shopify.ts';
import { joinStoreSide } from './store-side.ts';
import { joinTierSide } from './tier-side.ts';
import { loadUiAssets } from './ui-assets.ts';
import { readVersion } from './version.ts';

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
const MOST_CONNECTIONS = 20;
const TIMER_POLL_MS = 500;
/** In one transaction and on this thread; more wait for the fit. */
const MOST_PREDICTED_AT_ONCE = 200;
/** Orders that come together start one fit together. */
const REFIT_AFTER_MS = 30_000;
const LONGEST_RECONCILIATION_MS = 30 * 60_000;
/** A reverse proxy with the certificate stands in front; nothing else may reach the server. */
const LISTEN_ON = process.env.LISTEN_ON ?? '127.0.0.1';

export async function startApp(config: Config, options: AppOptions = {}): Promise<RunningApp> {
  const { clock = systemClock, appBridgeUrl = APP_BRIDGE_URL, trustedOrigins = [] } = options;
  const log = options.log ?? pino({ level: process.env.LOG_LEVEL ?? 'info' });
  const ui = loadUiAssets(UI_FOLDER, WIDGET_FILE, appBridgeUrl);
  const db = await connectDatabase(
    config.databaseUrl
      ? { databaseUrl: config.databaseUrl }
      : { dataDir: join(config.dataFolder, 'postgres') },
    { maxConnections: MOST_CONNECTIONS },
  );
  const { enqueue, end: endEnqueue } = await createEnqueue(db.ownerPool);
  const inShop = <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) =>
    withShop(db, shopId, run);
  const readShop = <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) =>
    withReadOnlyShop(db, shopId, run);
  const zoneOf = async (tx: ShopTransaction) => (await Shops.readShop(tx)).zone;
  const shopify = createShopify({
    ...config.shopify,
    hostName: config.publicUrl.host,
    hostScheme: config.publicUrl.protocol === 'http:' ? 'http' : 'https',
    scopes: REQUIRED_SCOPES,
  });

  const fitters = createFitterThreads();
  const predictCustomers = createPredictCustomers({
    store: { ...OrderLogs, ...Models, ...ModelFits, ...Predictions, inShop, zoneOf },
    clock,
    openFitter: fitters.open,
  });
  const messages = joinMessageSide({ clock, inShop, readShop });
  const { productsOf } = messages;
  const scenarios = joinScenarioSide({ config, clock, db, inShop, enqueue, productsOf });
  const evaluateSegments = createEvaluateSegments({
    clock,
    inShop,
    store: { ...Segments, ...SegmentChanges, ...SegmentMembers, ...Shops },
  });
  const inactive = createCountInactive({
    clock,
    inShop,
    readShop,
    store: { ...Inactive, ...SegmentChanges, ...Shops },
  });
  const tiers = joinTierSide({ clock, inShop });
  const store = joinStoreSide({
    config,
    clock,
    db,
    inShop,
    enqueue,
    shopify,
    requiredScopes: REQUIRED_SCOPES,
    extraFileOrigins: trustedOrigins,
    ordersChanged: async (tx, customerIds, cause) => {
      // A sync that brings many is followed by a fit, which predicts everybody.
      const isBatch = cause === 'install' || customerIds.length > MOST_PREDICTED_AT_ONCE;
      if (!isBatch && (await predictCustomers.afterOrders(tx, customerIds))) {
        await enqueue('fit model', { shopId: tx.shopId }, { delayMs: REFIT_AFTER_MS });
      }
      await scenarios.events.ordersChanged(tx, customerIds);
    },
    guestsOrdered: scenarios.events.guestsOrdered,
    customersGone: (tx, customerIds) => scenarios.events.customersGone(tx, customerIds, GONE),
  });

  const fitModel = createFitModel({
    clock,
    store: { ...OrderLogs, ...Models, ...ModelFits, ...BacktestCases },
    inShop,
    zoneOf,
    holdingFitLock: (shopId, work) => holdingFitLock(db.ownerPool, shopId, work),
    openFitter: fitters.open,
    predictCustomers,
    predicted,
  });

  const computeRetention = createComputeRetention({ clock, inShop, zoneOf, store: Retention });

  const attribution = createAttributeOrders({
    inShop,
    zoneOf,
    lockOrderLog,
    store: { ...AttributionCredits, ...AttributionFacts, ...AttributionSettings },
  });

  /** Everybody's predictions are fresh. */
  async function predicted(shopId: number): Promise<void> {
    await inShop(shopId, (tx) => SegmentChanges.noteForEverybody(tx, ['prediction']));
    await scenarios.enterScenarios(shopId);
    await enqueue('publish on-site', { shopId });
  }

  const findShop = (domain: string) => Shops.findShop(db, domain);
  /** The shop and customer that Shopify's signature names; null when it does not hold. */
  const readSignature = async (query: URLSearchParams) => {
    if ((await shopify.proxySignature(query)) !== 'valid') return null;
    const shop = await findShop(query.get('shop') ?? '');
    if (!shop || shop.uninstalledAt !== null) return null;
    const customerId = Number(query.get('logged_in_customer_id') || Number.NaN);
    return {
      shopId: shop.shopId,
      customerId: Number.isSafeInteger(customerId) ? customerId : null,
    };
  };
  const channels = joinChannelRoutes({
    config,
    clock,
    db,
    inShop,
    enqueue,
    tokens: scenarios.tokens,
    channels: scenarios.channels,
    readSignature,
  });

  const onSite = joinOnSiteSide({
    ...{ clock, inShop, readShop, zoneOf, readSignature, enqueue },
    noteOnSiteReactions: scenarios.noteOnSiteReactions,
  });

  const calendar = joinCalendarSide({ clock, inShop, readShop, scenarios });

  const coupons = messages.coupons(store.discounts);

  const append = joinAppendSide({
    ...{ config, clock, inShop, readShop, enqueue },
    customersGone: (tx, customerIds) => scenarios.events.customersGone(tx, customerIds, GONE),
  });

  const keepCounts = createKeepCounts({
    ...{ clock, inShop, store: KeptCounts },
    onError: (error, shopId) => log.error({ err: error, shopId }, 'Counting failed'),
  });
  const readCustomerCounts = keepCounts.atOnce('customers', countCustomers);

  const keptLanguages = keepCounts.atOnce('languages', Languages.countLanguages);
  const readLanguageCounts = async (tx: ShopTransaction) =>
    await keptLanguages(tx, dayOf(clock.now(), await zoneOf(tx)));

  const data = joinDataSide({ clock, db, inShop, readShop, enqueue, readCustomerCounts });

  const handlers = {
    sync: async (payload: { shopId: number; syncId: number }) => {
      await store.sync(payload);
      if ((await inShop(payload.shopId, readRunningSync)) === null)
        await refreshTableStatistics(db);
      await enqueue('compute retention', { shopId: payload.shopId });
    },
    'compute retention': ({ shopId }: { shopId: number }) => computeRetention(shopId),
    'compute calendar': ({ shopId }: { shopId: number }) => calendar.job.compute(shopId),
    'attribute orders': ({ shopId }: { shopId: number }) => attribution.catchUp(shopId),
    'apply webhooks': store.applyWebhooks,
    'retry sync problems': store.retrySyncProblems,
    'fit model': async ({ shopId }: { shopId: number }) => {
      const ended = await fitModel(shopId);
      // Of the other fit nobody knows whether it lives to its end.
      if (ended === 'busy') await enqueue('fit model', { shopId }, { delayMs: REFIT_AFTER_MS });
    },
    'enter scenarios': async ({ shopId }: { shopId: number }) => {
      await scenarios.enterScenarios(shopId);
    },
    'evaluate segments': ({ shopId }: { shopId: number }) => evaluateSegments.catchUp(shopId),
    'assign tiers': async ({ shopId }: { shopId: number }) => {
      const syncId = await tiers.assign.catchUp(shopId);
      if (syncId !== null) await enqueue('sync', { shopId, syncId });
    },
    'count inactive': ({ shopId }: { shopId: number }) => inactive.count(shopId),
    'send tags': ({ shopId }: { shopId: number }) => store.sendTags(shopId),
    'top up coupons': ({ shopId }: { shopId: number }) => coupons.topUp(shopId),
    'sync audiences': ({ shopId }: { shopId: number }) => channels.syncAudiences(shopId),
    'publish on-site': ({ shopId }: { shopId: number }) => store.publishOnSite(shopId),
    'append imports': ({ shopId }: { shopId: number }) => append.imports.catchUp(shopId),
    'check addresses': ({ shopId }: { shopId: number }) => append.checkAddresses(shopId),
    'export shop': ({ shopId }: { shopId: number }) => data.exportShop(shopId),
    'trim data': ({ shopId }: { shopId: number }) => data.trimData(shopId),
    'daily work': async ({ shopId }: { shopId: number }) => {
      const today = dayOf(clock.now(), await inShop(shopId, zoneOf));
      await predictCustomers.everybody(shopId);
      await predicted(shopId);
      // Joined by the fit at the end of the reconciliation, which catches what webhooks lost, unless that takes too long.
      await enqueue('fit model', { shopId }, { delayMs: LONGEST_RECONCILIATION_MS });
      await enqueue('compute retention', { shopId }, { delayMs: LONGEST_RECONCILIATION_MS });
      await store.startSync(shopId, 'reconciliation');
      await enqueue('top up coupons', { shopId });
      await append.wantAddressCheck(shopId);
      await enqueue('check addresses', { shopId });
      await enqueue('trim data', { shopId });
      await inShop(shopId, (tx) => markDailyWorkDone(tx, today));
    },
  };
  const worker = await startBackgroundWorker({
    pool: db.ownerPool,
    handlers,
    concurrency: config.backgroundJobs,
    log,
  });
  const timers = startTimers({
    clock,
    listShops: () => readShopDays(db),
    stepEnrolments: scenarios.stepEnrolments,
    senders: scenarios.senders,
    hasSegmentWork: evaluateSegments.hasWork,
    hasAudienceWork: channels.hasAudienceWork,
    hasCouponWork: coupons.hasWork,
    hasTagWork: (shopId) => inShop(shopId, scenarios.store.hasWaitingTags),
    hasAttributionWork: attribution.hasWork,
    hasCalendarWork: calendar.job.hasWork,
    hasTierWork: tiers.assign.hasWork,
    hasOnSiteWork: onSite.hasWork,
    enqueue,
    onError: (error, shopId) => log.error({ err: error, shopId }, 'A timer failed'),
    pollMs: TIMER_POLL_MS,
  });

  const resultsParts = {
    clock,
    inShop,
    readShop,
    results: Results,
    settings: AttributionSettings,
    readScenario: async (tx: ShopTransaction, scenarioId: number) => {
      const found = await scenarios.store.readScenario(tx, scenarioId);
      if (!found) return undefined;
      const { name, draft, activeVersion } = found;
      if (activeVersion === null) return { name, definition: draft };
      const { readDefinition } = scenarios.store;
      return { name, definition: await readDefinition(tx, scenarioId, activeVersion) };
    },
  };
  const app = createAppRoutes({
    log,
    session: requireShop({
      readSessionToken: shopify.readSessionToken,
      findShop,
      noteStaffAct: (tx, act) => StaffLog.insertStaffAct(tx, { ...act, at: clock.now() }),
    }),
    api: {
      '/': homeRoutes({
        clock,
        readShop,
        readCounts: readCustomerCounts,
        readLanguages: Languages.readLanguages,
        readSetUp,
        revenueBroughtBack,
        readModelInUse: Models.readModelInUse,
        countOpenAlerts,
        readStaffNames,
        readSync,
        readSyncProblems,
        startSync: (shopId) => store.startSync(shopId, 'manual'),
      }),
      '/not-sent': notSentRoutes({ clock, readShop, store: NotSent }),
      '/customers': joinCustomerSide({ clock, inShop, readShop, scenarios }),
      '': scenarioRoutes({
        clock,
        inShop,
        store: scenarios.store,
        steps: scenarios.steps,
        addCustomers: scenarios.addCustomers,
        countEntering: scenarios.countEntering,
        dryRun: scenarios.dryRun,
        channelProblems: scenarios.channelProblems,
        enqueue,
        readLanguageCounts,
      }),
      '/campaigns': campaignRoutes({
        clock,
        inShop,
        store: scenarios.store,
        channelProblems: scenarios.channelProblems,
        checkCampaign: scenarios.checkCampaign,
        readLanguageCounts,
      }),
      '/calendar': calendar.routes,
      '/messages': messages.routes(scenarios.channels.email),
      '/results': resultsOverviewRoutes(resultsParts),
      '/scenarios/:scenarioId/results': resultsRoutes(resultsParts),
      '/predictions': predictionsRoutes({
        clock,
        inShop,
        readShop,
        store: { ...Models, ...ModelFits, ...BacktestCases, ...Predictions },
        newOrdersForRefit,
        enqueue,
      }),
      '/retention': retentionRoutes({ clock, inShop, readShop, store: Retention, enqueue }),
      '/segments': segmentRoutes({
        clock,
        inShop,
        readShop,
        keepCounts,
        store: { ...Segments, ...SegmentMembers, ...SegmentReach, ...SegmentLists, ...Renames },
        snapshots: { ...SegmentChanges, ...SegmentSnapshots },
        evaluate: evaluateSegments,
      }),
      '/inactive': inactiveRoutes({
        clock,
        inShop,
        readShop,
        store: { ...Inactive, ...InactiveCustomers },
        counter: inactive,
        enqueue,
      }),
      '/append': append.routes,
      '/tiers': tierRoutes({
        clock,
        inShop,
        readShop,
        store: { ...tiers.store, ...CustomerRecords },
        editTiers: tiers.edit,
        setTier: tiers.assign.setTier,
        enqueue,
      }),
      '/onsite-messages': onSite.routes,
      ...channels.api,
      '/data': data.routes,
      '/status': statusRoutes({
        ...{ clock, readShop, readShopStatus, readSync, version: readVersion() },
        ...{ readCustomerCounts, readDiskUse, isOnlyShop: () => Shops.isOnlyShop(db) },
        readModelFit: ModelFits.readModelFit,
        channelProblems: scenarios.channelProblems,
      }),
      '/staff-log': staffLogRoutes({ readShop, store: StaffLog }),
      '/settings/languages': languageRoutes({
        ...{ clock, inShop, readShop, readLanguageCounts, enqueue },
        store: { ...Languages, ...OnSiteMessages, readTiers: tiers.store.readTiers },
      }),
      '/settings/priorities': priorityRoutes({ inShop, store: Priorities }),
      '/settings': settingsRoutes({
        inShop,
        readSettings,
        writeSettings,
        channelProblem: scenarios.channelProblem,
      }),
    },
    webhooks: webhookRoutes({
      clock,
      isWebhookSigned: shopify.isWebhookSigned,
      findShop,
      storeDelivery: (shopId, delivery) => inShop(shopId, (tx) => insertDelivery(tx, delivery)),
      enqueue,
    }),
    proxy: onSite.proxy,
    pushSignUp: channels.pushSignUp,
    smsWebhooks: channels.smsWebhooks,
    reactions: reactionRoutes({ tokens: scenarios.tokens, reactions: scenarios.reactions }),
    assets: ui.routes,
    widgetAssets: ui.widgetRoutes,
    launch: launchRoutes({
      apiKey: config.shopify.apiKey,
      appOrigin: config.publicUrl.origin,
      appBridgeUrl,
      extraFrameAncestors: trustedOrigins,
      shopDomain: shopify.shopDomain,
      launchSignature: shopify.launchSignature,
      readSessionToken: shopify.readSessionToken,
      openShop: store.openShop,
      renderDocument: ({ locale }) => ui.renderDocument({ apiKey: config.shopify.apiKey, locale }),
    }),
  });
  await resumeSyncs(db, enqueue);
  await resumeFits(db, enqueue);
  const server = await listen(app, config.port);
  const url = config.port === 0 ? `http://127.0.0.1:${server.port}` : config.publicUrl.origin;
  return {
    url,
    stop: async () => {
      await server.close();
      await timers.stop();
      await fitters.stopAll();
      await worker.stop();
      await scenarios.close();
      await endEnqueue();
      await db.close();
    },
  };
}

/** A process killed between starting a sync and asking for its job leaves a sync that nobody runs. */
async function resumeSyncs(db: Database, enqueue: Enqueue): Promise<void> {
  for (const { shopId } of await Shops.readInstalledShops(db)) {
    const syncId = await withShop(db, shopId, readRunningSync);
    if (syncId !== null) await enqueue('sync', { shopId, syncId });
  }
}

/**
 * A fit that was wanted when the process was killed, or that this version of Rondo needs because it cannot read the
 * stored model. A killed one begins again by its own job.
 */
async function resumeFits(db: Database, enqueue: Enqueue): Promise<void> {
  for (const { shopId } of await Shops.readInstalledShops(db)) {
    const isWanted = await withShop(db, shopId, async (tx) => {
      const model = await Models.readAcceptedModel(tx);
      if (model !== null && model.version !== MODEL_VERSION) return true;
      return (await ModelFits.readModelFit(tx)).state === 'waiting';
    });
    if (isWanted) await enqueue('fit model', { shopId });
  }
}

async function listen(app: Hono, port: number): Promise<{ port: number; close(): Promise<void> }> {
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: LISTEN_ON }, (address) =>
      resolve({
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', reject);
  });
}
