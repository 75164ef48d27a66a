import type { Hono } from 'hono';
import type { StaffAct } from '../database/staff-log.ts';
import type { ShopTransaction } from '../database/tenant.ts';

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
    /** Writes to the staff log; acts call it through `noteStaffAct`. */
    noteStaffAct?: NoteStaffAct;
  };
}

export type NoteStaffAct = (tx: ShopTransaction, act: Omit<StaffAct, 'at'>) => Promise<void>;

export type ShopRoutes = Hono<ShopEnvironment>;
