/** From the bytes of a third party's file to its lines, as they come; memory is bounded by the longest record. */
import { createHash } from 'node:crypto';
import { type CsvRecord, createCsvReader } from '../order-file/csv-records.ts';
import { readUploadText, type UploadEncoding, UploadRefusedError } from './upload-text.ts';

export interface UploadedLine {
  readonly line: number;
  readonly fields: readonly string[];
  /** Why it could not be read; null when it could. */
  readonly fault: 'quotes' | 'length' | 'fields' | 'encoding' | null;
}
export interface UploadedFile {
  readonly header: readonly string[];
  readonly encoding: UploadEncoding;
  readonly separator: string;
  /** SHA-256 of the bytes as they came. */
  readonly hash: Uint8Array;
  readonly lines: number;
}

const UPLOAD_LIMITS = { bytes: 256 * 1024 * 1024, lines: 1_000_000, columns: 200 } as const;
const LONGEST_HEADER_FIELD = 200;
const SHOWN_FIELDS = 200;

/** Yields lines in groups of about `size`; returns what the file is. Throws UploadRefusedError for what is no such file. */
export async function* readUpload(
  chunks: AsyncIterable<Uint8Array>,
  size = 2_000,
): AsyncGenerator<readonly UploadedLine[], UploadedFile> {
  const hash = createHash('sha256');
  const state: { header: readonly string[] | null; separator: string; lines: number } = {
    header: null,
    separator: ',',
    lines: 0,
  };
  let waiting: UploadedLine[] = [];
  const csv = createCsvReader((record) => {
    if (state.header === null) {
      state.header = headerOf(record);
      state.separator = record.separator;
      return;
    }
    state.lines++;
    waiting.push(lineOf(record, state.header.length));
  });
  const text = readUploadText(counted(chunks, (bytes) => hash.update(bytes)));
  for await (const bytes of text.chunks) {
    csv.push(bytes);
    if (state.lines > UPLOAD_LIMITS.lines) throw tooLong();
    while (waiting.length >= size) {
      yield waiting.slice(0, size);
      waiting = waiting.slice(size);
    }
  }
  csv.end();
  if (waiting.length > 0) yield waiting;
  if (state.header === null) throw new UploadRefusedError('file empty', {});
  if (state.lines === 0) throw new UploadRefusedError('file without lines', {});
  return {
    header: state.header,
    encoding: text.encoding(),
    separator: state.separator,
    hash: hash.digest(),
    lines: state.lines,
  };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const bytes of chunks) {
    total += bytes.length;
    if (total > UPLOAD_LIMITS.bytes) throw tooLong();
    onBytes(bytes);
    yield bytes;
  }
}

function tooLong(): UploadRefusedError {
  const { bytes, lines } = UPLOAD_LIMITS;
  return new UploadRefusedError('file too long', { lines, megabytes: bytes / 1024 / 1024 });
}

function headerOf({ fields, fault }: CsvRecord): readonly string[] {
  if (fault !== null) throw new UploadRefusedError('file without header', {});
  if (fields.length > UPLOAD_LIMITS.columns)
    throw new UploadRefusedError('too many columns', {
      columns: fields.length,
      most: UPLOAD_LIMITS.columns,
    });
  if (fields.some((field) => /(?![\t\r\n])\p{Cc}/u.test(field)))
    throw new UploadRefusedError('file is no text', {});
  return fields.map((field) => field.trim().slice(0, LONGEST_HEADER_FIELD));
}

function lineOf({ line, fields, fault, isUtf8 }: CsvRecord, columns: number): UploadedLine {
  // The database takes no zero bytes.
  const kept = fields.slice(0, SHOWN_FIELDS).map((field) => field.replaceAll('\0', ''));
  if (fault !== null) return { line, fields: kept, fault };
  if (fields.length !== columns) return { line, fields: kept, fault: 'fields' };
  return { line, fields: kept, fault: isUtf8 ? null : 'encoding' };
}
