/** The built admin UI: the document that loads it, and its files. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { pageModuleAt } from '../contract/pages.ts';
import { languageOf } from '../core/message/language.ts';
import { filesOfPage, UI_ENTRY, type UiFiles, type UiManifest } from './ui-files.ts';

export interface UiAssets {
  /** The admin's document at a path; `appBridgeUrl` must be the first script of it, as Shopify asks. */
  renderDocument(document: {
    readonly apiKey: string;
    readonly locale: string;
    readonly path: string;
  }): string;
  /** Mounted at `/assets/ui`. */
  readonly routes: Hono;
  /** The widget as the theme gets it, for previews; mounted at `/assets/widget`. */
  readonly widgetRoutes: Hono;
}

/** Throws with what to do when the UI was not built. */
export function loadUiAssets(folder: string, widgetFile: string, appBridgeUrl: string): UiAssets {
  const manifest = readManifest(folder);
  if (!manifest[UI_ENTRY])
    throw new Error(`${folder}/manifest.json has no ${UI_ENTRY}; run "npm run build:ui" again`);

  return {
    renderDocument: ({ apiKey, locale, path }) => `<!doctype html>
<html lang="${escapeHtml(locale)}">
  <head>
    <meta charset="utf-8">
    <meta name="shopify-api-key" content="${escapeHtml(apiKey)}">
    <script src="${escapeHtml(appBridgeUrl)}"></script>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Rondo</title>
    ${linksTo(filesOfPage(manifest, pageModuleAt(path), languageOf(locale) ?? 'en'))}
  </head>
  <body><div id="app"></div></body>
</html>
`,
    routes: assetRoutes(folder),
    widgetRoutes: widgetRoutes(widgetFile),
  };
}

/**
 * All that the page needs is asked for at once, however deep one file imports the other; what every page needs comes
 * first, so that the entry can begin to ask the server while the page's own script is on its way.
 */
function linksTo({ styles, scripts, entry, pageScripts, fonts }: UiFiles): string {
  const address = (file: string) => `"/assets/ui/${file}"`;
  const preload = (file: string) => `<link rel="modulepreload" href=${address(file)}>`;
  return [
    ...styles.map((file) => `<link rel="stylesheet" href=${address(file)}>`),
    ...scripts.map(preload),
    `<script type="module" src=${address(entry)}></script>`,
    ...pageScripts.map(preload),
    ...fonts.map((file) => `<link rel="preload" as="font" crossorigin href=${address(file)}>`),
  ].join('\n    ');
}

function readManifest(folder: string): UiManifest {
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
