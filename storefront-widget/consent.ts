/** What the visitor allows, by the shop's Customer Privacy API: https://shopify.dev/docs/api/customer-privacy */
import { reportTo } from './events.ts';
import { allowMemory } from './memory.ts';

interface ShopifyGlobal {
  readonly customerPrivacy?: {
    preferencesProcessingAllowed(): boolean;
    analyticsProcessingAllowed(): boolean;
  };
  readonly loadFeatures?: (
    features: readonly { readonly name: string; readonly version: string }[],
    callback: () => void,
  ) => void;
}

/** Keeps the history and tells the app as far as is allowed now. Without the API it stays as it was: at first, not. */
export function obeyConsent(proxyPath: string): void {
  const privacy = shopify()?.customerPrivacy;
  if (!privacy) return;
  allowMemory(privacy.preferencesProcessingAllowed());
  reportTo(privacy.analyticsProcessingAllowed() ? proxyPath : null);
}

/** Has the shop load its API, and obeys it then. That may cost a request: only after a message shows. */
export function loadConsent(obey: () => void): void {
  shopify()?.loadFeatures?.([{ name: 'consent-tracking-api', version: '0.1' }], obey);
}

function shopify(): ShopifyGlobal | undefined {
  // Shopify sets its global in every page of a shop; elsewhere there is none, and nothing is allowed.
  return (window as { readonly Shopify?: ShopifyGlobal }).Shopify;
}
