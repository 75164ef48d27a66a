import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type BulkFileEnd,
  type BulkFileRequest,
  createBulkFileReader,
} from '../../../admin-app/server/shopify/bulk-file.ts';

const content = Buffer.from(
  Array.from(
    { length: 2_000 },
    (_, number) => `{"line":${number},"text":"é${'x'.repeat(50)}"}\n`,
  ).join(''),
);
const lineStart = (number: number) => content.indexOf(`{"line":${number},`);

type Answer = (request: IncomingMessage, response: ServerResponse, from: number) => void;

let close = () => {};
afterEach(() => close());

/** A file server; each request takes the next answer, the last one again and again. */
async function serve(...answers: readonly Answer[]) {
  let requests = 0;
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests, answers.length - 1)];
    requests += 1;
    answer?.(request, response, Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  // A TCP server's address is always an AddressInfo.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, url: `${origin}/file.jsonl`, requests: () => requests };
}

/** The file from where it is asked for. */
const whole: Answer = (_request, response, from) => {
  response.writeHead(from > 0 ? 206 : 200);
  response.end(content.subarray(from));
};
/** Breaks the connection after so many bytes of what was asked for. */
const broken =
  (bytes: number): Answer =>
  (_request, response, from) => {
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': content.length - from });
    response.write(content.subarray(from, from + bytes), () => response.destroy());
  };
const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code);
    response.end('no');
  };

async function read(origin: string, request: BulkFileRequest) {
  const pauses: number[] = [];
  const reader = createBulkFileReader({
    fetch,
    sleep: async (ms) => pauses.push(ms),
    extraOrigins: [origin],
  });
  const lines: string[] = [];
  const source = reader(request);
  let end: BulkFileEnd | undefined;
  let endByte = request.fromByte;
  while (!end) {
    const next = await source.next();
    if (next.done) end = next.value;
    else {
      lines.push(...next.value.lines);
      endByte = next.value.endByte;
    }
  }
  return { lines, end, endByte, pauses };
}

const all = content.toString().trimEnd().split('\n');

describe('reading a bulk file', () => {
  it('reads all lines', async () => {
    const { origin, url } = await serve(whole);
    const found = await read(origin, { url, size: content.length, fromByte: 0 });
    expect(found.lines).toEqual(all);
    expect(found.end).toEqual({ complete: true });
    expect(found.endByte).toBe(content.length);
  });

  it('goes on after a broken connection with the line where it broke', async () => {
    const { origin, url, requests } = await serve(
      broken(10_001),
      broken(30_000),
      status(503),
      whole,
    );
    const found = await read(origin, { url, size: content.length, fromByte: 0 });
    expect(found.lines).toEqual(all);
    expect(found.end).toEqual({ complete: true });
    expect(requests()).toBe(4);
    expect(found.pauses).toHaveLength(3);
  });

  it('reads only the rest when a part was taken in before', async () => {
    const { origin, url } = await serve(whole);
    const found = await read(origin, { url, size: content.length, fromByte: lineStart(1_500) });
    expect(found.lines).toEqual(all.slice(1_500));
  });

  it('skips what it has when the server does not know ranges', async () => {
    const { origin, url } = await serve((_request, response) => response.end(content));
    const found = await read(origin, { url, size: content.length, fromByte: lineStart(700) });
    expect(found.lines).toEqual(all.slice(700));
  });

  it('asks for nothing when everything was taken in before', async () => {
    const { origin, url, requests } = await serve(whole);
    const found = await read(origin, { url, size: content.length, fromByte: content.length });
    expect(found).toMatchObject({ lines: [], end: { complete: true } });
    expect(requests()).toBe(0);
  });

  it('reads a last line without a newline', async () => {
    const { origin, url } = await serve((_request, response) => response.end('{"a":1}\n{"b":2}'));
    expect(await read(origin, { url, size: 15, fromByte: 0 })).toMatchObject({
      lines: ['{"a":1}', '{"b":2}'],
      end: { complete: true },
    });
  });

  it('tells how much came of a file that stays shorter than it should be', async () => {
    const cut = lineStart(10) + 19;
    const { origin, url, requests } = await serve((_request, response, from) => {
      response.writeHead(from > 0 ? 206 : 200);
      response.end(content.subarray(from, cut));
    });
    const found = await read(origin, { url, size: content.length, fromByte: 0 });
    expect(found.lines).toEqual(all.slice(0, 10));
    expect(found.end).toEqual({
      complete: false,
      bytes: cut,
      cutOffLine: all[10]?.slice(0, 19),
      reason: `The file ends after ${cut} of ${content.length} bytes`,
    });
    expect(requests()).toBe(4);
  });

  it('does not try again when the file is gone', async () => {
    const { origin, url, requests } = await serve(status(404));
    await expect(read(origin, { url, size: 10, fromByte: 0 })).rejects.toThrow('no longer has');
    expect(requests()).toBe(1);
  });

  it.each([
    'http://storage.googleapis.com/file',
    'https://storage.googleapis.com.example.com/file',
    'https://storage.googleapis.com:8443/file',
    'https://myshopify.com/file',
    'https://evilshopify.com/file',
    'https://example.com/?https://storage.googleapis.com',
    'file:///etc/passwd',
    'not an address',
  ])('never fetches %s', async (url) => {
    let asked = false;
    const reader = createBulkFileReader({
      fetch: async () => {
        asked = true;
        return new Response('');
      },
      sleep: async () => {},
      extraOrigins: [],
    });
    const first = reader({ url, size: null, fromByte: 0 }).next();
    await expect(first).rejects.toThrow("expected Shopify's storage over https");
    expect(asked).toBe(false);
  });

  it.each(['https://storage.googleapis.com/shopify/file', 'https://bulk.cdn.shopify.com/file'])(
    'fetches from %s',
    async (url) => {
      const reader = createBulkFileReader({
        fetch: async () => new Response('{}\n'),
        sleep: async () => {},
        extraOrigins: [],
      });
      const first = await reader({ url, size: 3, fromByte: 0 }).next();
      expect(first.value).toEqual({ lines: ['{}'], endByte: 3 });
    },
  );
});
