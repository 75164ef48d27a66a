import type { BacktestCase, OverdueLift } from './types.ts';

const LOOKED_AT: readonly number[] = [0.1, 0.2, 0.3, 0.5];

/**
 * Staff work through the overdue customers from the top: how many of those who will come back are among the first? Once
 * sorted by the chance to return and once by the days overdue; a random order finds the share that was looked at. Null
 * when nobody overdue came back.
 */
export function overdueLift(cases: readonly BacktestCase[]): OverdueLift | null {
  const overdue = cases.filter((one) => one.dueDay !== null && one.dueDay < one.cutDay);
  const returned = overdue.filter((one) => one.orderedDay !== null).length;
  if (returned === 0) return null;
  const byChance = rank(overdue, (one) => one.chance);
  const byDays = rank(overdue, (one) => one.cutDay - (one.dueDay ?? one.cutDay));
  return {
    overdueCases: overdue.length,
    returned,
    points: LOOKED_AT.map((first) => ({
      first,
      likeliestFirst: foundAmongFirst(byChance, first * overdue.length) / returned,
      mostOverdueFirst: foundAmongFirst(byDays, first * overdue.length) / returned,
    })),
  };
}

/** Equal measures in a row, the highest measure first. */
interface Rank {
  readonly measure: number;
  cases: number;
  returned: number;
}

function rank(
  cases: readonly BacktestCase[],
  measureOf: (one: BacktestCase) => number,
): readonly Rank[] {
  const ranks = new Map<number, Rank>();
  for (const one of cases) {
    const measure = measureOf(one);
    const place = ranks.get(measure) ?? { measure, cases: 0, returned: 0 };
    place.cases += 1;
    if (one.orderedDay !== null) place.returned += 1;
    ranks.set(measure, place);
  }
  return [...ranks.values()].sort((a, b) => b.measure - a.measure);
}

/** Equal measures are in no order of their own: of a part of them, that part of the returned is found. */
function foundAmongFirst(ranks: readonly Rank[], count: number): number {
  let left = count;
  let found = 0;
  for (const { cases, returned } of ranks) {
    if (left <= 0) break;
    found += returned * Math.min(1, left / cases);
    left -= cases;
  }
  return found;
}
