import { describe, expect, it } from 'vitest';
import {
  type OnSiteRecipient,
  onSiteRefusal,
} from '../../../admin-app/core/consent/may-on-site.ts';
import type { PushRecipient } from '../../../admin-app/core/consent/may-push.ts';
import { pushRefusal } from '../../../admin-app/core/consent/may-push.ts';
import { smsRefusal } from '../../../admin-app/core/consent/may-sms.ts';
import { toE164 } from '../../../admin-app/core/consent/phone.ts';
import type { Suppression } from '../../../admin-app/core/consent/suppression.ts';
import { EMAIL_CASES } from './email-cases.ts';

const DAY = Date.UTC(2026, 10, 1);

describe('whether a customer may be sent an SMS', () => {
  // The rule is that of e-mail, with a number in place of an address.
  it.each(EMAIL_CASES)('$what → $refusal', ({ customer, suppression, refusal }) => {
    const {
      email = 'x',
      emailConsent = 'subscribed',
      emailConsentAt = DAY,
      gone = false,
    } = customer;
    const phone = email ? '+33612345678' : null;
    const recipient = { phone, smsConsent: emailConsent, smsConsentAt: emailConsentAt, gone };
    expect(smsRefusal(recipient, suppression)).toBe(refusal);
  });
});

describe('whether a customer may be sent a push message', () => {
  const suppressed = (reason: string): Suppression => ({ reason, at: DAY + 1 });
  it.each<{
    what: string;
    customer: Partial<PushRecipient>;
    suppression: Suppression | null;
    refusal: string | null;
  }>([
    { what: 'a subscribed browser', customer: {}, suppression: null, refusal: null },
    {
      what: 'no subscribed browser',
      customer: { pushSubscribedAt: null },
      suppression: null,
      refusal: 'not subscribed to push messages',
    },
    { what: 'deleted', customer: { gone: true }, suppression: null, refusal: 'customer is gone' },
    { what: 'a farewell', customer: {}, suppression: suppressed('farewell'), refusal: 'farewell' },
    {
      what: 'subscribed again after a farewell',
      customer: { pushSubscribedAt: DAY + 2 },
      suppression: suppressed('farewell'),
      refusal: null,
    },
    {
      what: 'subscribed again after a complaint',
      customer: { pushSubscribedAt: DAY + 2 },
      suppression: suppressed('complained'),
      refusal: 'complained',
    },
  ])('$what → $refusal', ({ customer, suppression, refusal }) => {
    expect(pushRefusal({ pushSubscribedAt: DAY, gone: false, ...customer }, suppression)).toBe(
      refusal,
    );
  });
});

describe('whether a scenario may speak to a customer on the pages', () => {
  const nobody = { emailConsentAt: null, smsConsentAt: null, pushSubscribedAt: null, gone: false };
  const farewell = { reason: 'farewell', at: DAY };
  it.each<{
    what: string;
    customer: Partial<OnSiteRecipient>;
    suppression: Suppression | null;
    refusal: string | null;
  }>([
    { what: 'nobody asked', customer: {}, suppression: null, refusal: null },
    { what: 'deleted', customer: { gone: true }, suppression: null, refusal: 'customer is gone' },
    { what: 'a farewell', customer: {}, suppression: farewell, refusal: 'farewell' },
    {
      what: 'a farewell after consenting',
      customer: { emailConsentAt: DAY - 1 },
      suppression: farewell,
      refusal: 'farewell',
    },
    {
      what: 'consent to SMS after a farewell',
      customer: { smsConsentAt: DAY + 1 },
      suppression: farewell,
      refusal: null,
    },
    {
      what: 'no push messages wanted any more',
      customer: {},
      suppression: { reason: 'unsubscribed', at: DAY },
      refusal: null,
    },
  ])('$what → $refusal', ({ customer, suppression, refusal }) => {
    expect(onSiteRefusal({ ...nobody, ...customer }, suppression)).toBe(refusal);
  });
});

describe('a phone number', () => {
  it.each([
    ['+33612345678', '+33612345678'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['+1 (555) 010-9999', '+15550109999'],
    ['06 12 34 56 78', null],
    ['0033612345678', null],
    ['+0612345678', null],
    ['+33', null],
    ['+1234567890123456', null],
    ['call me', null],
    ['', null],
    [null, null],
  ])('%s is %s for a provider', (given, expected) => {
    expect(toE164(given)).toBe(expected);
  });
});
