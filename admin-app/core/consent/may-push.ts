/**
 * Whether a customer may be sent a push message. The consent is the subscription: a browser hands one out only after
 * its owner has clicked and allowed it, and takes it back when they change their mind.
 */
import type { Instant } from '../time.ts';
import { isOverruled, type Suppression } from './suppression.ts';

export interface PushRecipient {
  /** When the newest of the customer's browsers subscribed; null when none is subscribed. */
  readonly pushSubscribedAt: Instant | null;
  /** Deleted in Shopify, or redacted. */
  readonly gone: boolean;
}

/** Why the customer cannot be sent a push message, in words; null when they can. */
export function pushRefusal(
  customer: PushRecipient,
  suppression: Suppression | null,
): string | null {
  if (customer.gone) return 'customer is gone';
  if (customer.pushSubscribedAt === null) return 'not subscribed to push messages';
  if (suppression === null) return null;
  return isOverruled(suppression, customer.pushSubscribedAt) ? null : suppression.reason;
}
