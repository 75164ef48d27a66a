/** What the SMS provider tells us: what became of a message, and what customers answer. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether the provider sent this form: base64 of HMAC-SHA1 with the account's token over the address it called and
 * every field's name and value, sorted by name (Twilio's request validation).
 */
export function isSmsWebhookSigned(
  request: { readonly url: string; readonly form: URLSearchParams; readonly signature: string },
  authToken: string,
): boolean {
  const given = Buffer.from(request.signature, 'base64');
  const expected = signSmsWebhook(request.url, request.form, authToken);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The bytes that the signature header holds in base64. */
export function signSmsWebhook(url: string, form: URLSearchParams, authToken: string): Buffer {
  const names = [...new Set(form.keys())].sort();
  const fields = names.map((name) => [...new Set(form.getAll(name))].sort().map((it) => name + it));
  return createHmac('sha1', authToken)
    .update(url + fields.flat().join(''))
    .digest();
}

/** What became of a message; `sent` is on its way to the phone, the last two are for good. */
export type SmsStatus = 'delivered' | 'sent' | 'undelivered' | 'failed';

export interface SmsStatusReport {
  readonly status: SmsStatus;
  readonly providerId: string;
  /** The provider's number for why not; null where it went well. */
  readonly errorCode: number | null;
}

/** Null for what says nothing yet (queued, sending) and for what is no such report. */
export function readSmsStatus(form: URLSearchParams): SmsStatusReport | null {
  const status = form.get('MessageStatus') ?? form.get('SmsStatus') ?? '';
  const providerId = form.get('MessageSid') ?? form.get('SmsSid') ?? '';
  if (providerId === '' || !isStatus(status)) return null;
  const errorCode = Number(form.get('ErrorCode') || Number.NaN);
  return { status, providerId, errorCode: Number.isInteger(errorCode) ? errorCode : null };
}

function isStatus(text: string): text is SmsStatus {
  return ['delivered', 'sent', 'undelivered', 'failed'].includes(text);
}

/** Reports of these mean that the number can get no SMS at all: unknown handset, landline. */
const BAD_NUMBERS = new Set([30005, 30006]);

export function isBadNumber({ errorCode }: SmsStatusReport): boolean {
  return errorCode !== null && BAD_NUMBERS.has(errorCode);
}

export interface InboundSms {
  /** In E.164, as the network says. */
  readonly from: string;
  readonly text: string;
  readonly providerId: string;
  readonly wantsToStop: boolean;
}

/** The words that providers and regulators take for an opt-out, and the French and Polish ones that people write. */
const STOP_WORDS =
  /^(stop|stopall|stop all|unsubscribe|end|quit|cancel|revoke|optout|opt out|opt-out|arret|arrêt|désabonner|desabonner|rezygnuje|rezygnuję|wypisz)$/u;

/** Null for a form that is no message. */
export function readInboundSms(form: URLSearchParams): InboundSms | null {
  const from = form.get('From');
  const providerId = form.get('MessageSid') ?? form.get('SmsSid');
  if (!from || !providerId) return null;
  const text = form.get('Body') ?? '';
  const words = text
    .toLowerCase()
    .replace(/[\s.!,"'“”„]+/g, ' ')
    .trim();
  // The provider's own verdict, where the account has its opt-out management.
  const wantsToStop = form.get('OptOutType') === 'STOP' || STOP_WORDS.test(words);
  return { from, text, providerId, wantsToStop };
}
