import type { Day } from '../../time.ts';
import type { OrderLog } from '../types.ts';
import { amountStep } from './amount-steps.ts';
import { type Calendar, calendars } from './calendar.ts';
import { cumulativeHazards } from './cumulative-hazards.ts';
import { chanceActive } from './customer-state.ts';
import { dayOfShare } from './hazard-curve.ts';
import type { HazardModel } from './hazard-model.ts';
import { neverRising } from './never-rising.ts';
import type { PeriodEdges } from './periods.ts';
import { isRegular, type Rhythm, rhythmOf } from './rhythm.ts';
import type { ShopScale } from './shop-scale.ts';

/** A customer's way ahead from a landmark. */
export interface Outlook {
  /** Chance that the customer has not left for good. */
  readonly chanceActive: number;
  /** −log P(no order until edges[i] days after the landmark), one per edge, from 0 upwards. */
  readonly hazard: Float64Array;
  /** Expected order days within so many days, as far as they have been asked for. */
  readonly expectedOrders: Map<number, number>;
}

export interface Outlooks {
  /** The way ahead of a customer of whom the first `orders` order days are known at `landmark`. */
  ahead(log: OrderLog, orders: number, landmark: Day): Outlook;
  /**
   * The cumulative hazard as seen on the day of the last of these orders, at the edges within a year; read it before the
   * next is asked for.
   */
  afterOrder(log: OrderLog, orders: number): YearAhead;
}

/** A cumulative hazard at edges of its own. */
export interface YearAhead {
  readonly edges: PeriodEdges;
  readonly hazard: Float64Array;
}

/** Outlooks of one-timers kept at hand, some 400 bytes each. */
const MOST_REMEMBERED = 50_000;
/** Share of the typical gap before which no regular customer is due: spares looking closer. */
const SURELY_NOT_DUE = 0.25;

/**
 * Returns the outlook of any customer of whom the first `orders` order days are known at `landmark`. Past their due date,
 * a longer silence never makes a regular customer likelier to order.
 */
export function outlooks(
  shop: ShopScale,
  model: HazardModel | null,
  learnedShare: number,
  historyDays: number,
): Outlooks {
  const calendarOf = calendars(shop.edges, historyDays);
  const year = { ...shop, edges: shop.edges.filter((edge) => edge <= 365) };
  const writeHazard = cumulativeHazards(shop, model, learnedShare);
  const writeYear = cumulativeHazards(year, model, learnedShare);
  const hazardNow = new Float64Array(shop.edges.length);
  const yearAhead = { edges: year.edges, hazard: new Float64Array(year.edges.length) };
  // Most customers of most shops have one order, and differ in its day, amount and category only.
  const ofOneOrder = new Map<string, Outlook>();

  return {
    ahead: (log, orders, landmark) => {
      const calendar = calendarOf(landmark);
      if (orders === 1) return ofSingleOrder(log, landmark, calendar);
      const rhythm = rhythmOf(shop, log, orders);
      return overdueOutlook(rhythm, landmark, calendar) ?? outlookAt(rhythm, landmark, calendar);
    },
    afterOrder: (log, orders) => {
      const landmark = log.days[orders - 1] ?? 0;
      const calendar = calendarOf(landmark);
      if (orders === 1) {
        return { edges: year.edges, hazard: ofSingleOrder(log, landmark, calendar).hazard };
      }
      writeYear(rhythmOf(shop, log, orders), landmark, calendar, yearAhead.hazard);
      return yearAhead;
    },
  };

  function ofSingleOrder(log: OrderLog, landmark: Day, calendar: Calendar): Outlook {
    const amount = amountStep(log.amountsMinor, shop.medianAmountMinor);
    const category = shop.categories.indexOf(log.categories?.[0] ?? Number.NaN);
    const key = `${landmark} ${log.days[0]} ${amount} ${category}`;
    let outlook = ofOneOrder.get(key);
    if (!outlook) {
      outlook = outlookAt(rhythmOf(shop, log, 1), landmark, calendar);
      if (ofOneOrder.size >= MOST_REMEMBERED) ofOneOrder.clear();
      ofOneOrder.set(key, outlook);
    }
    return outlook;
  }

  function outlookAt(rhythm: Rhythm, landmark: Day, calendar: Calendar): Outlook {
    const hazard = new Float64Array(shop.edges.length);
    const active = writeHazard(rhythm, landmark, calendar, hazard);
    return { chanceActive: active, hazard, expectedOrders: new Map() };
  }

  /** Null for a customer without a rhythm, or before the due date. */
  function overdueOutlook(rhythm: Rhythm, landmark: Day, calendar: Calendar): Outlook | null {
    const { last, typicalGap } = rhythm;
    const silence = landmark - last;
    if (!isRegular(rhythm) || silence < SURELY_NOT_DUE * typicalGap) return null;
    writeYear(rhythm, last, calendar, yearAhead.hazard);
    const due = dayOfShare(year.edges, yearAhead.hazard, 0.5, 365);
    if (silence <= due) return null;
    const hazard = neverRising(due, silence, (other) => {
      writeHazard(rhythm, last + other, calendar, hazardNow);
      return hazardNow;
    });
    return {
      chanceActive: chanceActive(shop, rhythm, landmark),
      hazard,
      expectedOrders: new Map(),
    };
  }
}
