/** The built admin UI: the document that loads it, and its files. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

export interface UiAssets {
  /** The admin's page; `appBridgeUrl` must be the first script of it, as Shopify asks. */
  renderDocument(document: { readonly apiKey: string; readonly locale: string }): string;
  /** Mounted at `/assets/ui`. */
  readonly routes: Hono;
  /** The widget as the theme gets it, for previews; mounted at `/assets/widget`. */
  readonly widgetRoutes: Hono;
}

interface ManifestEntry {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** Throws with what to do when the UI was not built. */
export function loadUiAssets(folder: string, widgetFile: string, appBridgeUrl: string): UiAssets {
  const manifest = readManifest(folder);
  const entry = manifest['main.tsx'];
  if (!entry)
    throw new Error(`${folder}/manifest.json has no main.tsx; run "npm run build:ui" again`);
  const preloads = (entry.imports ?? []).map((name) => manifest[name]?.file ?? '');
  const styles = [entry, ...(entry.imports ?? []).map((name) => manifest[name])].flatMap(
    (chunk) => chunk?.css ?? [],
  );
  const head = [
    ...styles.map((file) => `<link rel="stylesheet" href="/assets/ui/${file}">`),
    ...preloads.map((file) => `<link rel="modulepreload" href="/assets/ui/${file}">`),
    `<script type="module" src="/assets/ui/${entry.file}"></script>`,
  ].join('\n    ');

  return {
    renderDocument: ({ apiKey, locale }) => `<!doctype html>
<html lang="${escapeHtml(locale)}">
  <head>
    <meta charset="utf-8">
    <meta name="shopify-api-key" content="${escapeHtml(apiKey)}">
    <script src="${escapeHtml(appBridgeUrl)}"></script>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Rondo</title>
    ${head}
  </head>
  <body><div id="app"></div></body>
</html>
`,
    routes: assetRoutes(folder),
    widgetRoutes: widgetRoutes(widgetFile),
  };
}

function readManifest(folder: string): Readonly<Record<string, ManifestEntry>> {
  try {
    // Written by Vite, in this shape.
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch (error) {
    throw new Error(`The admin UI is not built (${folder}); run "npm run build" first`, {
      cause: error,
    });
  }
}

function assetRoutes(folder: string): Hono {
  const routes = new Hono();
  routes.get(
    '/*',
    serveStatic({
      root: folder,
      rewriteRequestPath: (path) => path.replace(/^\/assets\/ui/, ''),
      // Names carry a hash of the content.
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  );
  // A page opened before the last build may ask for files that are no more; it must not get the admin's page instead.
  routes.all('*', (c) => c.notFound());
  return routes;
}

/** Read anew each time: it is small, seldom asked for, and may be built while the app runs. */
function widgetRoutes(file: string): Hono {
  const routes = new Hono();
  routes.get('/rondo.js', async (c) => {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return c.notFound();
    // A preview is a document without an origin of its own.
    c.header('access-control-allow-origin', '*');
    c.header('content-type', 'text/javascript; charset=utf-8');
    c.header('cache-control', 'no-cache');
    return c.body(text);
  });
  return routes;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
