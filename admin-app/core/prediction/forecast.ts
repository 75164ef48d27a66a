import type { Day } from '../time.ts';
import type { ShopModel } from './shop-model.ts';
import { shareSilent } from './silence-curve.ts';
import type { OrderLog } from './types.ts';
import { usualGap } from './usual-gap.ts';

/** One customer's future orders, seen from the end of a day; all chances 0–1, all money in minor units. */
export interface Forecast {
  /** Chance that the customer has not left for good. */
  readonly chanceActive: number;
  /** Chance of at least one order within so many days (1 or more). */
  chanceWithin(days: number): number;
  /**
   * Days until `share` (0–1) of those who order within `horizonDays` have done so: the quantile of the date given an
   * order within the horizon, 1 … horizonDays.
   */
  daysUntil(share: number, horizonDays: number): number;
  /** Expected order days within so many days. */
  expectedOrders(days: number): number;
  /** Expected money within so many days; null where the shop's orders have no amounts. */
  expectedRevenueMinor(days: number): number | null;
}

/**
 * What will this customer do, seen from the end of `asOfDay`? Orders after it are left out. Null for a customer without
 * an order by then, and for a shop that is too young or too small to say.
 */
export function forecast(model: ShopModel, log: OrderLog, asOfDay: Day): Forecast | null {
  const days = log.days.filter((day) => day <= asOfDay);
  const last = days.at(-1);
  if (last === undefined || !model.enough || model.medianGapDays === null) return null;
  const gap = usualGap(days, model.medianGapDays);
  const curve = model.silenceCurves[Math.min(days.length - 1, 2)] ?? [];
  const silence = asOfDay - last;
  const chanceWithin = (horizon: number) =>
    1 - shareSilent(curve, silence + horizon) / Math.max(shareSilent(curve, silence), 1e-9);
  const expectedOrders = (horizon: number) =>
    chanceWithin(horizon) * Math.max(1, horizon / 2 / gap);
  const value = expectedAmount(model, log, days.length);
  return {
    chanceActive: chanceWithin(1095),
    chanceWithin,
    daysUntil: (share, horizonDays) =>
      firstDayReaching(chanceWithin, share * chanceWithin(horizonDays), horizonDays),
    expectedOrders,
    expectedRevenueMinor: (horizon) => (value === null ? null : value * expectedOrders(horizon)),
  };
}

/** Mean order value of this customer, own amounts pooled with the shop's (log-normal shrinkage), minor units. */
function expectedAmount(model: ShopModel, log: OrderLog, orders: number): number | null {
  if (!model.amounts) return null;
  const { meanLog, within, between } = model.amounts;
  const logs = (log.amountsMinor ?? [])
    .slice(0, orders)
    .filter((amount) => amount > 0)
    .map(Math.log);
  const weight = between / (between + within / Math.max(logs.length, 1));
  const own = logs.length > 0 ? logs.reduce((sum, value) => sum + value, 0) / logs.length : meanLog;
  const spread = within + (logs.length > 0 ? weight * (within / logs.length) : between);
  return Math.exp(meanLog + (logs.length > 0 ? weight : 0) * (own - meanLog) + spread / 2);
}

function firstDayReaching(
  chanceWithin: (days: number) => number,
  chance: number,
  horizonDays: number,
): number {
  let low = 1;
  let high = horizonDays;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (chanceWithin(middle) < chance) low = middle + 1;
    else high = middle;
  }
  return low;
}
