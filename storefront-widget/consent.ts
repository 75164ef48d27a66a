/** What the visitor allows, by the shop's Customer Privacy API: https://shopify.dev/docs/api/customer-privacy */

/** `remember`: keep in this browser what was seen and closed. `report`: tell the app of it. */
export type ConsentListener = (remember: boolean, report: boolean) => void;

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

/**
 * Tells the listener what is allowed, now if the page has the API, and at every decision of the visitor. What is returned
 * loads the API where the page has not yet, which may cost a request: only after a message shows.
 */
export function followConsent(listener: ConsentListener): () => void {
  // Shopify sets its global in every page of a shop; elsewhere there is none, and nothing is allowed.
  const { Shopify: shopify } = window as { readonly Shopify?: ShopifyGlobal };
  const tell = () => {
    const privacy = shopify?.customerPrivacy;
    if (privacy)
      listener(privacy.preferencesProcessingAllowed(), privacy.analyticsProcessingAllowed());
  };
  tell();
  document.addEventListener('visitorConsentCollected', tell);
  return () => shopify?.loadFeatures?.([{ name: 'consent-tracking-api', version: '0.1' }], tell);
}
