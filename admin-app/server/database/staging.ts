/**
 * Brings many rows to the database at once: COPY into a temporary table, from which one statement merges them into the
 * real one. The temporary tables belong to the connection and are emptied with each transaction.
 */
import { pipeline } from 'node:stream/promises';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface Stage<Row> {
  readonly table: string;
  /** Columns with their types, as in CREATE TABLE. */
  readonly columns: string;
  /** The values of one row in the order of the columns, in COPY's text format. */
  readonly line: (row: Row) => string;
}

/** Puts the rows into the (emptied) temporary table of the stage. */
export async function stage<Row>(
  tx: ShopTransaction,
  { table, columns, line }: Stage<Row>,
  rows: readonly Row[],
): Promise<void> {
  await tx.execute(
    `create temp table if not exists ${table} (${columns}) on commit delete rows; delete from ${table}`,
  );
  if (rows.length === 0) return;
  await pipeline(copyChunks(rows, line), tx.copyFrom(`copy ${table} from stdin`));
}

/** Large enough that sending it costs little, small enough that Postgres begins while the rest is being written. */
const CHUNK_LENGTH = 128 * 1024;

function* copyChunks<Row>(rows: readonly Row[], line: (row: Row) => string): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += line(row);
    if (text.length < CHUNK_LENGTH) continue;
    yield text;
    text = '';
  }
  yield text;
}

/**
 * One row of each key, because one statement must not touch a row twice: the last one, or the last of those that are as
 * new as any where rows tell how new they are.
 */
export function oneOfEach<Row>(
  rows: readonly (Row & { readonly updatedAt?: Instant })[],
  keyOf: (row: Row) => number,
): readonly Row[] {
  if (new Set(rows.map(keyOf)).size === rows.length) return rows;
  const byKey = new Map<number, (typeof rows)[number]>();
  for (const row of rows) {
    const other = byKey.get(keyOf(row));
    if (!other || (other.updatedAt ?? 0) <= (row.updatedAt ?? 0)) byKey.set(keyOf(row), row);
  }
  return [...byKey.values()];
}

/** One line of COPY text. Numbers and booleans go in as they are. */
export function copyLine(values: readonly (string | number | boolean | null)[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += '\t';
    line += values[index] ?? '\\N';
  }
  return `${line}\n`;
}

/** Any text as a parameter. Postgres cannot store the character NUL. */
export function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '');
}

const SPECIAL = /[\\\t\n\r\0]/;
const SPECIALS = /[\\\t\n\r\0]/g;

/** Any text as a field, without NUL. */
export function copyText(text: string | null): string | null {
  if (text === null || !SPECIAL.test(text)) return text;
  return text.replace(SPECIALS, (character) => {
    switch (character) {
      case '\\':
        return '\\\\';
      case '\t':
        return '\\t';
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      default:
        return '';
    }
  });
}

/** A list of texts as a field of type text[]. */
export function copyTexts(texts: readonly string[]): string {
  if (texts.length === 0) return '{}';
  const elements = texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`);
  return copyText(`{${elements.join(',')}}`) ?? '{}';
}

let lastInstant: Instant = Number.NaN;
let lastInstantText = '';

/** An instant as a field. A record's times are often the same one, which is then written out only once. */
export function copyInstant(instant: Instant | null): string | null {
  if (instant === null) return null;
  if (instant !== lastInstant) {
    lastInstantText = new Date(instant).toISOString();
    lastInstant = instant;
  }
  return lastInstantText;
}
