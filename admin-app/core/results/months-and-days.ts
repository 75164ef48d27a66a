import { type Day, type DayText, formatDay, parseDay } from '../time.ts';

/** Days, both included. */
export interface Span {
  readonly from: DayText;
  readonly to: DayText;
}

/** A period as whole months, and the days before and after them. */
export interface MonthsAndDays {
  /** From a month's first day to a month's last. */
  readonly months: Span | null;
  readonly before: Span | null;
  readonly after: Span | null;
}

export function monthsAndDays({ from, to }: Span): MonthsAndDays {
  const [first, last] = [parseDay(from), parseDay(to)];
  let start = first;
  while (!beginsMonth(start)) start += 1;
  let end = last;
  while (!beginsMonth(end + 1)) end -= 1;
  if (start > end) return { months: null, before: { from, to }, after: null };
  return {
    months: { from: formatDay(start), to: formatDay(end) },
    before: start > first ? { from, to: formatDay(start - 1) } : null,
    after: end < last ? { from: formatDay(end + 1), to } : null,
  };
}

function beginsMonth(day: Day): boolean {
  return formatDay(day).endsWith('-01');
}
