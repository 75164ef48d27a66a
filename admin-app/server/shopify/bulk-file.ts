/**
 * Reads the result file of a bulk operation as a stream, never as a whole. A broken connection is taken up again at the
 * line where it broke. The file of an operation never changes, so byte positions stay true between processes.
 */
import { ShopifyRefusedError, ShopifyUnavailableError } from './errors.ts';
import { type LineGroup, LineSplitter } from './line-splitter.ts';

export interface BulkFileRequest {
  readonly url: string;
  /** Bytes, as Shopify counted; null when it did not say. */
  readonly size: number | null;
  /** Where to begin: the `endByte` of the lines already taken in. */
  readonly fromByte: number;
}

/** How the reading ended. `cutOffLine` is what was there of a line that never came whole. */
export type BulkFileEnd =
  | { readonly complete: true }
  | {
      readonly complete: false;
      readonly bytes: number;
      readonly cutOffLine: string | null;
      readonly reason: string;
    };

export type ReadBulkFile = (
  request: BulkFileRequest,
) => AsyncGenerator<LineGroup, BulkFileEnd, undefined>;

/** Times in a row that the connection may break without one more line. */
const FRUITLESS_TRIES = 4;
const FIRST_PAUSE_MS = 500;

export function createBulkFileReader(deps: {
  readonly fetch: typeof fetch;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Origins besides Shopify's and Google's storage; the dev store's in the demo, otherwise none. */
  readonly extraOrigins: readonly string[];
}): ReadBulkFile {
  return async function* readBulkFile({ url, size, fromByte }) {
    refuseForeignUrl(url, deps.extraOrigins);
    let position = fromByte;
    for (let tries = 1; ; tries += 1) {
      const splitter = new LineSplitter(position);
      let failure: string | null = null;
      try {
        for await (const chunk of openFrom(deps.fetch, url, position, size)) {
          const group = splitter.push(chunk);
          if (!group) continue;
          position = group.endByte;
          tries = 1;
          yield group;
        }
      } catch (error) {
        failure = reasonToTryAgain(error);
      }
      const arrived = splitter.position;
      if (size === null ? failure === null : arrived >= size) {
        yield* lastLine(splitter);
        return { complete: true };
      }
      if (tries >= FRUITLESS_TRIES) {
        const reason = failure ?? `The file ends after ${arrived} of ${size} bytes`;
        return { complete: false, bytes: arrived, cutOffLine: splitter.end(), reason };
      }
      await deps.sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  };
}

function* lastLine(splitter: LineSplitter): Generator<LineGroup> {
  const line = splitter.end();
  if (line !== null) yield { lines: [line], endByte: splitter.position };
}

/** The bytes of the file from a position on. Throws ShopifyRefusedError when the file is gone. */
async function* openFrom(
  fetchFile: typeof fetch,
  url: string,
  fromByte: number,
  size: number | null,
): AsyncGenerator<Uint8Array> {
  if (size !== null && fromByte >= size) return;
  const response = await fetchFile(url, {
    redirect: 'error',
    // Byte positions are those of the plain file.
    headers: {
      'accept-encoding': 'identity',
      ...(fromByte > 0 ? { range: `bytes=${fromByte}-` } : {}),
    },
  });
  if (response.status === 416) return;
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw fileError(response.status);
  }
  // A server that does not know ranges sends the whole file again.
  let skip = response.status === 206 ? 0 : fromByte;
  for await (const chunk of response.body) {
    if (skip < chunk.length) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}

function fileError(status: number): Error {
  if (status >= 500 || status === 429 || status === 408) {
    return new ShopifyUnavailableError(`The file could not be read (HTTP ${status})`);
  }
  return new ShopifyRefusedError(`Shopify no longer has the file (HTTP ${status})`);
}

/** Network failures come as TypeError from fetch and as assorted errors from the stream. */
function reasonToTryAgain(error: unknown): string {
  if (error instanceof ShopifyRefusedError) throw error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return `The connection broke: ${cause instanceof Error ? cause.message : String(cause)}`;
}

const STORAGE_HOSTS =
  /^(?:storage\.googleapis\.com|(?:[a-z0-9-]+\.)+(?:shopify|shopifycloud)\.com)$/;

/** The address comes from an answer; nothing but Shopify's own storage is fetched because of it. */
function refuseForeignUrl(text: string, extraOrigins: readonly string[]): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  const ofShopify =
    url?.protocol === 'https:' && url.port === '' && STORAGE_HOSTS.test(url.hostname);
  if (ofShopify || (url && extraOrigins.includes(url.origin))) return;
  throw new ShopifyRefusedError(
    `A result file at ${url?.origin ?? 'an unreadable address'} is not fetched; expected Shopify's storage over https`,
  );
}
