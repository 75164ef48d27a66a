import type { Instant } from '../time.ts';

/** What we learned ourselves of an address, against what Shopify says of its owner's consent. */
export interface Suppression {
  readonly reason: string;
  readonly at: Instant;
}

/**
 * Only an unsubscription or a farewell gives way, and only to a consent given after it: the customer changed their
 * mind. A number that does not exist and a complaint are mended by no consent.
 */
export function isOverruled({ reason, at }: Suppression, consentAt: Instant | null): boolean {
  const wasOwnChoice = reason === 'unsubscribed' || reason === 'farewell';
  return wasOwnChoice && consentAt !== null && consentAt > at;
}

const REFUSAL_BY_CONSENT: Readonly<Record<string, string>> = {
  not_subscribed: 'no consent',
  unsubscribed: 'unsubscribed',
  pending: 'consent not confirmed yet',
  invalid: 'invalid address',
  redacted: 'customer is gone',
};

/** Why a consent as Shopify names it is none; null when it is one. */
export function consentRefusal(consent: string): string | null {
  return consent === 'subscribed' ? null : (REFUSAL_BY_CONSENT[consent] ?? 'no consent');
}
