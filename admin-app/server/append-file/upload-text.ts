/** The bytes of an uploaded text as UTF-8, whatever it was saved as, in pieces. */
import { isUtf8 } from 'node:buffer';
import { type RefusalCode, type RefusalValues, refusalSentence } from '../../contract/refusals.ts';

export type UploadEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** The upload is no CSV; the message says what it is and what would be right. */
export class UploadRefusedError<Code extends RefusalCode = RefusalCode> extends Error {
  override readonly name = 'UploadRefusedError';

  constructor(
    readonly code: Code,
    readonly values: RefusalValues<Code>,
  ) {
    super(refusalSentence(code, values));
  }
}

const ENOUGH_TO_TELL = 4;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface UploadText {
  readonly chunks: AsyncGenerator<Buffer>;
  /** As found so far; certain after the last piece. */
  encoding(): UploadEncoding;
}

/** Drops the byte order mark. Rejects with UploadRefusedError for an archive, a workbook and what is no text. */
export function readUploadText(given: AsyncIterable<Uint8Array>): UploadText {
  let encoding: UploadEncoding = 'utf-8';

  async function* decoded(): AsyncGenerator<Buffer> {
    const source = given[Symbol.asyncIterator]();
    let start: Buffer = Buffer.alloc(0);
    while (start.length < ENOUGH_TO_TELL) {
      const next = await source.next();
      if (next.done) break;
      start = Buffer.concat([start, next.value]);
    }
    const wide = wideEncodingOf(start);
    const all = resumed(start, source);
    if (wide === null) yield* narrow(all);
    else {
      encoding = wide;
      const decoder = new TextDecoder(wide);
      for await (const chunk of all) yield Buffer.from(decoder.decode(chunk, { stream: true }));
      yield Buffer.from(decoder.decode());
    }
  }

  /** A file without a mark is UTF-8 until a byte says that it is not; what came before that was plain ASCII. */
  async function* narrow(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const western = new TextDecoder('windows-1252');
    let rest: Buffer = Buffer.alloc(0);
    let isCertain = false;
    let isFirst = true;
    for await (const chunk of chunks) {
      let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      if (isFirst && bytes.subarray(0, MARK.length).equals(MARK)) {
        bytes = bytes.subarray(MARK.length);
        isCertain = true;
      }
      isFirst = false;
      const whole = encoding === 'utf-8' ? wholeCharacters(bytes) : bytes.length;
      const piece = bytes.subarray(0, whole);
      rest = Buffer.from(bytes.subarray(whole));
      if (!isCertain && !isAscii(piece)) {
        isCertain = true;
        if (!looksLikeUtf8(piece)) {
          encoding = 'windows-1252';
          yield Buffer.from(western.decode(Buffer.concat([piece, rest])));
          rest = Buffer.alloc(0);
          continue;
        }
      }
      yield encoding === 'utf-8' ? piece : Buffer.from(western.decode(piece));
    }
    if (rest.length === 0) return;
    const isWestern = !isCertain || encoding === 'windows-1252';
    if (isWestern) encoding = 'windows-1252';
    yield isWestern ? Buffer.from(western.decode(rest)) : rest;
  }

  return { chunks: decoded(), encoding: () => encoding };
}

function wideEncodingOf(start: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4)
    throw new UploadRefusedError('file is a workbook', {});
  if (start[0] === 0x1f && start[1] === 0x8b)
    throw new UploadRefusedError('file is compressed', {});
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start.includes(0)) throw new UploadRefusedError('file is no text', {});
  return null;
}

async function* resumed(start: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  for (let next = await rest.next(); !next.done; next = await rest.next())
    yield Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
}

function isAscii(bytes: Buffer): boolean {
  return !bytes.some((byte) => byte > 127);
}

/** A few broken bytes among sound characters make it a damaged UTF-8 file, not one in another encoding. */
function looksLikeUtf8(bytes: Buffer): boolean {
  if (isUtf8(bytes)) return true;
  const text = bytes.toString('utf8');
  const broken = text.split('\ufffd').length - 1;
  const sound = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return sound > broken;
}

/** How many bytes there are before a character at the end that has not come whole. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
