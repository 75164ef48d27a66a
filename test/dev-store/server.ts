/** Puts the dev store together: shops, routes, webhooks, and the parts that join it. */
import { Hono } from 'hono';
import { addAdminApiRoutes } from './admin-api/routes.ts';
import { readAppConfig } from './app-config.ts';
import { ResultFiles } from './bulk/result-files.ts';
import { createMovableClock } from './clock.ts';
import { addClockRoutes } from './clock-routes.ts';
import { DataFile, readDataFile, type SavedShop } from './data-file.ts';
import { DEFAULT_SHOP, describeShop } from './demo-shop.ts';
import type { DevStore, DevStoreOptions, ShopOptions } from './dev-store.ts';
import { Faults } from './faults.ts';
import { fillStore } from './fill.ts';
import { buildLaunchUrl } from './launch.ts';
import { listen } from './listen.ts';
import { addOAuthRoute } from './oauth.ts';
import { parts } from './parts.ts';
import { createSchedule } from './schedule.ts';
import { signSessionToken } from './session-token.ts';
import { openShop, type ShopFactory } from './shop-factory.ts';
import { Shops } from './shops.ts';
import type { Store } from './store.ts';
import { WebhookSender } from './webhooks/sender.ts';
import { requestCustomerData, requestCustomerErasure } from './webhooks/subscribe.ts';

/** The staff member who looks at the admin unless another is named. */
const OWNER_USER_ID = 548_380_009;
const DEFAULT_BULK_DELAY_MS = 600;

/** Starts a dev store on loopback and resolves when it answers. */
export async function startDevStore(options: DevStoreOptions): Promise<DevStore> {
  const saved = options.dataFile === undefined ? null : readDataFile(options.dataFile);
  const clock = options.clock ?? createMovableClock();
  if (saved) clock.advance(Math.max(0, saved.offsetMs - clock.offsetMs));
  const now = () => clock.now();
  const config = readAppConfig();
  const schedule = createSchedule(clock);
  const sender = new WebhookSender({ ...options, config, now, schedule });
  const faults = new Faults();
  const files = new ResultFiles(options.apiSecret, now);
  const shops = new Shops();
  const http = new Hono();
  addClockRoutes(http, clock);
  addOAuthRoute(http, shops, options);
  addAdminApiRoutes(http, { shops, faults, app: options, searchLagMs: options.searchLagMs ?? 0 });
  files.addRoutes(http, faults);

  let open = () => {};
  const ready = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = await listen(http, options.port ?? 0, ready);
  const factory: ShopFactory = {
    ...{ clock, schedule, config, sender, faults, files },
    bulkDelayMs: options.bulkDelayMs ?? DEFAULT_BULK_DELAY_MS,
    origin: () => server.origin,
  };
  const dataFile =
    options.dataFile === undefined
      ? null
      : new DataFile(options.dataFile, shops, () => clock.offsetMs);
  clock.onChange(() => dataFile?.saveSoon());

  const addShop = async (shop: ShopOptions): Promise<Store> => {
    const entry = openShop(factory, describeShop(shop.domain, now()), shop.grantedScopes);
    const sentence = await fillStore(entry.store, shop);
    if (sentence) (options.say ?? console.log)(sentence);
    shops.add(entry);
    dataFile?.follow(entry);
    dataFile?.saveSoon();
    return entry.store;
  };
  const reopenShop = ({ shop, content, installation }: SavedShop): void => {
    const entry = openShop(factory, shop, installation.scopes);
    entry.store.load(content);
    entry.installation.restore(installation);
    shops.add(entry);
    dataFile?.follow(entry);
  };
  if (saved) saved.shops.forEach(reopenShop);
  else await addShop({ ...options, domain: DEFAULT_SHOP });

  const started: { stop(): Promise<void> }[] = [];
  const devStore: DevStore = {
    ...{ clock, http, faults, config, addShop },
    origin: server.origin,
    appUrl: options.appUrl,
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    webhooks: sender,
    shop: (domain) => shops.get(domain).store,
    shops: () => shops.all().map((entry) => entry.store),
    installation: (domain) => shops.get(domain).installation,
    bulkOperations: (domain) => shops.get(domain).bulk,
    requestCustomerData: (customerId, domain) =>
      requestCustomerData(shops.get(domain), sender, customerId),
    requestCustomerErasure: (customerId, domain) =>
      requestCustomerErasure(shops.get(domain), { sender, schedule }, customerId),
    launchUrl: (domain, path = '/', locale) => {
      const { shop } = shops.get(domain).store;
      return buildLaunchUrl(options, {
        appUrl: options.appUrl,
        shop: shop.domain,
        userId: OWNER_USER_ID,
        locale: locale ?? shop.primaryLocale,
        path,
      });
    },
    sessionToken: (domain, userId = OWNER_USER_ID) =>
      signSessionToken(options, { shop: shops.get(domain).store.domain, userId }),
    stop: async () => {
      for (const part of started.reverse()) await part.stop();
      schedule.stop();
      await sender.stop();
      for (const { bulk } of shops.all()) await bulk.stop();
      dataFile?.save();
      await server.close();
    },
  };
  for (const start of parts) started.push(await start(devStore, options));
  open();
  return devStore;
}
