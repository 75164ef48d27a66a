/** What would have let a customer in, as far as what is kept of the past tells. */
import { isLoyalty } from '../../tier/types.ts';
import { type Day, dayOf, monthAndDate } from '../../time.ts';
import { nextYearlyDay } from '../blocks/wait/yearly-day.ts';
import type { StartTrigger } from '../types.ts';
import { type DayWindow, type Entry, entryAt, withinWindow } from './entry.ts';
import { isMemberAt, joinsOf } from './membership.ts';
import { type CustomerPast, isOfCategory } from './past.ts';
import { clickEntries, returnEntries } from './replay-activities.ts';
import { dueEntries, inactiveEntries, LATE_DAYS } from './replay-silence.ts';
import { notedTierEntries, tierChangeEntries, tierLossEntries } from './replay-tiers.ts';

/** Of the window, in which `zone` counts the days; as if the scenario had been activated when it begins. */
export function replayEntries(
  trigger: StartTrigger,
  past: CustomerPast,
  window: DayWindow,
  zone: string,
): readonly Entry[] {
  return withinWindow(entriesOf(trigger, past, window, zone), window);
}

function entriesOf(
  trigger: StartTrigger,
  past: CustomerPast,
  window: DayWindow,
  zone: string,
): readonly Entry[] {
  switch (trigger.kind) {
    case 'inactive':
      return inactiveEntries(past, trigger.by);
    case 'due':
      return dueEntries(past, trigger.days);
    case 'order placed':
      return orderEntries(trigger, past);
    case 'yearly date':
      return yearlyEntries(yearlyDateOf(trigger.date, past), trigger.daysBefore, window);
    case 'tier changes':
      return tierEntries(trigger, past);
    case 'about to lose tier':
      if (past.tiers === null || isLoyalty(past.tiers.basis)) return [];
      return tierLossEntries(trigger.days, past.orders, past.tiers);
    case 'joins segment':
      return joinEntries(trigger, past, zone);
    case 'link clicked':
      return clickEntries(trigger, past.activities);
    case 'back after absence':
      return returnEntries(trigger, past.activities, {
        since: past.knownSince,
        orderedAt: past.orders.map(({ at }) => at),
      });
    case 'by hand':
      // Nobody knows who will be added: everybody is, when it begins.
      return dayOf(past.knownSince, zone) < window.from ? [entryAt(window.from, null)] : [];
    default:
      return [];
  }
}

function orderEntries(
  { number, category }: Extract<StartTrigger, { kind: 'order placed' }>,
  { orders }: CustomerPast,
): readonly Entry[] {
  return orders.flatMap((order, index) => {
    const isNth = number === null || number === index + 1;
    const fits = isNth && (category === null || isOfCategory(order, category));
    return fits ? [entryAt(order.day, order.at)] : [];
  });
}

function tierEntries(
  trigger: Extract<StartTrigger, { kind: 'tier changes' }>,
  { tiers, orders, tierChanges }: CustomerPast,
): readonly Entry[] {
  if (tiers === null) return [];
  return isLoyalty(tiers.basis)
    ? notedTierEntries(trigger, tierChanges, tiers)
    : tierChangeEntries(trigger, orders, tiers);
}

/** From another segment: who left that at the same moment. */
function joinEntries(
  { segmentId, fromSegmentId }: Extract<StartTrigger, { kind: 'joins segment' }>,
  { membershipOf }: CustomerPast,
  zone: string,
): readonly Entry[] {
  const origin = fromSegmentId === null ? null : membershipOf(fromSegmentId);
  return joinsOf(membershipOf(segmentId))
    .filter((at) => !origin || (isMemberAt(origin, at - 1) && !isMemberAt(origin, at)))
    .map((at) => entryAt(dayOf(at, zone), at));
}

function yearlyDateOf(date: 'birthday' | 'first order', { birthday, orders }: CustomerPast) {
  if (date === 'birthday') return birthday;
  const first = orders[0];
  return first ? { ...monthAndDate(first.day), after: first.day } : null;
}

function yearlyEntries(
  yearly: { readonly month: number; readonly date: number; readonly after?: Day } | null,
  daysBefore: number,
  { from, until }: DayWindow,
): readonly Entry[] {
  if (!yearly) return [];
  const entries: Entry[] = [];
  let day = nextYearlyDay(yearly, daysBefore, from);
  while (day !== null && day <= until) {
    const entry = { day, at: null, until: day + LATE_DAYS, since: null };
    // The first order itself is no anniversary of it.
    if (day + daysBefore > (yearly.after ?? -Infinity)) entries.push(entry);
    day = nextYearlyDay(yearly, daysBefore, day + 1);
  }
  return entries;
}
