import { describe, expect, it } from 'vitest';
import { liftOf } from '../../../admin-app/core/results/lift.ts';
import { wilsonInterval } from '../../../admin-app/core/results/wilson-interval.ts';

describe('lift of a scenario', () => {
  // Newcombe 1998, Statistics in Medicine 17, p. 873–890, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('gives the published interval for %i/%i against %i/%i', (a, m, b, n, low, high) => {
    const lift = liftOf({ customers: m, returned: a }, { customers: n, returned: b });
    expect(lift?.low).toBeCloseTo(low, 3);
    expect(lift?.high).toBeCloseTo(high, 3);
  });

  it('has no answer while either group is empty', () => {
    expect(liftOf({ customers: 0, returned: 0 }, { customers: 10, returned: 1 })).toBeNull();
    expect(liftOf({ customers: 10, returned: 1 }, { customers: 0, returned: 0 })).toBeNull();
  });

  it('calls it too early while the interval spans zero', () => {
    const few = liftOf({ customers: 90, returned: 10 }, { customers: 30, returned: 2 });
    const many = liftOf({ customers: 9000, returned: 1000 }, { customers: 1000, returned: 60 });
    expect([few?.tooEarly, many?.tooEarly]).toEqual([true, false]);
    expect(many?.extraCustomers).toBeCloseTo(9000 * (1000 / 9000 - 0.06), 6);
  });

  it('calls it too early when hardly anybody was held out, however large the difference', () => {
    const lift = liftOf({ customers: 1000, returned: 900 }, { customers: 8, returned: 0 });
    expect(lift?.tooEarly).toBe(true);
  });

  it('keeps the interval of one proportion inside 0 and 1', () => {
    expect(wilsonInterval({ customers: 5, returned: 0 })[0]).toBe(0);
    expect(wilsonInterval({ customers: 5, returned: 5 })[1]).toBe(1);
  });
});
