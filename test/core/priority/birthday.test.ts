import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearlyRange } from '../../../admin-app/core/priority/birthday.ts';
import { formatDay, parseDay } from '../../../admin-app/core/time.ts';

const ON_THE_DAY = { daysBefore: 0, daysAfter: 0 };

function rangeOn(today: string, birthday: string, before = 0, after = 0): string | null {
  const window = { daysBefore: before, daysAfter: after };
  const range = yearlyRange(birthday, window, { today: parseDay(today), ahead: 0 });
  return range && `${formatDay(range.first)} ${formatDay(range.last)}`;
}

describe('the days around a birthday', () => {
  const cases = [
    ['the day itself', '2026-06-15', '06-15', 0, 0, '2026-06-15 2026-06-15'],
    ['the day before, with no window', '2026-06-14', '06-15', 0, 0, null],
    ['the first day of the window', '2026-06-12', '06-15', 3, 2, '2026-06-12 2026-06-17'],
    ['the last day of the window', '2026-06-17', '06-15', 3, 2, '2026-06-12 2026-06-17'],
    ['a day too late', '2026-06-18', '06-15', 3, 2, null],
    ['in December, for 2 January', '2026-12-30', '01-02', 5, 0, '2026-12-28 2027-01-02'],
    ['in January, for 30 December', '2027-01-03', '12-30', 0, 7, '2026-12-30 2027-01-06'],
    ['29 February in a leap year', '2028-02-29', '02-29', 0, 0, '2028-02-29 2028-02-29'],
    ['28 February in a leap year, for the 29th', '2028-02-28', '02-29', 0, 0, null],
    [
      '28 February in a common year, for the 29th',
      '2027-02-28',
      '02-29',
      0,
      0,
      '2027-02-28 2027-02-28',
    ],
    ['1 March in a common year, for 29 February', '2027-03-01', '02-29', 0, 0, null],
    ['29 February of 2100, which has none', '2100-02-28', '02-29', 0, 0, '2100-02-28 2100-02-28'],
    ['something that is no date', '2027-03-01', 'soon', 3, 3, null],
    ['an empty text', '2027-03-01', '', 3, 3, null],
  ] as const;
  it.each(cases)('on %s', (_, today, birthday, before, after, expected) => {
    expect(rangeOn(today, birthday, before, after)).toBe(expected);
  });

  it('come on exactly one day of every year', () => {
    const anyDay = fc.integer({ min: parseDay('2024-01-01'), max: parseDay('2028-12-31') });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 2020, max: 2104 }), (bornOn, year) => {
        const birthday = formatDay(bornOn).slice(5);
        const first = parseDay(`${year}-01-01`);
        const next = parseDay(`${year + 1}-01-01`);
        const days = Array.from({ length: next - first }, (_, index) => first + index);
        expect(
          days.filter((today) => yearlyRange(birthday, ON_THE_DAY, { today, ahead: 0 })),
        ).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});
