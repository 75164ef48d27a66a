import { log1pExp } from './ridge-logistic.ts';
import type { TrainingRows } from './training-rows.ts';

/**
 * Trees whose leaf values add up to a shift of the logit, all in flat columns. Node n goes to `child[n]` where feature
 * `feature[n]` is below `value[n]`, else to the node after that; a leaf has feature −1 and its shift in `value[n]`.
 */
export interface BoostedTrees {
  /** The first node of each tree. */
  readonly roots: readonly number[];
  readonly feature: readonly number[];
  readonly child: readonly number[];
  readonly value: readonly number[];
}

const MOST_TREES = 60;
const LEAVES = 8;
const RATE = 0.15;
const ROWS_PER_LEAF = 100;
const L2 = 1;
const BINS = 64;
const BINNED_FROM = 20_000;
/** Rounds without a gain on the rows left out after which no more trees are grown. */
const PATIENCE = 10;

/**
 * What do the features say beyond a first logit? Gradient boosting with leaf-wise trees on binned features, grown on one
 * half of the customers for as long as the other half gains, and the other way round; both halves' trees count half.
 * Often few or no trees remain: that is an answer too. `logit` is the starting point of every row, offset included.
 * (Friedman 2001, Annals of Statistics 29(5), algorithm 5; Chen and Guestrin 2016, KDD, eq. 6 and 7)
 */
export function fitBoostedTrees(
  rows: TrainingRows,
  logit: Float64Array,
  inFirstHalf: (customer: number) => boolean,
): BoostedTrees {
  const bins = binFeatures(rows);
  const half = new Uint8Array(rows.count);
  for (const [draw, customer] of rows.customer.entries()) {
    half.fill(inFirstHalf(customer) ? 0 : 1, rows.drawStarts[draw], rows.drawStarts[draw + 1]);
  }
  const forest: MutableForest = { roots: [], feature: [], child: [], value: [], bin: [] };
  for (const leftOut of [0, 1]) grow(rows, bins, logit, half, leftOut, forest);
  for (let n = 0; n < forest.value.length; n++) {
    if (forest.feature[n] === -1) forest.value[n] = Math.fround((forest.value[n] ?? 0) / 2);
  }
  const { roots, feature, child, value } = forest;
  return { roots, feature, child, value };
}

interface MutableForest {
  readonly roots: number[];
  readonly feature: number[];
  readonly child: number[];
  readonly value: number[];
  /** The last bin that goes to the first child. */
  readonly bin: number[];
}

interface Bins {
  readonly width: number;
  /** Bin of each row and feature, row by row. */
  readonly of: Uint8Array;
  /** Ascending values at which the bins of each feature begin, the first bin left out. */
  readonly starts: readonly Float32Array[];
}

function binFeatures(rows: TrainingRows): Bins {
  const { stateWidth, periodWidth, customer, drawStarts } = rows;
  const width = stateWidth + periodWidth;
  const of = new Uint8Array(rows.count * width);
  const starts = [
    ...binStarts(rows.stateFeatures, stateWidth, customer.length),
    ...binStarts(rows.periodFeatures, periodWidth, rows.count),
  ];
  for (let draw = 0; draw < customer.length; draw++) {
    for (let row = drawStarts[draw] ?? 0; row < (drawStarts[draw + 1] ?? 0); row++) {
      for (let j = 0; j < width; j++)
        of[row * width + j] = binOf(starts[j], featureAt(rows, draw, row, j));
    }
  }
  return { width, of, starts };
}

function featureAt(rows: TrainingRows, draw: number, row: number, feature: number): number {
  const inPeriod = feature - rows.stateWidth;
  return inPeriod < 0
    ? (rows.stateFeatures[draw * rows.stateWidth + feature] ?? 0)
    : (rows.periodFeatures[row * rows.periodWidth + inPeriod] ?? 0);
}

/** Where the bins of each feature begin: quantiles of a sample at even steps. */
function binStarts(features: Float32Array, width: number, count: number): Float32Array[] {
  const sampled = Math.min(count, BINNED_FROM);
  return Array.from({ length: width }, (_, j) => {
    const values = new Float32Array(sampled);
    for (let i = 0; i < sampled; i++) {
      values[i] = features[Math.floor((i * count) / sampled) * width + j] ?? 0;
    }
    return quantileStarts(values.sort());
  });
}

function quantileStarts(sorted: Float32Array): Float32Array {
  const starts: number[] = [];
  for (let b = 1; b < BINS; b++) {
    const value = sorted[Math.floor((b * sorted.length) / BINS)];
    if (value !== undefined && value > (starts.at(-1) ?? sorted[0] ?? value)) starts.push(value);
  }
  return Float32Array.from(starts);
}

function binOf(starts: Float32Array | undefined, value: number): number {
  let low = 0;
  let high = starts?.length ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < (starts?.[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A leaf that may still be split: its rows are `rowOf[from … to − 1]`. */
interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  /** Per feature and bin: sums of gradient and curvature, number of rows. */
  readonly histogram: Float64Array;
  readonly gradient: number;
  readonly curvature: number;
  readonly split: Split | null;
}

interface Split {
  readonly feature: number;
  /** Rows of this bin and below go to the first child. */
  readonly bin: number;
  readonly gain: number;
}

/** Grows trees on the half that is not left out; keeps as many as serve the half that is. */
function grow(
  rows: TrainingRows,
  bins: Bins,
  startLogit: Float64Array,
  half: Uint8Array,
  leftOut: number,
  forest: MutableForest,
): void {
  const trained = indexesWhere(half, (side) => side !== leftOut);
  const tested = indexesWhere(half, (side) => side === leftOut);
  const logit = startLogit.slice();
  const gradient = new Float32Array(rows.count);
  const curvature = new Float32Array(rows.count);
  const rowOf = new Uint32Array(trained.length);
  let bestLoss = lossOf(rows, tested, logit);
  let bestRoots = forest.roots.length;
  let bestNodes = forest.feature.length;
  for (let tree = 0; tree < MOST_TREES; tree++) {
    for (const row of trained) {
      const chance = 1 / (1 + Math.exp(-(logit[row] ?? 0)));
      gradient[row] = (rows.weight[row] ?? 0) * (chance - (rows.ordered[row] ?? 0));
      curvature[row] = (rows.weight[row] ?? 0) * chance * (1 - chance);
    }
    rowOf.set(trained);
    const root = forest.feature.length;
    forest.roots.push(root);
    const leaves = growTree(bins, gradient, curvature, rowOf, forest);
    for (const leaf of leaves) {
      const shift = Math.fround((-RATE * leaf.gradient) / (leaf.curvature + L2));
      forest.value[leaf.node] = shift;
      for (let i = leaf.from; i < leaf.to; i++) {
        const row = rowOf[i] ?? 0;
        logit[row] = (logit[row] ?? 0) + shift;
      }
    }
    for (const row of tested) logit[row] = (logit[row] ?? 0) + shiftOf(forest, root, bins, row);
    const loss = lossOf(rows, tested, logit);
    if (loss < bestLoss) {
      bestLoss = loss;
      bestRoots = forest.roots.length;
      bestNodes = forest.feature.length;
    } else if (forest.roots.length - bestRoots > PATIENCE) break;
  }
  forest.roots.length = bestRoots;
  for (const column of [forest.feature, forest.child, forest.value, forest.bin]) {
    column.length = bestNodes;
  }
}

function indexesWhere(values: Uint8Array, holds: (value: number) => boolean): Uint32Array {
  const indexes: number[] = [];
  for (const [index, value] of values.entries()) if (holds(value)) indexes.push(index);
  return Uint32Array.from(indexes);
}

function lossOf(rows: TrainingRows, which: Uint32Array, logit: Float64Array): number {
  let loss = 0;
  for (const row of which) {
    const x = logit[row] ?? 0;
    loss += (rows.weight[row] ?? 0) * (log1pExp(x) - (rows.ordered[row] ? x : 0));
  }
  return loss;
}

function shiftOf(forest: MutableForest, root: number, bins: Bins, row: number): number {
  let node = root;
  for (;;) {
    const feature = forest.feature[node] ?? -1;
    if (feature < 0) return forest.value[node] ?? 0;
    const isBelow = (bins.of[row * bins.width + feature] ?? 0) <= (forest.bin[node] ?? 0);
    node = (forest.child[node] ?? 0) + (isBelow ? 0 : 1);
  }
}

/** Splits the most promising leaf until LEAVES are reached; returns the leaves, `rowOf` sorted by leaf. */
function growTree(
  bins: Bins,
  gradient: Float32Array,
  curvature: Float32Array,
  rowOf: Uint32Array,
  forest: MutableForest,
): readonly Leaf[] {
  const { width } = bins;
  const histogramOf = (from: number, to: number): Float64Array => {
    const histogram = new Float64Array(width * BINS * 3);
    for (let i = from; i < to; i++) {
      const row = rowOf[i] ?? 0;
      const g = gradient[row] ?? 0;
      const h = curvature[row] ?? 0;
      const at = row * width;
      for (let j = 0; j < width; j++) {
        const cell = (j * BINS + (bins.of[at + j] ?? 0)) * 3;
        histogram[cell] = (histogram[cell] ?? 0) + g;
        histogram[cell + 1] = (histogram[cell + 1] ?? 0) + h;
        histogram[cell + 2] = (histogram[cell + 2] ?? 0) + 1;
      }
    }
    return histogram;
  };
  const leafOf = (node: number, from: number, to: number, histogram: Float64Array): Leaf => {
    let g = 0;
    let h = 0;
    for (let b = 0; b < BINS; b++) {
      g += histogram[b * 3] ?? 0;
      h += histogram[b * 3 + 1] ?? 0;
    }
    const split = bestSplit(histogram, bins.starts, g, h, to - from);
    return { node, from, to, histogram, gradient: g, curvature: h, split };
  };
  const leaves = [leafOf(newNode(forest), 0, rowOf.length, histogramOf(0, rowOf.length))];
  while (leaves.length < LEAVES) {
    const index = indexOfBest(leaves);
    const leaf = leaves[index];
    if (!leaf?.split) break;
    const middle = partition(rowOf, leaf, bins.of, width);
    const first = newNode(forest);
    const second = newNode(forest);
    forest.feature[leaf.node] = leaf.split.feature;
    forest.child[leaf.node] = first;
    forest.bin[leaf.node] = leaf.split.bin;
    forest.value[leaf.node] = bins.starts[leaf.split.feature]?.[leaf.split.bin] ?? 0;
    // The smaller child is counted, the larger is what remains of the parent.
    const isFirstSmaller = middle - leaf.from < leaf.to - middle;
    const counted = isFirstSmaller ? histogramOf(leaf.from, middle) : histogramOf(middle, leaf.to);
    const remaining = leaf.histogram;
    for (let i = 0; i < remaining.length; i++)
      remaining[i] = (remaining[i] ?? 0) - (counted[i] ?? 0);
    const [ofFirst, ofSecond] = isFirstSmaller ? [counted, remaining] : [remaining, counted];
    leaves[index] = leafOf(first, leaf.from, middle, ofFirst);
    leaves.push(leafOf(second, middle, leaf.to, ofSecond));
  }
  return leaves;
}

function newNode(forest: MutableForest): number {
  forest.feature.push(-1);
  forest.child.push(0);
  forest.bin.push(0);
  return forest.value.push(0) - 1;
}

function indexOfBest(leaves: readonly Leaf[]): number {
  let best = 0;
  for (const [index, leaf] of leaves.entries()) {
    if ((leaf.split?.gain ?? 0) > (leaves[best]?.split?.gain ?? 0)) best = index;
  }
  return best;
}

function bestSplit(
  histogram: Float64Array,
  starts: readonly Float32Array[],
  gradient: number,
  curvature: number,
  rows: number,
): Split | null {
  let best: Split | null = null;
  const whole = (gradient * gradient) / (curvature + L2);
  for (const [feature, begins] of starts.entries()) {
    let g = 0;
    let h = 0;
    let count = 0;
    for (let bin = 0; bin < begins.length; bin++) {
      const cell = (feature * BINS + bin) * 3;
      g += histogram[cell] ?? 0;
      h += histogram[cell + 1] ?? 0;
      count += histogram[cell + 2] ?? 0;
      if (count < ROWS_PER_LEAF) continue;
      if (rows - count < ROWS_PER_LEAF) break;
      const rest = gradient - g;
      const gain = (g * g) / (h + L2) + (rest * rest) / (curvature - h + L2) - whole;
      if (gain > Math.max(1e-6, best?.gain ?? 0)) best = { feature, bin, gain };
    }
  }
  return best;
}

/** Puts the rows of the first child before those of the second; returns where the second begins. */
function partition(rowOf: Uint32Array, leaf: Leaf, binOfRow: Uint8Array, width: number): number {
  if (!leaf.split) return leaf.to;
  const { feature, bin } = leaf.split;
  const second: number[] = [];
  let end = leaf.from;
  for (let i = leaf.from; i < leaf.to; i++) {
    const row = rowOf[i] ?? 0;
    if ((binOfRow[row * width + feature] ?? 0) <= bin) rowOf[end++] = row;
    else second.push(row);
  }
  rowOf.set(second, end);
  return end;
}
