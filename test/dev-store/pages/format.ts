import type { Instant } from '../../../admin-app/core/time.ts';

/** `clock`: with weekday, `time`: to the minute, `second`, `day`: without the time, `hour`: without the day. */
export type DateFormat = 'clock' | 'time' | 'second' | 'day' | 'hour';

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const minute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const shapes: Record<DateFormat, Intl.DateTimeFormatOptions> = {
  clock: { weekday: 'short', ...day, ...minute },
  time: { ...day, ...minute },
  second: { ...day, ...minute, second: '2-digit' },
  day,
  hour: minute,
};

/** Making a formatter costs far more than using it, and a list needs hundreds. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A date as staff in the store's zone read it. */
export function formatDate(at: Instant, timeZone: string, format: DateFormat): string {
  const key = `${timeZone} ${format}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', { ...shapes[format], timeZone });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}
