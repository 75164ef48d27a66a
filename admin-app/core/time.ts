/**
 * Time in the core: instants and days are plain numbers, zones are IANA names, "now" is always an argument.
 * A day is counted in the shop's zone, so that midnight is the store's midnight whatever the clocks do.
 */
import { tz } from '@date-fns/tz';
import { addDays as addCalendarDays, startOfDay as startOfCalendarDay, subMonths } from 'date-fns';

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;
/** Whole days since 1970-01-01 on some calendar; a date without a time or zone. */
export type Day = number;
/** A date as text, `YYYY-MM-DD`. */
export type DayText = string;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const formatters = new Map<string, Intl.DateTimeFormat>();

function calendarFormatter(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** The calendar day of an instant in a zone. Throws RangeError for an unknown zone. */
export function dayOf(instant: Instant, zone: string): Day {
  return parseDay(calendarFormatter(zone).format(instant));
}

/** The first instant of a day in a zone (00:00, or later where a clock change skips midnight). */
export function startOfDay(day: Day, zone: string): Instant {
  const noonUtc = day * DAY_MS + 12 * HOUR_MS;
  let start = startOfCalendarDay(noonUtc, { in: tz(zone) });
  // Zones far from UTC see another date at noon UTC: step to the day that was asked for.
  const distance = day - dayOf(start.getTime(), zone);
  if (distance !== 0)
    start = startOfCalendarDay(addCalendarDays(start, distance), { in: tz(zone) });
  return start.getTime();
}

/** Reads `YYYY-MM-DD`. Throws RangeError when it is not a real date, naming the text. */
export function parseDay(text: DayText): Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match) {
    const millis = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
    if (new Date(millis).toISOString().startsWith(text)) return millis / DAY_MS;
  }
  throw new RangeError(`"${text}" is not a date; expected YYYY-MM-DD`);
}

/** Writes a day as `YYYY-MM-DD`. */
export function formatDay(day: Day): DayText {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Month 1–12 and day of month 1–31 of a day. */
export function monthAndDate(day: Day): { month: number; date: number } {
  const instant = new Date(day * DAY_MS);
  return { month: instant.getUTCMonth() + 1, date: instant.getUTCDate() };
}

/** The same time of day in a zone, so many calendar months earlier; the last day of a month that is too short. */
export function monthsBefore(instant: Instant, months: number, zone: string): Instant {
  return subMonths(instant, months, { in: tz(zone) }).getTime();
}
