/** Whether a customer may be sent an SMS: the rule of e-mail, with the consent that was given for this channel. */
import type { Instant } from '../time.ts';
import { consentRefusal, isOverruled, type Suppression } from './suppression.ts';

export interface SmsRecipient {
  /** In E.164; null where there is none that could be called. */
  readonly phone: string | null;
  readonly smsConsent: string;
  readonly smsConsentAt: Instant | null;
  /** Deleted in Shopify, or redacted. */
  readonly gone: boolean;
}

/** Why the customer cannot be sent an SMS, in words; null when they can. */
export function smsRefusal(customer: SmsRecipient, suppression: Suppression | null): string | null {
  if (customer.gone) return 'customer is gone';
  if (!customer.phone) return 'no address';
  const refusal = consentRefusal(customer.smsConsent);
  if (refusal !== null || suppression === null) return refusal;
  return isOverruled(suppression, customer.smsConsentAt) ? null : suppression.reason;
}
