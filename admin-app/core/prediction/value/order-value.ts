import { median } from '../median.ts';
import type { OrderLog } from '../types.ts';

/**
 * How order values differ within and between the customers of a shop: plain data, safe to store as JSON. Amounts in
 * minor units, logarithms natural.
 */
export interface OrderValueModel {
  /** Mean over customers of the log of an order's value. */
  readonly meanLog: number;
  /** Variance of the log within a customer, from order to order. */
  readonly within: number;
  /** Variance between the customers' own means of the log. */
  readonly between: number;
  /** Mean order value ÷ exp(mean log): what the logarithm hides, with orders of value 0 counted in. */
  readonly scale: number;
}

/** What is needed of one customer's order values. */
interface Amounts {
  /** Orders, those of value 0 too. */
  readonly orders: number;
  readonly sum: number;
  /** Orders of a value above 0, and sum and sum of squares of their logs. */
  readonly positive: number;
  readonly sumLogs: number;
  readonly sumSquaredLogs: number;
}

/** A customer further than so many robust deviations from the middle does not shape what is expected of others … */
const FENCE_DEVIATIONS = 4;
/** … unless within a factor of ten of it, which no deviation may call strange. */
const SMALLEST_FENCE = Math.log(10);
/** Standard deviation ÷ median absolute deviation of a normal distribution. */
const DEVIATION_PER_MAD = 1.4826;
/** Half of the variance is within customers until repeat orders say otherwise; it weighs like so many of them. */
const PRIOR_SHARE_WITHIN = 0.5;
const PRIOR_REPEATS = 10;
/** Own means are moved towards the shop's by at most so many of their standard errors. */
const LARGEST_MOVE = 2;
/** Keeps weights defined where all orders have one price. */
const SMALLEST_VARIANCE = 1e-4;

/**
 * How do order values vary in this shop? Null where no order has a value above 0.
 *
 * Logs of the values are taken as normal around each customer's own mean, and these means as normal around the
 * shop's; variances by moments (Searle, Casella, McCulloch 1992, Variance Components, section 3.6). Customers beyond a
 * fence of robust deviations, such as a single wholesaler, are left out, so that they do not move what is expected of
 * others. The scale is the smearing of the logs back to money (Duan 1983, JASA 78), as a ratio of sums: over the
 * customers inside the fence, what is expected adds up to what they have paid. Linear but for two medians.
 */
export function fitOrderValue(logs: readonly OrderLog[]): OrderValueModel | null {
  const all = logs.map(({ amountsMinor }) => amountsOf(amountsMinor ?? []));
  const paying = all.filter(({ positive }) => positive > 0);
  if (paying.length === 0) return null;
  const usual = insideFence(paying);
  const variances = variancesOf(usual);
  const unscaled = { ...variances, scale: 1 };
  let paid = 0;
  let expected = 0;
  for (const amounts of usual) {
    paid += amounts.sum;
    expected += amounts.orders * expectedOf(unscaled, amounts);
  }
  return { ...variances, scale: paid / expected };
}

/**
 * What is this customer's next order worth, in minor units (not rounded)? The own mean log pulled towards the shop's
 * the more, the fewer orders there are and the more they vary, but never by more than twice its standard error, so that
 * a customer far from all others is believed after a few orders (Efron and Morris 1972, JASA 67, 130–139, "limited
 * translation").
 * The shop's mean for a customer without amounts; above 0 always. Amounts of the whole log count: cut it before.
 */
export function expectedOrderValueMinor(model: OrderValueModel, log: OrderLog): number {
  return expectedOf(model, amountsOf(log.amountsMinor ?? []));
}

function amountsOf(amountsMinor: readonly number[]): Amounts {
  let sum = 0;
  let positive = 0;
  let sumLogs = 0;
  let sumSquaredLogs = 0;
  for (const amount of amountsMinor) {
    if (!(amount > 0)) continue;
    const log = Math.log(amount);
    sum += amount;
    positive++;
    sumLogs += log;
    sumSquaredLogs += log * log;
  }
  return { orders: amountsMinor.length, sum, positive, sumLogs, sumSquaredLogs };
}

function expectedOf(model: OrderValueModel, { positive, sumLogs }: Amounts): number {
  const { meanLog, within, between, scale } = model;
  if (positive === 0) return scale * Math.exp(meanLog + between / 2);
  const error = within / positive;
  const weight = between / (between + error);
  const distance = sumLogs / positive - meanLog;
  const limit = LARGEST_MOVE * Math.sqrt(error);
  const move = Math.max(-limit, Math.min(limit, (1 - weight) * distance));
  return scale * Math.exp(meanLog + distance - move + (between * (1 - weight)) / 2);
}

/**
 * The customers whose mean, of the values as of their logs, is not far from that of most. All of them where nobody is
 * like most.
 */
function insideFence(customers: readonly Amounts[]): readonly Amounts[] {
  const means = customers.map(({ positive, sumLogs }) => sumLogs / positive);
  const middle = median(means) ?? 0;
  const spread = median(means.map((mean) => Math.abs(mean - middle))) ?? 0;
  const fence = Math.max(FENCE_DEVIATIONS * DEVIATION_PER_MAD * spread, SMALLEST_FENCE);
  const inside = customers.filter(
    ({ sum, positive, sumLogs }) =>
      Math.abs(sumLogs / positive - middle) <= fence && Math.log(sum / positive) - middle <= fence,
  );
  return inside.length > 0 ? inside : customers;
}

/**
 * Within customers as pooled over all; between them from those who ordered again alone, because only they tell both
 * apart, and one-timers vary in other ways. A few made-up repeaters stand in while there are hardly any.
 */
function variancesOf(customers: readonly Amounts[]): Omit<OrderValueModel, 'scale'> {
  const repeaters = customers.filter(({ positive }) => positive > 1);
  const all = momentsOf(customers);
  const repeated = momentsOf(repeaters);
  const total = all.ofMeans / (1 - PRIOR_SHARE_WITHIN * (1 - all.inverse));
  const within =
    (repeated.squaresWithin + PRIOR_REPEATS * PRIOR_SHARE_WITHIN * total) /
    (repeated.repeats + PRIOR_REPEATS);
  const between =
    (repeaters.length * (repeated.ofMeans - within * repeated.inverse) +
      PRIOR_REPEATS * (1 - PRIOR_SHARE_WITHIN) * total) /
    (repeaters.length + PRIOR_REPEATS);
  return {
    meanLog: all.mean,
    within: Math.max(within, SMALLEST_VARIANCE),
    between: Math.max(between, SMALLEST_VARIANCE),
  };
}

interface Moments {
  /** Mean over customers of their mean logs, and its variance. */
  readonly mean: number;
  readonly ofMeans: number;
  /** Mean over customers of 1 ÷ orders. */
  readonly inverse: number;
  /** Orders but the first of each customer, and squared distances from the customer's mean log. */
  readonly repeats: number;
  readonly squaresWithin: number;
}

function momentsOf(customers: readonly Amounts[]): Moments {
  const count = Math.max(customers.length, 1);
  let sumMeans = 0;
  let sumInverse = 0;
  let repeats = 0;
  let squaresWithin = 0;
  for (const { positive, sumLogs, sumSquaredLogs } of customers) {
    sumMeans += sumLogs / positive;
    sumInverse += 1 / positive;
    repeats += positive - 1;
    squaresWithin += Math.max(0, sumSquaredLogs - sumLogs ** 2 / positive);
  }
  const mean = sumMeans / count;
  let squares = 0;
  for (const { positive, sumLogs } of customers) squares += (sumLogs / positive - mean) ** 2;
  const ofMeans = squares / Math.max(count - 1, 1);
  return { mean, ofMeans, inverse: sumInverse / count, repeats, squaresWithin };
}
