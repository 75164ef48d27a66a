/**
 * Web push: a message encrypted for one browser (RFC 8291) is handed to the push service of that browser's maker
 * (RFC 8030), which knows us by our key (VAPID, RFC 8292). A customer may have subscribed several browsers; the
 * message goes to each, and counts as sent when one push service took it.
 */
import webPush from 'web-push';
import { type Delivery, refusedForGood, refusedForNow } from './delivery.ts';
import { callProvider } from './http-call.ts';

/** Of this installation, for all its shops; in URL-safe base64. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface PushSubscription {
  readonly subscriptionId: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface OutgoingPush {
  readonly subscriptions: readonly PushSubscription[];
  /** What the service worker shows. */
  readonly payload: PushPayload;
  /** Names the send: another message under the same topic takes the place of one that still waits at the service. */
  readonly topic: string;
  readonly lifetimeMs: number;
}

export interface PushPayload {
  readonly title: string;
  readonly body: string;
  /** Where a click leads: our tracked link. */
  readonly url: string;
  /** A second notification with this tag takes the place of the first. */
  readonly tag: string;
  readonly language: string;
}

export interface PushDelivery {
  readonly delivery: Delivery;
  /** Subscriptions that their push service does not know any more. */
  readonly gone: readonly number[];
}

export interface PushChannel {
  /** What browsers subscribe with. */
  readonly publicKey: string;
  /** Deliveries worth having under way at once. */
  readonly connections: number;
  /** Whether the address is one of a known push service: nobody can make us call any other. */
  isPushService(endpoint: string): boolean;
  deliver(push: OutgoingPush): Promise<PushDelivery>;
}

export interface PushOptions {
  readonly keys: VapidKeys;
  /** How push services reach whoever runs this: an https or mailto address. */
  readonly contact: string;
  /** Origins of further push services besides those of the browsers' makers. */
  readonly furtherServices: readonly string[];
  readonly timeoutMs?: number;
}

const CONNECTIONS = 10;
const TIMEOUT_MS = 20_000;
/** Every push service takes 4,096 bytes (RFC 8030, section 7.2), of which the encryption needs 103. */
const MOST_PAYLOAD_BYTES = 3_993;

/** Google's, Mozilla's, Apple's and Microsoft's; a subdomain belongs to them too. */
const SERVICES = [
  'fcm.googleapis.com',
  // For Chromium as Linux distributions build it.
  'jmt17.google.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
] as const;

export function createPushChannel(options: PushOptions): PushChannel {
  const { keys, contact, furtherServices, timeoutMs = TIMEOUT_MS } = options;
  const vapidDetails = { subject: contact, ...keys };

  async function deliverTo(push: OutgoingPush, to: PushSubscription): Promise<Delivery | 'gone'> {
    if (!isPushService(to.endpoint, furtherServices)) return 'gone';
    const keysOfBrowser = { p256dh: to.p256dh, auth: to.auth };
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: to.endpoint, keys: keysOfBrowser },
      JSON.stringify(push.payload),
      {
        vapidDetails,
        TTL: Math.max(0, Math.floor(push.lifetimeMs / 1000)),
        topic: push.topic,
        contentEncoding: 'aes128gcm',
        urgency: 'normal',
      },
    );
    const call = await callProvider(to.endpoint, {
      method: 'POST',
      headers: plainHeaders(headers),
      body,
      timeoutMs,
    });
    if (call.kind === 'no answer') {
      return call.reached
        ? { kind: 'unknown', reason: `No answer from the push service: ${call.reason}` }
        : refusedForNow(call.reason);
    }
    return deliveryOf(call.status, call.retryAfterMs);
  }

  return {
    publicKey: keys.publicKey,
    connections: CONNECTIONS,
    isPushService: (endpoint) => isPushService(endpoint, furtherServices),
    async deliver(push) {
      const bytes = Buffer.byteLength(JSON.stringify(push.payload));
      if (bytes > MOST_PAYLOAD_BYTES) {
        const reason = `The message takes ${bytes} bytes; a push message has room for ${MOST_PAYLOAD_BYTES}`;
        return { delivery: refusedForGood(reason), gone: [] };
      }
      const results = await Promise.all(
        push.subscriptions.map(async (to) => ({ to, result: await tryDeliver(to) })),
      );
      async function tryDeliver(to: PushSubscription): Promise<Delivery | 'gone'> {
        try {
          return await deliverTo(push, to);
        } catch (error) {
          // Before anything went out: keys of a browser that nothing can be encrypted with.
          return refusedForGood(`This browser's keys cannot be used: ${error}`);
        }
      }
      return {
        delivery: together(results.flatMap(({ result }) => (result === 'gone' ? [] : [result]))),
        gone: results.flatMap(({ to, result }) => (result === 'gone' ? [to.subscriptionId] : [])),
      };
    },
  };
}

/** What has arrived anywhere has arrived; what may have is not repeated. */
function together(deliveries: readonly Delivery[]): Delivery {
  const of = (test: (it: Delivery) => boolean) => deliveries.find(test);
  return (
    of(({ kind }) => kind === 'sent') ??
    of(({ kind }) => kind === 'unknown') ??
    of((it) => it.kind === 'refused' && !it.permanent) ??
    deliveries[0] ??
    refusedForGood('No browser of the customer is subscribed any more')
  );
}

function deliveryOf(status: number, retryAfterMs: number | null): Delivery | 'gone' {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return 'gone';
  const reason = `The push service answered ${status}`;
  // An answer of these is a refusal: the service has not taken the message.
  if (status === 429 || status >= 500) return refusedForNow(reason, retryAfterMs);
  return refusedForGood(reason);
}

function isPushService(endpoint: string, further: readonly string[]): boolean {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    return false;
  }
  if (further.includes(url.origin)) return true;
  const isDefault = url.protocol === 'https:' && url.port === '' && url.username === '';
  return (
    isDefault && SERVICES.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`))
  );
}

/** Without those that fetch writes itself. */
function plainHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() !== 'content-length')
      .map(([name, value]) => [name, String(value)]),
  );
}

export function makeVapidKeys(): VapidKeys {
  return webPush.generateVAPIDKeys();
}
