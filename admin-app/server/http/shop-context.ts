import type { Hono } from 'hono';

/** The installed shop that a verified session token speaks for; set by the session middleware on every API route. */
export interface ShopContext {
  readonly shopId: number;
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
  readonly locale: string;
  /** Access scopes granted by the store owner. */
  readonly scopes: readonly string[];
}

export interface ShopEnvironment {
  Variables: {
    shop: ShopContext;
    /** Who asks, in words, for what is logged. */
    staff?: string;
    /** Shopify's number of whoever asks. */
    staffId?: string;
  };
}

export type ShopRoutes = Hono<ShopEnvironment>;
