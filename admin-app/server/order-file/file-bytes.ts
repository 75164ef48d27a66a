/** The text of a file as UTF-8 bytes, whatever it was packed and saved as; in pieces, so that size does not matter. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const CHUNK_BYTES = 1 << 20;
const ENOUGH_TO_TELL = 4;

/** A file that is no text at all; the message says which, what it is and what would be right. */
export class NotTextError extends Error {
  override readonly name = 'NotTextError';
}

/**
 * Unpacks gzip (recognised by its first bytes, not its name), decodes UTF-16 with a byte order mark, drops the mark.
 * `onBytes` hears of each piece read, in bytes of the file. Rejects as the file system does, with NotTextError for an
 * archive or a workbook, and with zlib's error (code Z_…) after the last good piece of a damaged gzip file.
 */
export async function* readFileBytes(
  path: string,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const file = counted(createReadStream(path, { highWaterMark: CHUNK_BYTES }), onBytes);
  const [start, all] = await peek(file);
  if (start.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1')))
    throw new NotTextError(
      `${path}: it is a ZIP archive or an Excel workbook; expected CSV text (unpack it, or save it as CSV UTF-8)`,
    );
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const [textStart, text] = await peek(isGzip ? unzipped(all) : all);
  yield* decoded(textStart, text, path);
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** Errors of the file itself end the unzipping too. */
async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks);
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  source.once('error', (error) => gunzip.destroy(error));
  yield* source.pipe(gunzip);
}

async function* decoded(
  start: Buffer,
  chunks: AsyncIterable<Buffer>,
  path: string,
): AsyncGenerator<Buffer> {
  const encoding = encodingOf(start, path);
  if (encoding === 'utf-8') {
    yield* withoutStart(
      chunks,
      start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0,
    );
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function encodingOf(start: Buffer, path: string): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start.subarray(0, ENOUGH_TO_TELL).includes(0))
    throw new NotTextError(
      `${path}: it begins with zero bytes, so it is UTF-16 without a mark or no text; expected CSV in UTF-8`,
    );
  return 'utf-8';
}

async function* withoutStart(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of chunks) {
    yield left > 0 ? chunk.subarray(left) : chunk;
    left = Math.max(0, left - chunk.length);
  }
}

/** The first bytes (fewer only in a shorter file), and all the chunks as if none had been looked at. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  let failure: unknown = null;
  while (start.length < ENOUGH_TO_TELL) {
    try {
      const next = await iterator.next();
      if (next.done) break;
      start = Buffer.concat([start, next.value]);
    } catch (error) {
      failure = error;
      break;
    }
  }
  return [start, resumed(start, iterator, failure)];
}

async function* resumed(
  start: Buffer,
  iterator: AsyncIterator<Buffer>,
  failure: unknown,
): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  if (failure !== null) throw failure;
  for (;;) {
    const next = await iterator.next();
    if (next.done) return;
    yield next.value;
  }
}
