/** From when, and until when, a customer was silent or due in the past. */
import type { Day } from '../../time.ts';
import type { InactiveDefinition } from '../types.ts';
import type { Entry } from './entry.ts';
import type { CustomerPast } from './past.ts';

/** The engine looks for so many days after the day itself, in case nobody looked. */
export const LATE_DAYS = 2;

interface Silence {
  readonly from: Day;
  readonly until: Day;
}

export function inactiveEntries(past: CustomerPast, by: InactiveDefinition): readonly Entry[] {
  return silences(past, (count) => {
    const from = inactiveFrom(by, past, count);
    return from === null ? null : { from, until: Infinity };
  });
}

/** Before the due day there is time until that day; a prediction made later than that lets nobody in. */
export function dueEntries(past: CustomerPast, days: number): readonly Entry[] {
  return silences(past, (count) => {
    const last = past.orders[count - 1];
    const due = past.dueDayAfter(count);
    if (!last || due === null || due < last.day) return null;
    return { from: due + days, until: days < 0 ? due : due + days + LATE_DAYS };
  });
}

/** Of each silence the days on which the customer fits, until the next order ends it. */
function silences(
  { orders }: CustomerPast,
  fits: (count: number) => Silence | null,
): readonly Entry[] {
  return orders.flatMap(({ day, at }, index) => {
    const silence = fits(index + 1);
    if (silence === null) return [];
    // Who ordered today is looked at tomorrow; the day of the next order begins before it.
    const entered = Math.max(silence.from, day + 1);
    const until = Math.min(silence.until, orders[index + 1]?.day ?? Infinity);
    return until < entered ? [] : [{ day: entered, at: null, until, since: at }];
  });
}

function inactiveFrom(by: InactiveDefinition, past: CustomerPast, count: number): Day | null {
  const last = past.orders[count - 1];
  if (!last) return null;
  switch (by.kind) {
    case 'no order':
      return last.day + by.days;
    case 'overdue': {
      const due = past.dueDayAfter(count);
      return due === null || due < last.day ? null : due + by.days;
    }
    case 'own rhythm': {
      const first = past.orders[0];
      if (!first || count < 2) return null;
      const gap = Math.max((last.day - first.day) / (count - 1), 1);
      return last.day + Math.ceil(by.times * gap);
    }
  }
}
