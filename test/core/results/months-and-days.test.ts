import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monthsAndDays } from '../../../admin-app/core/results/months-and-days.ts';
import { formatDay, parseDay } from '../../../admin-app/core/time.ts';

const span = (from: string, to: string) => ({ from, to });

it.each([
  ['days of one month', '2026-06-03', '2026-06-29', null, ['2026-06-03', '2026-06-29'], null],
  ['a whole month', '2024-02-01', '2024-02-29', ['2024-02-01', '2024-02-29'], null, null],
  [
    'days on both sides',
    '2025-12-31',
    '2026-03-01',
    ['2026-01-01', '2026-02-28'],
    ['2025-12-31', '2025-12-31'],
    ['2026-03-01', '2026-03-01'],
  ],
  [
    'days across a month’s end',
    '2026-06-03',
    '2026-07-29',
    null,
    ['2026-06-03', '2026-07-29'],
    null,
  ],
] as const)('takes apart %s', (_, from, to, months, before, after) => {
  const asSpan = (each: readonly [string, string] | null) => each && span(...each);
  expect(monthsAndDays(span(from, to))).toEqual({
    months: asSpan(months),
    before: asSpan(before),
    after: asSpan(after),
  });
});

it('has every day once', () => {
  const day = fc.integer({ min: 18_000, max: 22_000 });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), (first, length) => {
      const { months, before, after } = monthsAndDays(
        span(formatDay(first), formatDay(first + length)),
      );
      const parts = [before, months, after].flatMap((part) => part ?? []);
      const days = parts.map(({ from, to }) => parseDay(to) - parseDay(from) + 1);
      expect(days.reduce((sum, each) => sum + each, 0)).toBe(length + 1);
      expect(parts.map(({ from }) => from)).toEqual(parts.map(({ from }) => from).toSorted());
    }),
  );
});
