import type { Day } from '../../time.ts';
import type { BtydFit } from '../btyd/btyd-model.ts';
import { DAYS_PER_WEEK } from '../btyd/btyd-model.ts';
import { chanceActive as btydChanceActive, orderChances } from '../btyd/order-chances.ts';
import type { CustomerHistory } from '../btyd/recency-frequency.ts';
import type { OrderLog } from '../types.ts';
import type { PeriodEdges } from './periods.ts';

/** What a customer's state is measured against: the shop as a whole. */
export interface ShopScale {
  readonly edges: PeriodEdges;
  readonly medianGapDays: number;
  /** Median amount of an order day in minor units; null where the shop has no amounts. */
  readonly medianAmountMinor: number | null;
  /** The categories most often bought, of which the learned hazard knows. */
  readonly categories: readonly number[];
  /** BTYD fits: purely random timing (k = 1), and the regularity that suits the shop best. */
  readonly poisson: BtydFit;
  readonly regular: BtydFit;
}

/** A customer as seen at the end of a landmark day, from the orders known by then. */
export interface CustomerState {
  /** In the order of CUSTOMER_FEATURES (and AMOUNT_FEATURES where the shop has amounts), then one for each category. */
  readonly features: Float64Array;
  /** −log of the chance to get through each period without an order, by either BTYD fit. */
  readonly poissonHazards: Float64Array;
  readonly regularHazards: Float64Array;
  readonly chanceActive: number;
  readonly repeats: number;
  /** Days from the last order to the landmark. */
  readonly silence: number;
  /** log(1 + repeats). */
  readonly logRepeats: number;
  /** Of the mean gap, shrunk by two made-up gaps of the shop's median. */
  readonly logMeanGap: number;
  /** Median of the last gaps, shrunk by one made-up gap. */
  readonly typicalGap: number;
  readonly logTypicalGap: number;
  readonly logLastGap: number;
  /** Coefficient of variation of the gaps, at most 3; 1 where unknown. */
  readonly variation: number;
}

export const CUSTOMER_FEATURES = [
  'log silence',
  'log time since first order',
  'log repeat orders',
  'log mean gap',
  'log silence by mean gap',
  'silence by mean gap',
  'log last gap',
  'log gap before',
  'variation of gaps',
  'log orders in 30 days',
  'log orders in 90 days',
  'log orders in 365 days',
  'chance active',
  'log rate',
  'one-timer',
  'log typical gap',
  'log shortest gap',
  'log recent gap',
  'log orders per day',
  'acceleration',
  'chance active, regular',
  'share of whole weeks',
  'share of time silent',
] as const;

export const AMOUNT_FEATURES = ['log mean amount', 'log last amount'] as const;

const RECENT_GAPS = 12;
const SMALLEST_HAZARD = 1e-7;
const LOG_STEP = 0.05;

/** What the first `orders` (≥ 1) order days of a log tell, whatever the day they are looked at from. */
export interface Rhythm {
  readonly log: OrderLog;
  readonly orders: number;
  readonly first: Day;
  readonly last: Day;
  readonly meanGap: number;
  readonly typicalGap: number;
  readonly shortestGap: number;
  readonly lastGap: number;
  readonly gapBeforeLast: number;
  readonly recentLogGap: number;
  readonly variation: number;
  readonly wholeWeeks: number;
}

export function rhythmOf(shop: ShopScale, log: OrderLog, orders: number): Rhythm {
  const { days } = log;
  const first = days[0] ?? 0;
  const last = days[orders - 1] ?? first;
  const gaps = recentGaps(days, orders);
  return {
    log,
    orders,
    first,
    last,
    meanGap: (last - first + 2 * shop.medianGapDays) / (orders + 1),
    typicalGap: shrunkMedian(gaps, shop.medianGapDays),
    shortestGap: gaps[0] ?? shop.medianGapDays,
    lastGap: gapBefore(days, orders - 1) ?? shop.medianGapDays,
    gapBeforeLast: gapBefore(days, orders - 2) ?? shop.medianGapDays,
    recentLogGap: smoothedLogGap(days, orders, shop.medianGapDays),
    variation: gapVariation(days, orders),
    wholeWeeks: wholeWeekShare(days, orders),
  };
}

/** The state at the end of `landmark`, on which or later than the last order of the rhythm lies. */
export function customerState(shop: ShopScale, rhythm: Rhythm, landmark: Day): CustomerState {
  const { log, orders, first, last, meanGap, typicalGap, recentLogGap, variation } = rhythm;
  const { days } = log;
  const repeats = orders - 1;
  const age = landmark - first;
  const silence = landmark - last;
  const history = historyOf(rhythm, landmark);
  const poisson = periodHazards(shop.poisson, history, shop.edges);
  const regular =
    shop.regular.regularity > 1 ? periodHazards(shop.regular, history, shop.edges) : poisson;
  const logMeanGap = Math.log(meanGap);
  const logTypicalGap = Math.log(typicalGap);
  const features = [
    Math.log1p(silence),
    Math.log1p(age),
    Math.log1p(repeats),
    logMeanGap,
    Math.log((silence + 1) / meanGap),
    Math.min((silence + 1) / meanGap, 10),
    Math.log1p(rhythm.lastGap),
    Math.log1p(rhythm.gapBeforeLast),
    variation,
    Math.log1p(ordersSince(days, orders, landmark - 30)),
    Math.log1p(ordersSince(days, orders, landmark - 90)),
    Math.log1p(ordersSince(days, orders, landmark - 365)),
    poisson.active,
    Math.log(
      (shop.poisson.parameters.r + repeats) / (shop.poisson.parameters.alpha + history.observed),
    ),
    repeats === 0 ? 1 : 0,
    logTypicalGap,
    Math.log(rhythm.shortestGap),
    recentLogGap,
    Math.log(orders / (age + 30)),
    recentLogGap - logMeanGap,
    regular.active,
    rhythm.wholeWeeks,
    (silence + 1) / (age + 1),
  ];
  if (shop.medianAmountMinor !== null) {
    features.push(...amountFeatures(log.amountsMinor, orders, shop.medianAmountMinor));
  }
  const bought = log.categories?.[orders - 1] ?? null;
  for (const category of shop.categories) features.push(bought === category ? 1 : 0);
  return {
    features: new Float64Array(features),
    poissonHazards: poisson.hazards,
    regularHazards: regular.hazards,
    chanceActive: (poisson.active + regular.active) / 2,
    repeats,
    logRepeats: Math.log1p(repeats),
    silence,
    logMeanGap,
    typicalGap,
    logTypicalGap,
    logLastGap: Math.log(rhythm.lastGap),
    variation,
  };
}

/** The mean of what both BTYD fits say. */
export function chanceActive(shop: ShopScale, rhythm: Rhythm, landmark: Day): number {
  const history = historyOf(rhythm, landmark);
  return (btydChanceActive(shop.poisson, history) + btydChanceActive(shop.regular, history)) / 2;
}

function historyOf({ orders, first, last }: Rhythm, landmark: Day): CustomerHistory {
  return {
    repeats: orders - 1,
    lastOrder: (last - first) / DAYS_PER_WEEK,
    observed: (landmark - first) / DAYS_PER_WEEK,
  };
}

/** Three orders or more, and gaps that vary by no more than their mean: a rhythm of their own. */
export function isRegular({ orders, variation }: Pick<Rhythm, 'orders' | 'variation'>): boolean {
  return orders >= 3 && variation <= 1;
}

/** How many of the order days lie on or before `day`. Binary search. */
export function ordersUntil(days: readonly Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function periodHazards(
  fit: BtydFit,
  history: CustomerHistory,
  edges: PeriodEdges,
): { readonly active: number; readonly hazards: Float64Array } {
  const chances = new Float64Array(edges.length);
  const active = orderChances(fit, history, inWeeks(edges), chances);
  const hazards = new Float64Array(edges.length - 1);
  let before = 0;
  for (let i = 0; i < hazards.length; i++) {
    const until = -Math.log1p(-Math.min(chances[i + 1] ?? 0, 0.999999));
    hazards[i] = Math.max(SMALLEST_HAZARD, until - before);
    before = Math.max(before, until);
  }
  return { active, hazards };
}

const weeksByEdges = new WeakMap<PeriodEdges, Float64Array>();

function inWeeks(edges: PeriodEdges): Float64Array {
  let weeks = weeksByEdges.get(edges);
  if (!weeks) {
    weeks = Float64Array.from(edges, (edge) => edge / DAYS_PER_WEEK);
    weeksByEdges.set(edges, weeks);
  }
  return weeks;
}

/** The last RECENT_GAPS gaps, ascending. */
function recentGaps(days: readonly Day[], orders: number): Float64Array {
  const count = Math.min(orders - 1, RECENT_GAPS);
  const gaps = new Float64Array(Math.max(count, 0));
  for (let i = 0; i < count; i++) gaps[i] = gapBefore(days, orders - 1 - i) ?? 0;
  return gaps.sort();
}

function gapBefore(days: readonly Day[], index: number): number | null {
  const day = days[index];
  const previous = days[index - 1];
  return day === undefined || previous === undefined ? null : day - previous;
}

function shrunkMedian(gaps: Float64Array, shopGap: number): number {
  const middle = gaps[gaps.length >> 1];
  if (middle === undefined) return shopGap;
  const logs = Math.log(middle) * gaps.length + Math.log(shopGap);
  return Math.exp(logs / (gaps.length + 1));
}

/** Exponentially smoothed log gap, starting from the shop's. */
function smoothedLogGap(days: readonly Day[], orders: number, shopGap: number): number {
  let smoothed = Math.log(shopGap);
  for (let i = 1; i < orders; i++) {
    smoothed = 0.6 * smoothed + 0.4 * Math.log(gapBefore(days, i) ?? shopGap);
  }
  return smoothed;
}

/** Coefficient of variation of the gaps between the first `orders` days, at most 3; 1 with fewer than two gaps. */
export function gapVariation(days: readonly Day[], orders: number): number {
  const count = orders - 1;
  if (count < 2) return 1;
  const mean = ((days[count] ?? 0) - (days[0] ?? 0)) / count;
  let squares = 0;
  for (let i = 1; i <= count; i++) squares += ((gapBefore(days, i) ?? mean) - mean) ** 2;
  return Math.min(3, Math.sqrt(squares / count) / mean);
}

function ordersSince(days: readonly Day[], orders: number, after: Day): number {
  let count = 0;
  while (count < orders && (days[orders - 1 - count] ?? after) > after) count++;
  return count;
}

/** Share of gaps that are whole weeks, shrunk towards a quarter. */
function wholeWeekShare(days: readonly Day[], orders: number): number {
  let whole = 0;
  for (let i = 1; i < orders; i++) if ((gapBefore(days, i) ?? 1) % DAYS_PER_WEEK === 0) whole++;
  return (whole + 0.5) / (orders + 1);
}

/** Mean and last amount against the shop's median, on the log scale. */
function amountFeatures(
  amounts: OrderLog['amountsMinor'],
  orders: number,
  medianAmount: number,
): [number, number] {
  let sum = 0;
  for (let i = 0; i < orders; i++) sum += amounts?.[i] ?? medianAmount;
  const last = amounts?.[orders - 1] ?? medianAmount;
  return [logRatio(sum / orders, medianAmount), logRatio(last, medianAmount)];
}

/** Which step of 5 % the first amount is in; customers of one order with the same step and day are alike. */
export function amountStep(amounts: OrderLog['amountsMinor'], medianAmount: number | null): number {
  return medianAmount === null ? 0 : stepOf(amounts?.[0] ?? medianAmount, medianAmount);
}

function logRatio(amount: number, reference: number): number {
  return stepOf(amount, reference) * LOG_STEP;
}

/** Whole steps on the log scale, from a hundredth to a thousand times the reference. */
function stepOf(amount: number, reference: number): number {
  const ratio = Math.min(Math.max(amount / Math.max(reference, 1), 0.01), 1000);
  return Math.round(Math.log(ratio) / LOG_STEP);
}
