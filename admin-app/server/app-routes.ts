/** Every address the server answers, and how errors become answers. */
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { failureFor, Refusal } from './http/refusal.ts';
import type { requireShop } from './http/session.ts';
import type { ShopEnvironment, ShopRoutes } from './http/shop-context.ts';

export interface AppRoutesParts {
  readonly log: Logger;
  readonly session: ReturnType<typeof requireShop>;
  /** Below `/api`, for staff of one shop. */
  readonly api: Readonly<Record<string, ShopRoutes>>;
  readonly webhooks: Hono;
  readonly proxy: Hono;
  /** Beside the proxy's other addresses. */
  readonly pushSignUp: Hono;
  readonly smsWebhooks: Hono;
  readonly reactions: Hono;
  readonly assets: Hono;
  /** The built widget, for previews. */
  readonly widgetAssets: Hono;
  readonly launch: Hono;
}

export function createAppRoutes(parts: AppRoutesParts): Hono {
  const app = new Hono();
  app.get('/health', (c) => c.text('ok'));
  app.route('/', parts.webhooks);
  app.route('/proxy', parts.proxy);
  app.route('/proxy', parts.pushSignUp);
  app.route('/sms', parts.smsWebhooks);
  app.route('/r', parts.reactions);
  app.route('/assets/ui', parts.assets);
  app.route('/assets/widget', parts.widgetAssets);
  app.route('/api', createApi(parts));
  // Last: every other address is a page of the admin.
  app.route('/', parts.launch);
  app.onError((error, c) => {
    parts.log.error({ err: error, path: c.req.path }, 'A request failed');
    return c.text('Something went wrong on our side.', 500);
  });
  return app;
}

function createApi({ session, api, log }: AppRoutesParts): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  routes.use('*', session);
  routes.use('*', async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });
  for (const [path, below] of Object.entries(api)) routes.route(path, below);
  routes.all('*', (c) => c.json(failureFor('nothing here'), 404));
  routes.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error.toFailure(), error.status);
    log.error({ err: error, path: c.req.path, shopId: c.get('shop')?.shopId }, 'A request failed');
    return c.json(failureFor('our fault'), 500);
  });
  return routes;
}
