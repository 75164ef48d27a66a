import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoostedTrees } from '../../../../admin-app/core/prediction/hazard/boosted-trees.ts';
import { neverRising } from '../../../../admin-app/core/prediction/hazard/never-rising.ts';
import { treeReader } from '../../../../admin-app/core/prediction/hazard/tree-reader.ts';

const WIDTHS = { state: 2, period: 3 };

/** Few, so that rows often lie exactly at a split. */
const anyValue = fc.constantFrom(-1, -0.25, 0, 0.1, 0.5, 2);

/** Which leaf to split next, at what; the leaves' shifts follow from their place. */
const anyTree = fc.array(
  fc.record({
    leaf: fc.nat(),
    feature: fc.nat(WIDTHS.state + WIDTHS.period - 1),
    value: anyValue,
  }),
  { maxLength: 7 },
);

type Tree = readonly { readonly leaf: number; readonly feature: number; readonly value: number }[];

function treesFrom(all: readonly Tree[]): BoostedTrees {
  const roots: number[] = [];
  const feature: number[] = [];
  const child: number[] = [];
  const value: number[] = [];
  const addLeaf = () => {
    feature.push(-1);
    child.push(0);
    return value.push(Math.fround(Math.sin(value.length))) - 1;
  };
  for (const tree of all) {
    const leaves = [addLeaf()];
    roots.push(leaves[0] ?? 0);
    for (const split of tree) {
      const [node = 0] = leaves.splice(split.leaf % leaves.length, 1);
      feature[node] = split.feature;
      value[node] = Math.fround(split.value);
      child[node] = addLeaf();
      leaves.push(child[node] ?? 0, addLeaf());
    }
  }
  return { roots, feature, child, value };
}

/** As the docstring of BoostedTrees says it. */
function walked({ roots, feature, child, value }: BoostedTrees, row: readonly number[]): number {
  let sum = 0;
  for (const root of roots) {
    let node = root;
    for (let split = feature[node] ?? -1; split >= 0; split = feature[node] ?? -1) {
      const isBelow = (row[split] ?? Number.NaN) < (value[node] ?? Number.NaN);
      node = (child[node] ?? 0) + (isBelow ? 0 : 1);
    }
    sum += value[node] ?? 0;
  }
  return sum;
}

describe('trees read in columns', () => {
  it('say of each period what a walk down every tree says', () => {
    const anyRow = (width: number) => fc.array(anyValue, { minLength: width, maxLength: width });
    fc.assert(
      fc.property(
        fc.array(anyTree, { maxLength: 6 }),
        anyRow(WIDTHS.state),
        fc.array(anyRow(WIDTHS.period), { minLength: 1, maxLength: 32 }),
        (forest, state, periods) => {
          const trees = treesFrom(forest);
          const read = treeReader(trees, WIDTHS);
          const shifts = new Float64Array(periods.length).fill(7);
          read(Float32Array.from(state), Float32Array.from(periods.flat()), shifts);
          const rows = periods.map((period) => [...state, ...period].map(Math.fround));
          expect([...shifts]).toEqual(rows.map((row) => walked(trees, row)));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the hazard of an overdue customer, kept in one column', () => {
  const STEPS = [1.5, 2];

  /** The lowest at the due date and each step from it, and between the last two along the logarithm of the silence. */
  function lowest(due: number, silence: number, at: (silence: number) => number): number {
    const silences = [due];
    while ((silences.at(-1) ?? 0) < silence) {
      silences.push(Math.ceil((silences.at(-1) ?? 0) * (STEPS[silences.length - 1] ?? 3)));
    }
    const [from = due, to = due] = silences.slice(-2);
    const seen = silences.slice(0, -1).map(at);
    const [before, after] = [Math.min(...seen), Math.min(...seen, at(to))];
    return before + (Math.log(silence / from) / Math.log(to / from)) * (after - before);
  }

  it('is the lowest of those seen on the way', () => {
    const days = fc.integer({ min: 1, max: 900 });
    const wriggles = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 7 });
    fc.assert(
      fc.property(days, days, wriggles, (due, late, hazards) => {
        const at = (silence: number) => hazards[silence % hazards.length] ?? 0;
        const column = new Float64Array(2);
        const found = neverRising(due, due + late, (silence) => {
          column[1] = at(silence);
          return column;
        });
        expect(found[1]).toBeCloseTo(lowest(due, due + late, at), 12);
      }),
      { seed: 2 },
    );
  });
});
