/** Dates, numbers and money as the person reads them, in the shop's zone and currency. */
import { signal } from '@preact/signals';
import { minorDigits } from '../../core/money.ts';
import { DAY_MS, type DayText, HOUR_MS, type Instant } from '../../core/time.ts';
import { locale, t } from './t.ts';

interface Place {
  readonly timeZone: string;
  readonly currency: string;
}

const place = signal<Place>({ timeZone: 'UTC', currency: 'USD' });

/** Sets the shop's zone and currency for all that is written from now on. */
export function writeFor(shop: Place): void {
  place.value = { timeZone: shop.timeZone, currency: shop.currency };
}

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale()}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const format = new Intl.NumberFormat(locale(), options);
  formats.set(key, format);
  return format;
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale()}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const format = new Intl.DateTimeFormat(locale(), options);
  formats.set(key, format);
  return format;
}

export function number(value: number, digits = 0): string {
  return numbers({ maximumFractionDigits: digits }).format(value);
}

/** 0.042 → "4.2%"; whole per cents from 10 % on. */
export function percent(share: number): string {
  const digits = Math.abs(share) < 0.0995 && share !== 0 ? 1 : 0;
  return numbers({ style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** A difference of shares with its sign, in percentage points: 0.031 → "+3.1". */
export function points(difference: number): string {
  return numbers({ maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(difference * 100);
}

/** A relative change with its sign: 0.034 → "+3.4%". */
export function changeInPercent(change: number): string {
  const options = {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  } as const;
  return numbers(options).format(change);
}

/** Several things named in one breath: "a, b and c". */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(items);
}

/** Several things of which any will do: "a, b or c". */
export function anyOf(items: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'disjunction' }).format(items);
}

/** Money in the shop's currency; without cents from a thousand on, where they only distract. */
export function money(amountMinor: number): string {
  const { currency } = place.value;
  const amount = amountMinor / 10 ** minorDigits(currency);
  const round = Math.abs(amount) >= 1000 ? { maximumFractionDigits: 0 } : {};
  return numbers({ style: 'currency', currency, ...round }).format(amount);
}

/** Money to the cent, where sums must be seen to add up, and in the columns of a table. */
export function exactMoney(amountMinor: number): string {
  const { currency } = place.value;
  return numbers({ style: 'currency', currency }).format(amountMinor / 10 ** minorDigits(currency));
}

/** Money without cents in a column of estimates or sums, which is read at a glance. */
export function roundMoney(amountMinor: number): string {
  const { currency } = place.value;
  const whole = numbers({ style: 'currency', currency, maximumFractionDigits: 0 });
  return whole.format(amountMinor / 10 ** minorDigits(currency));
}

/** What amounts in the shop's currency are typed in, and how many minor units that is: "€", 100. */
export function currencyUnit(): { readonly unit: string; readonly minor: number } {
  const { currency } = place.value;
  const parts = numbers({ style: 'currency', currency }).formatToParts(0);
  const unit = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  return { unit, minor: 10 ** minorDigits(currency) };
}

/** A date without a time, the same in every zone. */
export function day(text: DayText): string {
  return dates({ dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${text}T00:00Z`));
}

/** A date for the axis of a chart: the year only where asked for. */
export function monthOf(instant: Instant, withYear: boolean): string {
  const year = withYear ? { year: 'numeric' as const } : {};
  return dates({ month: 'short', ...year, timeZone: 'UTC' }).format(instant);
}

export function dateOf(instant: Instant): string {
  return dates({ dateStyle: 'medium', timeZone: place.value.timeZone }).format(instant);
}

export function longDateOf(instant: Instant): string {
  const { timeZone } = place.value;
  return dates({ weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(instant);
}

export function dateTimeOf(instant: Instant): string {
  const { timeZone } = place.value;
  return whole(dates({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(instant));
}

export function timeOf(instant: Instant): string {
  return whole(dates({ timeStyle: 'short', timeZone: place.value.timeZone }).format(instant));
}

/** A time is never broken over two lines: browsers put a plain space before "PM", the standard a narrow one. */
function whole(time: string): string {
  return time.replace(/ (?=[AP]M$)/, '\u202f');
}

/** "3 minutes ago", "in 2 days"; `now` is the server's, which the demo can move. */
export function fromNow(instant: Instant, now: Instant): string {
  const distance = instant - now;
  const size = Math.abs(distance);
  const [unit, length] =
    size < HOUR_MS
      ? (['minute', 60_000] as const)
      : size < DAY_MS
        ? (['hour', HOUR_MS] as const)
        : (['day', DAY_MS] as const);
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  return format.format(Math.round(distance / length), unit);
}

/** 48 → "2 days", 36 → "36 hours". */
export function hours(count: number): string {
  return count > 0 && count % 24 === 0
    ? t('unit.days', { n: count / 24 })
    : t('unit.hours', { n: count });
}

/** An hour of the clock as the person writes it: 9 → "9:00", "9 AM". */
export function clockHour(hour: number): string {
  return dates({ timeStyle: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1, hour));
}

/** 1 is Monday, 7 Sunday. */
export function weekday(day: number): string {
  // 1 January 2024 was a Monday.
  return dates({ weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

/** An error or a distance in days, to a tenth: 9.46 → "9.5 days". */
export function daysOff(days: number): string {
  return t('unit.days', { n: Math.round(days * 10) / 10 });
}

/** 30 → "30d", where a column has room for no more. */
export function daysShort(days: number): string {
  return numbers({ style: 'unit', unit: 'day', unitDisplay: 'narrow' }).format(days);
}

/** A chance in tenths: 0.32 → 3. */
export function tenths(chance: number): number {
  return Math.round(chance * 10);
}
