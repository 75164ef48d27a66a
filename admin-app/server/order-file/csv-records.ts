/**
 * Splits the bytes of a CSV file into records (RFC 4180: quoted fields may hold separators, line ends and doubled
 * quotes). A fault costs one line, never the rest of the file: reading goes on with the line after it. Memory is bounded
 * by the longest record.
 */
import { isUtf8 } from 'node:buffer';

export type CsvFault = 'quotes' | 'length';

export interface CsvRecord {
  /** Line the record begins on; the first is 1. */
  readonly line: number;
  /** As decoded; empty for a fault. */
  readonly fields: readonly string[];
  readonly fault: CsvFault | null;
  /** False when some byte of it is not UTF-8; such bytes are U+FFFD in the fields. */
  readonly isUtf8: boolean;
  /** Of the whole file. */
  readonly separator: string;
}

export interface CsvReader {
  push(bytes: Buffer): void;
  /** What is left is the last record. */
  end(): void;
}

/** A record longer than this is a quote that is never closed, or no CSV at all. */
export const MOST_RECORD_BYTES = 1 << 20;

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;
const SEPARATORS = [COMMA, 59, 9] as const;

/** Hands each record to `take`, empty lines left out. The separator is the one the first line has most of: , ; or tab. */
export function createCsvReader(take: (record: CsvRecord) => void): CsvReader {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let separator: number | null = null;
  let skipsLine = false;

  function push(chunk: Buffer): void {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    rest = Buffer.from(bytes.subarray(readRecords(bytes, false)));
  }

  function end(): void {
    if (rest.length > 0) readRecords(rest, true);
    rest = Buffer.alloc(0);
  }

  /** Reads what is complete; returns where the incomplete record begins. */
  function readRecords(bytes: Buffer, isLast: boolean): number {
    const allUtf8 = isUtf8(bytes.subarray(0, isLast ? bytes.length : bytes.lastIndexOf(LF) + 1));
    let start = 0;
    let quoteAt = -1;
    while (start < bytes.length) {
      const lineEnd = endOfLine(bytes, start, isLast);
      if (skipsLine) {
        if (lineEnd === -1) return bytes.length;
        skipsLine = false;
        start = lineEnd + 1;
        line++;
        continue;
      }
      if (lineEnd === -1 && bytes.length - start <= MOST_RECORD_BYTES) return start;
      if (lineEnd === -1 || lineEnd - start > MOST_RECORD_BYTES) {
        report('length');
        skipsLine = true;
        continue;
      }
      separator ??= separatorOf(bytes.subarray(start, lineEnd));
      if (quoteAt < start) quoteAt = indexOrEnd(bytes, QUOTE, start);
      if (quoteAt > lineEnd) {
        const textEnd = bytes[lineEnd - 1] === CR && lineEnd > start ? lineEnd - 1 : lineEnd;
        const fields = bytes.toString('utf8', start, textEnd).split(textOf(separator));
        give(fields, allUtf8 || isUtf8(bytes.subarray(start, textEnd)));
        start = lineEnd + 1;
        line++;
        continue;
      }
      const record = readQuoted(bytes, { start, separator, isLast });
      if (record === 'open' && !isLast && bytes.length - start <= MOST_RECORD_BYTES) return start;
      if (record === 'open' || record === 'broken') {
        report('quotes');
        start = lineEnd + 1;
        line++;
        continue;
      }
      const raw = bytes.subarray(start, record.end);
      give(record.fields, allUtf8 || isUtf8(raw));
      line += countLines(raw);
      start = record.end;
    }
    return bytes.length;
  }

  function give(fields: readonly string[], valid: boolean): void {
    if (fields.length === 1 && fields[0]?.trim() === '') return;
    if (line === 1 && isSeparatorLine(fields)) return;
    take({ line, fields, fault: null, isUtf8: valid, separator: textOf(separator) });
  }

  function report(fault: CsvFault): void {
    take({ line, fields: [], fault, isUtf8: true, separator: textOf(separator) });
  }

  return { push, end };
}

/** "sep=;" is how a file tells Excel its separator; it is no header. */
function isSeparatorLine(fields: readonly string[]): boolean {
  return fields.length === 2 && fields[1] === '' && /^\uFEFF?sep=$/i.test(fields[0] ?? '');
}

interface QuotedRecord {
  readonly fields: readonly string[];
  /** Where the next record begins. */
  readonly end: number;
}

/** "open" when the bytes end within a quoted field, "broken" when something other than a separator follows one. */
function readQuoted(
  bytes: Buffer,
  at: { readonly start: number; readonly separator: number; readonly isLast: boolean },
): QuotedRecord | 'open' | 'broken' {
  const fields: string[] = [];
  let position = at.start;
  for (;;) {
    const field =
      bytes[position] === QUOTE
        ? readQuotedField(bytes, position + 1)
        : readPlainField(bytes, position, at.separator);
    if (field === 'open') return 'open';
    fields.push(field.value);
    const next = bytes[field.end];
    if (next === undefined) return at.isLast ? { fields, end: field.end } : 'open';
    if (next === LF) return { fields, end: field.end + 1 };
    if (next === CR && bytes[field.end + 1] === LF) return { fields, end: field.end + 2 };
    if (next === CR && field.end + 1 >= bytes.length)
      return at.isLast ? { fields, end: field.end + 1 } : 'open';
    if (next !== at.separator) return 'broken';
    position = field.end + 1;
  }
}

interface Field {
  readonly value: string;
  /** Position after the field. */
  readonly end: number;
}

/** Where the bytes end with the closing quote, the record is not over: it is read anew with what follows. */
function readQuotedField(bytes: Buffer, start: number): Field | 'open' {
  let value = '';
  let from = start;
  for (;;) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote === -1) return 'open';
    value += bytes.toString('utf8', from, quote);
    if (bytes[quote + 1] !== QUOTE) return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function readPlainField(bytes: Buffer, start: number, separator: number): Field {
  let end = start;
  while (end < bytes.length && bytes[end] !== separator && bytes[end] !== LF) end++;
  if (bytes[end] === LF && end > start && bytes[end - 1] === CR) end--;
  return { value: bytes.toString('utf8', start, end), end };
}

/** Position of the line's end; -1 while it has not come. The last line may end with the file. */
function endOfLine(bytes: Buffer, start: number, isLast: boolean): number {
  const end = bytes.indexOf(LF, start);
  return end === -1 && isLast ? bytes.length : end;
}

function textOf(separator: number | null): string {
  return String.fromCharCode(separator ?? COMMA);
}

function indexOrEnd(bytes: Buffer, byte: number, start: number): number {
  const found = bytes.indexOf(byte, start);
  return found === -1 ? Number.POSITIVE_INFINITY : found;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}

/** European Excel writes semicolons, because the comma is its decimal point. */
function separatorOf(headerLine: Buffer): number {
  const count = (byte: number) => headerLine.filter((other) => other === byte).length;
  return SEPARATORS.toSorted((one, other) => count(other) - count(one))[0] ?? COMMA;
}
