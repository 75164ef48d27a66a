/** The shop that the demo shows, and the ones that tests put beside it. */
import { DAY_MS, type Instant } from '../../admin-app/core/time.ts';
import type { Shop } from './model.ts';

export const DEFAULT_SHOP = 'rondo-demo.myshopify.com';

/** How many years of history a generated store has. */
export const HISTORY_YEARS = 3;

/** What is written on the door of a shop. */
export function describeShop(domain: string, now: Instant): Shop {
  return {
    id: shopNumber(domain),
    domain,
    storefrontUrl: `https://${domain}`,
    name:
      domain === DEFAULT_SHOP ? 'Morning Harbour Coffee & Tea' : (domain.split('.')[0] ?? domain),
    email: 'owner@example.com',
    currency: 'EUR',
    ianaTimezone: 'Europe/Paris',
    primaryLocale: 'en',
    countryCode: 'FR',
    plan: 'Basic',
    createdAt: now - HISTORY_YEARS * 365 * DAY_MS,
  };
}

/** A number that is always the same for a domain. */
function shopNumber(domain: string): number {
  let hash = 0;
  for (const character of domain) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_000_007;
  return 60_000_000_000 + hash;
}
