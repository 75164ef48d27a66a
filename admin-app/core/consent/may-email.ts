/**
 * Whether a customer may be e-mailed, decided in one place and asked again at the moment of sending. Consent is what
 * Shopify says; a suppression is what we learned ourselves and goes before it.
 */
import type { Instant } from '../time.ts';
import { consentRefusal, isOverruled, type Suppression } from './suppression.ts';

export interface EmailRecipient {
  readonly email: string | null;
  readonly emailConsent: string;
  readonly emailConsentAt: Instant | null;
  /** Deleted in Shopify, or redacted. */
  readonly gone: boolean;
}

/** Why the customer cannot be e-mailed, in words; null when they can. */
export function emailRefusal(
  customer: EmailRecipient,
  suppression: Suppression | null,
): string | null {
  if (customer.gone) return 'customer is gone';
  if (!customer.email) return 'no address';
  const refusal = consentRefusal(customer.emailConsent);
  if (refusal !== null || suppression === null) return refusal;
  return isOverruled(suppression, customer.emailConsentAt) ? null : suppression.reason;
}
