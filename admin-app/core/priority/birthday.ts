const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01; first and last day inclusive. */
export type DayRange = { readonly first: number; readonly last: number };

/** The days before and after a day of the year, each below half a year, so that two windows never meet. */
export interface YearlyWindow {
  readonly daysBefore: number;
  readonly daysAfter: number;
}

/**
 * The window around a day of the year that is open on `today`, or else the next one, if it opens within `ahead` days;
 * null if none does. The day is `MM-DD`; 29 February falls on the 28th in years without one. Windows reach over New
 * Year. Only occurrences after `since` count, where it is given.
 */
export function yearlyRange(
  monthDay: string,
  { daysBefore, daysAfter }: YearlyWindow,
  { today, ahead, since = -Infinity }: { today: number; ahead: number; since?: number },
): DayRange | null {
  const [, month = NaN, date = NaN] = /^(\d\d)-(\d\d)$/.exec(monthDay)?.map(Number) ?? [];
  const year = new Date(today * DAY_MS).getUTCFullYear();
  for (const near of [year - 1, year, year + 1, year + 2]) {
    // Day 0 of the next month is the last day of this one.
    const lastOfMonth = Date.UTC(near, month, 0);
    const day = Math.min(Date.UTC(near, month - 1, date), lastOfMonth) / DAY_MS;
    const range = { first: day - daysBefore, last: day + daysAfter };
    if (day > since && range.last >= today && range.first <= today + ahead) return range;
  }
  return null;
}

/** `MM-DD` of a day. */
export function monthDayOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(5, 10);
}

/** Every day of the year, as `MM-DD`, that is celebrated in a range of days. */
export function monthDaysWithin({ first, last }: DayRange): readonly string[] {
  const found = new Set<string>();
  for (let day = first; day <= last && found.size < 366; day += 1) {
    const monthDay = monthDayOf(day);
    found.add(monthDay);
    if (monthDay === '02-28') found.add('02-29');
  }
  return [...found];
}
