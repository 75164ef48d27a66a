/**
 * Sends the Shopify library's requests to the dev store instead: the one difference between the app in the demo and
 * the app against Shopify. Every other host is refused, so that no test ever talks to the world.
 */
import '@shopify/shopify-api/adapters/node';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';

/** Must run after the adapter's import and before any client is made. */
export function redirectShopify(origin: string): void {
  const redirected = async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (!url.hostname.endsWith('.myshopify.com')) {
      throw new Error(`The dev store stands in for shops only; refused to call ${url.hostname}`);
    }
    const headers = new Headers(init?.headers);
    headers.set('x-forwarded-host', url.host);
    return await fetch(origin + url.pathname + url.search, { ...init, headers });
  };
  // The library types its fetch after node-fetch; what it calls is compatible (shown by the tests that run through it).
  setAbstractFetchFunc(redirected as Parameters<typeof setAbstractFetchFunc>[0]);
}
