/** Joins everything between Shopify and the shop's tables: access, syncs, webhooks, what the shop's pages are told. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createTokenStore } from './database/access-tokens.ts';
import * as CustomerExport from './database/customer-export.ts';
import * as CustomerFacts from './database/customer-facts.ts';
import * as CustomerProfiles from './database/customer-profile-writer.ts';
import * as CustomerStatistics from './database/customer-statistics-writer.ts';
import * as CustomerTags from './database/customer-tags-writer.ts';
import * as CustomerUpdates from './database/customer-updates.ts';
import * as Customers from './database/customers-writer.ts';
import * as GoneCustomers from './database/gone-customers-writer.ts';
import * as HandedOnSite from './database/handed-on-site.ts';
import * as IncompleteCustomers from './database/incomplete-customers.ts';
import { readLanguages } from './database/languages.ts';
import { readLoyaltySource } from './database/loyalty-source.ts';
import * as Concerned from './database/onsite-concerned.ts';
import { forgetReports } from './database/onsite-events.ts';
import * as OnSiteMessages from './database/onsite-messages.ts';
import * as Publications from './database/onsite-publications.ts';
import * as Facts from './database/order-facts.ts';
import * as Orders from './database/orders-writer.ts';
import type { Database } from './database/pool.ts';
import { readPriorities } from './database/priorities.ts';
import * as Privacy from './database/privacy.ts';
import * as Products from './database/products-writer.ts';
import * as Shops from './database/shops.ts';
import * as StaffNames from './database/staff-names.ts';
import * as Problems from './database/sync-problems.ts';
import * as Syncs from './database/syncs.ts';
import type { InShop } from './database/tenant.ts';
import * as Deliveries from './database/webhook-deliveries.ts';
import { createOpenShop } from './http/open-shop.ts';
import { createApplyStoreEvent } from './jobs/apply-store-event.ts';
import { createApplyWebhooks } from './jobs/apply-webhooks.ts';
import { createCompleteCustomers } from './jobs/complete-customers.ts';
import { publishOnSite } from './jobs/publish-on-site.ts';
import { createRetrySyncProblems } from './jobs/retry-sync-problems.ts';
import { createSendTags } from './jobs/send-tags.ts';
import type { CustomersGone, GuestsOrdered, OrdersChanged } from './jobs/store-changes.ts';
import { createSync } from './jobs/sync.ts';
import { createReadStep } from './jobs/sync-reading.ts';
import { createAccessTokens } from './shopify/access-tokens.ts';
import { createAdminApi } from './shopify/admin-api.ts';
import { createBulkFileReader } from './shopify/bulk-file.ts';
import { readBulkLine } from './shopify/bulk-lines.ts';
import { createBulkOperations } from './shopify/bulk-operations.ts';
import { createCustomerTags } from './shopify/customer-tags.ts';
import { createDiscounts } from './shopify/discounts.ts';
import { createOnSiteMetafields } from './shopify/on-site-metafields.ts';
import { createSeal } from './shopify/seal.ts';
import { createShopQuestions } from './shopify/shop-questions.ts';
import type { Shopify } from './shopify/shopify.ts';
import { entityOfWebhook, readWebhook } from './shopify/webhook-payloads.ts';
import { isWebhookTopic } from './shopify/webhook-topics.ts';

export interface StoreSideParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: InShop;
  readonly enqueue: Enqueue;
  readonly shopify: Shopify;
  readonly requiredScopes: readonly string[];
  /** Where bulk files may come from besides Shopify's own storage. */
  readonly extraFileOrigins: readonly string[];
  readonly ordersChanged: OrdersChanged;
  readonly guestsOrdered: GuestsOrdered;
  readonly customersGone: CustomersGone;
}

const customers = {
  ...Customers,
  ...CustomerProfiles,
  ...CustomerStatistics,
  ...CustomerTags,
  ...GoneCustomers,
  ...IncompleteCustomers,
};

/** Changes that come close together are published together. */
const PUBLISH_AFTER_MS = 5_000;

export function joinStoreSide(parts: StoreSideParts) {
  const { clock, inShop } = parts;
  const admin = joinAdmin(parts);
  const { api } = admin;
  return {
    openShop: joinOpening(parts, admin),
    ...joinSyncs(parts, admin),
    applyWebhooks: joinWebhooks(parts, admin),
    discounts: createDiscounts(api, sleep),
    sendTags: createSendTags({
      clock,
      inShop,
      store: CustomerUpdates,
      shopify: createCustomerTags(api),
    }),
    publishOnSite: joinPublishing(parts, admin),
  };
}

type Admin = ReturnType<typeof joinAdmin>;

/** Shopify's Admin API, with the tokens that open it. */
function joinAdmin({ config, clock, db, inShop, shopify }: StoreSideParts) {
  const tokens = createAccessTokens({
    store: createTokenStore(db, clock.now),
    seal: createSeal([config.secretKey]),
    refreshToken: shopify.refreshToken,
    now: clock.now,
  });
  const api = createAdminApi({ send: shopify.request, access: tokens, sleep });
  const loyaltyOf = (shopId: number) => inShop(shopId, readLoyaltySource);
  return { tokens, api, loyaltyOf, ask: createShopQuestions(api, clock.now, loyaltyOf) };
}

function joinOpening(parts: StoreSideParts, { tokens, ask }: Admin) {
  const { clock, db, inShop, enqueue, shopify, requiredScopes } = parts;
  return createOpenShop({
    ...{ clock, inShop, enqueue, requiredScopes },
    findShop: (domain) => Shops.findShop(db, domain),
    installShop: (installation) => Shops.installShop(db, installation),
    exchangeToken: shopify.exchangeToken,
    needsExchange: tokens.needsExchange,
    keepToken: tokens.keep,
    askShopProfile: ask.readShop,
    writeShopProfile: Shops.writeShopProfile,
    hasSyncSince: Syncs.hasSyncSince,
    startSync: Syncs.startSync,
    readSessionToken: shopify.readSessionToken,
    askStaff: shopify.askStaff,
    ...StaffNames,
  });
}

function joinSyncs(parts: StoreSideParts, { api, ask, loyaltyOf }: Admin) {
  const { clock, db, inShop, enqueue, ordersChanged, guestsOrdered } = parts;
  return {
    sync: createSync({
      ...{ clock, inShop, enqueue, sleep, store: { ...Syncs, ...Problems } },
      bulk: createBulkOperations(api, loyaltyOf),
      readStep: createReadStep({
        ...{ clock, inShop, ordersChanged, guestsOrdered, readBulkLine },
        write: { ...customers, ...Products, ...Orders, ...Problems, ...Syncs },
        readBulkFile: createBulkFileReader({ fetch, sleep, extraOrigins: parts.extraFileOrigins }),
      }),
    }),
    retrySyncProblems: createRetrySyncProblems({
      ...{ clock, inShop, ordersChanged, guestsOrdered, enqueue, ask, readBulkLine },
      store: { ...customers, ...Products, ...Orders, ...Facts, ...Problems },
    }),
    /** False when one is under way. */
    startSync: async (shopId: number, cause: 'manual' | 'reconciliation') => {
      const { syncId, started } = await inShop(shopId, (tx) =>
        Syncs.startSync(tx, { cause, at: clock.now() }),
      );
      if (started) await enqueue('sync', { shopId, syncId });
      return started;
    },
    /** A process killed between starting a sync and asking for its job leaves a sync that nobody runs. */
    resumeSyncs: async () => {
      for (const { shopId } of await Shops.readInstalledShops(db)) {
        const syncId = await inShop(shopId, Syncs.readRunningSync);
        if (syncId !== null) await enqueue('sync', { shopId, syncId });
      }
    },
  };
}

function joinWebhooks(parts: StoreSideParts, { ask }: Admin) {
  const { clock, db, inShop, enqueue, ordersChanged, guestsOrdered, customersGone } = parts;
  const completeCustomers = createCompleteCustomers({ clock, inShop, store: customers, ask });
  return createApplyWebhooks({
    ...{ clock, inShop, enqueue, store: { ...Deliveries, ...Problems } },
    payloads: { isWebhookTopic, readWebhook, entityOfWebhook },
    applyStoreEvent: createApplyStoreEvent({
      ...{ ordersChanged, guestsOrdered, customersGone, enqueue },
      write: {
        ...customers,
        ...Orders,
        ...Facts,
        ...Products,
        ...Shops,
        ...Privacy,
        ...CustomerExport,
        ...Syncs,
      },
    }),
    completeCustomers: async (shopId) => {
      const outcome = await completeCustomers(shopId);
      // Birthdays and order days may have changed.
      if (outcome !== 'none')
        await enqueue('publish on-site', { shopId }, { delayMs: PUBLISH_AFTER_MS });
      return outcome;
    },
    redactShop: (shopId, request) => Privacy.redactShop(db, shopId, request),
  });
}

function joinPublishing({ clock, inShop }: StoreSideParts, { api }: Admin) {
  const store = {
    ...{ ...CustomerFacts, ...OnSiteMessages, ...Publications, ...Concerned, ...HandedOnSite },
    ...{ forgetReports, readLanguages, readPriorities },
  };
  const shopify = createOnSiteMetafields(api);
  return (shopId: number) =>
    publishOnSite({ clock, inShop, zoneOf: Shops.zoneOf, store, shopify }, shopId);
}
