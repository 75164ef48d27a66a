// The shop's Customer Privacy API and its consent banner: `Shopify.loadFeatures` brings `Shopify.customerPrivacy`, and every
// decision is announced by `visitorConsentCollected`. The shop stands in a region where nothing is allowed before consent.
(() => {
  const storageKey = 'dev-store:consent';
  const kinds = ['marketing', 'analytics', 'preferences', 'sale_of_data'];

  function currentVisitorConsent() {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const consent = Object.fromEntries(kinds.map((kind) => [kind, kept[kind] ?? '']));
    return { ...consent, gpc: navigator.globalPrivacyControl ? 'yes' : '' };
  }

  const allowed = (kind) => currentVisitorConsent()[kind] === 'yes';

  function setTrackingConsent(flags, callback = () => {}) {
    const decided = Object.fromEntries(
      Object.entries(flags)
        .filter(([kind]) => kinds.includes(kind))
        .map(([kind, yes]) => [kind, yes ? 'yes' : 'no']),
    );
    localStorage.setItem(storageKey, JSON.stringify({ ...currentVisitorConsent(), ...decided }));
    document.dispatchEvent(
      new CustomEvent('visitorConsentCollected', {
        detail: {
          analyticsAllowed: allowed('analytics'),
          marketingAllowed: allowed('marketing'),
          preferencesAllowed: allowed('preferences'),
          saleOfDataAllowed: allowed('sale_of_data'),
          firstPartyMarketingAllowed: allowed('marketing'),
          thirdPartyMarketingAllowed: allowed('sale_of_data'),
        },
      }),
    );
    callback();
  }

  const customerPrivacy = {
    currentVisitorConsent,
    setTrackingConsent,
    analyticsProcessingAllowed: () => allowed('analytics'),
    marketingAllowed: () => allowed('marketing'),
    preferencesProcessingAllowed: () => allowed('preferences'),
    saleOfDataAllowed: () => allowed('sale_of_data'),
    shouldShowBanner: () =>
      Object.keys(JSON.parse(localStorage.getItem(storageKey) ?? '{}')).length === 0,
    saleOfDataRegion: () => false,
    getRegion: () => window.Shopify.country,
  };

  // As in a real shop the feature is not there until somebody asks for it, and comes a moment later.
  window.Shopify.loadFeatures = (features, callback = () => {}) => {
    const unknown = features.find(({ name }) => name !== 'consent-tracking-api');
    setTimeout(() => {
      if (unknown) return callback(new Error(`There is no feature ${unknown.name}`));
      window.Shopify.customerPrivacy = customerPrivacy;
      callback();
    });
  };

  addEventListener('DOMContentLoaded', () => {
    const banner = document.querySelector('[data-consent]');
    banner.hidden = !customerPrivacy.shouldShowBanner() || Boolean(window.Shopify.designMode);
    for (const button of banner.querySelectorAll('[data-consent-choice]'))
      button.addEventListener('click', () => {
        const yes = button.dataset.consentChoice === 'yes';
        setTrackingConsent({ marketing: yes, analytics: yes, preferences: yes, sale_of_data: yes });
        banner.hidden = true;
      });
    document.querySelector('[data-consent-reopen]').addEventListener('click', () => {
      banner.hidden = false;
    });
  });
})();
