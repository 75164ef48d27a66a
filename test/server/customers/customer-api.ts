/** The customers' addresses as main.ts mounts them, with a session of the world's shop. */
import { Hono } from 'hono';
import { joinCustomerSide } from '../../../admin-app/server/customer-side.ts';
import { withReadOnlyShop } from '../../../admin-app/server/database/tenant.ts';
import { Refusal } from '../../../admin-app/server/http/refusal.ts';
import type { ShopEnvironment } from '../../../admin-app/server/http/shop-context.ts';
import type { World } from '../scenario/world.ts';

export interface CustomerApi {
  /** The status, and the body as the caller's contract. */
  ask<T>(path: string, method?: string, body?: unknown): Promise<{ status: number; body: T }>;
}

export function customerApi(world: World): CustomerApi {
  const { clock, engine, db, shopId } = world;
  const app = new Hono<ShopEnvironment>();
  app.use('*', async (c, next) => {
    const zone = 'Europe/Warsaw';
    const shop = { name: 'Pine', currency: 'EUR', zone, locale: 'en', scopes: [], domain: 'x' };
    c.set('shop', { ...shop, shopId });
    c.set('staff', 'Ada');
    await next();
  });
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json(error.toFailure(), error.status);
  });
  app.route(
    '/',
    joinCustomerSide({
      clock,
      inShop: engine.inShop,
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      scenarios: engine,
    }),
  );
  return {
    async ask<T>(path: string, method = 'GET', body?: unknown) {
      const answer = await app.request(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      // The caller names the contract of the address it asks.
      return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
    },
  };
}
