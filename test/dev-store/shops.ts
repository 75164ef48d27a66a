/** The shops of one dev store process: each its own store, its own installation of the app, its own limits. */
import type { Context } from 'hono';
import type { CostBucket } from './admin-api/cost-bucket.ts';
import type { BulkOperations } from './bulk/operations.ts';
import type { Installation } from './installation.ts';
import type { Store } from './store.ts';

export interface ShopEntry {
  readonly store: Store;
  readonly installation: Installation;
  readonly bulk: BulkOperations;
  readonly bucket: CostBucket;
}

export class Shops {
  readonly #entries = new Map<string, ShopEntry>();

  add(entry: ShopEntry): void {
    const { domain } = entry.store;
    if (this.#entries.has(domain)) throw new Error(`${domain} exists already in this dev store`);
    this.#entries.set(domain, entry);
  }

  all(): readonly ShopEntry[] {
    return [...this.#entries.values()];
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
