import { describe, expect, it } from 'vitest';
import {
  type CohortActivity,
  cohortTable,
  summarize,
} from '../../../admin-app/core/results/cohorts.ts';
import {
  firstDayOf,
  formatMonth,
  monthOfDay,
  parseMonth,
} from '../../../admin-app/core/results/month.ts';
import {
  type FollowedDay,
  landmarksOf,
  returnCurve,
} from '../../../admin-app/core/results/survival.ts';
import { dayOf, formatDay, parseDay } from '../../../admin-app/core/time.ts';

const day = (days: number, returned: number, censored: number): FollowedDay => ({
  days,
  returned,
  censored,
});

describe('a month', () => {
  it.each([
    ['2024-02-29', '2024-02', '2024-02-01'],
    ['2024-03-01', '2024-03', '2024-03-01'],
    ['1969-12-31', '1969-12', '1969-12-01'],
    ['2025-12-31', '2025-12', '2025-12-01'],
  ])('holds %s', (text, month, first) => {
    expect(formatMonth(monthOfDay(parseDay(text)))).toBe(month);
    expect(formatDay(firstDayOf(parseMonth(month)))).toBe(first);
  });

  it('is the one on the calendar of the shop', () => {
    const midnight = Date.UTC(2024, 2, 1, 3);
    expect(formatMonth(monthOfDay(dayOf(midnight, 'America/New_York')))).toBe('2024-02');
    expect(formatMonth(monthOfDay(dayOf(midnight, 'Pacific/Auckland')))).toBe('2024-03');
  });

  it.each(['2024-13', '2024-1', '24-01', '', '2024-02-01'])('is never "%s"', (text) => {
    expect(() => parseMonth(text)).toThrow(`"${text}" is not a month; expected YYYY-MM`);
  });
});

describe('the curve of returns', () => {
  it('is the plain share where everybody has been followed to the end', () => {
    const curve = returnCurve({ customers: 100, days: [day(10, 20, 0), day(40, 10, 0)] });
    expect([0, 9, 10, 39, 40, 365].map((at) => curve[at]?.share.toFixed(4))).toEqual([
      '0.0000',
      '0.0000',
      '0.2000',
      '0.2000',
      '0.3000',
      '0.3000',
    ]);
    expect(curve).toHaveLength(366);
  });

  it('does not count those who may still come back as lost', () => {
    // Of ten, one is back on day 5; five are followed no longer than that; two of the other four come on day 20.
    const curve = returnCurve({ customers: 10, days: [day(5, 1, 5), day(20, 2, 0)] });
    expect(curve[5]).toMatchObject({ atRisk: 10, uncertain: true });
    expect(curve[5]?.share).toBeCloseTo(0.1);
    expect(curve[20]?.atRisk).toBe(4);
    expect(curve[20]?.share).toBeCloseTo(1 - 0.9 * 0.5);
  });

  it('agrees with the worked example of Kaplan and Meier', () => {
    // 1958, section 2: deaths at 0.8, 3.1, 5.4, 9.2; losses at 1.0, 2.7, 7.0, 12.1 (here in tenths of a month).
    const days = [8, 10, 27, 31, 54, 70, 92, 121].map((at) =>
      [8, 31, 54, 92].includes(at) ? day(at, 1, 0) : day(at, 0, 1),
    );
    const curve = returnCurve({ customers: 8, days });
    const away = [8, 31, 54, 92].map((at) => (1 - (curve[at]?.share ?? 0)).toFixed(4));
    expect(away).toEqual(['0.8750', '0.7000', '0.5250', '0.2625']);
    expect(curve).toHaveLength(122);
  });

  it('has no value on days that nobody has been followed to', () => {
    const curve = returnCurve({ customers: 3, days: [day(12, 1, 0), day(40, 0, 2)] });
    expect(curve).toHaveLength(41);
    expect(landmarksOf(curve).map((each) => each?.days ?? null)).toEqual([
      30,
      ...Array(4).fill(null),
    ]);
  });

  it('stays known once all are back, and says so of few with an interval', () => {
    const [at30, , , , at365] = landmarksOf(returnCurve({ customers: 4, days: [day(7, 4, 0)] }));
    expect(at30).toMatchObject({ share: 1, uncertain: true });
    expect(at30?.low).toBeCloseTo(0.51, 2);
    expect(at365?.share).toBe(1);
  });

  it('is wide for those who ordered once and have not come back, never a firm 0 %', () => {
    const point = returnCurve({ customers: 5, days: [day(100, 0, 5)] })[60];
    expect(point).toMatchObject({ share: 0, low: 0, uncertain: true, atRisk: 5 });
    expect(point?.high).toBeCloseTo(0.43, 2);
  });

  it('is empty for an empty shop', () => {
    expect(returnCurve({ customers: 0, days: [] })).toEqual([]);
    expect(landmarksOf([])).toEqual([null, null, null, null, null]);
  });

  it('is as sure as Greenwood where all are followed: the plain Wilson interval', () => {
    const point = returnCurve({ customers: 200, days: [day(10, 50, 0)] })[10];
    expect(point?.low).toBeCloseTo(0.1951, 3);
    expect(point?.high).toBeCloseTo(0.3143, 3);
    expect(point?.uncertain).toBe(false);
  });
});

const cell = (
  cohort: string,
  since: number,
  customers: number,
  revenueMinor = 0,
): CohortActivity => ({
  cohort: parseMonth(cohort),
  since,
  customers,
  revenueMinor,
});

/** Each cell as its share in per cent, with ~ for an interval and … for a month that is not over. */
function drawn(activity: readonly CohortActivity[], asOf: string): readonly string[] {
  return cohortTable(activity, parseDay(asOf)).map(({ cohort, customers, cells }) => {
    const shares = cells.map(
      ({ share, interval, soFar }) =>
        `${Math.round(share * 100)}${interval ? '~' : ''}${soFar ? '…' : ''}`,
    );
    return `${formatMonth(cohort)} ${customers}: ${shares.join(' ')}`;
  });
}

describe('the cohort table', () => {
  it.each([
    ['nothing for an empty shop', [], '2024-03-31', []],
    [
      'a month without orders as 0 %, a month to come as none',
      [cell('2024-01', 0, 100), cell('2024-01', 2, 30)],
      '2024-04-30',
      ['2024-01 100: 100 0 30 0'],
    ],
    [
      'a month that is not over as what there is so far',
      [cell('2024-01', 0, 100), cell('2024-02', 0, 50), cell('2024-01', 1, 10)],
      '2024-02-28',
      ['2024-01 100: 100 10…', '2024-02 50: 100…'],
    ],
    [
      'the same month as over on the leap day',
      [cell('2024-01', 0, 100), cell('2024-02', 0, 50), cell('2024-01', 1, 10)],
      '2024-02-29',
      ['2024-01 100: 100 10', '2024-02 50: 100'],
    ],
    [
      'small cohorts with an interval, and one without customers left out',
      [cell('2024-03', 0, 29), cell('2024-01', 0, 30), cell('2024-01', 2, 3)],
      '2024-04-30',
      ['2024-01 30: 100 0 10 0', '2024-03 29: 100 0~'],
    ],
  ])('shows %s', (_, activity, asOf, rows) => {
    expect(drawn(activity, asOf)).toEqual(rows);
  });

  it('adds up cohorts by what each has lived through', () => {
    const activity = [
      cell('2024-01', 0, 100, 9_000),
      cell('2024-01', 1, 20, 800),
      cell('2024-01', 2, 5, -100),
      cell('2024-02', 0, 300, 12_000),
      cell('2024-02', 1, 30, 1_500),
    ];
    const [first, second, third] = summarize(cohortTable(activity, parseDay('2024-03-15')));
    expect(first).toMatchObject({ customers: 400, of: 400, revenueMinor: 21_000 });
    expect(second).toMatchObject({
      customers: 20,
      of: 100,
      share: 0.2,
      newest: parseMonth('2024-01'),
    });
    expect(third).toBeNull();
  });
});
