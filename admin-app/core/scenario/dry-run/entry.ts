/** What lets a customer in, by the past: on a day, at a moment of it, or for as long as it holds. */
import type { Day, Instant } from '../../time.ts';

export interface Entry {
  readonly day: Day;
  /** Null where the day alone decides: then at the shop's midnight. */
  readonly at: Instant | null;
  /** The last day on which it still lets in who was kept out before; the day itself for what happens only once. */
  readonly until: Day;
  /** When it began: the same silence lets nobody in who has entered since. Null where each cause stands for itself. */
  readonly since: Instant | null;
}

/** Both days included. */
export interface DayWindow {
  readonly from: Day;
  readonly until: Day;
}

/** Something that happened, and lets in at that moment or never. */
export function entryAt(day: Day, at: Instant | null): Entry {
  return { day, at, until: day, since: null };
}

/** What holds for some days lets in on those of the window, as at an activation; what happened before it does not. */
export function withinWindow(
  entries: readonly Entry[],
  { from, until }: DayWindow,
): readonly Entry[] {
  return entries.flatMap((entry) => {
    if (entry.day > until || entry.until < from) return [];
    return [entry.day < from ? { ...entry, day: from, at: null } : entry];
  });
}
