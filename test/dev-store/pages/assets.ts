import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

/** The pages' own style and scripts, by the name they are served under. */
const files = {
  'dev-store.css': new URL('dev-store.css', import.meta.url),
  'inbox.js': new URL('../inbox/inbox.js', import.meta.url),
} as const satisfies Record<`${string}.${keyof typeof types}`, URL>;

/** `/assets/*`, read anew each time so that editing one shows at the next reload. */
export function assetRoutes(): Hono {
  const app = new Hono();
  for (const [name, url] of Object.entries(files)) {
    const type = name.endsWith('.css') ? types.css : types.js;
    app.get(`/assets/${name}`, (c) => {
      c.header('Cache-Control', 'no-cache');
      return c.body(readFileSync(url), 200, { 'Content-Type': type });
    });
  }
  return app;
}
