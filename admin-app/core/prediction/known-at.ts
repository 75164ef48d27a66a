import type { Day } from '../time.ts';
import type { OrderLog } from './types.ts';

/**
 * The part of a log that was known at the end of a day: later orders left out, days ascending and each once, amounts of
 * a day added up. A log that is as it should be is returned as it is.
 */
export function knownAt<Log extends OrderLog>(log: Log, day: Day): Log {
  if (!isAscending(log.days)) return knownAt(merged(log), day);
  if ((log.days.at(-1) ?? day) <= day) return log;
  const count = log.days.findIndex((orderDay) => orderDay > day);
  return {
    ...log,
    days: log.days.slice(0, count),
    amountsMinor: log.amountsMinor?.slice(0, count) ?? null,
    ...(log.categories && { categories: log.categories.slice(0, count) }),
  };
}

function isAscending(days: readonly Day[]): boolean {
  for (let i = 1; i < days.length; i++) {
    if ((days[i] ?? 0) <= (days[i - 1] ?? 0)) return false;
  }
  return true;
}

function merged<Log extends OrderLog>(log: Log): Log {
  const { days, amountsMinor } = log;
  const amountByDay = new Map<Day, number>();
  for (const [i, day] of days.entries()) {
    amountByDay.set(day, (amountByDay.get(day) ?? 0) + (amountsMinor?.[i] ?? 0));
  }
  const categoryByDay = new Map(days.map((day, i) => [day, log.categories?.[i] ?? null]));
  const ascending = [...amountByDay].sort(([a], [b]) => a - b);
  return {
    ...log,
    days: ascending.map(([day]) => day),
    amountsMinor: amountsMinor && ascending.map(([, amount]) => amount),
    ...(log.categories && {
      categories: ascending.map(([day]) => categoryByDay.get(day) ?? null),
    }),
  };
}
