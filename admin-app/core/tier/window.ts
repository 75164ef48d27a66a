/** Which days count towards a tier, and when they cease to. */
import { type Day, formatDay, monthAndDate, parseDay } from '../time.ts';
import type { TierWindow } from './types.ts';

/** The first day whose orders count on a day; null where all do. */
export function firstDayThatCounts(window: TierWindow, today: Day): Day | null {
  switch (window) {
    case 'always':
      return null;
    case '12 months':
      return sameDateOfYear(today, yearOf(today) - 1) + 1;
    case 'calendar year':
      return firstOfYear(yearOf(today) - 1);
  }
}

/** The first day on which an order no longer counts towards the last twelve months. */
export function dayWithoutOrder(ordered: Day): Day {
  const { month, date } = monthAndDate(ordered);
  const isLeapDay = month === 2 && date === 29;
  return sameDateOfYear(ordered, yearOf(ordered) + 1) + (isLeapDay ? 1 : 0);
}

/** A gift holds as long as what is ordered on that day would count; null is for ever. */
export function dayWithoutGift(window: TierWindow, given: Day): Day | null {
  switch (window) {
    case 'always':
      return null;
    case '12 months':
      return dayWithoutOrder(given);
    case 'calendar year':
      return firstOfYear(yearOf(given) + 2);
  }
}

export function yearOf(day: Day): number {
  return Number(formatDay(day).slice(0, 4));
}

export function firstOfYear(year: number): Day {
  return parseDay(`${year}-01-01`);
}

/** 29 February becomes the 28th where there is none. */
function sameDateOfYear(day: Day, year: number): Day {
  const { month, date } = monthAndDate(day);
  const first = parseDay(`${year}-${String(month).padStart(2, '0')}-01`);
  const same = first + date - 1;
  return monthAndDate(same).month === month ? same : same - 1;
}
