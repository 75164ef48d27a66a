/**
 * How Postgres values become ours: whole numbers as numbers while they are exact, decimals as text, instants as epoch
 * milliseconds, dates as `YYYY-MM-DD`. Set per connection pool, so that other users of `pg` keep their own.
 */
import pg from 'pg';
import type { Instant } from '../../core/time.ts';

type Parser = (text: string) => unknown;

const TEXT_ARRAY_OID: number = 1009;

const SCALAR_PARSERS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [pg.types.builtins.INT8, parseWholeNumber],
  [pg.types.builtins.NUMERIC, (text) => text],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMP, (text) => text],
  [pg.types.builtins.TIMESTAMPTZ, parseInstant],
]);

/** Type number of the array of → type number of its elements. */
const ARRAY_ELEMENTS: ReadonlyMap<number, number> = new Map([
  [1016, pg.types.builtins.INT8],
  [1231, pg.types.builtins.NUMERIC],
  [1182, pg.types.builtins.DATE],
  [1115, pg.types.builtins.TIMESTAMP],
  [1185, pg.types.builtins.TIMESTAMPTZ],
]);

/** What `pg` asks for each column: our parser where we have one, else its own. */
export const typeParsers: pg.CustomTypesConfig = { getTypeParser };

function getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
  if (format !== 'binary') {
    const element = ARRAY_ELEMENTS.get(oid);
    const parser = SCALAR_PARSERS.get(element ?? oid);
    if (parser) return element === undefined ? parser : arrayOf(parser);
  }
  return pg.types.getTypeParser(oid, format);
}

/** Arrays of whole numbers, the long ones; the driver's parser looks at each character of any array. */
const WHOLE_NUMBERS = /^\{-?\d+(?:,-?\d+)*\}$/;

function arrayOf(parser: Parser): Parser {
  const parseTexts: Parser = pg.types.getTypeParser(TEXT_ARRAY_OID, 'text');
  const parseElement = (element: unknown): unknown => {
    if (Array.isArray(element)) return element.map(parseElement);
    return typeof element === 'string' ? parser(element) : element;
  };
  return (text) =>
    WHOLE_NUMBERS.test(text)
      ? text.slice(1, -1).split(',').map(parser)
      : parseElement(parseTexts(text));
}

/** Reads an int8. Throws RangeError beyond 2^53, where a number would silently become another one. */
function parseWholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(
      `The database returned the whole number ${text}, which is beyond 2^53 and not exact as a number; select it as text`,
    );
  }
  return value;
}

const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;

/**
 * Reads a timestamptz in the ISO style, whatever the session's time zone, as epoch milliseconds; microseconds are cut
 * off. `infinity` becomes Infinity. Throws RangeError for years before 1 or after 9999.
 */
export function parseInstant(text: string): Instant {
  const match = TIMESTAMP.exec(text);
  if (!match) {
    if (text === 'infinity') return Number.POSITIVE_INFINITY;
    if (text === '-infinity') return Number.NEGATIVE_INFINITY;
    throw new RangeError(
      `The database returned the time "${text}"; expected the ISO style, years 1 to 9999`,
    );
  }
  const [, year, month, day, hour, minute, second, fraction = '', sign] = match;
  const instant = new Date(0);
  // Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  instant.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3));
  instant.setUTCHours(Number(hour), Number(minute), Number(second), millis);
  const [offsetHours, offsetMinutes, offsetSeconds] = match
    .slice(9)
    .map((part) => Number(part ?? 0));
  const offset =
    ((offsetHours ?? 0) * 3600 + (offsetMinutes ?? 0) * 60 + (offsetSeconds ?? 0)) * 1000;
  return instant.getTime() - (sign === '-' ? -offset : offset);
}

/** Writes an instant as a parameter for a timestamptz. Throws RangeError when it is not a time at all. */
export function timestampText(instant: Instant): string {
  if (instant === Number.POSITIVE_INFINITY) return 'infinity';
  if (instant === Number.NEGATIVE_INFINITY) return '-infinity';
  return new Date(instant).toISOString();
}
