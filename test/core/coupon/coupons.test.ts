import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BYTES_OF_CODE,
  cleanPrefix,
  couponCode,
} from '../../../admin-app/core/coupon/coupon-code.ts';
import type { Discount } from '../../../admin-app/core/coupon/types.ts';
import {
  couponExpiry,
  issueMonth,
  monthsToPrepare,
} from '../../../admin-app/core/coupon/validity.ts';
import { discountInWords } from '../../../admin-app/core/message/discount-in-words.ts';
import { LANGUAGES, type Language } from '../../../admin-app/core/message/types.ts';
import { DAY_MS, dayOf, formatDay } from '../../../admin-app/core/time.ts';

const code = (prefix = '') => couponCode(prefix, new Uint8Array(BYTES_OF_CODE).fill(255));

describe('a coupon’s code', () => {
  it('has letters that nobody mistakes for another', () => {
    const bytes = fc.uint8Array({ minLength: BYTES_OF_CODE, maxLength: BYTES_OF_CODE });
    fc.assert(
      fc.property(bytes, fc.string(), (random, prefix) => {
        expect(couponCode(prefix, random)).toMatch(
          /^(?:[A-Z0-9]{1,12}-)?[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/,
        );
      }),
    );
  });

  it.each([
    ['back', 'BACK'],
    ['zurück 10%', 'ZURUCK10'],
    ['wróć łatwo', 'WROCLATWO'],
    ['', ''],
    ['a-very-long-prefix', 'AVERYLONGPRE'],
  ])('begins with what of “%s” can stand in it', (prefix, cleaned) => {
    expect(cleanPrefix(prefix)).toBe(cleaned);
    expect(code(prefix)).toBe(cleaned === '' ? 'ZZZZ-ZZZZ' : `${cleaned}-ZZZZ-ZZZZ`);
  });
});

const WORDS: readonly [Discount, Readonly<Record<Language, string>>][] = [
  [
    { kind: 'percentage', percent: 15 },
    { en: '15% off', fr: '15 % de réduction', pl: '15% taniej' },
  ],
  [
    { kind: 'amount', minor: 1000 },
    { en: '€10 off', fr: '10 € de réduction', pl: '10 € taniej' },
  ],
  [
    { kind: 'amount', minor: 950 },
    { en: '€9.50 off', fr: '9,50 € de réduction', pl: '9,50 € taniej' },
  ],
  [
    { kind: 'free shipping' },
    { en: 'free shipping', fr: 'livraison offerte', pl: 'darmowa dostawa' },
  ],
];

describe('what a coupon gives', () => {
  it.each(WORDS)('%o is said in every language', (discount, words) => {
    for (const language of LANGUAGES) {
      const said = discountInWords(discount, language, 'EUR').replace(/[\u00a0\u202f]/g, ' ');
      expect(said).toBe(words[language]);
    }
  });
});

describe('a coupon’s days', () => {
  const ZONE = 'Europe/Paris';

  it.each([
    ['the day of issue and so many more', Date.UTC(2026, 5, 15, 10), 14, '2026-06-29T22:00'],
    ['over the end of summer time', Date.UTC(2026, 9, 24, 10), 2, '2026-10-26T23:00'],
    ['over 29 February', Date.UTC(2028, 1, 28, 10), 1, '2028-02-29T23:00'],
  ])('last %s, to midnight in the shop', (_, now, validDays, end) => {
    expect(new Date(couponExpiry(now, ZONE, validDays)).toISOString().slice(0, 16)).toBe(end);
  });

  it('are all within those of its month’s discount, on any day, in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000 * DAY_MS }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom('Europe/Paris', 'Pacific/Apia', 'America/Los_Angeles', 'UTC'),
        (offset, validDays, zone) => {
          const now = Date.UTC(2024, 0, 1) + offset;
          const month = issueMonth(now, zone, validDays);
          const { month: name, startsAt, endsAt } = month;
          expect(formatDay(dayOf(now, zone)).slice(0, 7)).toBe(name.slice(0, 7));
          expect(startsAt).toBeLessThan(now);
          expect(endsAt).toBeGreaterThan(couponExpiry(now, zone, validDays));
          expect(monthsToPrepare(now, zone, validDays)[0]).toEqual(month);
        },
      ),
    );
  });

  it('of the next month are prepared in the last days of this one', () => {
    const months = (day: number) =>
      monthsToPrepare(Date.UTC(2026, 10, day, 12), ZONE, 14).map(({ month }) => month);

    expect(months(27)).toEqual(['2026-11-01']);
    expect(months(28)).toEqual(['2026-11-01', '2026-12-01']);
  });
});
