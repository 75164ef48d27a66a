/**
 * SMS over HTTP, in the wire format of Twilio's Messages API: a form posted to
 * `/2010-04-01/Accounts/{sid}/Messages.json` with the account as user and its token as password. The API takes no key
 * that would make a repeated request harmless, so whatever may have arrived is left unknown; the report of its
 * delivery, which comes back under our own number of the send, tells later.
 */
import { type Delivery, refusedForGood, refusedForNow } from './delivery.ts';
import { callProvider, type HttpCall } from './http-call.ts';

/** At the provider; who pays, and whom the customer sees. */
export interface SmsAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number in E.164, a short code, a name of letters, or the id of a messaging service (MG…). */
  readonly from: string;
}

export interface OutgoingSms {
  readonly account: SmsAccount;
  /** In E.164. */
  readonly to: string;
  readonly text: string;
  /** Where the provider reports what became of it; names the send, and so is our reference at the provider. */
  readonly statusUrl: string | null;
  /** After so many milliseconds it should not be delivered any more. */
  readonly lifetimeMs: number;
}

export interface SmsChannel {
  /** Deliveries worth having under way at once. */
  readonly connections: number;
  deliver(sms: OutgoingSms): Promise<Delivery>;
}

const CONNECTIONS = 10;
const TIMEOUT_MS = 30_000;
/** The provider keeps a message between one second and ten hours. */
const LONGEST_VALIDITY_S = 36_000;

/** `baseUrl` without a trailing slash, `https://api.twilio.com` for Twilio itself. */
export function createSmsChannel(baseUrl: string, timeoutMs = TIMEOUT_MS): SmsChannel {
  return {
    connections: CONNECTIONS,
    async deliver(sms) {
      const { accountSid, authToken } = sms.account;
      const url = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
      const login = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
      const call = await callProvider(url, {
        method: 'POST',
        headers: {
          authorization: `Basic ${login}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: formOf(sms).toString(),
        timeoutMs,
      });
      return deliveryOf(call);
    },
  };
}

function formOf({ account, to, text, statusUrl, lifetimeMs }: OutgoingSms): URLSearchParams {
  const seconds = Math.min(Math.max(Math.floor(lifetimeMs / 1000), 1), LONGEST_VALIDITY_S);
  const sender = /^MG[0-9a-f]{32}$/i.test(account.from) ? 'MessagingServiceSid' : 'From';
  return new URLSearchParams({
    To: to,
    [sender]: account.from,
    Body: text,
    ...(statusUrl === null ? {} : { StatusCallback: statusUrl }),
    ValidityPeriod: String(seconds),
  });
}

/** The recipient answered STOP to this sender. */
const UNSUBSCRIBED = 21610;
/** No such number, not one that can get SMS, or one that this account may never write to. */
const BAD_NUMBERS = new Set([21211, 21214, 21217, 21401, 21614]);
/** The account is at fault, which its owner can mend while messages wait: login, money, sender, country not opened. */
const OWN_FAULTS = new Set([20003, 20005, 21408, 21603, 21606, 21611, 21659, 21660, 21703, 30002]);

function deliveryOf(call: HttpCall): Delivery {
  if (call.kind === 'no answer') {
    return call.reached
      ? { kind: 'unknown', reason: `No answer from the SMS provider: ${call.reason}` }
      : refusedForNow(call.reason);
  }
  const { status, retryAfterMs } = call;
  const { sid, code, message } = readBody(call.body);
  if (status >= 200 && status < 300) {
    return { kind: 'sent', ...(sid === null ? {} : { providerId: sid }) };
  }
  const reason = `The SMS provider answered ${status}${code === null ? '' : ` (${code})`}: ${message}`;
  // Turned away before anything was done.
  if (status === 429 || status === 503) return refusedForNow(reason, retryAfterMs);
  // It broke in the middle of its work, and nobody knows where.
  if (status >= 500) return { kind: 'unknown', reason };
  if (code === UNSUBSCRIBED) return { ...refusedForGood(reason), unsubscribed: true };
  if (code !== null && BAD_NUMBERS.has(code))
    return { ...refusedForGood(reason), badAddress: true };
  const isOwnFault = status === 401 || status === 403 || (code !== null && OWN_FAULTS.has(code));
  return isOwnFault ? refusedForNow(reason) : refusedForGood(reason);
}

function readBody(body: unknown) {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { sid, code, message } = fields;
  return {
    sid: typeof sid === 'string' ? sid : null,
    code: typeof code === 'number' ? code : null,
    message: typeof message === 'string' ? message : 'it did not say why',
  };
}
