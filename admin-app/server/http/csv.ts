/** Lines of CSV (RFC 4180) that a spreadsheet opens without running anything in them. */

/** A spreadsheet takes a text that begins like this for a formula. */
const LIKE_A_FORMULA = /^[=+\-@\t\r]/;

/** One line with its end; null is an empty field. */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = LIKE_A_FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Lines in UTF-8 behind the mark that says so: without it Excel takes them for an older code page, and "é" for "Ã©". */
export async function* forSpreadsheets(lines: AsyncIterable<string>): AsyncGenerator<string> {
  yield '\ufeff';
  yield* lines;
}
