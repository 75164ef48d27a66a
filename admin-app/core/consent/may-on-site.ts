/**
 * Whether a scenario may speak to a customer on the shop's own pages. Nobody is disturbed there and nobody has to consent;
 * only who said farewell to all marketing hears nothing more, until they ask for some again.
 */
import type { Instant } from '../time.ts';
import { isOverruled, type Suppression } from './suppression.ts';

export interface OnSiteRecipient {
  readonly emailConsentAt: Instant | null;
  readonly smsConsentAt: Instant | null;
  readonly pushSubscribedAt: Instant | null;
  /** Deleted in Shopify, or redacted. */
  readonly gone: boolean;
}

/**
 * Why nothing may be said, in words; null when it may. The suppression is the one of push messages: it stands for the
 * customer, not for an address, and every farewell leaves it.
 */
export function onSiteRefusal(
  customer: OnSiteRecipient,
  suppression: Suppression | null,
): string | null {
  if (customer.gone) return 'customer is gone';
  if (suppression?.reason !== 'farewell') return null;
  const asked = [customer.emailConsentAt, customer.smsConsentAt, customer.pushSubscribedAt];
  return asked.some((at) => isOverruled(suppression, at)) ? null : 'farewell';
}
