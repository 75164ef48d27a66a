import { clarity } from './sequential-interval.ts';
import type { ReturnCount } from './wilson-interval.ts';

export interface GrowingCount extends ReturnCount {
  readonly enteringPerWeek: number;
}

/** The one group and the other. */
export type Pair<Group> = readonly [one: Group, other: Group];

const MOST_WEEKS = 104;

/**
 * About how many weeks from now, at least 1, `isTold` will hold, if customers enter as at present and return as they
 * seem to; null if not within two years, or while a group is empty.
 */
export function weeksUntil(
  isTold: (counts: Pair<ReturnCount>) => boolean,
  groups: Pair<GrowingCount>,
): number | null {
  if (groups.some(({ customers }) => customers === 0)) return null;
  const rates = expectedRates(groups);
  const isToldAfter = (weeks: number) => isTold(grown(groups, rates, weeks));
  if (!isToldAfter(MOST_WEEKS)) return null;
  let low = 0;
  let high = MOST_WEEKS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isToldAfter(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The shares of those still to come. While little is clear, a large difference is more likely chance than true: it is
 * drawn towards none, as far as differences of the usual size suggest.
 */
function expectedRates([one, other]: Pair<ReturnCount>): Pair<number> {
  const all = one.customers + other.customers;
  const clear = clarity(one.customers, other.customers);
  const seen = one.returned / one.customers - other.returned / other.customers;
  const difference = (seen * clear) / (1 + clear);
  const share = (one.returned + other.returned) / all;
  return [share + (difference * other.customers) / all, share - (difference * one.customers) / all];
}

function grown(
  [one, other]: Pair<GrowingCount>,
  [rate, otherRate]: Pair<number>,
  weeks: number,
): Pair<ReturnCount> {
  return [after(one, rate, weeks), after(other, otherRate, weeks)];
}

function after(
  { customers, returned, enteringPerWeek }: GrowingCount,
  rate: number,
  weeks: number,
): ReturnCount {
  const more = enteringPerWeek * weeks;
  return { customers: customers + more, returned: returned + more * rate };
}
