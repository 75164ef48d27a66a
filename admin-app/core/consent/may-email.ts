/**
 * Whether a customer may be e-mailed, decided in one place and asked again at the moment of sending. Consent is what
 * Shopify says; a suppression is what we learned ourselves and goes before it. Only an unsubscription or a farewell
 * gives way, and only to a consent given after it: the customer changed their mind.
 */
import type { Instant } from '../time.ts';

export interface EmailRecipient {
  readonly email: string | null;
  readonly emailConsent: string;
  readonly emailConsentAt: Instant | null;
  /** Deleted in Shopify, or redacted. */
  readonly gone: boolean;
}

export interface Suppression {
  readonly reason: string;
  readonly at: Instant;
}

const REFUSAL_BY_CONSENT: Readonly<Record<string, string>> = {
  not_subscribed: 'no consent',
  unsubscribed: 'unsubscribed',
  pending: 'consent not confirmed yet',
  invalid: 'invalid address',
  redacted: 'customer is gone',
};

/** Why the customer cannot be e-mailed, in words; null when they can. */
export function emailRefusal(
  customer: EmailRecipient,
  suppression: Suppression | null,
): string | null {
  if (customer.gone) return 'customer is gone';
  if (!customer.email) return 'no address';
  if (customer.emailConsent !== 'subscribed') {
    return REFUSAL_BY_CONSENT[customer.emailConsent] ?? 'no consent';
  }
  return suppression === null || isOverruled(suppression, customer) ? null : suppression.reason;
}

function isOverruled(suppression: Suppression, { emailConsentAt }: EmailRecipient): boolean {
  const wasOwnChoice = suppression.reason === 'unsubscribed' || suppression.reason === 'farewell';
  return wasOwnChoice && emailConsentAt !== null && emailConsentAt > suppression.at;
}
