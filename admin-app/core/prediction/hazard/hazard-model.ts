import type { Day } from '../../time.ts';
import { share01 } from '../numeric/share01.ts';
import type { OrderLog } from '../types.ts';
import { type BoostedTrees, fitBoostedTrees, treeReader } from './boosted-trees.ts';
import { type Calendar, calendars } from './calendar.ts';
import {
  amountStep,
  chanceActive,
  customerState,
  isRegular,
  type Rhythm,
  rhythmOf,
  type ShopScale,
} from './customer-state.ts';
import { dayOfShare } from './hazard-curve.ts';
import { neverRising } from './never-rising.ts';
import { writePeriodFeatures } from './period-features.ts';
import type { PeriodEdges } from './periods.ts';
import { fitRidgeLogistic, type LinearLogit, log1pExp, logitsOf } from './ridge-logistic.ts';
import { everyNthDraw, offsetOf, trainingRows } from './training-rows.ts';

/** What a shop's own past says beyond BTYD: a linear shift of the logit of each period's hazard, and trees on top. */
export interface HazardModel {
  readonly linear: LinearLogit;
  readonly trees: BoostedTrees;
  /** Periods that were learned; later ones continue BTYD times the last ratio. */
  readonly periods: number;
}

const PENALTY = 20;
/** Fewer orders than this in all rows teach nothing that BTYD does not know better. */
const FEWEST_ORDERS = 50;
/** Trees gain little from more rows, and cost most of the fit. */
const MOST_TREE_ROWS = 200_000;
/** Outlooks of one-timers kept at hand, some 400 bytes each. */
const MOST_REMEMBERED = 50_000;
/** Share of the typical gap before which no regular customer is due: spares looking closer. */
const SURELY_NOT_DUE = 0.25;
const SPLIT_SALT = 999;

/**
 * Learns a shop's discrete-time hazard on the past of each landmark, with the BTYD curve as offset. Null where the past
 * has too few orders to learn from. `logs` in an order that depends on nothing but their content.
 * (Tutz and Schmid 2016, Modeling Discrete Time-to-Event Data, chapter 3; landmarking: van Houwelingen 2007)
 */
export function fitHazard(
  shop: ShopScale,
  logs: readonly OrderLog[],
  cut: Day,
  firstDay: Day,
  onProgress: (share: number) => void = () => {},
): HazardModel | null {
  const rows = trainingRows(shop, logs, cut, firstDay, calendars(shop.edges, cut - firstDay + 1));
  onProgress(0.3);
  let orders = 0;
  for (const ordered of rows.ordered) orders += ordered;
  if (orders < FEWEST_ORDERS) return null;
  const linear = fitRidgeLogistic(rows, PENALTY);
  onProgress(0.6);
  const sample = everyNthDraw(rows, MOST_TREE_ROWS);
  const trees = fitBoostedTrees(
    sample,
    logitsOf(sample, linear),
    (customer) => share01(customer, SPLIT_SALT) < 0.5,
  );
  return { linear, trees, periods: rows.periods };
}

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
  /** The cumulative hazard as seen on the day of the last of these orders, at the edges within a year. */
  afterOrder(log: OrderLog, orders: number): YearAhead;
}

/** A cumulative hazard at edges of its own. */
export interface YearAhead {
  readonly edges: PeriodEdges;
  readonly hazard: Float64Array;
}

/**
 * Returns the outlook of any customer of whom the first `orders` order days are known at `landmark`. The hazard is the
 * learned one with weight `learnedShare` and the mean of both BTYD fits for the rest: survivals blended by their
 * geometric mean. Past their due date, a longer silence never makes a regular customer likelier to order.
 */
export function outlooks(
  shop: ShopScale,
  model: HazardModel | null,
  learnedShare: number,
  historyDays: number,
): Outlooks {
  const calendarOf = calendars(shop.edges, historyDays);
  const treesOf = treeReader(model?.trees ?? { roots: [], feature: [], child: [], value: [] });
  const coefficients = Float64Array.from(model?.linear.coefficients ?? []);
  const row = new Float32Array(coefficients.length);
  const learned = model?.periods ?? 0;

  // Most customers of most shops have one order, and differ in its day, amount and category only.
  const ofOneOrder = new Map<string, Outlook>();

  const year = { ...shop, edges: shop.edges.filter((edge) => edge <= 365) };

  return {
    ahead: (log, orders, landmark) => {
      const calendar = calendarOf(landmark);
      if (orders === 1) return ofSingleOrder(log, landmark, calendar);
      const rhythm = rhythmOf(shop, log, orders);
      const now = () => outlookAt(shop, rhythm, landmark, calendar);
      const silence = landmark - rhythm.last;
      if (!isRegular(rhythm) || silence < SURELY_NOT_DUE * rhythm.typicalGap) return now();
      const atOrder = outlookAt(year, rhythm, rhythm.last, calendar).hazard;
      const due = dayOfShare(year.edges, atOrder, 0.5, 365);
      if (silence <= due) return now();
      const hazardAt = (other: number) =>
        outlookAt(shop, rhythm, rhythm.last + other, calendar).hazard;
      return {
        chanceActive: chanceActive(shop, rhythm, landmark),
        hazard: neverRising(due, silence, hazardAt),
        expectedOrders: new Map(),
      };
    },
    afterOrder: (log, orders) => {
      const landmark = log.days[orders - 1] ?? 0;
      const calendar = calendarOf(landmark);
      const { hazard } =
        orders === 1
          ? ofSingleOrder(log, landmark, calendar)
          : outlookAt(year, rhythmOf(year, log, orders), landmark, calendar);
      return { edges: year.edges, hazard };
    },
  };

  function ofSingleOrder(log: OrderLog, landmark: Day, calendar: Calendar): Outlook {
    const amount = amountStep(log.amountsMinor, shop.medianAmountMinor);
    const category = shop.categories.indexOf(log.categories?.[0] ?? Number.NaN);
    const key = `${landmark} ${log.days[0]} ${amount} ${category}`;
    let outlook = ofOneOrder.get(key);
    if (!outlook) {
      outlook = outlookAt(shop, rhythmOf(shop, log, 1), landmark, calendar);
      if (ofOneOrder.size >= MOST_REMEMBERED) ofOneOrder.clear();
      ofOneOrder.set(key, outlook);
    }
    return outlook;
  }

  /** As the model has it, with the landmark's place in the year given apart. */
  function outlookAt(scale: ShopScale, rhythm: Rhythm, landmark: Day, calendar: Calendar): Outlook {
    const state = customerState(scale, rhythm, landmark);
    const hazard = new Float64Array(scale.edges.length);
    const share = model ? learnedShare : 0;
    const width = state.features.length;
    let stateLogit = model?.linear.intercept ?? 0;
    if (model) {
      row.set(state.features);
      for (let j = 0; j < width; j++) stateLogit += (coefficients[j] ?? 0) * (row[j] ?? 0);
    }
    let ratio = 1;
    for (let period = 0; period + 1 < scale.edges.length; period++) {
      const poisson = state.poissonHazards[period] ?? 0;
      const btyd = (poisson + (state.regularHazards[period] ?? 0)) / 2;
      let own = poisson * ratio;
      if (period < learned) {
        writePeriodFeatures(state, scale.edges, period, calendar, row, width);
        let logit = stateLogit + offsetOf(state, period, calendar);
        for (let j = width; j < row.length; j++) logit += (coefficients[j] ?? 0) * (row[j] ?? 0);
        own = log1pExp(logit + treesOf(row));
        ratio = Math.max(0.3, Math.min(3, own / poisson));
      }
      hazard[period + 1] = (hazard[period] ?? 0) + share * own + (1 - share) * btyd;
    }
    return { chanceActive: state.chanceActive, hazard, expectedOrders: new Map() };
  }
}
