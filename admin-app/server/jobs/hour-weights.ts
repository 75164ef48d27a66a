/**
 * When a customer looks: their own doings by hour of the week, pooled with the whole shop's. Somebody with three clicks
 * is mostly like everybody, somebody with fifty mostly like themselves.
 */

type Counts = ReadonlyMap<number, number>;

export const HOURS_OF_WEEK = 168;
/** The shop's week weighs as much as so many doings of the customer. */
const SHOP_WEIGHT = 12;
/** What somebody does at nine on a Monday they may as well do at eight, at ten, or at nine on another day. */
const NEIGHBOUR = 0.25;
const OTHER_DAYS = 0.1;

/** 168 weights that add up to 1, Monday 0:00 first; null where neither the customer nor the shop ever did anything. */
export function hourWeights(own: Counts | undefined, shop: Counts): readonly number[] | null {
  const shopShares = shares(spread(shop));
  const ownTimes = spread(own ?? new Map());
  if (shopShares === null) return shares(ownTimes);
  return shares(ownTimes.map((times, hour) => times + SHOP_WEIGHT * (shopShares[hour] ?? 0)));
}

function shares(weights: readonly number[]): readonly number[] | null {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? weights.map((weight) => weight / sum) : null;
}

function spread(counts: Counts): readonly number[] {
  const weights = new Array<number>(HOURS_OF_WEEK).fill(0);
  const add = (hour: number, weight: number) => {
    const place = (hour + HOURS_OF_WEEK) % HOURS_OF_WEEK;
    weights[place] = (weights[place] ?? 0) + weight;
  };
  for (const [hour, times] of counts) {
    add(hour, times);
    add(hour - 1, times * NEIGHBOUR);
    add(hour + 1, times * NEIGHBOUR);
    for (let day = 1; day < 7; day += 1) add(hour + day * 24, times * OTHER_DAYS);
  }
  return weights;
}
