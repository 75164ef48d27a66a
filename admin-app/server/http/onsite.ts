import { Hono } from 'hono';
import {
  type OnSiteMessagesView,
  type OnSiteMessageView,
  saveOnSiteMessage,
} from '../../contract/onsite.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as OnSiteMessages from '../database/onsite-messages.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface OnSiteRoutesDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly messages: typeof OnSiteMessages;
  readonly readLastPublished: (tx: ShopTransaction) => Promise<number | null>;
  readonly enqueue: Enqueue;
}

export function onSiteRoutes(deps: OnSiteRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  const { inShop, messages, clock } = deps;

  routes.get('/', async (c) => {
    const view = await inShop(c.get('shop').shopId, async (tx) => ({
      messages: await messages.readOnSiteMessages(tx),
      publishedAt: await deps.readLastPublished(tx),
    }));
    return c.json<OnSiteMessagesView>(view);
  });

  routes.post('/', async (c) => {
    const { shopId } = c.get('shop');
    const given = await parseBody(c, saveOnSiteMessage);
    const created = await inShop(shopId, (tx) =>
      messages.insertOnSiteMessage(tx, { ...given, at: clock.now() }),
    );
    await deps.enqueue('publish on-site', { shopId });
    return c.json<OnSiteMessageView>(created, 201);
  });

  routes.put('/:messageId', async (c) => {
    const { shopId } = c.get('shop');
    const messageId = parseId(c, 'messageId', 'message');
    const given = await parseBody(c, saveOnSiteMessage);
    const saved = await inShop(shopId, (tx) =>
      messages.updateOnSiteMessage(tx, messageId, { ...given, at: clock.now() }),
    );
    if (!saved) throw notFound('message');
    await deps.enqueue('publish on-site', { shopId });
    return c.json<OnSiteMessageView>(saved);
  });

  return routes;
}
