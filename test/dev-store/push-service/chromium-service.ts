/**
 * The push service that Chromium is built for, on this machine: the browser checks in, registers each subscription for
 * a token, and keeps a connection open on which messages come (Mobile Connection Server, as Chromium's sources under
 * google_apis/gcm have it). Senders post to an address with the token in it, as RFC 8030 says. The browser is a real one
 * with real keys: what it shows, it has decrypted itself.
 */
import type { Server, TLSSocket } from 'node:tls';
import { createServer } from 'node:tls';
import { Hono } from 'hono';
import { listen } from '../listen.ts';
import { makeCertificate } from './certificate.ts';
import { encodeMessage, readVarint, varint } from './protobuf.ts';
import { isSignedFor } from './vapid.ts';

export interface ChromiumPushService {
  /** Makes a Chromium use this service. */
  readonly browserArgs: readonly string[];
  /** Where senders post, in place of the addresses that the browser gives out. */
  readonly origin: string;
  /** Messages taken from senders. */
  readonly taken: number;
  close(): Promise<void>;
}

/** Where subscriptions of a Chromium point, by how it was built. */
export const CHROMIUM_ORIGINS = ['https://fcm.googleapis.com', 'https://jmt17.google.com'] as const;

interface Registration {
  /** The sender's public key. */
  readonly sender: string;
  /** Which of the browser's workers it belongs to. */
  readonly subtype: string;
  readonly app: string;
}

/** Of the stream to the browser. */
const VERSION = 41;
const TAG = { ping: 0, pingAnswer: 1, login: 2, loginAnswer: 3, data: 8 } as const;

export async function startChromiumPushService(): Promise<ChromiumPushService> {
  const registrations = new Map<string, Registration>();
  const connections = new Set<TLSSocket>();
  const waiting: Buffer[] = [];
  let taken = 0;

  const http = new Hono();
  http.post('/checkin', (c) =>
    c.body(
      Uint8Array.from(
        encodeMessage([
          [1, 1n],
          [3, BigInt(Date.now())],
          [7, { fixed64: 4_711_000_000_001n }],
          [8, { fixed64: 4_711_000_000_002n }],
        ]),
      ),
      200,
      { 'content-type': 'application/x-protobuf' },
    ),
  );
  http.post('/register', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const token = `token-${registrations.size + 1}`;
    registrations.set(token, {
      sender: form.get('sender') ?? '',
      subtype: form.get('X-subtype') ?? '',
      app: form.get('app') ?? '',
    });
    return c.text(`token=${token}`);
  });
  http.post('/fcm/send/:token', async (c) => {
    const registration = registrations.get(c.req.param('token'));
    if (!registration) return c.body(null, 404);
    const authorization = c.req.header('authorization') ?? '';
    const isSigned = CHROMIUM_ORIGINS.some((origin) =>
      isSignedFor(authorization, registration.sender, origin),
    );
    if (!isSigned) return c.body(null, 403);
    taken += 1;
    const body = new Uint8Array(await c.req.arrayBuffer());
    const encoding = c.req.header('content-encoding') ?? '';
    push(frame(TAG.data, dataMessage(registration, { body, encoding, number: taken })));
    return c.body(null, 201);
  });

  /** Kept for a browser that is not connected yet. */
  function push(message: Buffer): void {
    if (connections.size === 0) waiting.push(message);
    for (const connection of connections) connection.write(message);
  }

  const stream = createServer(makeCertificate(), (socket) => {
    let unread = Buffer.alloc(0);
    let greeted = false;
    socket.on('error', () => {});
    socket.on('close', () => connections.delete(socket));
    socket.on('data', (chunk) => {
      unread = Buffer.concat([unread, chunk]);
      if (!greeted && unread.length > 0) {
        // The stream begins with its version.
        unread = unread.subarray(1);
        greeted = true;
      }
      for (let next = readFrame(unread); next; next = readFrame(unread)) {
        unread = unread.subarray(next.length);
        answer(socket, next.tag);
      }
    });
  });

  function answer(socket: TLSSocket, tag: number): void {
    if (tag === TAG.ping) socket.write(frame(TAG.pingAnswer, Buffer.alloc(0)));
    if (tag !== TAG.login) return;
    socket.write(
      Buffer.concat([Buffer.of(VERSION), frame(TAG.loginAnswer, encodeMessage([[1, '1']]))]),
    );
    connections.add(socket);
    for (const message of waiting.splice(0)) socket.write(message);
  }

  const served = await listen(http, 0, Promise.resolve());
  const port = await listenTls(stream);
  return {
    origin: served.origin,
    browserArgs: [
      `--gcm-checkin-url=${served.origin}/checkin`,
      `--gcm-registration-url=${served.origin}/register`,
      `--gcm-mcs-endpoint=https://127.0.0.1:${port}`,
      '--ignore-certificate-errors',
    ],
    get taken() {
      return taken;
    },
    close: async () => {
      for (const connection of connections) connection.destroy();
      await new Promise<void>((resolve) => stream.close(() => resolve()));
      await served.close();
    },
  };
}

function dataMessage(
  { sender, subtype, app }: Registration,
  { body, encoding, number }: { body: Uint8Array; encoding: string; number: number },
): Buffer {
  const appData = (name: string, value: string) =>
    encodeMessage([
      [1, name],
      [2, value],
    ]);
  return encodeMessage([
    [2, `message-${number}`],
    [3, sender],
    [5, app],
    [7, appData('subtype', subtype)],
    [7, appData('content-encoding', encoding)],
    [9, `persistent-${number}`],
    [17, 3_600n],
    [18, BigInt(Date.now())],
    [21, body],
  ]);
}

function frame(tag: number, message: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), varint(BigInt(message.length)), message]);
}

/** The first whole frame; null when it has not arrived yet. */
function readFrame(bytes: Buffer): { readonly tag: number; readonly length: number } | null {
  const tag = bytes[0];
  const size = tag === undefined ? null : readVarint(bytes, 1);
  if (tag === undefined || !size || bytes.length < size.next + size.value) return null;
  return { tag, length: size.next + size.value };
}

function listenTls(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
