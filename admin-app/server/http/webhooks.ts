/**
 * `POST /webhooks`: is it Shopify's, store it, answer. Shopify waits a second for the connection and five for the
 * answer, so everything else happens later. What it does not get a 2xx for, it sends again.
 */
import { Hono } from 'hono';
import type { Instant } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../database/webhook-deliveries.ts';

export interface WebhookRoutesDeps {
  readonly clock: Clock;
  /** Whether Shopify signed exactly these bytes. */
  readonly isWebhookSigned: (body: Uint8Array, hmac: string) => boolean;
  readonly findShop: (domain: string) => Promise<{ readonly shopId: number } | undefined>;
  /** False when it was stored before. */
  readonly storeDelivery: (shopId: number, delivery: Delivery) => Promise<boolean>;
  readonly enqueue: Enqueue;
}

/** Far above any order; nobody makes us hold more in memory. */
const MOST_BYTES = 20 * 1024 * 1024;

export function webhookRoutes(deps: WebhookRoutesDeps): Hono {
  const routes = new Hono();

  routes.post('/webhooks', async (c) => {
    if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES) return c.body(null, 413);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const hmac = c.req.header('x-shopify-hmac-sha256');
    if (!hmac || !deps.isWebhookSigned(body, hmac)) return c.body(null, 401);
    const domain = c.req.header('x-shopify-shop-domain');
    const topic = c.req.header('x-shopify-topic');
    const webhookId = c.req.header('x-shopify-webhook-id');
    if (!domain || !topic || !webhookId) return c.body(null, 400);
    const shop = await deps.findShop(domain.toLowerCase());
    // Nothing is kept of this shop (any more), so there is nothing to change or to forget.
    if (!shop) return c.body(null, 200);
    await deps.storeDelivery(shop.shopId, {
      webhookId,
      topic,
      eventId: c.req.header('x-shopify-event-id') ?? null,
      triggeredAt: parseTime(c.req.header('x-shopify-triggered-at')),
      receivedAt: deps.clock.now(),
      // Postgres cannot store the character NUL; JSON writes it as an escape anyway.
      body: new TextDecoder().decode(body).replaceAll('\0', ''),
    });
    await deps.enqueue('apply webhooks', { shopId: shop.shopId });
    return c.body(null, 200);
  });

  return routes;
}

/** Shopify writes nanoseconds, which Date.parse cuts to milliseconds. */
function parseTime(text: string | undefined): Instant | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}
