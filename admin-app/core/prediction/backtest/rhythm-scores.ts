import { gapVariation, isRegular } from '../hazard/rhythm.ts';
import { didReturn } from './date-scores.ts';
import type { BacktestCase, CustomerLog, RhythmKind, RhythmScores } from './types.ts';

const KINDS: readonly RhythmKind[] = ['one order', 'two orders', 'irregular', 'regular'];

/** Whose dates are off: each kind of customer with its share of the error. O(orders + cases). */
export function rhythmScores(
  logs: readonly CustomerLog[],
  cases: readonly BacktestCase[],
): readonly RhythmScores[] {
  const kinds = new Map(KINDS.map((kind) => [kind, { customers: 0, returned: 0, daysOff: 0 }]));
  for (const { days } of logs) {
    const orders = days.length;
    const kind = kinds.get(
      kindOf(orders, isRegular({ orders, variation: gapVariation(days, orders) })),
    );
    if (kind) kind.customers++;
  }
  let allOff = 0;
  for (const one of cases.filter(didReturn)) {
    const kind = kinds.get(kindOf(one.orderDays, one.confidence === 'own rhythm'));
    const off = Math.abs(one.expectedDay - one.orderedDay);
    allOff += off;
    if (!kind) continue;
    kind.returned++;
    kind.daysOff += off;
  }
  return [...kinds].map(([kind, { customers, returned, daysOff }]) => ({
    kind,
    customers,
    meanAbsoluteDays: returned === 0 ? null : daysOff / returned,
    errorShare: allOff === 0 ? null : daysOff / allOff,
  }));
}

function kindOf(orders: number, hasRhythm: boolean): RhythmKind {
  if (hasRhythm) return 'regular';
  if (orders <= 1) return 'one order';
  return orders === 2 ? 'two orders' : 'irregular';
}
