/**
 * A provider of SMS on this machine, answering as the public documentation of Twilio's Messages API says: form-encoded
 * requests, basic auth, error codes, signed reports of delivery, inbound messages to the sender's web address.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { signSmsWebhook } from '../../../admin-app/server/channels/sms-webhooks.ts';
import { listen } from '../listen.ts';
import type { PhoneNetwork, TextMessage } from './phone-network.ts';

export interface SmsProviderAccount {
  readonly sid: string;
  readonly token: string;
  readonly number: string;
  /** Where messages to the number are told; null tells nobody. */
  inboundUrl: string | null;
}

export interface SmsProvider {
  readonly origin: string;
  readonly network: PhoneNetwork;
  readonly account: SmsProviderAccount;
  /** Requests that were answered or broken off, whatever the answer. */
  readonly requests: number;
  /** A customer answers; resolves when the sender's address has answered, with its status. */
  reply(from: string, text: string): Promise<number | null>;
  /** Resolves when every report has been given. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const LONGEST_BODY = 1_600;
/** In the order in which the provider looks. */
const MISSING = [
  ['To', 21604, "A 'To' phone number is required."],
  ['From', 21603, "A 'From' phone number is required."],
  ['Body', 21602, 'Message body is required.'],
] as const;

export async function startSmsProvider(options: {
  readonly network: PhoneNetwork;
  readonly account: SmsProviderAccount;
  readonly port?: number;
  /** How long a phone takes to get a message, in milliseconds. */
  readonly deliveryMs?: number;
}): Promise<SmsProvider> {
  const { network, account, deliveryMs = 0 } = options;
  const reports = new Set<Promise<void>>();
  let requests = 0;

  const http = new Hono();
  http.post('/2010-04-01/Accounts/:sid/Messages.json', async (c) => {
    requests += 1;
    const { faults } = network;
    if (faults.delayMs > 0) await sleep(faults.delayMs);
    const fault = nextFault();
    if (fault === 'too many') {
      c.header('Retry-After', String(faults.tooMany.retryAfterSeconds));
      return refuse(c, 429, 20429, 'Too Many Requests');
    }
    const login = Buffer.from(`${account.sid}:${account.token}`).toString('base64');
    if (c.req.header('authorization') !== `Basic ${login}` || c.req.param('sid') !== account.sid) {
      return refuse(c, 401, 20003, 'Authenticate');
    }
    const form = new URLSearchParams(await c.req.text());
    if (fault === 'broken' && !faults.broken.carriedOut)
      return refuse(c, 500, 20500, 'Internal Error');
    const refusal = refusalOf(form);
    if (refusal) return refuse(c, 400, ...refusal);
    const message = network.send({
      from: form.get('From') ?? '',
      to: form.get('To') ?? '',
      text: form.get('Body') ?? '',
      statusCallback: form.get('StatusCallback'),
    });
    report(message);
    if (fault === 'broken') return refuse(c, 500, 20500, 'Internal Error');
    if (fault === 'drop') return breakOff(c);
    return c.json(
      { sid: message.sid, status: 'queued', to: message.to, from: message.from, error_code: null },
      201,
    );
  });

  /** Takes one of the faults that were asked for a number of times. */
  function nextFault(): 'too many' | 'broken' | 'drop' | null {
    const { faults } = network;
    const { tooMany, broken, dropAnswers } = faults;
    if (tooMany.requests > 0) {
      network.faults = { ...faults, tooMany: { ...tooMany, requests: tooMany.requests - 1 } };
      return 'too many';
    }
    if (broken.requests > 0) {
      network.faults = { ...faults, broken: { ...broken, requests: broken.requests - 1 } };
      return 'broken';
    }
    if (dropAnswers > 0) {
      network.faults = { ...faults, dropAnswers: dropAnswers - 1 };
      return 'drop';
    }
    return null;
  }

  function refusalOf(form: URLSearchParams): readonly [number, string] | null {
    const missing = MISSING.find(([name]) => !form.get(name));
    if (missing) return [missing[1], missing[2]];
    const to = form.get('To') ?? '';
    if (!/^\+[1-9]\d{6,14}$/.test(to) || network.faults.invalid.includes(to)) {
      return [21211, `Invalid 'To' Phone Number: ${to}`];
    }
    if (form.get('From') !== account.number) {
      return [21606, "The 'From' phone number is not a valid, SMS-capable inbound phone number"];
    }
    if (network.hasOptedOut(to, account.number)) {
      return [21610, 'Attempt to send to unsubscribed recipient'];
    }
    if ((form.get('Body') ?? '').length > LONGEST_BODY) {
      return [21617, 'The concatenated message body exceeds the 1600 character limit'];
    }
    const callback = form.get('StatusCallback');
    return callback !== null && !URL.canParse(callback)
      ? [21609, "The 'StatusCallback' URL is not a valid URL"]
      : null;
  }

  /** First that it is on its way, then what became of it; each report is signed. */
  function report({ sid, to, from, statusCallback }: TextMessage): void {
    const errorCode = network.faults.undelivered[to];
    const status = errorCode === undefined ? 'delivered' : 'undelivered';
    const told = (async () => {
      const common = { MessageSid: sid, SmsSid: sid, AccountSid: account.sid, To: to, From: from };
      if (statusCallback) await post(statusCallback, { ...common, MessageStatus: 'sent' });
      await sleep(deliveryMs);
      network.settle(sid, status);
      const code = errorCode === undefined ? {} : { ErrorCode: String(errorCode) };
      if (statusCallback) await post(statusCallback, { ...common, MessageStatus: status, ...code });
    })();
    reports.add(told);
    void told.finally(() => reports.delete(told));
  }

  /** Null when nobody answered. */
  async function post(url: string, fields: Record<string, string>): Promise<number | null> {
    const form = new URLSearchParams(fields);
    const signature = signSmsWebhook(url, form, account.token).toString('base64');
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'x-twilio-signature': signature },
        body: form,
      });
      return answer.status;
    } catch {
      return null;
    }
  }

  const server = await listen(http, options.port ?? 0, Promise.resolve());
  let closing: Promise<void> | undefined;
  return {
    origin: server.origin,
    network,
    account,
    get requests() {
      return requests;
    },
    async reply(from, text) {
      const { sid } = network.receive(from, account.number, text);
      if (account.inboundUrl === null) return null;
      const fields = { MessageSid: sid, AccountSid: account.sid, To: account.number };
      return await post(account.inboundUrl, { ...fields, From: from, Body: text });
    },
    async settled() {
      while (reports.size > 0) await Promise.all(reports);
    },
    close: () => {
      closing ??= server.close();
      return closing;
    },
  };
}

function refuse(
  c: Context,
  status: 400 | 401 | 429 | 500,
  code: number,
  message: string,
): Response {
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
  return c.json({ code, message, more_info: moreInfo, status }, status);
}

/** The connection ends without an answer. */
function breakOff(c: Context): Response {
  const { incoming } = c.env as { incoming: { socket: { destroy(): void } } };
  incoming.socket.destroy();
  return c.body(null, 500);
}
