/**
 * On which days of the past a customer's value tier changed, or was about to be lost. Where orders decide it is worked out
 * from the order log by the rules of today: gifts of a tier are not among it, and shares stand where they stand today.
 * What a loyalty programme decided is taken from the changes that were noted then.
 */
import { forecastValue, type TierOrder } from '../../tier/forecast.ts';
import { aboutToLose, type TierLoss, tierOf } from '../../tier/standing.ts';
import type { Rank, TierDefinition, TierLevel } from '../../tier/types.ts';
import { dayWithoutOrder, firstOfYear, yearOf } from '../../tier/window.ts';
import type { Day, Instant } from '../../time.ts';
import { type NamedTier, tierCalled } from '../tier-ids.ts';
import type { StartTrigger } from '../types.ts';
import { type Entry, entryAt } from './entry.ts';

export interface TierRules extends Pick<TierDefinition, 'basis' | 'window'> {
  readonly tiers: readonly NamedTier[];
  readonly levels: readonly TierLevel[];
}

/** A change of tier as it was noted; null is no tier. */
export interface TierChange {
  readonly at: Instant;
  /** The shop's day. */
  readonly day: Day;
  readonly from: string | null;
  readonly to: string | null;
  /** Staff edited the tiers, or the shop was just read in: nobody is told of these. */
  readonly silent: boolean;
}

interface DatedOrder extends TierOrder {
  readonly at: Instant;
}

/** Where a customer stood after something of the order log came or ceased to count. */
interface TierDay {
  readonly day: Day;
  /** Of the day's last order; null where the day alone changed it. */
  readonly at: Instant | null;
  readonly before: Rank;
  readonly rank: Rank;
  readonly loss: TierLoss | null;
}

type TierTrigger = Extract<StartTrigger, { kind: 'tier changes' }>;

export function tierChangeEntries(
  trigger: TierTrigger,
  orders: readonly DatedOrder[],
  rules: TierRules,
): readonly Entry[] {
  return tierDays(orders, rules)
    .filter(({ before, rank }) => fits(trigger, before, rank, rules))
    .map(({ day, at }) => entryAt(day, trigger.direction === 'up' ? at : null));
}

export function notedTierEntries(
  trigger: TierTrigger,
  changes: readonly TierChange[],
  rules: TierRules,
): readonly Entry[] {
  const rankOf = (id: string | null) => 1 + rules.tiers.findIndex((tier) => tier.id === id);
  return changes
    .filter(({ silent, from, to }) => !silent && fits(trigger, rankOf(from), rankOf(to), rules))
    .map(({ day, at }) => entryAt(day, at));
}

function fits({ direction, from, to }: TierTrigger, before: Rank, rank: Rank, rules: TierRules) {
  const moved = direction === 'up' ? rank > before : rank < before;
  return moved && isAmong(from, before, rules) && isAmong(to, rank, rules);
}

/** Once for a tier and its last day. */
export function tierLossEntries(
  daysBefore: number,
  orders: readonly DatedOrder[],
  rules: TierRules,
): readonly Entry[] {
  const told = new Set<string>();
  const days = tierDays(orders, rules);
  return days.flatMap(({ day, at, rank, loss }, index) => {
    if (loss === null) return [];
    const entered = Math.max(day, loss.on - daysBefore);
    const next = days[index + 1];
    const until = Math.min(loss.on - 1, next ? next.day - 1 : Infinity);
    const key = `${rank} ${loss.on}`;
    if (entered > until || told.has(key)) return [];
    told.add(key);
    return [{ day: entered, at: entered === day ? at : null, until, since: null }];
  });
}

function isAmong(
  wanted: readonly string[] | null,
  rank: Rank,
  { tiers }: Pick<TierRules, 'tiers'>,
): boolean {
  if (wanted === null) return true;
  const id = tiers[rank - 1]?.id;
  return id !== undefined && wanted.some((called) => tierCalled(tiers, called)?.id === id);
}

export function tierDays(orders: readonly DatedOrder[], rules: TierRules): readonly TierDay[] {
  const days = orders.flatMap(({ day }) => [day, ...daysItLeaves(day, rules)]);
  let rank: Rank = 0;
  return [...new Set(days)]
    .sort((a, b) => a - b)
    .map((day) => {
      const log = orders.filter((order) => order.day <= day);
      const forecast = forecastValue(log, rules, day);
      const before = rank;
      rank = tierOf(rules.levels, forecast.value, before);
      const at = log.findLast((order) => order.day === day)?.at ?? null;
      return { day, at, before, rank, loss: aboutToLose(rules.levels, forecast, rank) };
    });
}

/** When an order of that day counts no longer, or in another year's sum. */
function daysItLeaves(ordered: Day, { window }: Pick<TierRules, 'window'>): readonly Day[] {
  switch (window) {
    case 'always':
      return [];
    case '12 months':
      return [dayWithoutOrder(ordered)];
    case 'calendar year':
      return [1, 2].map((years) => firstOfYear(yearOf(ordered) + years));
  }
}
