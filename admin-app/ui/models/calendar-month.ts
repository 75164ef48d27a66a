/** What a day of the month view says: sums of its messages. Pure. */
import type { CalendarCount, CalendarDay, CalendarMessageView } from '../../contract/calendar.ts';
import { PRIORITY_CLASSES, type PriorityClass } from '../../core/priority/types.ts';
import { CHANNELS, type Channel } from '../../core/scenario/types.ts';
import type { DayText } from '../../core/time.ts';

export interface SumOf<Of> {
  readonly of: Of;
  readonly count: CalendarCount;
}

export interface DaySums {
  /** Planned for the day, the most urgent class first. */
  readonly classes: readonly SumOf<PriorityClass>[];
  readonly channels: readonly SumOf<Channel>[];
  /** Whose messages hold others back, the one that holds most first; null where messages sent before do. */
  readonly holders: readonly (string | null)[];
}

export function sumsOf({ messages }: CalendarDay): DaySums {
  return {
    classes: sumsBy(messages, PRIORITY_CLASSES, ({ priorityClass }) => priorityClass),
    channels: sumsBy(messages, CHANNELS, ({ channel }) => channel),
    holders: holdersOf(messages),
  };
}

function sumsBy<Of>(
  messages: readonly CalendarMessageView[],
  all: readonly Of[],
  of: (message: CalendarMessageView) => Of,
): readonly SumOf<Of>[] {
  return all.flatMap((each) => {
    const counts = messages.filter((it) => of(it) === each).map(({ planned }) => planned);
    const customers = counts.reduce((sum, count) => sum + count.customers, 0);
    if (customers === 0) return [];
    return [{ of: each, count: { customers, exact: counts.every(({ exact }) => exact) } }];
  });
}

function holdersOf(messages: readonly CalendarMessageView[]): readonly (string | null)[] {
  const held = new Map<string | null, number>();
  for (const { count, by } of messages.flatMap(({ holds }) => holds)) {
    const name = by?.name ?? null;
    held.set(name, (held.get(name) ?? 0) + count.customers);
  }
  return [...held].sort(([, one], [, other]) => other - one).map(([name]) => name);
}

/** Days of a week that begins on Monday, before this one. */
export function daysBeforeInWeek(day: DayText): number {
  return (new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7;
}
