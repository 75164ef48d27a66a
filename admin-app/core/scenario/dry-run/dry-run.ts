/** All passages of one customer in a dry run: every entry that the scenario's own rules allow. */
import { DAY_MS, type Day, dayOf, type Instant } from '../../time.ts';
import { indexOf } from '../definition-index.ts';
import { JOINED, ORDERED_OF_CATEGORY } from '../goal-outcomes.ts';
import { holdoutPlace, isHeldOut } from '../holdout.ts';
import type { Goal, Reentry, ScenarioDefinition, StartBlock } from '../types.ts';
import { type DayWindow, type Entry, entryAt } from './entry.ts';
import { isMemberAt, joinsOf } from './membership.ts';
import { type CustomerPast, isOfCategory } from './past.ts';
import type { AssumedRates } from './rates.ts';
import { type GoalReached, type Passage, type Rehearsal, rehearse } from './rehearse.ts';
import { replayEntries } from './replay-entries.ts';

export interface DryRunCustomer extends Pick<Passage, 'customer' | 'isReachable'> {
  readonly past: CustomerPast;
  /** When blocks of other scenarios send the customer here. */
  readonly calledAt: readonly Instant[];
}

export interface DryRunTerms {
  readonly window: DayWindow;
  /** The shop's, in which its days begin. */
  readonly shopZone: string;
  /** When a day of the shop begins. */
  readonly midnight: (day: Day) => Instant;
  /** The end of the window as an instant. */
  readonly until: Instant;
  readonly rates: AssumedRates;
}

export function rehearseCustomer(
  definition: ScenarioDefinition,
  customer: DryRunCustomer,
  terms: DryRunTerms,
): readonly Rehearsal[] {
  const { start } = indexOf(definition);
  if (!start) return [];
  const { window, shopZone } = terms;
  const waiting = new Set([
    ...replayEntries(start.trigger, customer.past, window, shopZone),
    ...customer.calledAt.map((at) => entryAt(dayOf(at, shopZone), at)),
  ]);
  const rehearsals: Rehearsal[] = [];
  for (;;) {
    const next = nextEntry(waiting, start, { customer, terms, rehearsals });
    if (!next) return rehearsals;
    waiting.delete(next.entry);
    rehearsals.push(passThrough(definition, start, next.at, customer, terms));
  }
}

interface SoFar {
  readonly customer: DryRunCustomer;
  readonly terms: DryRunTerms;
  readonly rehearsals: readonly Rehearsal[];
}

/** What lets the customer in first, after all that has been. */
function nextEntry(
  waiting: ReadonlySet<Entry>,
  start: StartBlock,
  soFar: SoFar,
): { readonly entry: Entry; readonly at: Instant } | null {
  let next: { readonly entry: Entry; readonly at: Instant } | null = null;
  for (const entry of waiting) {
    const at = entranceOf(entry, start, soFar);
    if (at !== null && (next === null || at < next.at)) next = { entry, at };
  }
  return next;
}

/** The first moment at which the entry lets the customer in; null where it never does. */
function entranceOf(
  entry: Entry,
  { reentry, condition }: StartBlock,
  { customer, terms, rehearsals }: SoFar,
): Instant | null {
  const last = rehearsals.at(-1);
  if (last && entry.since !== null && last.at >= entry.since) return null;
  const free = freeFrom(reentry, last);
  const mayAt = (at: Instant) =>
    at >= free && (condition === null || isMemberAt(customer.past.membershipOf(condition), at));
  if (entry.at !== null && mayAt(entry.at)) return entry.at;
  // What happened at a moment is looked at once more at midnight where it still holds.
  const first = entry.at === null ? entry.day : entry.day + 1;
  const until = Math.min(entry.until, terms.window.until);
  for (let day = first; day <= until; day += 1) {
    const at = terms.midnight(day);
    if (mayAt(at)) return at;
  }
  return null;
}

function freeFrom(reentry: Reentry, last: Rehearsal | undefined): Instant {
  if (!last) return -Infinity;
  if (!last.ended) return Infinity;
  switch (reentry.kind) {
    case 'never':
      return Infinity;
    case 'after':
      return last.ended.at + reentry.days * DAY_MS;
    case 'each time':
      return last.ended.at;
  }
}

function passThrough(
  definition: ScenarioDefinition,
  { holdoutShare }: StartBlock,
  at: Instant,
  { customer, past, isReachable }: DryRunCustomer,
  { until, rates }: DryRunTerms,
): Rehearsal {
  const { shopId, scenarioId, customerId } = customer;
  const heldOut = isHeldOut(holdoutPlace(shopId, scenarioId, customerId), holdoutShare);
  // The order that lets somebody in does not let them out again.
  const orders = past.orders.map((order) => order.at).filter((ordered) => ordered > at);
  const goals = goalsReached(definition.goal, past).filter((goal) => goal.at > at);
  const matches = (query: string, now: Instant) => isMemberAt(past.membershipOf(query), now);
  const passage = { at, heldOut, customer, orders, goals, isReachable, matches, until };
  return rehearse(definition, passage, rates);
}

function goalsReached(goal: Goal, past: CustomerPast): readonly GoalReached[] {
  switch (goal.kind) {
    case 'order of category':
      return past.orders
        .filter((order) => isOfCategory(order, goal.category))
        .map(({ at }) => ({ at, outcome: ORDERED_OF_CATEGORY }));
    case 'joins segment':
      return joinsOf(past.membershipOf(goal.segmentId)).map((at) => ({ at, outcome: JOINED }));
    default:
      return [];
  }
}
