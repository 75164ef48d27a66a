/**
 * Signing up for push messages, through Shopify's app proxy. What the body says is a visitor's claim; who it is for is
 * the customer whom Shopify's signature names, and where it may lead is a push service that we know.
 */
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import {
  forgottenPushSubscription,
  type PushSignUp,
  pushSubscription,
} from '../../contract/push.ts';
import type { PushChannel } from '../channels/push.ts';
import type { Clock } from '../clock.ts';
import type * as PushSubscriptions from '../database/push-subscriptions.ts';
import type { InShop } from '../database/tenant.ts';
import type { ProxyDeps } from './proxy.ts';

export interface PushSignUpDeps {
  readonly clock: Clock;
  readonly readSignature: ProxyDeps['readSignature'];
  readonly inShop: InShop;
  readonly push: Pick<PushChannel, 'publicKey' | 'isPushService'>;
  readonly store: Pick<typeof PushSubscriptions, 'keepPushSubscription' | 'forgetPushSubscription'>;
  /** The script that shows the messages. */
  readonly workerScript: string;
}

const MOST_BYTES = 5_000;

/** Mounted beside the proxy's other addresses. */
export function pushSignUpRoutes(deps: PushSignUpDeps): Hono {
  const routes = new Hono();
  const { clock, inShop, push, store } = deps;

  const signatureOf = (c: Context) => deps.readSignature(new URL(c.req.url).searchParams);

  // Below the proxy's path and so, by itself, with no reach beyond it.
  routes.get('/push-worker.js', async (c) => {
    if (!(await signatureOf(c))) return c.body(null, 401);
    return c.body(deps.workerScript, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    });
  });

  routes.get('/push', async (c) => {
    c.header('cache-control', 'no-store');
    const signed = await signatureOf(c);
    if (!signed) return c.body(null, 401);
    return c.json<PushSignUp>({
      publicKey: push.publicKey,
      loggedIn: signed.customerId !== null,
    });
  });

  routes.post('/push', async (c) => {
    c.header('cache-control', 'no-store');
    const signed = await signatureOf(c);
    if (!signed) return c.body(null, 401);
    const { shopId, customerId } = signed;
    if (customerId === null) return c.body(null, 403);
    const given = await readBody(c, pushSubscription);
    if (given === null || !push.isPushService(given.endpoint)) return c.body(null, 422);
    const { endpoint, keys } = given;
    const subscription = { customerId, endpoint, ...keys, at: clock.now() };
    const kept = await inShop(shopId, (tx) => store.keepPushSubscription(tx, subscription));
    return c.body(null, kept ? 204 : 404);
  });

  routes.post('/push/forget', async (c) => {
    c.header('cache-control', 'no-store');
    const signed = await signatureOf(c);
    if (!signed) return c.body(null, 401);
    const { shopId, customerId } = signed;
    const given = await readBody(c, forgottenPushSubscription);
    if (customerId === null || given === null) return c.body(null, 204);
    await inShop(shopId, (tx) => store.forgetPushSubscription(tx, customerId, given.endpoint));
    return c.body(null, 204);
  });

  return routes;
}

/** Null for what is no such JSON. */
async function readBody<T>(c: Context, shape: z.ZodType<T>): Promise<T | null> {
  const text = await c.req.text();
  if (text.length > MOST_BYTES) return null;
  try {
    const parsed = shape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
