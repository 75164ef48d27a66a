import type { Day } from '../time.ts';
import { DAYS_PER_WEEK } from './btyd/btyd-model.ts';
import { expectedOrders } from './btyd/expected-orders.ts';
import { customerHistory } from './btyd/histories.ts';
import { orderChances } from './btyd/order-chances.ts';
import type { CustomerHistory } from './btyd/recency-frequency.ts';
import { chanceUntil, dayOfShare } from './hazard/hazard-curve.ts';
import { type Outlook, type Outlooks, outlooks } from './hazard/outlooks.ts';
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
  const outlook = outlooksOf(model).ahead(known, known.days.length, asOfDay);
  return new OutlookForecast(model, known, history, outlook);
}

/** A class, because a shop asks for a million of them: functions made anew for each would cost more than the answers. */
class OutlookForecast implements Forecast {
  readonly #model: ShopModel;
  /** Null where the shop's orders have no amounts. */
  readonly #orderValueMinor: number | null;
  readonly #history: CustomerHistory;
  readonly #outlook: Outlook;

  constructor(model: ShopModel, known: OrderLog, history: CustomerHistory, outlook: Outlook) {
    this.#model = model;
    this.#orderValueMinor = model.orderValue && expectedOrderValueMinor(model.orderValue, known);
    this.#history = history;
    this.#outlook = outlook;
  }

  get chanceActive(): number {
    return Math.max(this.#outlook.chanceActive, this.chanceWithin(FURTHEST_DAYS));
  }

  chanceWithin(days: number): number {
    return chanceUntil(this.#model.scale.edges, this.#outlook.hazard, days);
  }

  daysUntil(share: number, horizonDays: number): number {
    return dayOfShare(this.#model.scale.edges, this.#outlook.hazard, share, horizonDays);
  }

  expectedOrders(days: number): number {
    const bounded = Math.min(days, FURTHEST_DAYS);
    const { expectedOrders: remembered } = this.#outlook;
    let expected = remembered.get(bounded);
    if (expected === undefined) {
      const each = Math.max(1, Math.min(this.#ordersAmongThoseWhoOrder(bounded), bounded));
      expected = this.chanceWithin(bounded) * each;
      remembered.set(bounded, expected);
    }
    return expected;
  }

  expectedRevenueMinor(days: number): number | null {
    const value = this.#orderValueMinor;
    return value === null ? null : value * this.expectedOrders(days);
  }

  #ordersAmongThoseWhoOrder(days: number): number {
    const { poisson } = this.#model.scale;
    const weeks = days / DAYS_PER_WEEK;
    const atLeastOne = new Float64Array(1);
    orderChances(poisson, this.#history, [weeks], atLeastOne);
    return expectedOrders(poisson, this.#history, weeks) / Math.max(atLeastOne[0] ?? 0, 1e-9);
  }
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
