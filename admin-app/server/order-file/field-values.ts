/** Dates and amounts as order files write them. What cannot be read is a fault naming the value and what would be right. */
import { parseMinor } from '../../core/money.ts';
import { type Day, parseDay } from '../../core/time.ts';
import { type FaultRow, fault, shown } from './order-row.ts';

/** A date, alone or followed by a time of day and perhaps a zone, as ISO 8601 and Shopify write it. */
const DATE_AND_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):[0-5]\d(?::([0-5]\d|60)(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d{2}:?(?:\d{2})?)?)?$/;

/** Zeros of computer and spreadsheet time (1970, 1900) stand for no date, and mistyped centuries would stretch history. */
const EARLIEST_DAY = parseDay('1980-01-01');

/**
 * Reads dates of a file: the calendar day as it is written, whatever time and zone follow. Files have few different
 * days and many lines, so each day is worked out once.
 */
export function createDayReader(): (text: string) => Day | FaultRow {
  const known = new Map<string, Day>();
  return (text) => {
    const date = text.length === 10 ? text : DATE_AND_TIME.exec(text.trim())?.[1];
    const day = date === undefined ? undefined : (known.get(date) ?? dayOrNothing(date));
    if (date === undefined || day === undefined)
      return fault(
        'order_date',
        `${shown(text)} is not a date; expected YYYY-MM-DD, alone or with a time as in 2026-11-22T09:30:00Z`,
      );
    if (day < EARLIEST_DAY)
      return fault('order_date', `${shown(text)} lies before 1980; expected the day of an order`);
    known.set(date, day);
    return day;
  };
}

function dayOrNothing(date: string): Day | undefined {
  try {
    return parseDay(date);
  } catch {
    return undefined;
  }
}

/** Minor units; null for an empty field. */
export function parseAmount(text: string, conventions: FileConventions): number | null | FaultRow {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const decimal = conventions.decimalComma ? trimmed.replace(/^(-?\d+),(\d+)$/, '$1.$2') : trimmed;
  try {
    const minor = parseMinor(decimal, conventions.currency);
    if (minor >= 0 && !decimal.startsWith('-')) return minor;
    return fault('amount', `the amount ${trimmed} is negative; expected 0 or more, or nothing`);
  } catch {
    return fault('amount', `${shown(text)} is not an amount; expected digits such as 12.30`);
  }
}

/** What a file's amounts are written in. */
export interface FileConventions {
  /** Whose minor units amounts are read in. */
  readonly currency: string;
  /** The file separates by something else than commas, so 12,50 is an amount. */
  readonly decimalComma: boolean;
}
