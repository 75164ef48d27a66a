/** The shop's own pages, on a port of their own so that their paths are those of a shop. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { Product } from '../model.ts';
import type { Store } from '../store.ts';
import { forwardToApp, type ProxyConfig, proxyPath } from './app-proxy.ts';
import { cartObject, readCart } from './cart.ts';
import { productObject } from './drops.ts';
import type { Embeds } from './embeds.ts';
import { assetPath } from './extension.ts';
import { picture } from './picture.ts';
import { extensionAssets, renderPage, type StorefrontParts } from './render.ts';
import { suggestLogins } from './suggestions.ts';
import {
  cartOf,
  chooseLocale,
  isLocale,
  keepCart,
  keepCode,
  landingOf,
  localeOf,
  loggedIn,
  logIn,
  logOut,
  rememberLanding,
  withQuantity,
} from './visitor.ts';

export interface StorefrontOptions {
  readonly store: () => Store;
  readonly embeds: Embeds;
  readonly appUrl: string;
  readonly apiSecret: string;
  readonly proxy: ProxyConfig;
}

/** The storefront of a shop: pages, account, cart, checkout, the extension's assets and the app proxy. */
export function storefrontApp(options: StorefrontOptions): Hono {
  const app = new Hono();
  const parts: StorefrontParts = options;
  app.all(`${proxyPath(options.proxy)}/*`, (c) => proxied(c, options, parts));
  addFiles(app);
  app.use('*', async (c, next) => {
    if (c.req.method === 'GET' && !/\.\w+$/.test(c.req.path)) rememberLanding(c);
    await next();
  });
  addCatalogue(app, parts);
  addAccount(app, parts);
  addCart(app, parts);
  app.notFound(async (c) => c.html(await renderPage(c, parts, { template: '404' }), 404));
  return app;
}

async function proxied(c: Context, options: StorefrontOptions, parts: StorefrontParts) {
  const store = options.store();
  const answer = await forwardToApp(c, {
    config: options.proxy,
    appUrl: options.appUrl,
    apiSecret: options.apiSecret,
    shopDomain: store.domain,
    customerId: loggedIn(c, store)?.id ?? null,
  });
  if (!answer.headers.get('content-type')?.startsWith('application/liquid')) return answer;
  // Liquid from the app is rendered as a page of the theme.
  const liquid = await answer.text();
  return c.html(await renderPage(c, parts, { template: 'page', liquid }));
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

const themeFiles: Readonly<Record<string, string>> = {
  'theme.css': join(import.meta.dirname, 'theme/theme.css'),
  'customer-privacy.js': join(import.meta.dirname, 'theme/customer-privacy.js'),
  ...Object.fromEntries(
    ['latin', 'latin-ext'].map((part) => [
      `figtree-${part}.woff2`,
      join(
        import.meta.dirname,
        `../../../node_modules/@fontsource-variable/figtree/files/figtree-${part}-wght-normal.woff2`,
      ),
    ]),
  ),
};

function addFiles(app: Hono): void {
  app.get('/theme/:name', (c) => file(c, themeFiles[c.req.param('name')] ?? null));
  app.get(`${extensionAssets}/:name`, (c) => {
    // Shopify serves these from its CDN, which any origin may read.
    c.header('Access-Control-Allow-Origin', '*');
    return file(c, assetPath(c.req.param('name')));
  });
}

function file(c: Context, path: string | null) {
  if (path === null) return c.text(`There is no file ${c.req.param('name')}`, 404);
  const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  c.header('Cache-Control', 'no-cache');
  return c.body(readFileSync(path), 200, { 'Content-Type': type });
}

function addCatalogue(app: Hono, parts: StorefrontParts): void {
  const show = async (c: Context, template: 'index' | 'collection', products: readonly Product[]) =>
    c.html(
      await renderPage(c, parts, {
        template,
        values: {
          products: products.map(productObject),
          types: [
            ...new Set(
              parts
                .store()
                .products()
                .map((each) => each.productType),
            ),
          ],
          current_type: c.req.query('type') ?? '',
        },
      }),
    );
  app.get('/', (c) => show(c, 'index', featured(parts.store())));
  app.get('/collections/all', (c) => {
    const type = c.req.query('type');
    const products = parts.store().products();
    return show(
      c,
      'collection',
      type ? products.filter((each) => each.productType === type) : products,
    );
  });
  const productOf = (c: Context) => {
    const handle = c.req.param('handle');
    return parts
      .store()
      .products()
      .find((each) => each.handle === handle);
  };
  app.get('/products/:handle', async (c) => {
    const product = productOf(c);
    if (!product) return c.notFound();
    const page = {
      template: 'product',
      title: product.title,
      product: productObject(product),
    } as const;
    return c.html(await renderPage(c, parts, page));
  });
  app.get('/products/:handle/picture.svg', (c) => {
    const product = productOf(c);
    if (!product) return c.notFound();
    c.header('Cache-Control', 'max-age=3600');
    return c.body(picture(product), 200, { 'Content-Type': 'image/svg+xml' });
  });
}

/** The first two products of each type, for the first page. */
function featured(store: Store): readonly Product[] {
  const seen = new Map<string, number>();
  return store
    .products()
    .filter(({ productType }) => {
      const before = seen.get(productType) ?? 0;
      seen.set(productType, before + 1);
      return before < 2;
    })
    .slice(0, 8);
}

function addAccount(app: Hono, parts: StorefrontParts): void {
  const loginPage = async (c: Context, problem: string | null = null) =>
    c.html(
      await renderPage(c, parts, {
        template: 'login',
        values: {
          suggestions: suggestLogins(parts.store()),
          return_to: returnTo(c.req.query('return_to')),
          problem,
        },
      }),
      problem === null ? 200 : 404,
    );
  app.get('/account/login', (c) => loginPage(c));
  app.post('/account/login', async (c) => {
    const form = await c.req.formData();
    const email = String(form.get('email') ?? '').trim();
    const customer = parts.store().customerByEmail(email);
    if (!customer) return loginPage(c, email);
    logIn(c, customer);
    return c.redirect(returnTo(String(form.get('return_to') ?? '')), 303);
  });
  app.all('/account/logout', (c) => {
    logOut(c);
    return c.redirect('/', 303);
  });
  app.get('/account', async (c) => {
    if (!loggedIn(c, parts.store())) return c.redirect('/account/login');
    return c.html(await renderPage(c, parts, { template: 'account' }));
  });
  app.post('/localization', async (c) => {
    const form = await c.req.formData();
    const locale = String(form.get('locale_code') ?? '');
    if (isLocale(locale)) chooseLocale(c, locale);
    return c.redirect(returnTo(String(form.get('return_to') ?? ''), '/'), 303);
  });
}

/** Only a path of this shop: a login must not send people elsewhere. */
function returnTo(asked: string | undefined, otherwise = '/account'): string {
  return asked && /^\/(?![/\\])/.test(asked) ? asked : otherwise;
}

function addCart(app: Hono, parts: StorefrontParts): void {
  const cart = (c: Context) => cartOf(c, parts.store());
  app.get('/cart', async (c) => c.html(await renderPage(c, parts, { template: 'cart' })));
  app.get('/cart.js', (c) =>
    c.json(cartObject(readCart(c, parts.store()), parts.store().shop.currency)),
  );
  app.post('/cart/add', async (c) => {
    const form = await c.req.formData();
    const product = byVariant(parts.store(), Number(form.get('id')));
    if (!product) return c.text(`There is no variant ${String(form.get('id'))}`, 404);
    const before = cart(c).find((item) => item.product.id === product.id)?.quantity ?? 0;
    keepCart(c, withQuantity(cart(c), product, before + Number(form.get('quantity') ?? 1)));
    return c.redirect('/cart', 303);
  });
  app.post('/cart/change', async (c) => {
    const form = await c.req.formData();
    const product = byVariant(parts.store(), Number(form.get('id')));
    if (product) keepCart(c, withQuantity(cart(c), product, Number(form.get('quantity') ?? 0)));
    return c.redirect('/cart', 303);
  });
  app.post('/cart/code', async (c) => {
    const form = await c.req.formData();
    keepCode(c, String(form.get('code') ?? ''));
    return c.redirect('/cart', 303);
  });
  // What Shopify's own link to a discount does: the code waits for the checkout, the visitor goes on.
  app.get('/discount/:code', (c) => {
    keepCode(c, c.req.param('code'));
    return c.redirect(returnTo(c.req.query('redirect'), '/'));
  });
  app.post('/checkout', async (c) => {
    const store = parts.store();
    const { items, discount, shippingMinor } = readCart(c, store);
    // The page says why a code is refused; nothing is ordered at another price than the visitor saw.
    if (items.length === 0 || discount?.ok === false) return c.redirect('/cart', 303);
    const order = store.placeOrder({
      customerId: loggedIn(c, store)?.id ?? null,
      lines: items.map(({ product, quantity }) => ({ productId: product.id, quantity })),
      locale: localeOf(c, store),
      landingSite: landingOf(c),
      shippingMinor,
      discounts: discount ? [{ code: discount.code, amountMinor: discount.amountMinor }] : [],
    });
    keepCart(c, []);
    keepCode(c, '');
    return c.redirect(`/thank-you?order=${order.number}`, 303);
  });
  app.get('/thank-you', async (c) => {
    const values = { order_name: `#${Number(c.req.query('order')) || ''}` };
    return c.html(await renderPage(c, parts, { template: 'thanks', values }));
  });
}

function byVariant(store: Store, variantId: number): Product | undefined {
  return store.products().find((product) => product.variantId === variantId);
}
