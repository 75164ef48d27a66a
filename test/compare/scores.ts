/**
 * Scores of predictions against what happened. Each takes how often every customer counts, so that a resample is scored
 * without copying anything: once each is the score itself.
 */
import type { Holdout } from './holdout.ts';
import type { PredictionColumns } from './prediction-columns.ts';

export const METRICS = [
  'date_mae_ge2',
  'pinball',
  'cover80',
  'cindex_p90',
  'brier_30d',
  'logloss_90d',
  'auc_90d',
  'ece_90d',
  'cnt_bias_90d',
] as const;
export type Metric = (typeof METRICS)[number];

/** How often each customer counts. */
export type Counts = Int32Array;
export type Score = (counts: Counts) => number;

/** Chances are kept this far from 0 and 1 in the log loss. */
const CLIP = 1e-3;
const CALIBRATION_BINS = 10;

/** NaN where nobody is left to be scored on. Sorting is done once, here. */
export function scoresOf(truth: Holdout, said: PredictionColumns): Readonly<Record<Metric, Score>> {
  const { ordered, daysToOrder } = truth;
  const everybody = () => true;
  const at = (values: ArrayLike<number>, i: number) => values[i] ?? 0;
  const within = (days: number) =>
    ordered.map((yes, i) => (yes && at(daysToOrder, i) <= days ? 1 : 0));
  const within30 = within(30);
  const within90 = within(90);
  const hasOrdered = (i: number) => at(ordered, i) === 1;
  const byChance = ascending(said.chance90d);
  return {
    date_mae_ge2: dateScore(truth, said.days50),
    pinball: mean(hasOrdered, (i) => {
      const day = at(daysToOrder, i);
      const loss = (quantile: number, share: number) =>
        Math.max(share * (day - quantile), (share - 1) * (day - quantile));
      return (
        (loss(at(said.days10, i), 0.1) +
          loss(at(said.days50, i), 0.5) +
          loss(at(said.days90, i), 0.9)) /
        3
      );
    }),
    cover80: mean(hasOrdered, (i) => {
      const day = at(daysToOrder, i);
      return day >= at(said.days10, i) && day <= at(said.days90, i) ? 1 : 0;
    }),
    cindex_p90: concordance(truth, said.chance90d),
    brier_30d: mean(everybody, (i) => (at(said.chance30d, i) - at(within30, i)) ** 2),
    logloss_90d: mean(everybody, (i) => {
      const chance = Math.max(CLIP, Math.min(1 - CLIP, at(said.chance90d, i)));
      return -Math.log(at(within90, i) === 1 ? chance : 1 - chance);
    }),
    auc_90d: (counts) =>
      areaUnderCurve(counts, { byChance, chance: said.chance90d, happened: within90 }),
    ece_90d: (counts) =>
      calibrationError(counts, { byChance, chance: said.chance90d, happened: within90 }),
    cnt_bias_90d: (counts) => {
      let expected = 0;
      let actual = 0;
      counts.forEach((count, i) => {
        expected += count * at(said.expectedOrders90d, i);
        actual += count * at(truth.orders90d, i);
      });
      return expected / actual - 1;
    },
  };
}

/** Mean distance in days, among those with two or more order days who did order. */
export function dateScore({ ordered, orderDays, daysToOrder }: Holdout, days: Float64Array): Score {
  return mean(
    (i) => ordered[i] === 1 && (orderDays[i] ?? 0) >= 2,
    (i) => Math.abs((days[i] ?? 0) - (daysToOrder[i] ?? 0)),
  );
}

/** The mean of a loss over some customers; losses are worked out once. */
function mean(whom: (i: number) => boolean, loss: (i: number) => number): Score {
  let losses: Float64Array | null = null;
  return (counts) => {
    losses ??= Float64Array.from(counts, (_, i) => (whom(i) ? loss(i) : Number.NaN));
    let sum = 0;
    let number = 0;
    for (let i = 0; i < counts.length; i++) {
      const value = losses[i] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value * (counts[i] ?? 0);
      number += counts[i] ?? 0;
    }
    return sum / number;
  };
}

interface Ranked {
  /** Customers by chance, the lowest first. */
  readonly byChance: Int32Array;
  readonly chance: Float64Array;
  readonly happened: Uint8Array;
}

/** The chance that one who ordered had been given the higher chance than one who did not; ties count half. */
function areaUnderCurve(counts: Counts, { byChance, chance, happened }: Ranked): number {
  let pairs = 0;
  let below = 0;
  let orderers = 0;
  for (let start = 0; start < byChance.length; ) {
    const value = chance[byChance[start] ?? 0];
    let yes = 0;
    let no = 0;
    for (; start < byChance.length && chance[byChance[start] ?? 0] === value; start++) {
      const i = byChance[start] ?? 0;
      if (happened[i] === 1) yes += counts[i] ?? 0;
      else no += counts[i] ?? 0;
    }
    pairs += yes * (below + no / 2);
    below += no;
    orderers += yes;
  }
  return pairs / (orderers * below);
}

/** Mean distance of chance and share in ten groups of equal size by chance; earlier groups get the odd ones. */
function calibrationError(counts: Counts, { byChance, chance, happened }: Ranked): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const sizes = Array.from(
    { length: CALIBRATION_BINS },
    (_, bin) => Math.floor(total / CALIBRATION_BINS) + (bin < total % CALIBRATION_BINS ? 1 : 0),
  );
  let distance = 0;
  let bin = 0;
  let room = sizes[0] ?? 0;
  let excess = 0;
  for (const i of byChance) {
    for (let left = counts[i] ?? 0; left > 0; ) {
      while (room === 0) {
        distance += Math.abs(excess);
        excess = 0;
        room = sizes[++bin] ?? total;
      }
      const taken = Math.min(left, room);
      excess += taken * ((happened[i] ?? 0) - (chance[i] ?? 0));
      left -= taken;
      room -= taken;
    }
  }
  return (distance + Math.abs(excess)) / total;
}

/**
 * Harrell's C: of two customers, one of whom ordered while the other had not yet, how often had the earlier one been
 * given the higher chance? Ties of chance count half.
 */
function concordance({ ordered, daysToOrder }: Holdout, chance: Float64Array): Score {
  const rank = denseRanks(chance);
  const ranks = rank.reduce((most, one) => Math.max(most, one), 0) + 1;
  const time = daysToOrder.map((day, i) => (ordered[i] === 1 ? day : Number.POSITIVE_INFINITY));
  const latestFirst = ascending(time).reverse();
  return (counts) => {
    const tree = new Float64Array(ranks + 1);
    const atRank = new Float64Array(ranks);
    let seen = 0;
    let agreeing = 0;
    let pairs = 0;
    for (let start = 0; start < latestFirst.length; ) {
      const moment = time[latestFirst[start] ?? 0];
      let end = start;
      while (end < latestFirst.length && time[latestFirst[end] ?? 0] === moment) end++;
      for (let k = start; k < end && moment !== Number.POSITIVE_INFINITY; k++) {
        const i = latestFirst[k] ?? 0;
        const count = counts[i] ?? 0;
        if (count === 0) continue;
        const own = rank[i] ?? 0;
        let lower = 0;
        for (let node = own; node > 0; node -= node & -node) lower += tree[node] ?? 0;
        agreeing += count * (lower + (atRank[own] ?? 0) / 2);
        pairs += count * seen;
      }
      for (let k = start; k < end; k++) {
        const i = latestFirst[k] ?? 0;
        const count = counts[i] ?? 0;
        const own = rank[i] ?? 0;
        atRank[own] = (atRank[own] ?? 0) + count;
        for (let node = own + 1; node <= ranks; node += node & -node)
          tree[node] = (tree[node] ?? 0) + count;
        seen += count;
      }
      start = end;
    }
    return agreeing / pairs;
  };
}

/** Customers by value, equal ones in their own order. */
function ascending(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort(
    (one, other) => compare(values[one] ?? 0, values[other] ?? 0) || one - other,
  );
}

/** Differences of infinities would be no number. */
function compare(one: number, other: number): number {
  return one < other ? -1 : Number(one > other);
}

function denseRanks(values: Float64Array): Int32Array {
  const rank = new Map([...new Set(values)].sort(compare).map((value, i) => [value, i]));
  return Int32Array.from(values, (value) => rank.get(value) ?? 0);
}
