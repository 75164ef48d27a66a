import type { BoostedTrees } from './boosted-trees.ts';

/**
 * Writes what the trees' shifts add up to in each period: `state` begins with the customer's features, `periods` holds
 * those of one period after the other.
 */
export type ReadTrees = (state: Float32Array, periods: Float32Array, shifts: Float64Array) => void;

/** The periods of a customer are the bits of a number. */
const MOST_PERIODS = 32;

/** The values at which trees split the features of a period, ascending for each feature. */
interface Steps {
  /** Where each feature's steps begin, and the number of steps at the end. */
  readonly starts: Int32Array;
  readonly value: Float32Array;
  /** The step of each node of the trees; −1 for leaves and splits of the customer's features. */
  readonly ofNode: Int32Array;
}

/**
 * Trees read in columns: all periods of a customer walk down each tree together, as a set that its splits part. Which
 * periods lie below a step is found once for all trees. Sums come out as if each period walked alone, to the last digit.
 */
export function treeReader(
  trees: BoostedTrees,
  widths: { readonly state: number; readonly period: number },
): ReadTrees {
  const roots = Int32Array.from([...trees.roots, trees.feature.length]);
  const feature = Int16Array.from(trees.feature);
  const child = Int32Array.from(trees.child);
  const value = Float32Array.from(trees.value);
  const steps = stepsOf(trees, widths);
  const below = new Int32Array(steps.value.length);
  // The periods that come by each node.
  const passing = new Int32Array(feature.length);
  return (state, periods, shifts) => {
    if (shifts.length > MOST_PERIODS)
      throw new Error(`Cannot read ${shifts.length} periods at once: expected ${MOST_PERIODS}`);
    shifts.fill(0);
    findBelow(steps, periods, shifts.length, below);
    for (let t = 0; t + 1 < roots.length; t++) {
      passing[roots[t] ?? 0] = shifts.length === MOST_PERIODS ? -1 : (1 << shifts.length) - 1;
      // Children stand behind their parents.
      for (let node = roots[t] ?? 0; node < (roots[t + 1] ?? 0); node++) {
        const here = passing[node] ?? 0;
        const split = feature[node] ?? -1;
        if (split < 0) {
          addTo(shifts, here, value[node] ?? 0);
          continue;
        }
        const step = steps.ofNode[node] ?? -1;
        const stays = step < 0 && (state[split] ?? 0) < (value[node] ?? 0) ? here : 0;
        const first = step < 0 ? stays : here & (below[step] ?? 0);
        const next = child[node] ?? 0;
        passing[next] = first;
        passing[next + 1] = here & ~first;
      }
    }
  };
}

/** Adds to the values of a set of periods. */
function addTo(shifts: Float64Array, periods: number, added: number): void {
  for (let rest = periods; rest !== 0; rest &= rest - 1) {
    const period = 31 - Math.clz32(rest & -rest);
    shifts[period] = (shifts[period] ?? 0) + added;
  }
}

/** Finds the periods whose feature is below each step. */
function findBelow(
  { starts, value }: Steps,
  periods: Float32Array,
  count: number,
  below: Int32Array,
): void {
  const width = starts.length - 1;
  below.fill(0);
  for (let feature = 0; feature < width; feature++) {
    const start = starts[feature] ?? 0;
    const end = starts[feature + 1] ?? 0;
    if (start === end) continue;
    // Neighbouring periods are mostly near each other.
    let step = start;
    for (let period = 0; period < count; period++) {
      const own = periods[period * width + feature] ?? 0;
      while (step < end && !(own < (value[step] ?? 0))) step++;
      while (step > start && own < (value[step - 1] ?? 0)) step--;
      if (step < end) below[step] = (below[step] ?? 0) | (1 << period);
    }
    for (let i = start + 1; i < end; i++) below[i] = (below[i] ?? 0) | (below[i - 1] ?? 0);
  }
}

function stepsOf(
  trees: BoostedTrees,
  widths: { readonly state: number; readonly period: number },
): Steps {
  const found = Array.from({ length: widths.period }, () => new Set<number>());
  for (const [node, feature] of trees.feature.entries()) {
    found[feature - widths.state]?.add(trees.value[node] ?? 0);
  }
  const ascending = found.map((values) => [...values].sort((a, b) => a - b));
  const starts = new Int32Array(widths.period + 1);
  for (const [i, values] of ascending.entries()) starts[i + 1] = (starts[i] ?? 0) + values.length;
  const ofNode = Int32Array.from(trees.feature, (feature, node) => {
    const index = feature - widths.state;
    return index < 0
      ? -1
      : (starts[index] ?? 0) + (ascending[index]?.indexOf(trees.value[node] ?? 0) ?? 0);
  });
  return { starts, value: Float32Array.from(ascending.flat()), ofNode };
}
