import type {
  CalendarCount,
  CalendarMessageView,
  ScenarioRef,
} from '../../../contract/calendar.ts';
import { DAY_MS, type DayText, dayOf, formatDay, type Instant } from '../../../core/time.ts';
import { number, timeOf } from '../../language/format.ts';
import { locale, t } from '../../language/t.ts';
import { shop } from '../../models/shop.ts';

type Counted =
  | 'calendar.leave'
  | 'calendar.held'
  | 'calendar.customers'
  | 'calendar.expected'
  | 'calendar.heldOver'
  | 'calendar.heldByCap';

/** "412 wait", "≈ 1,900 customers". */
export function countInWords(key: Counted, count: CalendarCount): string;
export function countInWords(
  key: 'calendar.heldBy',
  count: CalendarCount,
  by: { readonly name: string; readonly when: string },
): string;
export function countInWords(
  key: Counted | 'calendar.heldBy',
  counted: CalendarCount,
  by?: { readonly name: string; readonly when: string },
): string {
  const n = counted.customers;
  const count = plainCount(counted);
  if (key === 'calendar.heldBy') {
    return t(key, { n, count, name: by?.name ?? '', when: by?.when ?? '' });
  }
  return t(key, { n, count });
}

/** "54", "≈ 1,900". */
export function plainCount({ customers, exact }: CalendarCount): string {
  return exact ? number(customers) : t('calendar.about', { n: number(customers) });
}

/** "Today" and the date, or the weekday and the date. */
export function dayHeading(day: DayText, nth: number): readonly [name: string, date: string] {
  const noon = Date.parse(`${day}T12:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' }).format(noon);
  const date = part({ day: 'numeric', month: 'short' });
  if (nth === 0) return [t('calendar.today'), date];
  return [nth === 1 ? t('calendar.tomorrow') : part({ weekday: 'long' }), date];
}

/** "Tuesday 24 November". */
export function dayInFull(day: DayText): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale(), options).format(Date.parse(`${day}T12:00Z`));
}

/** From Monday on. */
export function weekdays(): readonly string[] {
  const words = new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' });
  const monday = Date.UTC(2026, 5, 1, 12);
  return Array.from({ length: 7 }, (_, nth) => words.format(monday + nth * DAY_MS));
}

/** "Wed 17 Jun, 09:00", by the shop's clock. */
export function momentInWords(at: Instant): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const timeZone = shop()?.timeZone ?? 'UTC';
  const date = new Intl.DateTimeFormat(locale(), { ...options, timeZone }).format(at);
  return `${date}, ${timeOf(at)}`;
}

export function timesInWords({ firstAt, lastAt }: CalendarMessageView): string {
  const [from, until] = [timeOf(firstAt), timeOf(lastAt)];
  return from === until ? from : t('calendar.between', { from, until });
}

export function dayTextOf(at: Instant, zone: string): DayText {
  return formatDay(dayOf(at, zone));
}

export function scenarioPath({ scenarioId, campaign }: ScenarioRef): string {
  return campaign ? `/campaigns/${scenarioId}` : `/scenarios/${scenarioId}`;
}
