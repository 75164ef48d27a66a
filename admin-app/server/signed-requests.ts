/** Joins what Shopify vouches for: staff with session tokens, shoppers behind the app proxy, and webhooks. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database/pool.ts';
import * as Shops from './database/shops.ts';
import { insertStaffAct } from './database/staff-log.ts';
import type { InShop } from './database/tenant.ts';
import { insertDelivery } from './database/webhook-deliveries.ts';
import type { ProxyDeps } from './http/proxy.ts';
import { requireShop } from './http/session.ts';
import { webhookRoutes } from './http/webhooks.ts';
import type { Shopify } from './shopify/shopify.ts';

export interface SignedRequestsParts {
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: InShop;
  readonly enqueue: Enqueue;
  readonly shopify: Pick<Shopify, 'readSessionToken' | 'proxySignature' | 'isWebhookSigned'>;
}

export function joinSignedRequests({ clock, db, inShop, enqueue, shopify }: SignedRequestsParts) {
  const findShop = (domain: string) => Shops.findShop(db, domain);
  const readSignature: ProxyDeps['readSignature'] = async (query) => {
    if ((await shopify.proxySignature(query)) !== 'valid') return null;
    const shop = await findShop(query.get('shop') ?? '');
    if (!shop || shop.uninstalledAt !== null) return null;
    const customerId = Number(query.get('logged_in_customer_id') || Number.NaN);
    return {
      shopId: shop.shopId,
      customerId: Number.isSafeInteger(customerId) ? customerId : null,
    };
  };
  return {
    /** Before everything below /api. */
    session: requireShop({
      readSessionToken: shopify.readSessionToken,
      findShop,
      noteStaffAct: (tx, act) => insertStaffAct(tx, { ...act, at: clock.now() }),
    }),
    /** The shop and customer that the app proxy's signature names; null when it does not hold. */
    readSignature,
    webhooks: webhookRoutes({
      ...{ clock, findShop, enqueue },
      isWebhookSigned: shopify.isWebhookSigned,
      storeDelivery: (shopId, delivery) => inShop(shopId, (tx) => insertDelivery(tx, delivery)),
    }),
  };
}
