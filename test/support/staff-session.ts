/** What stands before the server's addresses, as main.ts mounts them: a session of a shop's staff; refusals as answers. */
import { type Context, Hono } from 'hono';
import { Refusal } from '../../admin-app/server/http/refusal.ts';
import type { ShopContext, ShopEnvironment } from '../../admin-app/server/http/shop-context.ts';

const PINE = { name: 'Pine', domain: 'x', currency: 'EUR', zone: 'UTC', locale: 'en', scopes: [] };

/** Mount routes on it. `introduce` may say who of the staff asks. */
export function staffSession(
  shop: Pick<ShopContext, 'shopId'> & Partial<ShopContext>,
  introduce?: (c: Context<ShopEnvironment>) => void,
): Hono<ShopEnvironment> {
  const app = new Hono<ShopEnvironment>();
  app.use('*', async (c, next) => {
    c.set('shop', { ...PINE, ...shop });
    introduce?.(c);
    await next();
  });
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json(error.toFailure(), error.status);
  });
  return app;
}
