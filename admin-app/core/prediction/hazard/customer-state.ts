import type { Day } from '../../time.ts';
import { DAYS_PER_WEEK } from '../btyd/btyd-model.ts';
import { chanceActive as btydChanceActive } from '../btyd/order-chances.ts';
import type { CustomerHistory } from '../btyd/recency-frequency.ts';
import { periodHazards } from './period-hazards.ts';
import type { Rhythm } from './rhythm.ts';
import type { ShopScale } from './shop-scale.ts';

/** A customer as seen at the end of a landmark day, from the orders known by then. */
export interface CustomerState {
  /** In the order of CUSTOMER_FEATURES (and AMOUNT_FEATURES where the shop has amounts), then one for each category. */
  readonly features: Float64Array;
  /** −log of the chance to get through each period without an order, by either BTYD fit. */
  readonly poissonHazards: Float64Array;
  readonly regularHazards: Float64Array;
  readonly chanceActive: number;
  /** Days from the last order to the landmark. */
  readonly silence: number;
  readonly rhythm: Rhythm;
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

/**
 * Returns what tells the state of a customer at the end of a landmark day, on which or later than the last order of the
 * rhythm lies. Its columns are the same ones every time: read them before asking for the next.
 */
export function customerStates(shop: ShopScale): (rhythm: Rhythm, landmark: Day) => CustomerState {
  const poissonOf = periodHazards(shop.poisson, shop.edges);
  const regularOf = shop.regular.regularity > 1 ? periodHazards(shop.regular, shop.edges) : null;
  const features = new Float64Array(stateWidth(shop));
  return (rhythm, landmark) => {
    const history = historyOf(rhythm, landmark);
    const poisson = poissonOf(history);
    const regular = regularOf ? regularOf(history) : poisson;
    const { parameters } = shop.poisson;
    const repeats = rhythm.orders - 1;
    const logRate = Math.log((parameters.r + repeats) / (parameters.alpha + history.observed));
    writeFeatures(features, rhythm, landmark, {
      logRate,
      poisson: poisson.active,
      regular: regular.active,
    });
    return {
      features,
      poissonHazards: poisson.hazards,
      regularHazards: regular.hazards,
      chanceActive: (poisson.active + regular.active) / 2,
      silence: landmark - rhythm.last,
      rhythm,
    };
  };
}

/** How many features a customer has. */
export function stateWidth(shop: ShopScale): number {
  const amounts = shop.medianAmountMinor === null ? 0 : AMOUNT_FEATURES.length;
  return CUSTOMER_FEATURES.length + amounts + shop.categories.length;
}

interface BtydSays {
  readonly logRate: number;
  /** Chances to be active, by either fit. */
  readonly poisson: number;
  readonly regular: number;
}

function writeFeatures(out: Float64Array, rhythm: Rhythm, landmark: Day, btyd: BtydSays): void {
  const { orders, meanGap, logMeanGap, recentLogGap } = rhythm;
  const { days } = rhythm.log;
  const age = landmark - rhythm.first;
  const silence = landmark - rhythm.last;
  let i = 0;
  out[i++] = Math.log1p(silence);
  out[i++] = Math.log1p(age);
  out[i++] = rhythm.logRepeats;
  out[i++] = logMeanGap;
  out[i++] = Math.log((silence + 1) / meanGap);
  out[i++] = Math.min((silence + 1) / meanGap, 10);
  out[i++] = rhythm.log1pLastGap;
  out[i++] = rhythm.log1pGapBefore;
  out[i++] = rhythm.variation;
  out[i++] = Math.log1p(ordersSince(days, orders, landmark - 30));
  out[i++] = Math.log1p(ordersSince(days, orders, landmark - 90));
  out[i++] = Math.log1p(ordersSince(days, orders, landmark - 365));
  out[i++] = btyd.poisson;
  out[i++] = btyd.logRate;
  out[i++] = orders === 1 ? 1 : 0;
  out[i++] = rhythm.logTypicalGap;
  out[i++] = rhythm.logShortestGap;
  out[i++] = recentLogGap;
  out[i++] = Math.log(orders / (age + 30));
  out[i++] = recentLogGap - logMeanGap;
  out[i++] = btyd.regular;
  out[i++] = rhythm.wholeWeeks;
  out[i++] = (silence + 1) / (age + 1);
  for (const amount of rhythm.amounts) out[i++] = amount;
  for (const isBought of rhythm.categories) out[i++] = isBought;
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

function ordersSince(days: readonly Day[], orders: number, after: Day): number {
  let count = 0;
  while (count < orders && (days[orders - 1 - count] ?? after) > after) count++;
  return count;
}
