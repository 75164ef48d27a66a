/** The push channel against a push service that answers as RFC 8030 says and opens what was encrypted for a browser. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createPushChannel,
  makeVapidKeys,
  type PushChannel,
  type PushPayload,
} from '../../../admin-app/server/channels/push.ts';
import {
  type Browser,
  noPushFaults,
  type PushService,
  startPushService,
} from '../../dev-store/push-service/service.ts';

const keys = makeVapidKeys();
let service: PushService;
let channel: PushChannel;

beforeAll(async () => {
  service = await startPushService();
  channel = channelFor([service.origin]);
});
afterAll(() => service.close());
beforeEach(() => {
  service.faults = noPushFaults;
});

function channelFor(furtherServices: readonly string[]): PushChannel {
  return createPushChannel({ keys, contact: 'https://rondo.example', furtherServices });
}

const payload: PushPayload = {
  title: 'Wróć, Zoë 👋',
  body: 'Twoja kawa czeka',
  url: 'https://rondo.example/r/c/x',
  tag: 'send-1-2',
  language: 'pl',
};

function deliver(browsers: readonly Browser[], changes: Partial<PushPayload> = {}, via = channel) {
  return via.deliver({
    subscriptions: browsers.map((browser, index) => ({ subscriptionId: index + 1, ...browser })),
    payload: { ...payload, ...changes },
    topic: 'send-1-2',
    lifetimeMs: 3_600_000,
  });
}

describe('a push message', () => {
  it('arrives in each of the customer’s browsers as it was written', async () => {
    const browsers = [service.subscribe(keys.publicKey), service.subscribe(keys.publicKey)];
    expect(await deliver(browsers)).toEqual({ delivery: { kind: 'sent' }, gone: [] });
    for (const browser of browsers) {
      expect(browser.read().map((text) => JSON.parse(text))).toEqual([payload]);
    }
    expect(service.messages.at(-1)).toMatchObject({ ttl: 3600, topic: 'send-1-2' });
  });

  it('counts as sent when one browser is left, and names those that are gone', async () => {
    const browsers = [service.subscribe(keys.publicKey), service.subscribe(keys.publicKey)];
    service.unsubscribe(browsers[0]?.endpoint ?? '');
    expect(await deliver(browsers)).toEqual({ delivery: { kind: 'sent' }, gone: [1] });
  });

  it('that no browser is left for is refused for good', async () => {
    const browser = service.subscribe(keys.publicKey);
    service.unsubscribe(browser.endpoint);
    const { delivery, gone } = await deliver([browser]);
    expect(delivery).toMatchObject({ kind: 'refused', permanent: true });
    expect(gone).toEqual([1]);
  });

  it.each([
    { status: 429, retryAfterSeconds: 120, ending: { permanent: false, retryAfterMs: 120_000 } },
    { status: 503, ending: { permanent: false } },
    { status: 500, ending: { permanent: false } },
    { status: 413, ending: { permanent: true } },
    { status: 403, ending: { permanent: true } },
  ])('answered $status is refused', async ({ ending, ...answer }) => {
    const browser = service.subscribe(keys.publicKey);
    service.faults = { ...noPushFaults, answer: { requests: 1, ...answer } };
    const { delivery } = await deliver([browser]);
    expect(delivery).toMatchObject({ kind: 'refused', ...ending });
    expect(browser.read()).toEqual([]);
  });

  it('is unknown where the connection breaks before the answer', async () => {
    const browser = service.subscribe(keys.publicKey);
    service.faults = { ...noPushFaults, dropAnswers: 1 };
    expect((await deliver([browser])).delivery).toMatchObject({ kind: 'unknown' });
  });

  it('from another sender’s key is refused', async () => {
    const browser = service.subscribe(makeVapidKeys().publicKey);
    expect((await deliver([browser])).delivery).toMatchObject({ kind: 'refused', permanent: true });
  });

  it('that is too long is not sent at all', async () => {
    const browser = service.subscribe(keys.publicKey);
    const { delivery } = await deliver([browser], { body: 'ż'.repeat(2_000) });
    expect(delivery).toMatchObject({ kind: 'refused', permanent: true });
    expect(browser.read()).toEqual([]);
  });

  it('goes to no address that is not a push service’s', async () => {
    const browser = service.subscribe(keys.publicKey);
    expect(await deliver([browser], {}, channelFor([]))).toMatchObject({ gone: [1] });
    expect(browser.read()).toEqual([]);
  });
});

describe('a known push service', () => {
  it.each([
    ['https://fcm.googleapis.com/fcm/send/abc', true],
    ['https://jmt17.google.com/fcm/send/abc', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
    ['https://web.push.apple.com/abc', true],
    ['https://db5p.notify.windows.com/w/?token=abc', true],
    ['http://fcm.googleapis.com/fcm/send/abc', false],
    ['https://fcm.googleapis.com:8443/abc', false],
    ['https://user@fcm.googleapis.com/abc', false],
    ['https://fcm.googleapis.com.evil.example/abc', false],
    ['https://evil-fcm.googleapis.com.example/abc', false],
    ['https://notfcm.googleapis.com/abc', false],
    ['https://127.0.0.1/abc', false],
    ['not an address', false],
  ])('%s: %s', (endpoint, isOne) => {
    expect(channelFor([]).isPushService(endpoint)).toBe(isOne);
  });
});
