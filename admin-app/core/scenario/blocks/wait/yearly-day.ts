import { DAY_MS, type Day } from '../../../time.ts';

/** The next day, `from` included, that is so many days before the yearly date. 29 February falls on the 28th in common years. */
export function nextYearlyDay(
  { month, date }: { readonly month: number; readonly date: number },
  daysBefore: number,
  from: Day,
): Day | null {
  const year = new Date(from * DAY_MS).getUTCFullYear();
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    // Day 0 of the next month is the last day of this one.
    const last = Date.UTC(year + ahead, month, 0);
    const day = Math.min(Date.UTC(year + ahead, month - 1, date), last) / DAY_MS - daysBefore;
    if (day >= from) return day;
  }
  return null;
}
