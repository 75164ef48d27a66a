import { html, raw } from 'hono/html';
import { type Html, page, type Surroundings } from './layout.ts';

export type AdminSection = 'home' | 'orders' | 'customers' | 'products' | 'themes' | 'app';

const links: readonly [AdminSection, string, string][] = [
  ['home', 'Home', '/admin'],
  ['orders', 'Orders', '/admin/orders'],
  ['customers', 'Customers', '/admin/customers'],
  ['products', 'Products', '/admin/products'],
  ['themes', 'Theme', '/admin/themes/current/editor'],
];

/** Those that the app speaks. */
export const ADMIN_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['en', 'English'],
  ['fr', 'Français'],
  ['pl', 'Polski'],
]);

export interface AdminPageOptions {
  readonly title: string;
  readonly section: AdminSection;
  readonly content: Html;
  /** Whether the app is installed, and so has its place in the navigation. */
  readonly appInstalled: boolean;
  /** Of staff at the admin; apps are opened in it. */
  readonly language: string;
  readonly scripts?: readonly string[];
  /** The content fills the window to its edges, as the app's frame does. */
  readonly filled?: boolean;
}

/** A page of the store's admin: navigation on the left, content beside it. */
export function adminPage(around: Surroundings, options: AdminPageOptions): Html {
  const body = html`<div class="admin">
    <nav class="admin-nav" aria-label="Admin">
      ${links.map(([section, label, href]) => navLink(label, href, options.section === section))}
      <h2>Apps</h2>
      ${navLink('Rondo', '/admin/apps/rondo', options.section === 'app')}
      <div class="app-links" data-app-links></div>
      ${options.appInstalled ? '' : html`<p class="quiet">not installed</p>`}
      <h2>Language</h2>
      ${[...ADMIN_LANGUAGES].map(([language, label]) =>
        navLink(label, `/admin/language/${language}`, options.language === language),
      )}
    </nav>
    <main class="admin-content ${options.filled ? 'filled' : ''}">${options.content}</main>
  </div>`;
  return page(around, {
    title: options.title,
    section: 'admin',
    body,
    scripts: ['actions.js', ...(options.scripts ?? [])],
  });
}

function navLink(label: string, href: string, current: boolean): Html {
  return html`<a href="${href}" ${raw(current ? 'aria-current="page"' : '')}>${label}</a>`;
}

/** The heading of a page with what stands beside it. */
export function heading(title: string | Html, beside: Html | string = ''): Html {
  return html`<div class="heading"><h1>${title}</h1>${beside}</div>`;
}

/** A search field that reloads the list it stands above. */
export function searchField(action: string, value: string, label: string): Html {
  return html`<form class="search" action="${action}">
    <input type="search" name="q" value="${value}" placeholder="${label}" aria-label="${label}" />
  </form>`;
}
