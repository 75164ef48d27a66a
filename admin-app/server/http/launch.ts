/**
 * Documents that the admin's frame asks for. Who asks is proved by the session token in the address (`id_token`); where
 * it is missing or has run out, a page with App Bridge fetches a new one and comes back. Every answer may be framed by
 * this shop's admin only.
 */
import { type Context, Hono } from 'hono';
import { isNamed } from '../named-error.ts';
import type { SessionClaims, Signature } from '../shopify/shopify.ts';
import type { OpenShop } from './open-shop.ts';

export interface LaunchRoutesDeps {
  readonly apiKey: string;
  /** Of this app, as the admin frames it. */
  readonly appOrigin: string;
  readonly appBridgeUrl: string;
  /** Who may frame the app besides the shop and Shopify's admin: the dev store in the demo, otherwise nobody. */
  readonly extraFrameAncestors: readonly string[];
  readonly shopDomain: (text: string) => string | null;
  readonly launchSignature: (query: URLSearchParams) => Promise<Signature>;
  readonly readSessionToken: (token: string) => Promise<SessionClaims | null>;
  readonly openShop: OpenShop;
  readonly renderDocument: (document: {
    readonly shop: string;
    readonly host: string;
    readonly locale: string;
    /** Of the page that is opened. */
    readonly path: string;
  }) => string;
}

const BOUNCE_PATH = '/session-token';
/** Belong to one request; the way back gets new ones. */
const ONE_TIME_PARAMETERS = ['id_token', 'hmac', 'timestamp', 'session'] as const;

/** Mount last: every path that nothing else answers is a page of the app. */
export function launchRoutes(deps: LaunchRoutesDeps): Hono {
  const routes = new Hono();

  routes.get(BOUNCE_PATH, (c) => {
    const shop = deps.shopDomain(c.req.query('shop') ?? '');
    const reload = c.req.query('shopify-reload') ?? '';
    // App Bridge goes wherever the address says; it may say nothing but a page of this app.
    const isOurs = URL.canParse(reload) && new URL(reload).origin === deps.appOrigin;
    if (!shop || !isOurs) return refuse(c, 400, OPEN_FROM_ADMIN);
    allowFraming(c, deps, shop);
    return c.html(bouncePage(deps));
  });

  routes.get('/*', async (c) => {
    const query = new URL(c.req.url).searchParams;
    const shop = deps.shopDomain(query.get('shop') ?? '');
    if (!shop) return refuse(c, 400, OPEN_FROM_ADMIN);
    allowFraming(c, deps, shop);
    if ((await deps.launchSignature(query)) === 'wrong') return refuse(c, 401, NOT_SIGNED);
    const sessionToken = query.get('id_token') ?? '';
    const claims = await deps.readSessionToken(sessionToken);
    if (!claims) return c.redirect(bounceAddress(deps.appOrigin, c.req.path, query));
    if (claims.shop !== shop) return refuse(c, 401, NOT_SIGNED);
    const locale = query.get('locale');
    try {
      await deps.openShop({ domain: shop, sessionToken, locale });
    } catch (error) {
      const sentence = sentenceFor(error);
      if (sentence === null) throw error;
      return refuse(c, 502, sentence);
    }
    const host = query.get('host') ?? '';
    return c.html(deps.renderDocument({ shop, host, locale: locale ?? 'en', path: c.req.path }));
  });

  return routes;
}

const OPEN_FROM_ADMIN = 'Rondo lives in your Shopify admin. Open it there, under Apps.';
const NOT_SIGNED =
  'This address was not signed by Shopify. Open Rondo again from your Shopify admin.';

function sentenceFor(error: unknown): string | null {
  if (isNamed(error, 'ShopifyUnavailableError') || isNamed(error, 'ShopifyAccessLostError')) {
    return 'Shopify does not answer at the moment. Open Rondo again in a minute.';
  }
  return isNamed(error, 'ShopifyRefusedError') ? `${error.message}. Open Rondo again.` : null;
}

function allowFraming(c: Context, deps: LaunchRoutesDeps, shop: string): void {
  const ancestors = [`https://${shop}`, 'https://admin.shopify.com', ...deps.extraFrameAncestors];
  c.header('Content-Security-Policy', `frame-ancestors ${ancestors.join(' ')};`);
  // The address holds a token: it must not travel on in a Referer header or rest in a cache.
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', 'no-store');
}

function bounceAddress(appOrigin: string, path: string, query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  for (const name of ONE_TIME_PARAMETERS) kept.delete(name);
  const reload = `${appOrigin}${path}?${kept}`;
  kept.set('shopify-reload', reload);
  return `${BOUNCE_PATH}?${kept}`;
}

/** App Bridge itself reads `shopify-reload` from the address and goes there with a new token. */
function bouncePage({ apiKey, appBridgeUrl }: LaunchRoutesDeps): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="shopify-api-key" content="${escapeHtml(apiKey)}">
    <script src="${escapeHtml(appBridgeUrl)}"></script>
    <title>Rondo</title>
  </head>
  <body></body>
</html>
`;
}

function refuse(c: Context, status: 400 | 401 | 502, sentence: string): Response {
  const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Rondo</title></head>
  <body><p>${escapeHtml(sentence)}</p></body>
</html>
`;
  if (!c.res.headers.has('Content-Security-Policy')) {
    c.header('Content-Security-Policy', "frame-ancestors 'none';");
  }
  return c.html(page, status);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
