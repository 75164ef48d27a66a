/** Opens shops: builds everything that belongs to one and joins it with the webhook sender. */

import { CostBucket } from './admin-api/cost-bucket.ts';
import type { AppConfig } from './app-config.ts';
import { APP_ID } from './app-id.ts';
import { BulkOperations } from './bulk/operations.ts';
import type { ResultFiles } from './bulk/result-files.ts';
import type { MovableClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { Installation } from './installation.ts';
import type { Shop } from './model.ts';
import type { Schedule } from './schedule.ts';
import type { ShopEntry } from './shops.ts';
import { Store } from './store.ts';
import type { WebhookSender } from './webhooks/sender.ts';
import { bulkFinishedPayload } from './webhooks/shop-payloads.ts';
import { tellApp } from './webhooks/subscribe.ts';

export interface ShopFactory {
  readonly clock: MovableClock;
  readonly schedule: Schedule;
  readonly config: AppConfig;
  readonly sender: WebhookSender;
  readonly faults: Faults;
  readonly files: ResultFiles;
  readonly bulkDelayMs: number;
  /** Known once the server listens. */
  readonly origin: () => string;
}

/** A shop with an empty store and the app installed. Throws for a domain that is not a shop's. */
export function openShop(
  factory: ShopFactory,
  shop: Shop,
  grantedScopes: readonly string[] | undefined,
): ShopEntry {
  if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shop.domain))
    throw new Error(`"${shop.domain}" is not a shop; expected name.myshopify.com`);
  const { config } = factory;
  const now = () => factory.clock.now();
  const store = new Store(shop, now, APP_ID);
  const entry: ShopEntry = {
    store,
    installation: new Installation(
      now,
      grantedScopes ?? [...config.requiredScopes, ...config.optionalScopes],
    ),
    bucket: new CostBucket(now),
    bulk: openBulkOperations(factory, store),
  };
  tellApp(entry, factory.sender, factory.schedule);
  return entry;
}

function openBulkOperations(factory: ShopFactory, store: Store): BulkOperations {
  return new BulkOperations({
    now: () => store.now(),
    faults: factory.faults,
    delayMs: factory.bulkDelayMs,
    addressOf: ({ path, number }) =>
      factory.files.addressOf(factory.origin(), { path, name: `${store.shop.id}/${number}.jsonl` }),
    finished: (operation) =>
      factory.sender.send(
        store.domain,
        'bulk_operations/finish',
        bulkFinishedPayload(operation, store),
      ),
  });
}
