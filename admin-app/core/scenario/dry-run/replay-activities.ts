/** On which days of the past a customer did what lets them in, by the activities that were noted then. */
import { DAY_MS, type Day, type Instant } from '../../time.ts';
import type { StartTrigger } from '../types.ts';
import type { Entry } from './replay-entries.ts';

/** By people, not by machines. Whoever is logged in has visited, too. */
export interface PastActivity {
  readonly at: Instant;
  /** The shop's day. */
  readonly day: Day;
  readonly kind: 'clicked' | 'visit' | 'login';
  /** Of a click. */
  readonly url: string | null;
}

export function clickEntries(
  { urlContains }: Extract<StartTrigger, { kind: 'link clicked' }>,
  activities: readonly PastActivity[],
): readonly Entry[] {
  const wanted = urlContains.normalize('NFC').toLowerCase();
  return activities
    .filter(({ kind, url }) => kind === 'clicked' && url !== null)
    .filter(({ url }) => url?.normalize('NFC').toLowerCase().includes(wanted))
    .map(({ day, at }) => ({ day, at }));
}

/** Seen, after so many days without being seen or ordering; by somebody who was known before. */
export function returnEntries(
  { days, seen }: Extract<StartTrigger, { kind: 'back after absence' }>,
  activities: readonly PastActivity[],
  known: { readonly since: Instant; readonly orderedAt: readonly Instant[] },
): readonly Entry[] {
  const visits = activities.filter(
    ({ kind }) => kind === 'login' || (seen === 'visit' && kind === 'visit'),
  );
  return visits.flatMap(({ at, day }, index) => {
    const since = at - days * DAY_MS;
    const before = visits[index - 1];
    const isThere = (before && before.at > since) || known.since > since;
    const ordered = known.orderedAt.some((order) => order > since && order < at);
    return isThere || ordered ? [] : [{ day, at }];
  });
}
