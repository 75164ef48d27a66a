/** The days of a shop as caps count them. */
import type { Calendar } from '../../core/priority/caps.ts';
import { dayOf, startOfDay } from '../../core/time.ts';

/** Remembers what it was asked: caps ask for the same few days again and again. */
export function shopCalendar(zone: string): Calendar {
  const starts = new Map<number, number>();
  const days = new Map<number, number>();
  return {
    dayOf: (at) => remembered(days, at, () => dayOf(at, zone)),
    startOfDay: (day) => remembered(starts, day, () => startOfDay(day, zone)),
  };
}

function remembered(known: Map<number, number>, of: number, find: () => number): number {
  let found = known.get(of);
  if (found === undefined) {
    found = find();
    known.set(of, found);
  }
  return found;
}
