/** What each channel may do with one customer, and why not. */
import type { ConsentView } from '../../contract/customers.ts';
import { emailRefusal } from '../../core/consent/may-email.ts';
import { pushRefusal } from '../../core/consent/may-push.ts';
import { smsRefusal } from '../../core/consent/may-sms.ts';
import type { Recipient } from '../database/recipients.ts';

export function consentViews(recipient: Recipient): readonly ConsentView[] {
  const { suppressions, browsers, pushSubscribedAt } = recipient;
  return [
    {
      channel: 'email',
      address: recipient.email,
      consent: recipient.emailConsent,
      consentAt: recipient.emailConsentAt,
      browsers: [],
      suppression: suppressions.email,
      refusal: emailRefusal(recipient, suppressions.email),
    },
    {
      channel: 'sms',
      address: recipient.phone,
      consent: recipient.smsConsent,
      consentAt: recipient.smsConsentAt,
      browsers: [],
      suppression: suppressions.sms,
      refusal: smsRefusal(recipient, suppressions.sms),
    },
    {
      channel: 'push',
      address: null,
      consent: pushSubscribedAt === null ? 'not_subscribed' : 'subscribed',
      consentAt: pushSubscribedAt,
      browsers: browsers.map(({ endpoint }) => hostOf(endpoint)),
      suppression: suppressions.push,
      refusal: pushRefusal(recipient, suppressions.push),
    },
  ];
}

function hostOf(endpoint: string): string {
  return URL.parse(endpoint)?.hostname ?? endpoint;
}
