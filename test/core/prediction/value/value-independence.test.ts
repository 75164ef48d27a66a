import { describe, expect, it } from 'vitest';
import { valueIndependence } from '../../../../admin-app/core/prediction/value/value-independence.ts';
import { parseDay } from '../../../../admin-app/core/time.ts';
import { absentFile, knownAt, readOrderLogFile } from '../order-log-files.ts';

const repeating = (orders: number, amount: number) => ({
  days: Array.from({ length: orders }, (_, i) => i),
  amountsMinor: Array.from({ length: orders }, () => amount),
});

describe('the independence of value and frequency', () => {
  it('is given on the CDNOW sample, whose 946 repeaters hardly differ', (context) => {
    const logs = readOrderLogFile('cdnow_sample');
    if (logs === null) return context.skip(absentFile('cdnow_sample'));
    const found = valueIndependence(knownAt(logs, parseDay('1997-09-30')));
    expect(found).toMatchObject({ repeaters: 946, independent: true });
    expect(found?.rankCorrelation).toBeCloseTo(0.17, 2);
  });

  it('is denied where frequent buyers spend more', () => {
    const logs = Array.from({ length: 20 }, (_, i) => repeating(i + 2, 1000 + i));
    expect(valueIndependence(logs)).toEqual({
      repeaters: 20,
      rankCorrelation: 1,
      independent: false,
    });
  });

  it('shares ranks among equals', () => {
    // Those who order twice and three times spend the same amounts: no correlation, although most values are tied.
    const logs = [2, 3].flatMap((orders) =>
      [1, 2, 3, 4, 5].map((value) => repeating(orders, 100 * value)),
    );
    expect(valueIndependence(logs)?.rankCorrelation).toBeCloseTo(0, 12);
  });

  it.each([
    { of: 'nine repeaters', logs: Array.from({ length: 9 }, (_, i) => repeating(i + 2, i + 1)) },
    { of: 'one-timers', logs: Array.from({ length: 50 }, (_, i) => repeating(1, i + 1)) },
    { of: 'one price', logs: Array.from({ length: 50 }, (_, i) => repeating(i + 2, 2900)) },
    { of: 'no amounts', logs: [{ days: [1, 2], amountsMinor: null }] },
  ])('is unknown of $of', ({ logs }) => {
    expect(valueIndependence(logs)).toBeNull();
  });
});
