/** On which days of the past a customer would have entered, as far as orders, dates and noted activities tell. */
import { type Day, type Instant, monthAndDate } from '../../time.ts';
import { nextYearlyDay } from '../blocks/wait/yearly-day.ts';
import type { InactiveDefinition, StartTrigger } from '../types.ts';
import { clickEntries, type PastActivity, returnEntries } from './replay-activities.ts';
import {
  canReplayTiers,
  type TierRules,
  tierChangeEntries,
  tierLossEntries,
} from './replay-tiers.ts';

export interface PastOrder {
  readonly at: Instant;
  /** The shop's day. */
  readonly day: Day;
  readonly categories: readonly string[];
  /** Net of refunds. */
  readonly amountMinor: number;
  /** Paid back in full. */
  readonly isRefunded: boolean;
}

export interface CustomerPast {
  /** The order log, oldest first. */
  readonly orders: readonly PastOrder[];
  readonly birthday: { readonly month: number; readonly date: number } | null;
  /** The predicted day of the next order as seen right after the first `count` ones; null for none. */
  readonly dueDayAfter: (count: number) => Day | null;
  readonly knownSince: Instant;
  /** Oldest first; of the kinds that the start asks for. */
  readonly activities: readonly PastActivity[];
  /** The shop's; null while it has no tiers. */
  readonly tiers: TierRules | null;
}

export interface Entry {
  readonly day: Day;
  /** Null where the day alone decides: then at the shop's midnight. */
  readonly at: Instant | null;
}

/** Both days included. */
export interface DayWindow {
  readonly from: Day;
  readonly until: Day;
}

const REPLAYED: readonly StartTrigger['kind'][] = [
  'inactive',
  'due',
  'order placed',
  'yearly date',
  'link clicked',
  'back after absence',
];

/** Whether the past tells who would have entered; who was in which segment, it does not. */
export function canReplay({ kind }: StartTrigger, tiers: TierRules | null): boolean {
  if (kind === 'tier changes' || kind === 'about to lose tier') return canReplayTiers(tiers);
  return REPLAYED.includes(kind);
}

/** In the order of time; none for a start that cannot be replayed. */
export function replayEntries(
  trigger: StartTrigger,
  past: CustomerPast,
  window: DayWindow,
): readonly Entry[] {
  return entriesOf(trigger, past, window).filter(
    ({ day }) => day >= window.from && day <= window.until,
  );
}

function entriesOf(trigger: StartTrigger, past: CustomerPast, window: DayWindow): readonly Entry[] {
  switch (trigger.kind) {
    case 'inactive':
      return silentDays(past, (count) => inactiveFrom(trigger.by, past, count));
    case 'due':
      return silentDays(past, (count) => dueFrom(trigger.days, past, count));
    case 'order placed':
      return past.orders.flatMap(({ at, day, categories }, index) => {
        const isNth = trigger.number === null || trigger.number === index + 1;
        const fits = trigger.category === null || categories.includes(trigger.category);
        return isNth && fits ? [{ day, at }] : [];
      });
    case 'yearly date':
      return yearlyDays(yearlyDateOf(trigger.date, past), trigger.daysBefore, window);
    case 'tier changes':
      return canReplayTiers(past.tiers) ? tierChangeEntries(trigger, past.orders, past.tiers) : [];
    case 'about to lose tier':
      return canReplayTiers(past.tiers)
        ? tierLossEntries(trigger.days, past.orders, past.tiers)
        : [];
    case 'link clicked':
      return clickEntries(trigger, past.activities);
    case 'back after absence':
      return returnEntries(trigger, past.activities, {
        since: past.knownSince,
        orderedAt: past.orders.map(({ at }) => at),
      });
    default:
      return [];
  }
}

/** The first day of each silence on which the customer fits, unless the next order came before it. */
function silentDays(
  { orders }: CustomerPast,
  fitsFrom: (count: number) => Day | null,
): readonly Entry[] {
  return orders.flatMap(({ day }, index) => {
    const from = fitsFrom(index + 1);
    if (from === null) return [];
    // Who ordered today is looked at tomorrow.
    const entered = Math.max(from, day + 1);
    const next = orders[index + 1];
    return next && next.day < entered ? [] : [{ day: entered, at: null }];
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

/** Before the due day there is time until that day; a prediction made later than that lets nobody in. */
function dueFrom(days: number, past: CustomerPast, count: number): Day | null {
  const last = past.orders[count - 1];
  const due = past.dueDayAfter(count);
  if (!last || due === null || due < last.day) return null;
  return days < 0 && last.day + 1 > due ? null : due + days;
}

function yearlyDateOf(date: 'birthday' | 'first order', { birthday, orders }: CustomerPast) {
  if (date === 'birthday') return birthday;
  const first = orders[0];
  return first ? { ...monthAndDate(first.day), after: first.day } : null;
}

function yearlyDays(
  yearly: { readonly month: number; readonly date: number; readonly after?: Day } | null,
  daysBefore: number,
  { from, until }: DayWindow,
): readonly Entry[] {
  if (!yearly) return [];
  const entries: Entry[] = [];
  let day = nextYearlyDay(yearly, daysBefore, from);
  while (day !== null && day <= until) {
    // The first order itself is no anniversary of it.
    if (day + daysBefore > (yearly.after ?? -Infinity)) entries.push({ day, at: null });
    day = nextYearlyDay(yearly, daysBefore, day + 1);
  }
  return entries;
}
