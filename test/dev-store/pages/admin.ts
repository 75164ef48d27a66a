import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { ADMIN_LANGUAGES, type AdminSection, adminPage } from './admin-layout.ts';
import { appFrame, describeExtensions, installPage } from './app-frame.ts';
import { customerPage, customersPage } from './customers.ts';
import { homePage } from './home.ts';
import { type Html, offsetFrom } from './layout.ts';
import { orderPage, ordersPage } from './orders.ts';
import type { PageParts } from './page-parts.ts';
import { productsPage } from './products.ts';
import { themeEditorPage } from './theme-editor.ts';

/** Everything a merchant sees under `/admin`, with the embedded app in its frame. */
export function adminRoutes(parts: PageParts): Hono {
  const { devStore, around, embeds } = parts;
  const app = new Hono();
  const store = () => devStore.shop();

  const show = (
    c: Context,
    title: string,
    section: AdminSection,
    content: Html,
    more: { scripts?: readonly string[]; filled?: boolean } = {},
  ) => {
    const appInstalled = devStore.installation().installed;
    const language = languageOf(c) ?? store().shop.primaryLocale;
    const options = { title, section, content, appInstalled, language, ...more };
    return c.html(adminPage(around, options));
  };
  const listView = (c: Context) => ({
    search: c.req.query('q') ?? '',
    offset: offsetFrom(c.req.query('offset')),
  });

  app.get('/', (c) => c.redirect('/admin'));
  app.get('/admin', (c) => {
    const content = homePage(store(), around, devStore.installation().installed);
    return show(c, 'Home', 'home', content);
  });
  app.get('/admin/orders', (c) =>
    show(c, 'Orders', 'orders', ordersPage(store(), around, listView(c))),
  );
  app.get('/admin/orders/:id', (c) => {
    const order = store().order(Number(c.req.param('id')));
    if (!order) return c.text(`There is no order ${c.req.param('id')} in this store`, 404);
    return show(c, `#${order.number}`, 'orders', orderPage(store(), around, order));
  });
  app.get('/admin/customers', (c) =>
    show(c, 'Customers', 'customers', customersPage(store(), listView(c))),
  );
  app.get('/admin/customers/:id', (c) => {
    const customer = store().customer(Number(c.req.param('id')));
    if (!customer) return c.text(`There is no customer ${c.req.param('id')} in this store`, 404);
    const content = customerPage(store(), around, customer, listView(c).offset);
    return show(c, 'Customer', 'customers', content);
  });
  app.get('/admin/products', (c) => {
    const view = { ...listView(c), storefrontUrl: around.storefrontUrl };
    return show(c, 'Products', 'products', productsPage(store(), view));
  });
  app.get('/admin/themes/current/editor', (c) => {
    const activateHandle = c.req.query('activateAppId')?.split('/')[1] ?? null;
    const view = { embeds: embeds.all(), activateHandle, storefrontUrl: around.storefrontUrl };
    return show(c, 'Theme', 'themes', themeEditorPage(view));
  });

  const showApp = (c: Context) => {
    const installation = devStore.installation();
    if (!installation.installed) return show(c, 'Install Rondo', 'app', installPage(installation));
    const url = new URL(c.req.url);
    const path = `${url.pathname.replace(/^\/admin\/apps\/rondo/, '') || '/'}${url.search}`;
    const content = appFrame(devStore.launchUrl(undefined, path, languageOf(c)));
    return show(c, 'Rondo', 'app', content, { scripts: ['admin-frame.js'], filled: true });
  };
  app.get('/admin/apps/rondo', showApp);
  app.get('/admin/apps/rondo/*', showApp);

  app.get('/admin/language/:language', (c) => {
    const chosen = ADMIN_LANGUAGES.get(c.req.param('language'));
    if (chosen) setCookie(c, LANGUAGE_COOKIE, c.req.param('language'), { path: '/admin' });
    return c.redirect('/admin/apps/rondo');
  });

  app.route('/admin/frame', frameApi(parts));
  return app;
}

const LANGUAGE_COOKIE = 'admin-language';

/** The language that staff chose for the admin, which Shopify hands to apps; undefined until they choose. */
function languageOf(c: Context): string | undefined {
  return getCookie(c, LANGUAGE_COOKIE);
}

/** What the admin's script fetches on behalf of the embedded app. */
function frameApi({ devStore, embeds }: PageParts): Hono {
  const api = new Hono();
  api.get('/token', (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json({ token: devStore.sessionToken() });
  });
  api.get('/user', (c) => c.json({ accountAccess: 'Administrator' }));
  api.get('/extensions', (c) => c.json(describeExtensions(embeds.all())));
  api.get('/scopes', (c) => c.json({ granted: devStore.installation().scopes }));
  return api;
}
