import { type Day, parseDay } from '../time.ts';

/** Whole months since January 1970 on a calendar without a zone. */
export type Month = number;
/** A month as text, `YYYY-MM`. */
export type MonthText = string;

export function monthOfDay(day: Day): Month {
  const date = new Date(day * 86_400_000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

export function firstDayOf(month: Month): Day {
  return Date.UTC(1970, month, 1) / 86_400_000;
}

/** Reads `YYYY-MM`. Throws RangeError when it is no month, naming the text. */
export function parseMonth(text: MonthText): Month {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new RangeError(`"${text}" is not a month; expected YYYY-MM`);
  return monthOfDay(parseDay(`${text}-01`));
}

export function formatMonth(month: Month): MonthText {
  return new Date(Date.UTC(1970, month, 1)).toISOString().slice(0, 7);
}
