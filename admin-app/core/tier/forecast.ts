/** A customer's value today, and what it becomes day by day if nothing more is ordered. */
import type { Day } from '../time.ts';
import type { TierBasis, TierWindow } from './types.ts';
import { dayWithoutOrder, firstDayThatCounts, firstOfYear, yearOf } from './window.ts';

export interface TierOrder {
  /** The shop's day. */
  readonly day: Day;
  /** Net of refunds. */
  readonly amountMinor: number;
  /** Paid back in full. */
  readonly isRefunded: boolean;
}

export interface ValueForecast {
  readonly value: number;
  /** From the day on, the value without further orders; days go up, values never do. */
  readonly steps: readonly { readonly day: Day; readonly value: number }[];
}

/** Of orders that count (paid, not cancelled, no tests), in any order. */
export function forecastValue(
  orders: readonly TierOrder[],
  { basis, window }: { readonly basis: TierBasis; readonly window: TierWindow },
  today: Day,
): ValueForecast {
  const since = firstDayThatCounts(window, today) ?? Number.NEGATIVE_INFINITY;
  const worth = (order: TierOrder) => (basis === 'spend' ? order.amountMinor : 1);
  const counted = orders
    .filter(({ day, isRefunded }) => day >= since && !isRefunded)
    .map((order) => ({ day: order.day, worth: worth(order) }));
  switch (window) {
    case 'always':
      return { value: sumOf(counted), steps: [] };
    case '12 months':
      return overTwelveMonths(counted);
    case 'calendar year':
      return overCalendarYears(counted, today);
  }
}

interface Counted {
  readonly day: Day;
  readonly worth: number;
}

function sumOf(orders: readonly Counted[]): number {
  return orders.reduce((sum, { worth }) => sum + worth, 0);
}

function overTwelveMonths(orders: readonly Counted[]): ValueForecast {
  const leaving = orders.map(({ day, worth }) => ({ day: dayWithoutOrder(day), worth }));
  const days = [...new Set(leaving.map(({ day }) => day))].sort((a, b) => a - b);
  const after = (day: Day) => sumOf(leaving.filter((each) => each.day > day));
  return { value: sumOf(orders), steps: days.map((day) => ({ day, value: after(day) })) };
}

function overCalendarYears(orders: readonly Counted[], today: Day): ValueForecast {
  const year = yearOf(today);
  const thisYear = sumOf(orders.filter(({ day }) => day >= firstOfYear(year)));
  const lastYear = sumOf(orders.filter(({ day }) => day < firstOfYear(year)));
  return {
    value: Math.max(thisYear, lastYear),
    steps: [
      { day: firstOfYear(year + 1), value: thisYear },
      { day: firstOfYear(year + 2), value: 0 },
    ],
  };
}
