/** Renders a page of the theme and puts the active app blocks where their target says, as Shopify does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'hono';
import type { Store } from '../store.ts';
import { cartObject, checkoutObject, readCart } from './cart.ts';
import { appMetafields, CustomerDrop, type ProductObject } from './drops.ts';
import type { Embed, Embeds } from './embeds.ts';
import { defaultSettings, readSnippets, readTexts } from './extension.ts';
import { createLiquid, toSafeJson } from './liquid.ts';
import { type Locale, localeOf, locales, loggedIn } from './visitor.ts';

export const extensionAssets = '/extensions/rondo/assets';
/** Where this theme's merchant has put the blocks that stand in a section. */
const SECTION_PAGE: Template = 'account';
const themeFolder = join(import.meta.dirname, 'theme');

export interface StorefrontParts {
  readonly store: () => Store;
  readonly embeds: Embeds;
}

export type Template =
  | 'index'
  | 'collection'
  | 'product'
  | 'cart'
  | 'login'
  | 'account'
  | 'thanks'
  | 'page'
  | '404';

export interface PageRequest {
  readonly template: Template;
  /** Liquid to render in place of the theme's own file, such as a page that the app answered. */
  readonly liquid?: string;
  readonly title?: string;
  readonly product?: ProductObject;
  /** More names for the template. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The HTML of a page for the visitor of this request. */
export async function renderPage(
  c: Context,
  parts: StorefrontParts,
  page: PageRequest,
): Promise<string> {
  const store = parts.store();
  const locale = localeOf(c, store);
  const globals = globalObjects(c, store, page, locale);
  const theme = createLiquid({
    currency: store.shop.currency,
    locale,
    texts: themeTexts(locale),
    assetBase: '/theme',
    snippets: {},
  });
  const content = await theme.parseAndRender(page.liquid ?? themeFile(`${page.template}.liquid`), {
    ...globals,
    ...page.values,
  });
  const active = parts.embeds.all().filter((embed) => embed.active);
  const blocks = await Promise.all(
    active.map(async (embed) => [embed, await renderBlock(embed, store, locale, globals)] as const),
  );
  return theme.parseAndRender(themeFile('layout.liquid'), {
    ...globals,
    page_title: page.title ?? '',
    content_for_layout:
      content + (page.template === SECTION_PAGE ? blocksAt('section', blocks) : ''),
    content_for_header:
      movedClock(store) + headInjection(c, store, locale, active) + blocksAt('head', blocks),
    blocks_at_end_of_body: blocksAt('body', blocks),
    languages: Object.entries(locales).map(([code, name]) => ({ code, name })),
  });
}

/**
 * A moved clock has moved for the shopper's device too. The page's `Date` is put forward before any other script runs;
 * everything else about it stays the browser's own.
 */
function movedClock(store: Store): string {
  const offsetMs = store.now() - Date.now();
  if (offsetMs < MINUTE_MS) return '';
  return `<script>{
    const Real = Date, now = () => Real.now() + ${offsetMs};
    Date = new Proxy(Real, {
      construct: (target, args, caller) => Reflect.construct(target, args.length ? args : [now()], caller),
      apply: () => new Real(now()).toString(),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    });
  }</script>`;
}

const MINUTE_MS = 60_000;

/** The objects that Shopify gives to every template and app block. */
function globalObjects(c: Context, store: Store, page: PageRequest, locale: Locale) {
  const url = new URL(c.req.url);
  const customer = loggedIn(c, store);
  const cart = readCart(c, store);
  const { shop } = store;
  return {
    shop: {
      id: shop.id,
      name: shop.name,
      email: shop.email,
      domain: url.host,
      permanent_domain: shop.domain,
      url: url.origin,
      secure_url: url.origin,
      currency: shop.currency,
      locale: shop.primaryLocale,
      money_format: '€{{amount}}',
    },
    customer: customer ? new CustomerDrop(store, customer) : null,
    cart: cartObject(cart, shop.currency),
    checkout: checkoutObject(cart),
    request: {
      design_mode: url.searchParams.has('design_mode'),
      page_type: page.template,
      host: url.host,
      origin: url.origin,
      path: url.pathname,
      locale: { iso_code: locale, name: locales[locale], primary: locale === shop.primaryLocale },
    },
    localization: {
      language: { iso_code: locale, name: locales[locale] },
      country: { iso_code: shop.countryCode, currency: { iso_code: shop.currency } },
    },
    routes,
    template: { name: page.template, suffix: null, directory: null },
    product: page.product ?? null,
    canonical_url: url.origin + url.pathname,
  };
}

const routes = {
  root_url: '/',
  account_url: '/account',
  account_login_url: '/account/login',
  account_logout_url: '/account/logout',
  all_products_collection_url: '/collections/all',
  cart_url: '/cart',
  cart_add_url: '/cart/add',
  cart_change_url: '/cart/change',
};

/**
 * One app block with its own objects: `block.settings`, `app.metafields`, its snippets and texts. What goes wrong in it
 * stays in it: the page gets a comment, as a shopper would get nothing.
 */
export async function renderBlock(
  embed: Embed,
  store: Store,
  locale: string,
  globals: Readonly<Record<string, unknown>>,
): Promise<string> {
  const engine = createLiquid({
    currency: store.shop.currency,
    locale,
    texts: readTexts(locale),
    assetBase: extensionAssets,
    snippets: readSnippets(),
  });
  const scope = {
    ...globals,
    app: { metafields: appMetafields(store) },
    block: {
      id: embed.handle,
      type: embed.handle,
      settings: defaultSettings(embed.schema),
      shopify_attributes: '',
    },
  };
  try {
    const condition = embed.schema.available_if;
    if (condition && (await engine.parseAndRender(condition, scope)).trim() !== 'true') return '';
    const html = await engine.parseAndRender(embed.template, scope);
    return `<div id="shopify-block-${embed.handle}" class="shopify-block shopify-app-block">${html}</div>`;
  } catch (error) {
    console.error(`The dev store could not render block ${embed.handle}.liquid: ${String(error)}`);
    return `<!-- Liquid error in ${embed.handle}.liquid: ${String(error).replace(/-->|[<>]/g, ' ')} -->`;
  }
}

function blocksAt(
  target: 'head' | 'body' | 'section',
  blocks: readonly (readonly [Embed, string])[],
): string {
  return blocks
    .filter(
      ([{ schema }]) => (schema.target === 'compliance_head' ? 'head' : schema.target) === target,
    )
    .map(([, html]) => html)
    .join('\n');
}

/** What Shopify writes into every head: its global, and each active block's stylesheet and script, once. */
function headInjection(c: Context, store: Store, locale: Locale, active: readonly Embed[]): string {
  const designMode = new URL(c.req.url).searchParams.has('design_mode');
  const shopify = {
    shop: store.domain,
    locale,
    country: store.shop.countryCode,
    currency: { active: store.shop.currency, rate: '1.0' },
    routes: { root: '/' },
    ...(designMode ? { designMode: true } : {}),
  };
  const scripts = new Set(active.flatMap(({ schema }) => schema.javascript ?? []));
  const styles = new Set(active.flatMap(({ schema }) => schema.stylesheet ?? []));
  return [
    `<script>window.Shopify = ${toSafeJson(shopify)};</script>`,
    '<script src="/theme/customer-privacy.js"></script>',
    ...[...styles].map((name) => `<link rel="stylesheet" href="${extensionAssets}/${name}">`),
    ...[...scripts].map((name) => `<script src="${extensionAssets}/${name}" async></script>`),
  ].join('\n');
}

const themeFile = (name: string): string => readFileSync(join(themeFolder, name), 'utf8');

function themeTexts(locale: Locale): readonly unknown[] {
  return [locale, 'en'].map((name): unknown => JSON.parse(themeFile(`texts/${name}.json`)));
}
