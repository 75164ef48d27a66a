/** Serves the page with nothing but the preview, and what it asks of the server, for shops whose data tests change. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { CustomerRow } from '../../../admin-app/contract/customers.ts';
import type { SegmentContext, SegmentPreview } from '../../../admin-app/contract/segments.ts';
import { SegmentPreviewer } from '../../../admin-app/core/segment/preview.ts';
import { resolveText, segmentBook } from '../../../admin-app/core/segment/segment-book.ts';
import type { SegmentSnapshot } from '../../../admin-app/core/segment/snapshot.ts';
import { encodeSnapshot } from '../../../admin-app/core/segment/snapshot-bytes.ts';
import { updateSnapshot } from '../../../admin-app/core/segment/update-snapshot.ts';
import { formatDay } from '../../../admin-app/core/time.ts';
import { customerNumbers, MADE_ON, makeSnapshot } from '../../support/segment-snapshot.ts';

/** How the snapshot is sent. */
type Sending = 'well' | 'never' | 'cut off' | 'damaged' | 'damaged differences' | 'shop is gone';

export class PreviewShop {
  snapshot: SegmentSnapshot;
  sending: Sending = 'well';
  /** What was sent of the snapshot, such as "whole", "since 1" or "nothing new". */
  readonly sent: string[] = [];
  #difference: { readonly since: number; readonly bytes: Uint8Array } | null = null;

  constructor(seed: number, customers = 600) {
    this.snapshot = makeSnapshot({ customerIds: customerNumbers(customers), seed });
  }

  /** New facts of some customers. */
  change(customerIds: readonly number[], seed: number): void {
    const since = this.snapshot.version;
    const changed = { customerIds: Float64Array.from(customerIds), version: since + 1, seed };
    const difference = { ...makeSnapshot(changed), since, gone: new Float64Array() };
    this.#difference = { since, bytes: encodeSnapshot({ kind: 'difference', ...difference }) };
    this.snapshot = updateSnapshot(this.snapshot, difference);
  }

  /** Null when there is nothing newer. */
  bytesSince(since: string | null): Uint8Array | null {
    if (since === String(this.snapshot.version)) {
      this.sent.push('nothing new');
      return null;
    }
    if (this.#difference && since === String(this.#difference.since)) {
      this.sent.push(`since ${since}`);
      return this.sending === 'damaged differences'
        ? this.#difference.bytes.slice(0, 500)
        : this.#difference.bytes;
    }
    this.sent.push('whole');
    return encodeSnapshot({ kind: 'whole', ...this.snapshot });
  }

  preview(text: string): SegmentPreview | null {
    const resolved = resolveText(segmentBook([], []), text, null);
    if (!resolved.ok) return null;
    const moment = { today: MADE_ON, currency: 'EUR' };
    const question = { query: resolved.query, condition: null, moment };
    const answer = new SegmentPreviewer(this.snapshot).answer(question);
    // What only a server knows is something else than any snapshot says.
    const { customerIds, ...numbers } = answer ?? {
      ...NOBODY,
      of: this.snapshot.customerIds.length,
    };
    return { ...numbers, rows: customerIds.map(rowOf), today: formatDay(MADE_ON) };
  }
}

const NO_REACH = { reachable: 0, leftOut: [] };
const NOBODY = {
  count: 0,
  reach: { email: NO_REACH, sms: NO_REACH },
  tomorrow: { joining: 0, leaving: 0 },
  customerIds: [],
};

function rowOf(customerId: number): CustomerRow {
  // Nothing else of the row is looked at.
  return { customerId, name: `Customer ${customerId}` } as CustomerRow;
}

export interface PreviewSite {
  readonly url: string;
  /** By domain, which the page sends instead of a token. */
  readonly shops: Map<string, PreviewShop>;
  close(): Promise<void>;
}

export async function startPreviewSite(): Promise<PreviewSite> {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-preview-'));
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'silent',
    build: {
      outDir: folder,
      target: 'es2022',
      rollupOptions: {
        input: join(import.meta.dirname, 'preview-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const shops = new Map<string, PreviewShop>();
  const server = createServer(
    (request, response) => void respond(request, response, folder, shops),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    await closeServer(server);
    await rm(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}`, shops, close };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  shops: ReadonlyMap<string, PreviewShop>,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
  if (pathname.startsWith('/api/')) {
    const shop = shops.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    if (!shop) response.writeHead(404).end('{}');
    else await answer(request, response, { pathname, searchParams, shop });
  } else if (pathname.endsWith('.js')) {
    response.writeHead(200, { 'content-type': 'text/javascript' });
    response.end(await readFile(join(folder, pathname)));
  } else {
    // What a browser without workers comes down to.
    if (pathname === '/without-workers')
      response.setHeader('content-security-policy', "worker-src 'none'");
    response.setHeader('content-type', 'text/html');
    response.end(
      '<!doctype html><title>Preview</title><script type="module" src="/page.js"></script>',
    );
  }
}

interface Asked {
  readonly pathname: string;
  readonly searchParams: URLSearchParams;
  readonly shop: PreviewShop;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname, searchParams, shop }: Asked,
): Promise<void> {
  const json = (body: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  switch (pathname) {
    case '/api/segments/context':
      return void json(contextOf(shop));
    case '/api/segments/snapshot':
      return sendSnapshot(response, shop, searchParams.get('since'));
    case '/api/segments/preview':
      return void json(shop.preview((await bodyOf<{ query: string }>(request)).query));
    case '/api/segments/customers': {
      const { customerIds } = await bodyOf<{ customerIds: number[] }>(request);
      return void json({ customers: customerIds.map(rowOf) });
    }
  }
}

function contextOf({ snapshot: { zone, currency } }: PreviewShop): SegmentContext {
  const now = MADE_ON * 86_400_000 + 12 * 3_600_000;
  return { segments: [], scenarios: [], today: formatDay(MADE_ON), now, zone, currency };
}

function sendSnapshot(response: ServerResponse, shop: PreviewShop, since: string | null): void {
  if (shop.sending === 'never') return;
  if (shop.sending === 'shop is gone') {
    response.writeHead(404).end('{}');
    return;
  }
  const bytes = shop.bytesSince(since);
  if (!bytes) {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  if (shop.sending === 'cut off') {
    response.write(bytes.slice(0, bytes.length / 2), () => response.destroy());
    return;
  }
  response.end(shop.sending === 'damaged' ? bytes.slice(0, bytes.length / 2) : bytes);
}

async function bodyOf<Body>(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  // The page sends what the contract says.
  return JSON.parse(Buffer.concat(chunks).toString()) as Body;
}
