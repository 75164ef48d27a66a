/** The app's way to the discounts of a dev store, with a token of its own. */
import { setTimeout as delay } from 'node:timers/promises';
import { createAdminApi } from '../../../admin-app/server/shopify/admin-api.ts';
import {
  createDiscounts,
  type ShopDiscounts,
} from '../../../admin-app/server/shopify/discounts.ts';
import { createShopify } from '../../../admin-app/server/shopify/shopify.ts';
import type { DevStore } from '../../dev-store/dev-store.ts';
import { API_KEY, API_SECRET, exchangeToken } from '../../dev-store/test-shop.ts';

export async function discountsOf(store: DevStore): Promise<ShopDiscounts> {
  const shopify = createShopify({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    oldApiSecret: null,
    hostName: 'app.example.com',
    hostScheme: 'https',
    scopes: [],
  });
  const session = await exchangeToken(store);
  const access = async () => ({ shop: session.shop, accessToken: session.accessToken ?? '' });
  // Pauses between looks are cut short; a budget that is used up takes the time it takes.
  const sleep = (ms: number) => delay(Math.min(ms, 100));
  const api = createAdminApi({
    send: shopify.request,
    access: { current: access, renew: access },
    sleep,
  });
  return createDiscounts(api, sleep);
}

/** Runs work while the merchant has not granted discounts. */
export async function withoutDiscountScope<T>(store: DevStore, work: () => Promise<T>): Promise<T> {
  const installation = store.installation();
  const { scopes } = installation;
  installation.setScopes(scopes.filter((scope) => scope !== 'write_discounts'));
  try {
    return await work();
  } finally {
    installation.setScopes(scopes);
  }
}
