import type { Day } from '../../time.ts';
import { DAYS_PER_WEEK } from '../btyd/btyd-model.ts';
import type { OrderLog } from '../types.ts';
import { amountFeatures } from './amount-steps.ts';
import type { ShopScale } from './shop-scale.ts';

const RECENT_GAPS = 12;

/**
 * What the first `orders` (≥ 1) order days of a log tell, whatever the day they are looked at from. Gaps in days, those
 * that are not known yet are the shop's median.
 */
export interface Rhythm {
  readonly log: OrderLog;
  readonly orders: number;
  readonly first: Day;
  readonly last: Day;
  /** log(1 + repeat orders). */
  readonly logRepeats: number;
  /** The mean gap, shrunk by two made-up gaps of the shop's median. */
  readonly meanGap: number;
  readonly logMeanGap: number;
  /** Median of the last gaps, shrunk by one made-up gap. */
  readonly typicalGap: number;
  readonly logTypicalGap: number;
  readonly logShortestGap: number;
  readonly logLastGap: number;
  readonly log1pLastGap: number;
  readonly log1pGapBefore: number;
  readonly recentLogGap: number;
  /** Coefficient of variation of the gaps, at most 3; 1 where unknown. */
  readonly variation: number;
  readonly wholeWeeks: number;
  /** AMOUNT_FEATURES; none where the shop has no amounts. */
  readonly amounts: readonly number[];
  /** 1 for the category bought last, 0 for each other of the shop's. */
  readonly categories: readonly number[];
}

export function rhythmOf(shop: ShopScale, log: OrderLog, orders: number): Rhythm {
  const { days } = log;
  const { medianGapDays, medianAmountMinor } = shop;
  const first = days[0] ?? 0;
  const last = days[orders - 1] ?? first;
  const gaps = recentGaps(days, orders);
  const meanGap = (last - first + 2 * medianGapDays) / (orders + 1);
  const typicalGap = shrunkMedian(gaps, medianGapDays);
  const lastGap = gapBefore(days, orders - 1) ?? medianGapDays;
  const gapBeforeLast = gapBefore(days, orders - 2) ?? medianGapDays;
  const bought = log.categories?.[orders - 1] ?? null;
  return {
    log,
    orders,
    first,
    last,
    logRepeats: Math.log1p(orders - 1),
    meanGap,
    logMeanGap: Math.log(meanGap),
    typicalGap,
    logTypicalGap: Math.log(typicalGap),
    logShortestGap: Math.log(gaps[0] ?? medianGapDays),
    logLastGap: Math.log(lastGap),
    log1pLastGap: Math.log1p(lastGap),
    log1pGapBefore: Math.log1p(gapBeforeLast),
    recentLogGap: smoothedLogGap(days, orders, medianGapDays),
    variation: gapVariation(days, orders),
    wholeWeeks: wholeWeekShare(days, orders),
    amounts:
      medianAmountMinor === null ? [] : amountFeatures(log.amountsMinor, orders, medianAmountMinor),
    categories: shop.categories.map((category) => (bought === category ? 1 : 0)),
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

/** The last RECENT_GAPS gaps, ascending: so few that each is put in its place as it comes. */
function recentGaps(days: readonly Day[], orders: number): readonly number[] {
  const gaps: number[] = [];
  for (let i = orders - 1; i > 0 && gaps.length < RECENT_GAPS; i--) {
    const gap = gapBefore(days, i) ?? 0;
    let at = gaps.length;
    for (; at > 0 && (gaps[at - 1] ?? 0) > gap; at--) gaps[at] = gaps[at - 1] ?? 0;
    gaps[at] = gap;
  }
  return gaps;
}

function gapBefore(days: readonly Day[], index: number): number | null {
  // Asking an array for what stands before its beginning is slow.
  if (index < 1) return null;
  const day = days[index];
  const previous = days[index - 1];
  return day === undefined || previous === undefined ? null : day - previous;
}

function shrunkMedian(gaps: readonly number[], shopGap: number): number {
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

/** Share of gaps that are whole weeks, shrunk towards a quarter. */
function wholeWeekShare(days: readonly Day[], orders: number): number {
  let whole = 0;
  for (let i = 1; i < orders; i++) if ((gapBefore(days, i) ?? 1) % DAYS_PER_WEEK === 0) whole++;
  return (whole + 0.5) / (orders + 1);
}
