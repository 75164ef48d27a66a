/** What the timeline of a customer's orders shows, in words and in the rows behind it. */
import { type Day, formatDay } from '../../../core/time.ts';
import { day as dayInWords, money } from '../../language/format.ts';
import { t } from '../../language/t.ts';

export interface OrderDot {
  readonly id: number;
  readonly name: string;
  readonly day: Day;
  readonly amountMinor: number;
}

export interface TimelineOrders {
  readonly orders: readonly OrderDot[];
  readonly today: Day;
  readonly dueDay: Day | null;
  /** The 80 % interval of the due day. */
  readonly dueEarliestDay: Day | null;
  readonly dueLatestDay: Day | null;
  /** When they are to be expected from today on, and its 80 % interval; null where nobody can say. */
  readonly next10Day: Day | null;
  readonly next50Day: Day | null;
  readonly next90Day: Day | null;
}

export function intervalInWords(earliest: Day, latest: Day): string {
  return t('chart.interval', {
    from: dayInWords(formatDay(earliest)),
    to: dayInWords(formatDay(latest)),
  });
}

export function inWords({
  orders,
  dueDay,
  dueEarliestDay,
  dueLatestDay,
  today,
}: TimelineOrders): string {
  const parts = [t('chart.orders', { n: orders.length })];
  if (dueDay !== null) parts.push(t('chart.due', { day: dayInWords(formatDay(dueDay)) }));
  if (dueEarliestDay !== null && dueLatestDay !== null) {
    parts.push(intervalInWords(dueEarliestDay, dueLatestDay));
  }
  if (dueDay !== null && dueDay < today) {
    parts.push(t('customer.line.overdue', { n: today - dueDay }));
  }
  return [...parts, `${t('chart.today')}: ${dayInWords(formatDay(today))}`].join('; ');
}

type Row = readonly [name: string, when: string, amount: string];

export function rowsOf(props: TimelineOrders): readonly Row[] {
  const { orders, today, dueDay, dueEarliestDay, dueLatestDay } = props;
  const { next10Day, next50Day, next90Day } = props;
  const inDays = (day: Day) => dayInWords(formatDay(day));
  const rows: Row[] = orders
    .toSorted((one, other) => one.day - other.day)
    .map(({ name, day, amountMinor }) => [name, inDays(day), money(amountMinor)]);
  if (dueDay !== null) {
    const around =
      dueEarliestDay === null || dueLatestDay === null
        ? ''
        : ` (${intervalInWords(dueEarliestDay, dueLatestDay)})`;
    rows.push([t('customer.line.due'), `${inDays(dueDay)}${around}`, '']);
  }
  rows.push([t('chart.today'), inDays(today), '']);
  if (next50Day !== null) {
    const around =
      next10Day === null || next90Day === null ? '' : ` (${intervalInWords(next10Day, next90Day)})`;
    rows.push([t('customer.line.next'), `${inDays(next50Day)}${around}`, '']);
  }
  return rows;
}
