import { describe, expect, it } from 'vitest';
import type { TierWindow } from '../../../admin-app/core/tier/types.ts';
import {
  dayWithoutGift,
  dayWithoutOrder,
  firstDayThatCounts,
} from '../../../admin-app/core/tier/window.ts';
import { formatDay, parseDay } from '../../../admin-app/core/time.ts';

const text = (day: number | null) => (day === null ? null : formatDay(day));

describe('an order of the last twelve months', () => {
  it.each([
    ['2025-06-15', '2026-06-15'],
    ['2025-12-31', '2026-12-31'],
    ['2027-02-28', '2028-02-28'],
    ['2027-03-01', '2028-03-01'],
    ['2028-02-28', '2029-02-28'],
    ['2028-02-29', '2029-03-01'],
    ['2028-03-01', '2029-03-01'],
  ])('of %s no longer counts on %s, and still did the day before', (ordered, gone) => {
    expect(formatDay(dayWithoutOrder(parseDay(ordered)))).toBe(gone);
    const counts = (today: number) =>
      parseDay(ordered) >= (firstDayThatCounts('12 months', today) ?? 0);
    expect([counts(parseDay(gone) - 1), counts(parseDay(gone))]).toEqual([true, false]);
  });

  it('leaves on one day, whichever of a thousand', () => {
    for (let ordered = parseDay('2027-01-01'); ordered < parseDay('2029-12-31'); ordered += 1) {
      const gone = dayWithoutOrder(ordered);
      expect(firstDayThatCounts('12 months', gone - 1)).toBeLessThanOrEqual(ordered);
      expect(firstDayThatCounts('12 months', gone)).toBeGreaterThan(ordered);
    }
  });
});

describe('what counts on a day', () => {
  it.each<[TierWindow, string, string | null]>([
    ['always', '2026-06-15', null],
    ['calendar year', '2026-01-01', '2025-01-01'],
    ['calendar year', '2026-12-31', '2025-01-01'],
    ['12 months', '2028-02-29', '2027-03-01'],
    ['12 months', '2029-02-28', '2028-02-29'],
    ['12 months', '2029-03-01', '2028-03-02'],
  ])('%s on %s begins on %s', (window, today, begins) => {
    expect(text(firstDayThatCounts(window, parseDay(today)))).toBe(begins);
  });
});

describe('a tier given on a day', () => {
  it.each<[TierWindow, string, string | null]>([
    ['12 months', '2028-02-29', '2029-03-01'],
    ['calendar year', '2026-06-15', '2028-01-01'],
    ['always', '2026-06-15', null],
  ])('with %s on %s holds until %s', (window, given, until) => {
    expect(text(dayWithoutGift(window, parseDay(given)))).toBe(until);
  });
});
