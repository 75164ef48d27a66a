/** The rows that make up a period: those of its whole months, and of the days around them. */
import { monthsAndDays, type Span } from '../../core/results/months-and-days.ts';
import type { DayText } from '../../core/time.ts';

const NO_DAYS: Span = { from: '0001-01-02', to: '0001-01-01' };

/** Six values for `overPeriod`. */
export function periodValues(period: Span): readonly DayText[] {
  const { months, before, after } = monthsAndDays(period);
  return [months, before, after].flatMap((part) => {
    const { from, to } = part ?? NO_DAYS;
    return [from, to];
  });
}

/** The rows of sums by month and by day that fit a condition; their six values begin at `$first`. */
export function overPeriod(
  sums: 'result' | 'return' | 'attributed',
  condition: string,
  first: number,
): string {
  const rows = (unit: string, at: number) =>
    `select * from ${sums}_${unit} where ${condition} and day between $${at} and $${at + 1}`;
  return `(${rows('months', first)}
    union all ${rows('days', first + 2)}
    union all ${rows('days', first + 4)}) as sums`;
}
