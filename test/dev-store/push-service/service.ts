/**
 * A push service on this machine, after RFC 8030: an address for each subscription, messages taken with a TTL and kept
 * for the browser, 201 when taken, 404 or 410 for an address that is no more. It checks the sender's key (RFC 8292) and
 * can open what was encrypted for its own browsers (RFC 8291), to see that a browser could.
 */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { listen } from '../listen.ts';
import { isSignedFor } from './vapid.ts';

export interface PushedMessage {
  readonly endpoint: string;
  readonly ttl: number;
  readonly topic: string | null;
  readonly body: Uint8Array;
}

export interface Browser {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** What the browser would hand to its service worker, the oldest first. */
  read(): readonly string[];
}

/** May be changed while it runs. */
export interface PushFaults {
  /** This many next messages are answered with this status; with these seconds in Retry-After where there are any. */
  readonly answer: {
    readonly requests: number;
    readonly status: number;
    readonly retryAfterSeconds?: number;
  };
  /** This many next messages are taken, but the connection breaks before the sender hears of it. */
  readonly dropAnswers: number;
}

export const noPushFaults: PushFaults = { answer: { requests: 0, status: 201 }, dropAnswers: 0 };

export interface PushService {
  readonly origin: string;
  faults: PushFaults;
  readonly messages: readonly PushedMessage[];
  /** A browser of ours that subscribes with the sender's public key. */
  subscribe(applicationServerKey: string): Browser;
  /** The browser's owner took the permission back. */
  unsubscribe(endpoint: string): void;
  close(): Promise<void>;
}

export async function startPushService(port = 0): Promise<PushService> {
  const keys = new Map<string, string>();
  const gone = new Set<string>();
  const messages: PushedMessage[] = [];
  let origin = '';
  const service = { faults: noPushFaults };

  const http = new Hono();
  http.post('/push/:id', async (c) => {
    const endpoint = origin + c.req.path;
    const key = keys.get(endpoint);
    if (gone.has(endpoint)) return c.body(null, 410);
    if (key === undefined) return c.body(null, 404);
    const { answer, dropAnswers } = service.faults;
    if (answer.requests > 0) {
      service.faults = { ...service.faults, answer: { ...answer, requests: answer.requests - 1 } };
      if (answer.retryAfterSeconds !== undefined) {
        c.header('Retry-After', String(answer.retryAfterSeconds));
      }
      return new Response(null, { status: answer.status, headers: c.res.headers });
    }
    if (!isSignedFor(c.req.header('authorization') ?? '', key, origin)) return c.body(null, 403);
    const ttl = Number(c.req.header('ttl') ?? Number.NaN);
    if (!Number.isInteger(ttl) || ttl < 0) return c.text('TTL is missing', 400);
    const body = new Uint8Array(await c.req.arrayBuffer());
    if (body.length > 4_096) return c.body(null, 413);
    take({ endpoint, ttl, topic: c.req.header('topic') ?? null, body });
    if (dropAnswers > 0) {
      service.faults = { ...service.faults, dropAnswers: dropAnswers - 1 };
      return breakOff(c);
    }
    c.header('Location', `${origin}/messages/${messages.length}`);
    return c.body(null, 201);
  });

  /** A message of the same topic that still waits gives way (section 5.4). */
  function take(message: PushedMessage): void {
    const waiting = messages.findIndex(
      (it) => it.endpoint === message.endpoint && it.topic !== null && it.topic === message.topic,
    );
    if (waiting >= 0) messages.splice(waiting, 1);
    messages.push(message);
  }

  const server = await listen(http, port, Promise.resolve());
  origin = server.origin;
  return Object.assign(service, {
    origin,
    messages,
    subscribe(applicationServerKey: string): Browser {
      const endpoint = `${origin}/push/${randomBytes(12).toString('base64url')}`;
      keys.set(endpoint, applicationServerKey);
      return openBrowser(endpoint, () => messages.filter((it) => it.endpoint === endpoint));
    },
    unsubscribe: (endpoint: string) => {
      gone.add(endpoint);
    },
    close: () => server.close(),
  });
}

function openBrowser(endpoint: string, own: () => readonly PushedMessage[]): Browser {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const auth = randomBytes(16);
  return {
    endpoint,
    p256dh: ecdh.getPublicKey().toString('base64url'),
    auth: auth.toString('base64url'),
    read: () => own().map(({ body }) => decrypt(Buffer.from(body), ecdh, auth)),
  };
}

/** RFC 8291 over the one record of RFC 8188. */
function decrypt(body: Buffer, ecdh: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const senderKey = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), senderKey]);
  const shared = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(senderKey), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // The last record ends with the delimiter 2 and any padding of zeros.
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
}

function breakOff(c: Context): Response {
  const { incoming } = c.env as { incoming: { socket: { destroy(): void } } };
  incoming.socket.destroy();
  return c.body(null, 500);
}
