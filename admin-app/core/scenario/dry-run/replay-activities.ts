/** On which days of the past a customer did what lets them in, by the activities that were noted then. */
import { DAY_MS, type Day, type Instant } from '../../time.ts';
import type { StartTrigger } from '../types.ts';
import { type Entry, entryAt } from './entry.ts';

/** By people, not by machines. */
export interface PastActivity {
  readonly at: Instant;
  /** The shop's day. */
  readonly day: Day;
  /** What was clicked; null where nothing was. */
  readonly url: string | null;
  /** Whether it was in the shop, and as whom; null elsewhere. Whoever is logged in has visited, too. */
  readonly seen: 'visit' | 'login' | null;
}

export function clickEntries(
  { urlContains }: Extract<StartTrigger, { kind: 'link clicked' }>,
  activities: readonly PastActivity[],
): readonly Entry[] {
  const wanted = urlContains.normalize('NFC').toLowerCase();
  return activities
    .filter(({ url }) => url?.normalize('NFC').toLowerCase().includes(wanted))
    .map(({ day, at }) => entryAt(day, at));
}

/** Seen, after so many days without being seen or ordering; by somebody who was known before. */
export function returnEntries(
  { days, seen }: Extract<StartTrigger, { kind: 'back after absence' }>,
  activities: readonly PastActivity[],
  known: { readonly since: Instant; readonly orderedAt: readonly Instant[] },
): readonly Entry[] {
  const visits = activities.filter(
    (activity) => activity.seen === 'login' || (seen === 'visit' && activity.seen === 'visit'),
  );
  return visits.flatMap(({ at, day }, index) => {
    const since = at - days * DAY_MS;
    const before = visits[index - 1];
    const isThere = (before && before.at > since) || known.since > since;
    const ordered = known.orderedAt.some((order) => order > since && order < at);
    return isThere || ordered ? [] : [entryAt(day, at)];
  });
}
