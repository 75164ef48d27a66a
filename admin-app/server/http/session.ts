/** Who is asking: the session token of App Bridge names the shop. Everything under `/api` goes through here. */
import { createMiddleware } from 'hono/factory';
import type { Failure } from '../../contract/failure.ts';
import type { SessionClaims } from '../shopify/shopify.ts';
import { failureFor } from './refusal.ts';
import type { NoteStaffAct, ShopContext, ShopEnvironment } from './shop-context.ts';

export interface SessionDeps {
  /** Null for a token that is missing a valid signature, expired or meant for another app. */
  readonly readSessionToken: (token: string) => Promise<SessionClaims | null>;
  readonly findShop: (
    domain: string,
  ) => Promise<(ShopContext & { readonly uninstalledAt: number | null }) | undefined>;
  readonly noteStaffAct?: NoteStaffAct;
}

/** App Bridge answers this header by trying once more with a new token. */
export const RETRY_HEADER = 'X-Shopify-Retry-Invalid-Session-Request';

export function requireShop(deps: SessionDeps) {
  return createMiddleware<ShopEnvironment>(async (c, next) => {
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const claims = token === undefined ? null : await deps.readSessionToken(token);
    if (!claims) {
      c.header(RETRY_HEADER, '1');
      return c.json<Failure>(failureFor('session over'), 401);
    }
    const shop = await deps.findShop(claims.shop);
    // A shop that has not installed the app gets the same answer as for a page that does not exist.
    if (!shop || shop.uninstalledAt !== null) {
      return c.json<Failure>(failureFor('nothing here'), 404);
    }
    c.set('shop', shop);
    c.set('staff', `staff member ${claims.userId}`);
    c.set('staffId', claims.userId);
    if (deps.noteStaffAct) c.set('noteStaffAct', deps.noteStaffAct);
    return await next();
  });
}
