/**
 * On which days of the past a customer's value tier changed, or was about to be lost: worked out from the order log by
 * the rules of today. Gifts of a tier are not among it, and shares stand where they stand today.
 */
import { forecastValue, type TierOrder } from '../../tier/forecast.ts';
import { aboutToLose, type TierLoss, tierOf } from '../../tier/standing.ts';
import { isLoyalty, type Rank, type TierDefinition, type TierLevel } from '../../tier/types.ts';
import { dayWithoutOrder, firstOfYear, yearOf } from '../../tier/window.ts';
import type { Day, Instant } from '../../time.ts';
import { type NamedTier, tierCalled } from '../tier-ids.ts';
import type { StartTrigger } from '../types.ts';
import type { Entry } from './replay-entries.ts';

export interface TierRules extends Pick<TierDefinition, 'basis' | 'window'> {
  readonly tiers: readonly NamedTier[];
  readonly levels: readonly TierLevel[];
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

/** What a loyalty programme said in the past is not kept. */
export function canReplayTiers(rules: TierRules | null): rules is TierRules {
  return rules !== null && !isLoyalty(rules.basis);
}

export function tierChangeEntries(
  trigger: Extract<StartTrigger, { kind: 'tier changes' }>,
  orders: readonly DatedOrder[],
  rules: TierRules,
): readonly Entry[] {
  const { direction, from, to } = trigger;
  return tierDays(orders, rules)
    .filter(({ before, rank }) => (direction === 'up' ? rank > before : rank < before))
    .filter(({ before, rank }) => isAmong(from, before, rules) && isAmong(to, rank, rules))
    .map(({ day, at }) => ({ day, at: direction === 'up' ? at : null }));
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
    const key = `${rank} ${loss.on}`;
    if (entered >= loss.on || (next && next.day <= entered) || told.has(key)) return [];
    told.add(key);
    return [{ day: entered, at: entered === day ? at : null }];
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

function tierDays(orders: readonly DatedOrder[], rules: TierRules): readonly TierDay[] {
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
