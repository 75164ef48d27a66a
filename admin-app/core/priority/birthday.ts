const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01; first and last day inclusive. */
export type DayRange = { readonly first: number; readonly last: number };

/**
 * The range of days around the birthday that contains `today`, or null if today is not near it. The birthday is
 * `MM-DD`; 29 February falls on the 28th in years without one. Windows reach over New Year, and are shorter than half
 * a year each way, so that they never meet.
 */
export function birthdayRange(
  birthday: string,
  today: number,
  daysBefore: number,
  daysAfter: number,
): DayRange | null {
  const [, month = NaN, dayOfMonth = NaN] = /^(\d\d)-(\d\d)$/.exec(birthday)?.map(Number) ?? [];
  const year = new Date(today * DAY_MS).getUTCFullYear();
  for (const near of [year - 1, year, year + 1]) {
    // Day 0 of the next month is the last day of this one.
    const lastOfMonth = Date.UTC(near, month, 0);
    const day = Math.min(Date.UTC(near, month - 1, dayOfMonth), lastOfMonth) / DAY_MS;
    if (today >= day - daysBefore && today <= day + daysAfter)
      return { first: day - daysBefore, last: day + daysAfter };
  }
  return null;
}
