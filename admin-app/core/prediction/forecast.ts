import type { Day } from '../time.ts';
import { DAYS_PER_WEEK } from './btyd/btyd-model.ts';
import { expectedOrders } from './btyd/expected-orders.ts';
import { customerHistory } from './btyd/histories.ts';
import { orderChances } from './btyd/order-chances.ts';
import { chanceUntil, dayOfShare } from './hazard/hazard-curve.ts';
import { type Outlooks, outlooks } from './hazard/hazard-model.ts';
import { FURTHEST_DAYS } from './hazard/periods.ts';
import { knownAt } from './known-at.ts';
import type { ShopModel } from './shop-model.ts';
import type { OrderLog } from './types.ts';
import { expectedOrderValueMinor } from './value/order-value.ts';

/**
 * One customer's future orders, seen from the end of a day; all chances 0–1, all money in minor units. Nothing is said
 * about the time after FURTHEST_DAYS: longer horizons give the answer for that.
 */
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
 * What will this customer do, seen from the end of `asOfDay`? Orders after it are left out. Null only for a customer
 * without an order by then; how much the answer rests on is for `predict` to say.
 */
export function forecast(model: ShopModel, log: OrderLog, asOfDay: Day): Forecast | null {
  const known = knownAt(log, asOfDay);
  const history = customerHistory(known.days, asOfDay);
  if (history === null) return null;
  const { edges, poisson } = model.scale;
  const {
    chanceActive,
    hazard,
    expectedOrders: remembered,
  } = outlooksOf(model).ahead(known, known.days.length, asOfDay);
  const chanceWithin = (days: number) => chanceUntil(edges, hazard, days);
  const ordersAmongThoseWhoOrder = (days: number) => {
    const weeks = days / DAYS_PER_WEEK;
    const atLeastOne = new Float64Array(1);
    orderChances(poisson, history, [weeks], atLeastOne);
    return expectedOrders(poisson, history, weeks) / Math.max(atLeastOne[0] ?? 0, 1e-9);
  };
  const orders = (days: number) => {
    const bounded = Math.min(days, FURTHEST_DAYS);
    let expected = remembered.get(bounded);
    if (expected === undefined) {
      const each = Math.max(1, Math.min(ordersAmongThoseWhoOrder(bounded), bounded));
      expected = chanceWithin(bounded) * each;
      remembered.set(bounded, expected);
    }
    return expected;
  };
  const value = model.orderValue && expectedOrderValueMinor(model.orderValue, known);
  return {
    chanceActive: Math.max(chanceActive, chanceWithin(FURTHEST_DAYS)),
    chanceWithin,
    daysUntil: (share, horizonDays) => dayOfShare(edges, hazard, share, horizonDays),
    expectedOrders: orders,
    expectedRevenueMinor: (days) => (value === null ? null : value * orders(days)),
  };
}

/**
 * Days from the last order until `shares` of those who order again within a year have done so, as was to be expected on
 * the day of that order. Null for a customer without an order.
 */
export function expectedGap(
  model: ShopModel,
  log: OrderLog,
  shares: readonly number[],
): readonly number[] | null {
  if (log.days.length === 0) return null;
  const { edges, hazard } = outlooksOf(model).afterOrder(log, log.days.length);
  return shares.map((share) => dayOfShare(edges, hazard, share, 365));
}

// Reading a model takes typed arrays; a shop asks for thousands of customers with the same one.
const outlooksByModel = new WeakMap<ShopModel, Outlooks>();

function outlooksOf(model: ShopModel): Outlooks {
  let found = outlooksByModel.get(model);
  if (!found) {
    found = outlooks(model.scale, model.hazard, model.learnedShare, model.historyDays);
    outlooksByModel.set(model, found);
  }
  return found;
}
