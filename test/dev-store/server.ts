/** Puts the dev store together: shops, routes, webhooks, and the parts that join it. */
import { Hono } from 'hono';
import { createMovableClock } from './clock.ts';
import { addClockRoutes } from './clock-routes.ts';
import { DEFAULT_SHOP, describeShop } from './demo-shop.ts';
import type { DevStore, DevStoreOptions, ShopOptions } from './dev-store.ts';
import { fillStore } from './fill.ts';
import { buildLaunchUrl } from './launch.ts';
import { listen } from './listen.ts';
import { addOAuthRoute } from './oauth.ts';
import { parts } from './parts.ts';
import { signSessionToken } from './session-token.ts';
import { Shops } from './shops.ts';

/** The staff member who looks at the admin unless another is named. */
export const OWNER_USER_ID = 548_380_009;

/** Starts a dev store on loopback and resolves when it answers. */
export async function startDevStore(options: DevStoreOptions): Promise<DevStore> {
  const clock = options.clock ?? createMovableClock();
  const shops = new Shops(clock);
  const http = new Hono();
  const say = options.say ?? console.log;
  const addShop = async (shop: ShopOptions) => {
    const { store } = shops.add(describeShop(shop.domain, clock.now()), shop.grantedScopes ?? []);
    const sentence = await fillStore(store, shop);
    if (sentence) say(sentence);
    return store;
  };

  await addShop({ ...options, domain: DEFAULT_SHOP });
  addClockRoutes(http, clock);
  addOAuthRoute(http, shops, options);

  let open = () => {};
  const ready = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = await listen(http, options.port ?? 0, ready);
  const started: { stop(): Promise<void> }[] = [];
  const devStore: DevStore = {
    origin: server.origin,
    clock,
    appUrl: options.appUrl,
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    http,
    shop: (domain) => shops.get(domain).store,
    shops: () => shops.all().map((entry) => entry.store),
    addShop,
    installation: (domain) => shops.get(domain).installation,
    launchUrl: (domain, path = '/') => {
      const { shop } = shops.get(domain).store;
      return buildLaunchUrl(options, {
        appUrl: options.appUrl,
        shop: shop.domain,
        userId: OWNER_USER_ID,
        locale: shop.primaryLocale,
        path,
      });
    },
    sessionToken: (domain, userId = OWNER_USER_ID) =>
      signSessionToken(options, { shop: shops.get(domain).store.domain, userId }),
    stop: async () => {
      for (const part of started.reverse()) await part.stop();
      await server.close();
    },
  };
  for (const start of parts) started.push(await start(devStore, options));
  open();
  return devStore;
}
