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

/** Outlooks of one-timers kept at hand, some 500 bytes each. */
const MOST_REMEMBERED = 150_000;
/** More than there are of each: what one-timers are remembered by makes one number, which is found faster than a text. */
const DAYS_RADIX = 2 ** 20;
const AMOUNT_RADIX = 2 ** 8;
const CATEGORY_RADIX = 2 ** 4;
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
  const ofOneOrder = new Map<number, Outlook>();
  let latest: Rhythm | null = null;

  return {
    ahead: (log, orders, landmark) => {
      const calendar = calendarOf(landmark);
      if (orders === 1) return ofSingleOrder(log, landmark, calendar);
      const rhythm = rhythmAfter(log, orders);
      return overdueOutlook(rhythm, landmark, calendar) ?? outlookAt(rhythm, landmark, calendar);
    },
    afterOrder: (log, orders) => {
      const landmark = log.days[orders - 1] ?? 0;
      const calendar = calendarOf(landmark);
      if (orders === 1) {
        return { edges: year.edges, hazard: ofSingleOrder(log, landmark, calendar).hazard };
      }
      writeYear(rhythmAfter(log, orders), landmark, calendar, yearAhead.hazard);
      return yearAhead;
    },
  };

  /** Whoever asks for a customer's way ahead mostly asks for the way from the last order next. */
  function rhythmAfter(log: OrderLog, orders: number): Rhythm {
    if (latest?.log !== log || latest.orders !== orders) latest = rhythmOf(shop, log, orders);
    return latest;
  }

  function ofSingleOrder(log: OrderLog, landmark: Day, calendar: Calendar): Outlook {
    const amount = amountStep(log.amountsMinor, shop.medianAmountMinor);
    const category = shop.categories.indexOf(log.categories?.[0] ?? Number.NaN);
    const days = landmark * DAYS_RADIX + (log.days[0] ?? 0);
    const key = (days * AMOUNT_RADIX + amount) * CATEGORY_RADIX + category;
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
