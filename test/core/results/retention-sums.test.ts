import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRetentionSums,
  joinFollowed,
  type OrderingCustomer,
} from '../../../admin-app/core/results/retention-sums.ts';
import { parseDay } from '../../../admin-app/core/time.ts';

const NOWHERE = { category: '', product: '', country: '', tier: '' };
const asOfDay = parseDay('2026-03-31');

function customer(days: readonly string[], groups = {}): OrderingCustomer {
  return {
    days: days.map(parseDay),
    spentMinor: days.map(() => 100),
    groups: { ...NOWHERE, ...groups },
  };
}

function sumsOf(customers: readonly OrderingCustomer[]) {
  const sums = createRetentionSums(asOfDay);
  for (const each of customers) sums.add(each);
  return sums;
}

const ofAll = (customers: readonly OrderingCustomer[]) =>
  sumsOf(customers)
    .intervals()
    .filter(({ dimension }) => dimension === 'all')
    .map(({ fromOrder, customers: followed, days }) => ({ fromOrder, followed, days }));

describe('the sums of the orders of customers', () => {
  it('count a customer once in each month, with all the money of the month', () => {
    const orders = customer(['2026-01-31', '2026-01-31', '2026-02-01', '2026-02-28']);
    const [january, february] = sumsOf([orders]).cells();
    expect(january).toMatchObject({ since: 0, customers: 1, revenueMinor: 200 });
    expect(february).toMatchObject({ since: 1, customers: 1, revenueMinor: 200 });
  });

  it('follow from each order to the next, and from the last to the end', () => {
    const days = ['2026-03-01', '2026-03-11', '2026-03-11', '2026-03-12', '2026-03-21'];
    expect(ofAll([customer(days)])).toEqual([
      { fromOrder: 1, followed: 1, days: [{ days: 10, returned: 1, censored: 0 }] },
      { fromOrder: 2, followed: 1, days: [{ days: 1, returned: 1, censored: 0 }] },
      {
        ...{ fromOrder: 3, followed: 2 },
        days: [
          { days: 9, returned: 1, censored: 0 },
          { days: 10, returned: 0, censored: 1 },
        ],
      },
    ]);
  });

  it('take orders whose days come out of order, as where clocks go back over midnight', () => {
    const [late, early] = [
      customer(['2026-03-02', '2026-03-01']),
      customer(['2026-03-01', '2026-03-02']),
    ];
    expect(sumsOf([late]).intervals()).toEqual(sumsOf([early]).intervals());
  });

  it('count who was followed for more than a year, without a day', () => {
    expect(ofAll([customer(['2025-03-30'])])).toEqual([{ fromOrder: 1, followed: 1, days: [] }]);
    expect(ofAll([customer(['2025-03-31'])])).toEqual([
      { fromOrder: 1, followed: 1, days: [{ days: 365, returned: 0, censored: 1 }] },
    ]);
  });

  it('show the twelve largest groups, of equals the first by name', () => {
    const countries = [...'ABCDEFGHIJKLMN'].flatMap((country) =>
      country === 'N' ? [country, country] : [country],
    );
    const shown = sumsOf(countries.map((country) => customer(['2026-03-01'], { country })))
      .intervals()
      .filter(({ dimension }) => dimension === 'country');
    expect(
      shown
        .map(({ value }) => value)
        .sort()
        .join(''),
    ).toBe('ABCDEFGHIJKN');
  });
});

describe('groups joined', () => {
  it('are what all their customers in one group are', () => {
    const ordering = fc
      .uniqueArray(fc.integer({ min: asOfDay - 800, max: asOfDay }), { minLength: 1, maxLength: 5 })
      .map((days): OrderingCustomer => {
        const sorted = days.sort((one, other) => one - other);
        return { days: sorted, spentMinor: sorted, groups: NOWHERE };
      });
    fc.assert(
      fc.property(fc.array(ordering, { minLength: 1, maxLength: 30 }), (customers) => {
        const intervals = sumsOf(customers)
          .intervals()
          .filter(({ dimension, fromOrder }) => dimension === 'all' && fromOrder === 1);
        const joined = joinFollowed(intervals);
        expect(joined.customers).toBe(customers.length);
        for (const { days, returned } of joined.days) {
          const back = customers.filter(({ days: [first = 0, next = 0] }) => next - first === days);
          expect(returned).toBe(back.length);
        }
      }),
    );
  });
});
