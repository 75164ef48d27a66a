import { describe, expect, it } from 'vitest';
import {
  askable,
  INACTIVE_BASES,
  INACTIVE_LISTS,
  INACTIVE_RANGES,
  type InactiveDefinition,
  type InactiveRange,
  listQuery,
  rangeQuery,
  USUAL_INACTIVE,
} from '../../../admin-app/core/segment/inactive.ts';
import { toSql } from '../../../admin-app/core/segment/to-sql.ts';
import { dayOf } from '../../../admin-app/core/time.ts';

/** The first instants of a range and of what comes after it, as the shop's database is asked. */
function edgesOf(range: InactiveRange, now: string, zone: string): readonly unknown[] {
  const today = dayOf(Date.parse(now), zone);
  const query = askable(rangeQuery('last_order_date', range));
  return toSql(query, { today, zone, currency: 'EUR', shopId: 1 }).parameters;
}

describe('ranges of days', () => {
  it.each([
    // Paris: 20 June, an hour and a half before UTC has that day; midnights in summer time …
    ['0-30', '2026-06-19T22:30Z', 'Europe/Paris', ['2026-05-20T22:00:00.000Z']],
    [
      '31-90',
      '2026-06-19T22:30Z',
      'Europe/Paris',
      // … and 90 days before, still in winter time.
      ['2026-03-21T23:00:00.000Z', '2026-05-20T22:00:00.000Z'],
    ],
    [
      '91-180',
      '2026-06-19T22:30Z',
      'Europe/Paris',
      ['2025-12-21T23:00:00.000Z', '2026-03-21T23:00:00.000Z'],
    ],
    [
      '181-365',
      '2026-06-19T22:30Z',
      'Europe/Paris',
      ['2025-06-19T22:00:00.000Z', '2025-12-21T23:00:00.000Z'],
    ],
    ['366', '2026-06-19T22:30Z', 'Europe/Paris', ['2025-06-19T22:00:00.000Z']],
    // The same instant is the day before in New York, and a leap day is a day like others.
    ['0-30', '2028-03-01T03:00Z', 'America/New_York', ['2028-01-30T05:00:00.000Z']],
    ['366', '2029-02-28T12:00Z', 'UTC', ['2028-02-29T00:00:00.000Z']],
  ] as const)('%s at %s in %s', (range, now, zone, edges) => {
    expect(edgesOf(range, now, zone)).toEqual(edges);
  });
});

describe('the queries of a definition', () => {
  const extremes: readonly Partial<InactiveDefinition>[] = [
    {},
    { overdueDays: 0, times: 1, orderDays: 1, silentDays: 1, newDays: 0 },
    { overdueDays: 3_650, times: 10, orderDays: 3_650, silentDays: 3_650, newDays: 3_650 },
    { times: 1.37 },
  ];

  it('can be asked, whatever the numbers', () => {
    for (const basis of INACTIVE_BASES)
      for (const numbers of extremes)
        for (const list of INACTIVE_LISTS)
          expect(() =>
            askable(listQuery(list, { ...USUAL_INACTIVE, basis, ...numbers })),
          ).not.toThrow();
    expect(INACTIVE_RANGES.map((range) => rangeQuery('last_response_date', range))).toEqual([
      'last_response_date >= -30d',
      'last_response_date BETWEEN -90d AND -31d',
      'last_response_date BETWEEN -180d AND -91d',
      'last_response_date BETWEEN -365d AND -181d',
      'last_response_date < -365d',
      'last_response_date IS NULL',
    ]);
  });
});
