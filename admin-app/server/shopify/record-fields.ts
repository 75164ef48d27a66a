/** Reads fields of parsed JSON from Shopify. Each failure names the field, what was there and what was expected. */
import { parseMinor } from '../../core/money.ts';
import { type DayText, type Instant, parseDay } from '../../core/time.ts';
import { InvalidRecordError } from './errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown, what: string): Fields {
  // Every property of the result is `unknown`, so nothing is claimed that was not checked.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalid(what, value, 'an object');
}

/** An object in a field, or null where it is null or absent. */
export function optionalFields(record: Fields, field: string): Fields | null {
  const value = record[field];
  return value === null || value === undefined ? null : asFields(value, field);
}

export function requiredFields(record: Fields, field: string): Fields {
  return asFields(record[field], field);
}

export function list(record: Fields, field: string): readonly unknown[] {
  const value = record[field];
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw invalid(field, value, 'a list');
}

export function text(record: Fields, field: string): string {
  const value = record[field];
  if (typeof value === 'string') return value;
  throw invalid(field, value, 'text');
}

/** Null where the text is null, absent or empty. */
export function optionalText(record: Fields, field: string): string | null {
  const value = record[field];
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  throw invalid(field, value, 'text or null');
}

/**
 * One of Shopify's code words such as `AT_RISK`, in small letters; null where it is null or absent. Lists of them grow,
 * so any word is taken; what is no word is left out, which is no reason to refuse the record.
 */
export function optionalCode(record: Fields | null, field: string): string | null {
  const value = record?.[field];
  return typeof value === 'string' && /^\w{1,64}$/.test(value) ? value.toLowerCase() : null;
}

export function texts(record: Fields, field: string): readonly string[] {
  const values = list(record, field);
  if (values.every((value) => typeof value === 'string')) return values;
  throw invalid(field, values, 'a list of texts');
}

export function truth(record: Fields, field: string): boolean {
  const value = record[field];
  if (typeof value === 'boolean') return value;
  throw invalid(field, value, 'true or false');
}

export function quantity(record: Fields, field: string): number {
  const value = record[field];
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
    return value;
  }
  throw invalid(field, value, 'a whole number');
}

/** A whole number that Shopify writes as text because it may be large. */
export function counter(record: Fields, field: string): number {
  const value = Number(record[field]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(field, record[field], 'a count');
}

/** Shopify's number of a thing: 7_000_000_000_001. */
export function id(record: Fields, field: string): number {
  const value = record[field];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw invalid(field, value, "one of Shopify's numbers");
}

export function optionalId(record: Fields, field: string): number | null {
  const value = record[field];
  return value === null || value === undefined ? null : id(record, field);
}

/** The number in a field such as `gid://shopify/Order/7000000000001`. */
export function gidNumber(record: Fields, field: string, type: string): number {
  const value = record[field];
  if (typeof value === 'string') {
    const number = numberOfGid(value, type);
    if (number !== null) return number;
  }
  throw invalid(field, value, `gid://shopify/${type}/ and a number`);
}

/** The number of a gid of this type; null when it is something else. */
export function numberOfGid(gid: string, type: string): number | null {
  const prefix = `gid://shopify/${type}/`;
  if (!gid.startsWith(prefix)) return null;
  const digits = gid.slice(prefix.length);
  const number = /^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

export function gidOf(type: 'Customer' | 'Order' | 'Product', number: number): string {
  return `gid://shopify/${type}/${number}`;
}

const ISO_TIME =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export function instant(record: Fields, field: string): Instant {
  const value = record[field];
  if (typeof value === 'string') {
    const time = parseInstant(value);
    if (time !== null) return time;
  }
  throw invalid(field, value, 'a time such as 2026-11-22T10:00:00Z');
}

export function optionalInstant(record: Fields, field: string): Instant | null {
  const value = record[field];
  return value === null || value === undefined ? null : instant(record, field);
}

/** Null for anything but a real time of the years 1000 to 9999. */
export function parseInstant(value: string): Instant | null {
  const match = ISO_TIME.exec(value);
  if (!match) return null;
  // Date.parse takes 31 February for 3 March, so late days are checked against the calendar.
  if (Number(match[1]) > 28 && !isDay(value.slice(0, 10))) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function isDay(value: string): boolean {
  try {
    parseDay(value);
    return true;
  } catch {
    // parseDay's only refusal; the caller says it in its own words.
    return false;
  }
}

/** A date as Shopify keeps birthdays; null when absent or not a date, which is no reason to refuse a customer. */
export function optionalDay(record: Fields | null, field: string): DayText | null {
  const value = record?.[field];
  return typeof value === 'string' && /^[1-9]\d{3}-/.test(value) && isDay(value) ? value : null;
}

const CURRENCY = /^[A-Z]{3}$/;

export function currency(record: Fields, field: string): string {
  const value = record[field];
  if (typeof value === 'string' && CURRENCY.test(value)) return value;
  throw invalid(field, value, 'a currency such as EUR');
}

/** An IANA time zone that this machine knows. */
export function timeZone(record: Fields, field: string): string {
  const value = text(record, field);
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  } catch {
    // Its only refusal: an unknown zone.
    throw invalid(field, value, 'a time zone such as Europe/Paris');
  }
}

/** A price as Shopify writes it, "12.30". */
export function decimal(record: Fields, field: string): string {
  const value = record[field];
  if (typeof value === 'string' && /^\d{1,12}(?:\.\d{1,6})?$/.test(value)) return value;
  throw invalid(field, value, 'an amount such as 12.30');
}

/** Decimal text or number in a field, as minor units. */
export function minor(record: Fields, field: string, inCurrency: string): number {
  const value = record[field];
  if (typeof value === 'string' || typeof value === 'number') {
    try {
      return parseMinor(String(value), inCurrency);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw invalid(field, value, 'an amount such as 12.30');
}

function invalid(field: string, value: unknown, expected: string): InvalidRecordError {
  const found = value === undefined ? 'nothing' : JSON.stringify(value);
  return new InvalidRecordError(`${field} holds ${shorten(found)}; expected ${expected}`);
}

function shorten(found: string): string {
  return found.length > 80 ? `${found.slice(0, 80)}…` : found;
}
