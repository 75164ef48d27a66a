import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerZone, zoneOfCountry } from '../../../admin-app/core/scenario/customer-zone.ts';
import { instantAt, localHourOf, weekdayOf } from '../../../admin-app/core/scenario/local-clock.ts';
import { HOUR_MS, parseDay, startOfDay } from '../../../admin-app/core/time.ts';

const ZONES = [
  'Europe/Warsaw',
  'America/New_York',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/St_Johns',
  'Pacific/Chatham',
  'UTC',
] as const;

const CLOCK: readonly {
  readonly what: string;
  readonly zone: string;
  readonly day: string;
  readonly hour: number;
  readonly is: string;
}[] = [
  {
    what: 'an ordinary hour',
    zone: 'Europe/Warsaw',
    day: '2026-11-22',
    hour: 9,
    is: '2026-11-22T08:00Z',
  },
  {
    what: 'an hour that the clock skips: when it goes on',
    zone: 'Europe/Warsaw',
    day: '2026-03-29',
    hour: 2,
    is: '2026-03-29T01:00Z',
  },
  {
    what: 'an hour that comes twice: the first time',
    zone: 'Europe/Warsaw',
    day: '2026-10-25',
    hour: 2,
    is: '2026-10-25T00:00Z',
  },
  {
    what: 'the hour after one that came twice',
    zone: 'Europe/Warsaw',
    day: '2026-10-25',
    hour: 3,
    is: '2026-10-25T02:00Z',
  },
  {
    what: 'a midnight that the clock skips',
    zone: 'Africa/Cairo',
    day: '2026-04-24',
    hour: 0,
    is: '2026-04-23T22:00Z',
  },
  {
    what: 'a skipped half hour',
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    hour: 2,
    is: '2026-10-03T15:30Z',
  },
  {
    what: 'the zone that is furthest ahead',
    zone: 'Pacific/Kiritimati',
    day: '2026-01-01',
    hour: 8,
    is: '2025-12-31T18:00Z',
  },
  {
    what: 'the zone that is furthest behind',
    zone: 'Pacific/Pago_Pago',
    day: '2026-01-01',
    hour: 20,
    is: '2026-01-02T07:00Z',
  },
  {
    what: 'a zone off by quarters of an hour',
    zone: 'Asia/Kathmandu',
    day: '2026-02-28',
    hour: 9,
    is: '2026-02-28T03:15Z',
  },
  {
    what: 'an hour beyond the day, which is one of the next',
    zone: 'UTC',
    day: '2028-02-28',
    hour: 25,
    is: '2028-02-29T01:00Z',
  },
];

describe('the customer’s clock', () => {
  it.each(CLOCK)('shows $what', ({ zone, day, hour, is }) => {
    expect(new Date(instantAt(parseDay(day), hour, zone))).toEqual(new Date(is));
  });

  const anyMoment = [
    fc.constantFrom(...ZONES),
    fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
  ] as const;

  it('shows at every moment the hour that began last', () => {
    fc.assert(
      fc.property(...anyMoment, (zone, moment) => {
        const { day, hour } = localHourOf(moment, zone);
        const began = instantAt(day, hour, zone);
        expect(began).toBeLessThanOrEqual(moment);
        // Twice as long where the hour comes twice.
        expect(moment - began).toBeLessThan(2 * HOUR_MS);
        expect(localHourOf(began, zone)).toEqual(localHourOf(moment, zone));
      }),
      { numRuns: 2000 },
    );
  });

  it('begins its days when the calendar does', () => {
    fc.assert(
      fc.property(...anyMoment, (zone, moment) => {
        const { day } = localHourOf(moment, zone);
        expect(instantAt(day, 0, zone)).toBe(startOfDay(day, zone));
      }),
      { numRuns: 500 },
    );
  });

  it('counts weekdays from Monday, also long ago', () => {
    expect(weekdayOf(parseDay('2026-11-23'))).toBe(1);
    expect(weekdayOf(parseDay('2026-11-22'))).toBe(7);
    expect(weekdayOf(parseDay('1969-12-29'))).toBe(1);
  });
});

describe('the zone of a customer', () => {
  it.each([
    { country: 'PL', zone: 'Europe/Warsaw', because: 'it is the only one' },
    { country: 'DE', zone: 'Europe/Berlin', because: 'its two show the same time' },
    { country: 'fr', zone: 'Europe/Paris', because: 'codes may be written small' },
    { country: 'US', zone: 'Europe/London', because: 'the country has many times' },
    { country: 'ES', zone: 'Europe/London', because: 'islands have another time' },
    { country: 'ZZ', zone: 'Europe/London', because: 'there is no such country' },
    { country: 'Poland', zone: 'Europe/London', because: 'it is no code' },
    { country: null, zone: 'Europe/London', because: 'the country is not known' },
  ])('is $zone for $country in a London shop: $because', ({ country, zone }) => {
    expect(customerZone(country, 'Europe/London')).toBe(zone);
  });

  it('is null where a country has several times', () => {
    expect(zoneOfCountry('AU')).toBeNull();
  });
});
