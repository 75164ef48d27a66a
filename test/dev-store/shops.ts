/** The shops of one dev store process: each its own store and its own installation of the app. */
import type { Context } from 'hono';
import type { MovableClock } from './clock.ts';
import { Installation } from './installation.ts';
import type { Shop } from './model.ts';
import { Store } from './store.ts';

export interface ShopEntry {
  readonly store: Store;
  readonly installation: Installation;
}

/** The app's number at Shopify; it names the app's reserved metafield namespace. */
export const APP_ID = 31_415_926;

export class Shops {
  readonly #entries = new Map<string, ShopEntry>();
  readonly #clock: MovableClock;

  constructor(clock: MovableClock) {
    this.#clock = clock;
  }

  add(shop: Shop, scopes: readonly string[]): ShopEntry {
    if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shop.domain))
      throw new Error(`"${shop.domain}" is not a shop; expected name.myshopify.com`);
    if (this.#entries.has(shop.domain)) throw new Error(`${shop.domain} exists already`);
    const entry = {
      store: new Store(shop, () => this.#clock.now(), APP_ID),
      installation: new Installation(() => this.#clock.now(), scopes),
    };
    this.#entries.set(shop.domain, entry);
    return entry;
  }

  all(): readonly ShopEntry[] {
    return [...this.#entries.values()];
  }

  find(domain: string): ShopEntry | undefined {
    return this.#entries.get(domain);
  }

  /** A shop by its domain, the first one without; throws when there is none. */
  get(domain?: string): ShopEntry {
    const entry = domain === undefined ? this.all()[0] : this.#entries.get(domain);
    if (!entry) throw new Error(`There is no shop ${domain ?? ''} in this dev store`);
    return entry;
  }

  /**
   * The shop that a request is for. The app's redirected calls name it in X-Forwarded-Host; a browser that opened the
   * dev store by its own address gets the first shop. Null for a shop that does not exist.
   */
  ofRequest(context: Context): ShopEntry | null {
    const host = context.req.header('x-forwarded-host');
    if (host === undefined) return this.get();
    return this.#entries.get(host) ?? null;
  }
}
