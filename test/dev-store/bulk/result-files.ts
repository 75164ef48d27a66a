/** Serves finished bulk results: signed addresses that die after seven days, ranges, and on demand a cut line. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { DAY_MS, type Instant } from '../../../admin-app/core/time.ts';
import type { Faults } from '../faults.ts';

const LIFETIME_MS = 7 * DAY_MS;
const ROUTE = '/bulk-results';

export class ResultFiles {
  readonly #paths = new Map<string, string>();
  readonly #secret: string;
  readonly #now: () => Instant;

  constructor(secret: string, now: () => Instant) {
    this.#secret = secret;
    this.#now = now;
  }

  /** The address of a file, good for seven days of the dev store's clock. */
  addressOf(
    origin: string,
    { path, name }: { readonly path: string; readonly name: string },
  ): string {
    this.#paths.set(name, path);
    const expires = Math.floor((this.#now() + LIFETIME_MS) / 1000);
    const url = new URL(`${ROUTE}/${name}`, origin);
    url.searchParams.set('Expires', String(expires));
    url.searchParams.set('Signature', this.#sign(name, expires));
    return url.href;
  }

  addRoutes(http: Hono, faults: Faults): void {
    http.on(['GET', 'HEAD'], `${ROUTE}/:shop/:name`, async (context) => {
      const name = `${context.req.param('shop')}/${context.req.param('name')}`;
      const expires = Number(context.req.query('Expires'));
      if (!this.#isSigned(name, expires, context.req.query('Signature') ?? ''))
        return refuse(context, 403, 'SignatureDoesNotMatch');
      if (expires * 1000 <= this.#now()) return refuse(context, 400, 'ExpiredToken');
      const path = this.#paths.get(name);
      if (!path) return refuse(context, 404, 'NoSuchKey');
      return await sendFile(context, path, faults.takeCut());
    });
  }

  #sign(name: string, expires: number): string {
    return createHmac('sha256', this.#secret).update(`${name}\n${expires}`).digest('hex');
  }

  #isSigned(name: string, expires: number, given: string): boolean {
    const [one, other] = [Buffer.from(this.#sign(name, expires)), Buffer.from(given)];
    return one.length === other.length && timingSafeEqual(one, other);
  }
}

async function sendFile(
  context: Context,
  path: string,
  cutAfterBytes: number | null,
): Promise<Response> {
  const { size, mtimeMs } = await stat(path);
  const range = parseRange(context.req.header('range'), size);
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const headers: Record<string, string> = {
    'content-type': 'application/jsonl',
    'content-length': String(end - start + 1),
    'accept-ranges': 'bytes',
    etag: `"${size}-${Math.floor(mtimeMs)}"`,
  };
  if (range) headers['content-range'] = `bytes ${start}-${end}/${size}`;
  const status = range ? 206 : 200;
  if (context.req.method === 'HEAD') return new Response(null, { status, headers });
  const bytes: AsyncIterable<Buffer> = createReadStream(path, { start, end });
  const body = cutAfterBytes === null ? bytes : cutOff(bytes, cutAfterBytes, context);
  // Node's web stream and the DOM's are the same class under two names.
  return new Response(Readable.toWeb(Readable.from(body)) as ReadableStream, { status, headers });
}

/** Sends the beginning and then hangs up, so that the reader misses what it was promised. */
async function* cutOff(
  bytes: AsyncIterable<Buffer>,
  limit: number,
  context: Context,
): AsyncGenerator<Buffer> {
  // The dev store is served by @hono/node-server, which puts Node's response here.
  const { outgoing } = context.env as HttpBindings;
  let left = limit;
  for await (const chunk of bytes) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left > 0) continue;
    outgoing.socket?.end();
    return;
  }
}

/** The one range of a request; null without one, for several, and for units other than bytes. */
function parseRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  const last = size - 1;
  if (!match[1]) return { start: Math.max(0, size - Number(match[2])), end: last };
  const start = Number(match[1]);
  if (start > last) return 'unsatisfiable';
  return { start, end: match[2] ? Math.min(Number(match[2]), last) : last };
}

/** Errors in the form of the storage that Shopify keeps its results in. */
function refuse(context: Context, status: 400 | 403 | 404, code: string): Response {
  context.header('content-type', 'application/xml; charset=UTF-8');
  return context.body(`<?xml version='1.0'?><Error><Code>${code}</Code></Error>`, status);
}
