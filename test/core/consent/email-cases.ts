import type { EmailRecipient } from '../../../admin-app/core/consent/may-email.ts';
import type { Suppression } from '../../../admin-app/core/consent/suppression.ts';

const DAY = Date.UTC(2026, 10, 1);

export interface EmailCase {
  readonly what: string;
  readonly customer: Partial<EmailRecipient>;
  readonly suppression: Suppression | null;
  readonly refusal: string | null;
}

export const CONSENTING: EmailRecipient = {
  email: 'Zoe@Example.com',
  emailConsent: 'subscribed',
  emailConsentAt: DAY,
  gone: false,
};

/** The rule as a table; the core and the database must both follow it. */
export const EMAIL_CASES: readonly EmailCase[] = [
  { what: 'consent', customer: {}, suppression: null, refusal: null },
  { what: 'no address', customer: { email: null }, suppression: null, refusal: 'no address' },
  { what: 'an empty address', customer: { email: '' }, suppression: null, refusal: 'no address' },
  {
    what: 'never asked',
    customer: { emailConsent: 'not_subscribed' },
    suppression: null,
    refusal: 'no consent',
  },
  {
    what: 'unsubscribed in the shop',
    customer: { emailConsent: 'unsubscribed' },
    suppression: null,
    refusal: 'unsubscribed',
  },
  {
    what: 'double opt-in not confirmed',
    customer: { emailConsent: 'pending' },
    suppression: null,
    refusal: 'consent not confirmed yet',
  },
  {
    what: 'an address that Shopify calls invalid',
    customer: { emailConsent: 'invalid' },
    suppression: null,
    refusal: 'invalid address',
  },
  { what: 'deleted', customer: { gone: true }, suppression: null, refusal: 'customer is gone' },
  {
    what: 'unsubscribed through us after consenting',
    customer: {},
    suppression: { reason: 'unsubscribed', at: DAY + 1 },
    refusal: 'unsubscribed',
  },
  {
    what: 'consent given again after unsubscribing through us',
    customer: { emailConsentAt: DAY + 2 },
    suppression: { reason: 'unsubscribed', at: DAY + 1 },
    refusal: null,
  },
  {
    what: 'consent of unknown date after unsubscribing through us',
    customer: { emailConsentAt: null },
    suppression: { reason: 'unsubscribed', at: DAY + 1 },
    refusal: 'unsubscribed',
  },
  {
    what: 'consent after a farewell',
    customer: { emailConsentAt: DAY + 2 },
    suppression: { reason: 'farewell', at: DAY + 1 },
    refusal: null,
  },
  {
    what: 'consent after bouncing, which does not mend the address',
    customer: { emailConsentAt: DAY + 2 },
    suppression: { reason: 'bounced', at: DAY + 1 },
    refusal: 'bounced',
  },
  {
    what: 'consent after a complaint',
    customer: { emailConsentAt: DAY + 2 },
    suppression: { reason: 'complained', at: DAY + 1 },
    refusal: 'complained',
  },
];
