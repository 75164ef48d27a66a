/**
 * Addresses of our pages. Shopify opens the app with parameters that a reload needs again (`shop`, `host`, …): every
 * address of ours carries them on. What may be used only once (the token of the launch) is taken out of the address.
 */
import { type Query, queryString } from './api.ts';
import { hasUnsaved, mayLeave } from './models/unsaved.ts';

const KEPT = ['shop', 'host', 'embedded', 'locale'] as const;
const ONCE = ['id_token', 'hmac', 'session', 'timestamp'] as const;

type Route = (url: string, replace?: boolean) => void;

const kept: Record<string, string> = {};
let route: Route = (url) => location.assign(url);

/** Reads the launch's parameters; call before anything is drawn. */
export function readLaunchParameters(): void {
  const url = new URL(location.href);
  for (const name of KEPT) {
    const value = url.searchParams.get(name);
    if (value !== null) kept[name] = value;
  }
  for (const name of ONCE) url.searchParams.delete(name);
  history.replaceState(null, '', url.pathname + url.search);
}

/** The address of one of our pages. */
export function to(path: string, query: Query = {}): string {
  return path + queryString({ ...query, ...kept });
}

/** Leads to a page; asks first when unsaved changes would be lost. */
export function navigate(address: string, replace = false): void {
  if (!hasUnsaved() || pathOf(address) === location.pathname) route(address, replace);
  else void mayLeave().then((leave) => leave && route(address, replace));
}

/** Changes parameters of the current page's address and leaves the others. */
export function setQuery(changes: Query, replace = true): void {
  const query: Record<string, string> = Object.fromEntries(new URLSearchParams(location.search));
  navigate(location.pathname + queryString({ ...query, ...changes }), replace);
}

/** The router hands over how to change the page without loading a document. */
export function connectRouter(of: Route): void {
  route = of;
}

function pathOf(address: string): string {
  return new URL(address, location.origin).pathname;
}

/**
 * Asks before links, the back button or closing the tab lose unsaved changes. Must be called before the router starts
 * listening, so that a refused step never reaches it.
 */
export function guardLeaving(): void {
  let here = location.href;
  let leavingAnyway = false;

  addEventListener('click', (event) => guardClick(event), { capture: true });
  addEventListener('beforeunload', (event) => {
    if (hasUnsaved()) event.preventDefault();
  });
  addEventListener('popstate', (event) => {
    if (leavingAnyway || !hasUnsaved() || pathOf(here) === location.pathname) {
      leavingAnyway = false;
      here = location.href;
      return;
    }
    event.stopImmediatePropagation();
    history.pushState(null, '', here);
    void mayLeave().then((leave) => {
      if (!leave) return;
      leavingAnyway = true;
      history.back();
    });
  });
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method].bind(history);
    history[method] = (...args) => {
      original(...args);
      here = location.href;
    };
  }
}

function guardClick(event: MouseEvent): void {
  if (!hasUnsaved() || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin)
    return;
  if (link.pathname === location.pathname) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  navigate(link.pathname + link.search);
}
