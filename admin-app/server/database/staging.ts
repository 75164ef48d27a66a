/**
 * Brings many rows to the database at once: COPY into a temporary table, from which one statement merges them into the
 * real one. The temporary tables belong to the connection and are emptied with each transaction.
 */
import { finished } from 'node:stream/promises';
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
  let text = '';
  for (const row of rows) text += line(row);
  const copy = tx.copyFrom(`copy ${table} from stdin`);
  copy.end(text);
  await finished(copy);
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
