/**
 * How many messages a customer may get. A cap looks at the messages of a window, hours or local days long, and counts
 * what it is over. Parts of one message over several channels count once; a cap over a channel counts each of them.
 */
import type { PriorityClass } from './types.ts';

export type CapWindow =
  /** A message counts until so many hours have passed. */
  | { readonly kind: 'hours'; readonly hours: number }
  /** A message counts on its own day and on the days after it, so many in all. */
  | { readonly kind: 'local days'; readonly days: number };

export type CapScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'channel'; readonly channel: string }
  | { readonly kind: 'class'; readonly priorityClass: PriorityClass }
  | { readonly kind: 'message kind'; readonly messageKind: string };

/** At most `max` messages of a scope to one customer within any window. */
export interface Cap {
  readonly max: number;
  readonly window: CapWindow;
  readonly over: CapScope;
  /** Messages of these classes go whatever was sent. Once sent they count for the others; before, they need no place. */
  readonly letPast: readonly PriorityClass[];
}

/** What is counted, and what is asked about. */
export interface Countable {
  /** What has the same one is one message: the parts of a campaign over several channels. */
  readonly message: string;
  readonly channel: string;
  readonly priorityClass: PriorityClass;
  /** What sort of message it is: the template of its scenario, or "campaign". */
  readonly messageKind: string;
}

/** A message that was sent, is on its way, or has its time. */
export interface Counted extends Countable {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The shop's days: whole numbers, one after the other. */
export interface Calendar {
  readonly dayOf: (at: number) => number;
  /** Its first instant. */
  readonly startOfDay: (day: number) => number;
}

export type CapVerdict =
  | { readonly kind: 'allowed' }
  /**
   * `caps` are those in the way; `freeAt` is the first instant (epoch milliseconds) at which none is any more, or null
   * where one allows none at all.
   */
  | { readonly kind: 'capped'; readonly caps: readonly Cap[]; readonly freeAt: number | null };

/** The first instant at which a message of `at` counts no more. */
export function endOfWindow(window: CapWindow, at: number, calendar: Calendar): number {
  if (window.kind === 'hours') return at + window.hours * 3_600_000;
  return calendar.startOfDay(calendar.dayOf(at) + window.days);
}

/** Whether a message can go at an instant, beside what was sent, is on its way or has its time (any order). */
export function checkCaps(
  caps: readonly Cap[],
  asked: Countable,
  at: number,
  taken: readonly Counted[],
  calendar: Calendar,
): CapVerdict {
  const checks = caps
    .filter((cap) => holds(cap, asked))
    .map((cap) => ({ cap, fits: checkOf(cap, asked, taken, calendar) }));
  const inTheWay = checks.filter(({ fits }) => !fits.at(at)).map(({ cap }) => cap);
  if (inTheWay.length === 0) return { kind: 'allowed' };
  let freeAt: number | null = at;
  for (let asOf: number | null = null; freeAt !== asOf; ) {
    asOf = freeAt;
    for (const { fits } of checks) freeAt = freeAt === null ? null : fits.from(freeAt);
  }
  return { kind: 'capped', caps: inTheWay, freeAt };
}

/** How far before and after an instant the longest of the windows reaches, in milliseconds; 0 without caps. */
export function reachOfCaps(caps: readonly Cap[]): number {
  // A day more: the first of the days has begun, and one of them may have 25 hours.
  const hoursOf = ({ window }: Cap) =>
    window.kind === 'hours' ? window.hours : (window.days + 1) * 24;
  return Math.max(0, ...caps.map(hoursOf)) * 3_600_000;
}

function holds({ letPast, over }: Cap, asked: Countable): boolean {
  return !letPast.includes(asked.priorityClass) && isOver(over, asked);
}

export function isOver(scope: CapScope, one: Countable): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'channel':
      return scope.channel === one.channel;
    case 'class':
      return scope.priorityClass === one.priorityClass;
    case 'message kind':
      return scope.messageKind === one.messageKind;
  }
}

interface Check {
  at(at: number): boolean;
  /** The first instant from `at` on at which it fits; null if there is none. */
  from(at: number): number | null;
}

function checkOf(
  { max, window, over, letPast }: Cap,
  asked: Countable,
  taken: readonly Counted[],
  calendar: Calendar,
): Check {
  const endOf = (at: number) => endOfWindow(window, at, calendar);
  const counted = taken
    .filter((one) => isOver(over, one))
    .map((one) => ({
      at: one.at,
      end: endOf(one.at),
      message: one.message,
      needsPlace: !letPast.includes(one.priorityClass),
    }));
  type One = (typeof counted)[number];

  function fitsInWindow(last: number, all: readonly One[]): boolean {
    const within = all.filter(({ at, end }) => at <= last && end > last);
    if (over.kind === 'channel') return within.length < max;
    const messages = new Set(within.map(({ message }) => message));
    return messages.has(asked.message) || messages.size < max;
  }

  function fitsAt(at: number): boolean {
    const end = endOf(at);
    // Fullest are the windows that end with a message: this one, or one that has its time a little later.
    const all = counted.filter((one) => one.at <= at || one.needsPlace);
    const later = all.filter((one) => one.at > at && one.at < end);
    return [at, ...later.map((one) => one.at)].every((last) => fitsInWindow(last, all));
  }

  return {
    at: fitsAt,
    from: (from) => {
      // It can only fit where it did not before when a window leaves something behind.
      const ends = counted.map(({ end }) => end).filter((end) => end > from);
      return [from, ...ends.sort((a, b) => a - b)].find(fitsAt) ?? null;
    },
  };
}
