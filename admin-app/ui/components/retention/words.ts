import type { Dimension, MonthText, RetentionGroup } from '../../../contract/retention.ts';
import type { CurvePoint } from '../../../core/results/survival.ts';
import { monthOf, percent } from '../../language/format.ts';
import { locale, t } from '../../language/t.ts';
import type { PeopleChoice, Period } from '../../models/retention.ts';

export function monthInWords(month: MonthText): string {
  return monthOf(Date.parse(`${month}-01T00:00Z`), true);
}

export function periodInWords({ from, to }: Period): string {
  if (from === to) return monthInWords(from);
  return t('retention.range', { from: monthInWords(from), to: monthInWords(to) });
}

export function intervalInWords(low: number, high: number): string {
  return t('retention.between', { low: percent(low), high: percent(high) });
}

/** "12%", or with few behind it "12%, 5%–27%". */
export function shareInWords(point: CurvePoint | null): string {
  if (point === null) return t('retention.notYet');
  const share = percent(point.share);
  return point.uncertain ? `${share}, ${intervalInWords(point.low, point.high)}` : share;
}

export function groupInWords(
  by: Dimension,
  { value, label }: Pick<RetentionGroup, 'value' | 'label'>,
) {
  if (value === '') return t(`retention.without.${by}`);
  return by === 'country' ? countryInWords(value) : (label ?? value);
}

function countryInWords(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code;
}

/** Who is listed: "second order within 30 days". */
export function peopleInWords({ since, days, fromOrder = 1 }: PeopleChoice): string | null {
  if (since !== undefined) return t('retention.people.since', { n: since });
  return days === undefined ? null : t(`retention.people.again.${fromOrder}`, { days });
}
