import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, outsideQuietTimes, sendAt } from '../../../admin-app/core/scenario/send-time.ts';
import type { QuietTimes, SendTime } from '../../../admin-app/core/scenario/types.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';

const AT_ONCE: SendTime = { kind: 'at once' };
const BEST: SendTime = { kind: 'best hour' };
const at = (hour: number): SendTime => ({ kind: 'at hour', hour });
const NIGHT: QuietTimes = { hours: { from: 22, until: 8 }, weekdays: [] };
const LUNCH: QuietTimes = { hours: { from: 12, until: 14 }, weekdays: [] };
const WEEKEND: QuietTimes = { hours: null, weekdays: [6, 7] };
const NIGHT_AND_SUNDAY: QuietTimes = { hours: { from: 22, until: 8 }, weekdays: [7] };

/** All weigh 1 but these, by weekday (1 is Monday) and hour. */
function weights(...heavy: readonly (readonly [number, number, number])[]): number[] {
  const all = Array.from({ length: 168 }, () => 1);
  for (const [weekday, hour, weight] of heavy) all[(weekday - 1) * 24 + hour] = weight;
  return all;
}

interface Case {
  readonly what: string;
  readonly time: SendTime;
  readonly quiet?: QuietTimes;
  readonly zone?: string;
  readonly hours?: readonly number[];
  readonly now: string;
  readonly leaves: string;
}

// 2026-11-23 is a Monday; Warsaw is an hour ahead of UTC then.
const CASES: readonly Case[] = [
  { what: 'at once', time: AT_ONCE, now: '2026-11-23T03:20Z', leaves: '2026-11-23T03:20Z' },
  {
    what: 'at the end of a night over midnight, from before midnight',
    time: AT_ONCE,
    quiet: NIGHT,
    now: '2026-11-23T21:30Z',
    leaves: '2026-11-24T07:00Z',
  },
  {
    what: 'at the end of a night over midnight, from after midnight',
    time: AT_ONCE,
    quiet: NIGHT,
    now: '2026-11-24T02:30Z',
    leaves: '2026-11-24T07:00Z',
  },
  {
    what: 'at once in the last minute before the night',
    time: AT_ONCE,
    quiet: NIGHT,
    now: '2026-11-23T20:59Z',
    leaves: '2026-11-23T20:59Z',
  },
  {
    what: 'after lunch',
    time: AT_ONCE,
    quiet: LUNCH,
    now: '2026-11-23T11:00Z',
    leaves: '2026-11-23T13:00Z',
  },
  {
    what: 'on Monday at midnight, from Saturday',
    time: AT_ONCE,
    quiet: WEEKEND,
    now: '2026-11-28T09:15Z',
    leaves: '2026-11-29T23:00Z',
  },
  {
    what: 'on Monday after the night, from Saturday evening',
    time: AT_ONCE,
    quiet: NIGHT_AND_SUNDAY,
    now: '2026-11-28T22:15Z',
    leaves: '2026-11-30T07:00Z',
  },
  {
    what: 'by the customer’s own clock, far ahead',
    time: AT_ONCE,
    quiet: NIGHT,
    zone: 'Pacific/Kiritimati',
    now: '2026-11-23T09:00Z',
    leaves: '2026-11-23T18:00Z',
  },
  {
    what: 'by the customer’s own clock, far behind',
    time: AT_ONCE,
    quiet: NIGHT,
    zone: 'Pacific/Pago_Pago',
    now: '2026-11-23T09:00Z',
    leaves: '2026-11-23T19:00Z',
  },
  {
    what: 'at eight on the day the clocks go forward',
    time: AT_ONCE,
    quiet: NIGHT,
    now: '2026-03-29T00:30Z',
    leaves: '2026-03-29T06:00Z',
  },
  {
    what: 'at eight on the day the clocks go back',
    time: AT_ONCE,
    quiet: NIGHT,
    now: '2026-10-25T00:30Z',
    leaves: '2026-10-25T07:00Z',
  },
  {
    what: 'when it is that hour next',
    time: at(10),
    now: '2026-11-23T08:00Z',
    leaves: '2026-11-23T09:00Z',
  },
  {
    what: 'at once within the hour',
    time: at(10),
    now: '2026-11-23T09:40Z',
    leaves: '2026-11-23T09:40Z',
  },
  {
    what: 'tomorrow when the hour is over',
    time: at(10),
    now: '2026-11-23T10:00Z',
    leaves: '2026-11-24T09:00Z',
  },
  {
    what: 'at the hour of the first day that is not quiet',
    time: at(10),
    quiet: WEEKEND,
    now: '2026-11-27T12:00Z',
    leaves: '2026-11-30T09:00Z',
  },
  {
    what: 'after the gap when the clock skips the hour',
    time: at(2),
    now: '2026-03-28T20:00Z',
    leaves: '2026-03-29T01:00Z',
  },
  {
    what: 'the first time when the hour comes twice',
    time: at(2),
    now: '2026-10-24T20:00Z',
    leaves: '2026-10-25T00:00Z',
  },
  {
    what: 'at its hour on the day of the clock change, which is another one in UTC',
    time: at(9),
    now: '2026-03-28T09:00Z',
    leaves: '2026-03-29T07:00Z',
  },
  {
    what: 'at the first hour allowed when its own is always quiet',
    time: at(23),
    quiet: NIGHT,
    now: '2026-11-23T12:00Z',
    leaves: '2026-11-23T12:00Z',
  },
  {
    what: 'at once where the best hour is not learned yet',
    time: BEST,
    now: '2026-11-23T03:20Z',
    leaves: '2026-11-23T03:20Z',
  },
  {
    what: 'in the heaviest of the next 24 hours',
    time: BEST,
    hours: weights([1, 19, 5], [2, 3, 9], [2, 10, 99]),
    now: '2026-11-23T08:20Z',
    leaves: '2026-11-24T02:00Z',
  },
  {
    what: 'at once when no hour to come is better',
    time: BEST,
    hours: weights([1, 9, 5], [1, 19, 5]),
    now: '2026-11-23T08:20Z',
    leaves: '2026-11-23T08:20Z',
  },
  {
    what: 'in the heaviest hour that is not quiet',
    time: BEST,
    quiet: NIGHT,
    hours: weights([1, 23, 50], [1, 19, 5]),
    now: '2026-11-23T08:20Z',
    leaves: '2026-11-23T18:00Z',
  },
  {
    what: 'in the heaviest hour of the day after a quiet weekend',
    time: BEST,
    quiet: WEEKEND,
    hours: weights([6, 18, 90], [1, 20, 5]),
    now: '2026-11-28T08:20Z',
    leaves: '2026-11-30T19:00Z',
  },
  {
    what: 'in the hour of the customer’s week, not of UTC’s',
    time: BEST,
    zone: 'Asia/Kathmandu',
    hours: weights([2, 7, 9]),
    now: '2026-11-23T12:00Z',
    leaves: '2026-11-24T01:15Z',
  },
];

describe('a message leaves', () => {
  it.each(CASES)('$what', ({ time, quiet = null, zone = 'Europe/Warsaw', hours, now, leaves }) => {
    const instant = sendAt(time, quiet, { zone, hours: hours ?? null }, Date.parse(now));

    expect(new Date(instant)).toEqual(new Date(leaves));
  });

  const anyQuiet = fc.record({
    hours: fc.option(
      fc.record({ from: fc.integer({ min: 0, max: 23 }), until: fc.integer({ min: 0, max: 23 }) }),
    ),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 }),
  });
  const anyTime: fc.Arbitrary<SendTime> = fc.oneof(
    fc.constant(AT_ONCE),
    fc.constant(BEST),
    fc.integer({ min: 0, max: 23 }).map(at),
  );
  const anyZone = fc.constantFrom('Europe/Warsaw', 'Africa/Cairo', 'Australia/Lord_Howe', 'UTC');
  const anyNow = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  const anyHours = fc.option(
    fc.array(fc.double({ min: 0, max: 9 }), { minLength: 168, maxLength: 168 }),
  );

  it('never before now, never in quiet times, never more than nine days later', () => {
    fc.assert(
      fc.property(anyTime, anyQuiet, anyZone, anyNow, anyHours, (time, quiet, zone, now, hours) => {
        const instant = sendAt(time, quiet, { zone, hours }, now);
        expect(instant).toBeGreaterThanOrEqual(now);
        expect(isQuiet(instant, quiet, zone)).toBe(false);
        expect(instant - now).toBeLessThan(9 * DAY_MS);
      }),
      { numRuns: 1000 },
    );
  });

  it('where every weekday is quiet as if none were, rather than never', () => {
    const always: QuietTimes = { hours: null, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const now = Date.UTC(2026, 10, 23);

    expect(outsideQuietTimes(now, always, 'UTC')).toBe(now);
  });
});
