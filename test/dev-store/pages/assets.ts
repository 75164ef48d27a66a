import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const here = (path: string) => new URL(path, import.meta.url);
const figtree = (name: string) =>
  here(
    `../../../node_modules/@fontsource-variable/figtree/files/figtree-${name}-wght-normal.woff2`,
  );

/** The pages' own style, scripts and typeface, by the address they are served under. */
const files: readonly (readonly [string, string, URL])[] = [
  ['/assets/base.css', 'text/css; charset=utf-8', here('base.css')],
  ['/assets/admin.css', 'text/css; charset=utf-8', here('admin.css')],
  ['/assets/control.css', 'text/css; charset=utf-8', here('control.css')],
  ['/assets/inbox.css', 'text/css; charset=utf-8', here('../inbox/inbox.css')],
  ['/assets/inbox.js', 'text/javascript; charset=utf-8', here('../inbox/inbox.js')],
  ['/assets/admin-frame.js', 'text/javascript; charset=utf-8', here('admin-frame.js')],
  ['/assets/clock.js', 'text/javascript; charset=utf-8', here('clock.js')],
  ['/assets/actions.js', 'text/javascript; charset=utf-8', here('actions.js')],
  ['/assets/control.js', 'text/javascript; charset=utf-8', here('control.js')],
  ['/assets/figtree-latin.woff2', 'font/woff2', figtree('latin')],
  ['/assets/figtree-latin-ext.woff2', 'font/woff2', figtree('latin-ext')],
  ['/app-bridge.js', 'text/javascript; charset=utf-8', here('app-bridge.js')],
];

/** Read anew each time, so that editing one shows at the next reload. */
export function assetRoutes(): Hono {
  const app = new Hono();
  for (const [path, type, url] of files)
    app.get(path, (c) => {
      c.header('Cache-Control', 'no-cache');
      return c.body(readFileSync(url), 200, { 'Content-Type': type });
    });
  return app;
}
