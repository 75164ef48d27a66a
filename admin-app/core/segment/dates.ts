/**
 * Dates of a query as days of the shop. Relative dates count from the shop's today. Months and years keep the day of
 * the month where there is one, and take the month's last day where there is not (31 March − 1 month is 28 or 29
 * February; 29 February + 1 year is 28 February).
 */
import { type Day, monthAndDate, parseDay } from '../time.ts';
import type { DateValue, OffsetValue } from './types.ts';

const DAY_MS = 86_400_000;

/** The day that a date means today; for a second of the clock, the day it lies in. */
export function dayOfValue(value: DateValue, today: Day): Day {
  switch (value.kind) {
    case 'day':
    case 'time':
      return parseDay(value.day);
    case 'named':
      return value.name === 'today' ? today : today - 1;
    case 'offset':
      return addOffset(today, value);
  }
}

function addOffset(today: Day, { amount, unit }: OffsetValue): Day {
  switch (unit) {
    case 'd':
      return today + amount;
    case 'w':
      return today + 7 * amount;
    case 'm':
      return addMonths(today, amount);
    case 'y':
      return addMonths(today, 12 * amount);
  }
}

function addMonths(day: Day, months: number): Day {
  const { month, date } = monthAndDate(day);
  const year = new Date(day * DAY_MS).getUTCFullYear();
  return dayInMonth(year, month + months, date);
}

/** The date in that month, or the month's last day; months beyond 1–12 reach into other years. */
function dayInMonth(year: number, month: number, date: number): Day {
  // Day 0 of the next month is the last of this one.
  const last = Date.UTC(year, month, 0);
  return Math.min(Date.UTC(year, month - 1, date), last) / DAY_MS;
}

/** Month and day of month as one number: 229 is 29 February. */
export type MonthDay = number;

export function monthDayOf(day: Day): MonthDay {
  const { month, date } = monthAndDate(day);
  return month * 100 + date;
}

/** The anniversary of a month and day in the year of `today`, or years later: 29 February falls on the 28th in common years. */
export function anniversaryIn(today: Day, monthDay: MonthDay, yearsLater = 0): Day {
  const year = new Date(today * DAY_MS).getUTCFullYear() + yearsLater;
  return dayInMonth(year, Math.floor(monthDay / 100), monthDay % 100);
}

/** Every month and day that has its anniversary from `first` to `last`, both included. */
export function monthDaysWithin(first: Day, last: Day): ReadonlySet<MonthDay> {
  const found = new Set<MonthDay>();
  // After 366 days every date has come by; the 29th of February comes with the 28th of a common year.
  const end = Math.min(last, first + 366);
  for (let day = first; day <= end; day += 1) {
    const monthDay = monthDayOf(day);
    found.add(monthDay);
    if (monthDay === 228 && monthDayOf(day + 1) === 301) found.add(229);
  }
  return found;
}
