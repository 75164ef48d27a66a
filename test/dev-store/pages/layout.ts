import { html, raw } from 'hono/html';
import { dayOf, type Instant } from '../../../admin-app/core/time.ts';
import { type DateFormat, formatDate } from './format.ts';

export type Html = ReturnType<typeof html>;

/** What every page of the dev store shows around its own content. */
export interface Surroundings {
  readonly shopName: string;
  readonly timeZone: string;
  readonly now: () => Instant;
  readonly storefrontUrl: string;
}

/** The parts of the dev store that share the top bar; each has a style sheet of its name. */
export type Section = 'admin' | 'inbox' | 'control';

export interface PageOptions {
  readonly title: string;
  readonly section: Section;
  readonly body: Html;
  /** Scripts of `/assets/`, loaded after the page is parsed. */
  readonly scripts?: readonly string[];
  readonly bodyClass?: string;
}

/** A whole page: the top bar with the store's name, its clock and the ways to its other parts, then the body. */
export function page(around: Surroundings, options: PageOptions): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${options.title} · ${around.shopName}</title>
        <link rel="icon" href="${raw(icon)}" />
        <link rel="stylesheet" href="/assets/base.css" />
        <link rel="stylesheet" href="/assets/${options.section}.css" />
        ${['clock.js', ...(options.scripts ?? [])].map((script) => html`<script src="/assets/${script}" defer></script>`)}
      </head>
      <body class="${options.bodyClass ?? ''}">
        ${topBar(around, options.section)} ${options.body}
      </body>
    </html>`;
}

function topBar(around: Surroundings, current: Section): Html {
  const links: readonly [Section | 'storefront', string, string][] = [
    ['admin', 'Admin', '/admin'],
    ['storefront', 'Storefront', around.storefrontUrl],
    ['inbox', 'Inbox', '/inbox'],
    ['control', 'Control panel', '/control'],
  ];
  return html`<header class="top-bar">
    <a class="shop" href="/admin"
      ><span class="monogram" aria-hidden="true">${monogram(around.shopName)}</span
      ><span class="shop-name">${around.shopName}</span></a
    >
    <nav class="places" aria-label="Dev store">
      ${links.map(
        ([section, label, href]) =>
          html`<a href="${href}" ${raw(section === current ? 'aria-current="page"' : '')}>${label}</a>`,
      )}
    </nav>
    <a class="clock" href="/control" title="The store's clock. It can be moved in the control panel."
      ><span data-clock>${time(around, around.now(), 'clock')}</span></a
    >
  </header>`;
}

/** A time in the store's zone, with the exact instant for machines and on hover. `recent` leaves out today's date. */
export function time(
  around: Pick<Surroundings, 'timeZone' | 'now'>,
  at: Instant,
  format: DateFormat | 'recent' = 'time',
): Html {
  const { timeZone } = around;
  const isToday = dayOf(at, timeZone) === dayOf(around.now(), timeZone);
  const shape = format === 'recent' ? (isToday ? 'hour' : 'time') : format;
  const shown = formatDate(at, timeZone, shape);
  const exact = new Date(at).toISOString();
  return html`<time datetime="${exact}" title="${exact}">${shown}</time>`;
}

export interface Paging {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  /** The list's address at another offset. */
  readonly href: (offset: number) => string;
}

/** "51–100 of 2,357" with the neighbouring pages. */
export function pager({ offset, limit, total, href }: Paging): Html {
  if (total === 0) return html``;
  const last = Math.min(offset + limit, total);
  const one = offset === 0 && last === total;
  const step = (label: string, symbol: string, to: number, possible: boolean) =>
    possible
      ? html`<a class="button small" href="${href(to)}" aria-label="${label}">${symbol}</a>`
      : html`<span class="button small" aria-disabled="true" aria-label="${label}">${symbol}</span>`;
  return html`<nav class="pager" aria-label="Pages">
    <span class="quiet">${count(offset + 1)}–${count(last)} of ${count(total)}</span>
    ${one ? '' : step('Previous page', '‹', Math.max(0, offset - limit), offset > 0)}
    ${one ? '' : step('Next page', '›', offset + limit, last < total)}
  </nav>`;
}

/** 12345 → "12,345". */
export const count = (value: number): string => value.toLocaleString('en');

/** The offset asked for in an address: a whole number, otherwise the beginning. */
export function offsetFrom(query: string | undefined): number {
  const offset = Number(query ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}

function monogram(name: string): string {
  const words = name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word) && !/^(and|the|of)$/i.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23365a70'/%3E%3Cpath d='M9 13h14l-1.4 10h-11.2zM12.5 13a3.5 3.5 0 0 1 7 0' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";
