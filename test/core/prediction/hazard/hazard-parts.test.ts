import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MBG_NBD } from '../../../../admin-app/core/prediction/btyd/btyd-model.ts';
import { fitBtyd } from '../../../../admin-app/core/prediction/btyd/fit-btyd.ts';
import { recencyFrequencyOf } from '../../../../admin-app/core/prediction/btyd/histories.ts';
import {
  type BoostedTrees,
  fitBoostedTrees,
} from '../../../../admin-app/core/prediction/hazard/boosted-trees.ts';
import { calendars } from '../../../../admin-app/core/prediction/hazard/calendar.ts';
import {
  AMOUNT_FEATURES,
  CUSTOMER_FEATURES,
  customerStates,
} from '../../../../admin-app/core/prediction/hazard/customer-state.ts';
import { dayOfShare } from '../../../../admin-app/core/prediction/hazard/hazard-curve.ts';
import { neverRising } from '../../../../admin-app/core/prediction/hazard/never-rising.ts';
import { periodEdges } from '../../../../admin-app/core/prediction/hazard/periods.ts';
import { rhythmOf } from '../../../../admin-app/core/prediction/hazard/rhythm.ts';
import {
  fitRidgeLogistic,
  logitsOf,
} from '../../../../admin-app/core/prediction/hazard/ridge-logistic.ts';
import {
  everyNthDraw,
  type TrainingRows,
} from '../../../../admin-app/core/prediction/hazard/training-rows.ts';
import { treeReader } from '../../../../admin-app/core/prediction/hazard/tree-reader.ts';
import { share01 } from '../../../../admin-app/core/prediction/numeric/share01.ts';
import { parseDay } from '../../../../admin-app/core/time.ts';

/** Draws of two rows, one feature of the customer and one of the period, both in −1 … 1; `logit` is the truth. */
function rowsFrom(draws: number, logit: (state: number, period: number) => number): TrainingRows {
  const state = Float32Array.from({ length: draws }, (_, i) => 2 * share01(i, 1) - 1);
  const period = Float32Array.from({ length: 2 * draws }, (_, i) => 2 * share01(i, 2) - 1);
  return {
    count: 2 * draws,
    drawStarts: Int32Array.from({ length: draws + 1 }, (_, i) => 2 * i),
    customer: Int32Array.from({ length: draws }, (_, i) => i),
    stateWidth: 1,
    stateFeatures: state,
    periodWidth: 1,
    periodFeatures: period,
    ordered: Uint8Array.from(period, (value, row) => {
      const chance = 1 / (1 + Math.exp(-logit(state[row >> 1] ?? 0, value)));
      return share01(row, 3) < chance ? 1 : 0;
    }),
    weight: new Float64Array(2 * draws).fill(1),
    offset: new Float64Array(2 * draws).fill(-1),
    periods: 2,
  };
}

/** What the trees say of a row of `rowsFrom`. */
function shiftsBy(trees: BoostedTrees): (state: number, period: number) => number {
  const read = treeReader(trees, { state: 1, period: 1 });
  const shifts = new Float64Array(1);
  return (state, period) => {
    read(Float32Array.of(state), Float32Array.of(period), shifts);
    return shifts[0] ?? Number.NaN;
  };
}

it('a customer has one feature for each name, and one for each category', () => {
  const fit = fitBtyd(recencyFrequencyOf([], 0), MBG_NBD);
  const scale = { edges: periodEdges(30, 1), medianGapDays: 30, poisson: fit, regular: fit };
  const log = { days: [0, 30, 65], amountsMinor: [100, 200, 300], categories: [1, 1, 2] };
  const featuresIn = (medianAmountMinor: number | null, categories: readonly number[]) => {
    const shop = { ...scale, medianAmountMinor, categories };
    return [...customerStates(shop)(rhythmOf(shop, log, 3), 70).features];
  };
  expect(featuresIn(null, [])).toHaveLength(CUSTOMER_FEATURES.length);
  const all = featuresIn(200, [2, 1]);
  expect(all).toHaveLength(CUSTOMER_FEATURES.length + AMOUNT_FEATURES.length + 2);
  expect(all.slice(-2)).toEqual([1, 0]);
  expect(all[CUSTOMER_FEATURES.indexOf('log repeat orders')]).toBe(Math.log1p(2));
  expect(all[CUSTOMER_FEATURES.indexOf('one-timer')]).toBe(0);
});

describe('ridge logistic regression', () => {
  const rows = rowsFrom(20_000, (state, period) => -1 + 0.5 + 1.2 * state - 0.8 * period);

  it('finds the coefficients behind the rows, the offset counted', () => {
    const { intercept, coefficients } = fitRidgeLogistic(rows, 1e-3);
    expect(intercept).toBeCloseTo(0.5, 1);
    expect(coefficients[0]).toBeCloseTo(1.2, 1);
    expect(coefficients[1]).toBeCloseTo(-0.8, 1);
  });

  it('is at the smallest penalised loss: no step along an axis makes it smaller', () => {
    const penalty = 50;
    const fit = fitRidgeLogistic(rows, penalty);
    const loss = (intercept: number, coefficients: readonly number[]) => {
      const logits = logitsOf(rows, { intercept, coefficients });
      // Features lie evenly in −1 … 1, so their deviation is about 1 ÷ √3: the penalty is on standardised ones.
      const ridge = coefficients.reduce((sum, value) => sum + (penalty / 2) * (value ** 2 / 3), 0);
      return logits.reduce(
        (sum, logit, row) => sum + Math.log1p(Math.exp(logit)) - (rows.ordered[row] ? logit : 0),
        ridge,
      );
    };
    const least = loss(fit.intercept, fit.coefficients);
    const [state = 0, period = 0] = fit.coefficients;
    for (const step of [-0.02, 0.02]) {
      expect(loss(fit.intercept + step, fit.coefficients)).toBeGreaterThan(least);
      expect(loss(fit.intercept, [state + step, period])).toBeGreaterThan(least);
      expect(loss(fit.intercept, [state, period + step])).toBeGreaterThan(least);
    }
  });

  it('gives a feature that never varies no say', () => {
    const constant = { ...rows, stateFeatures: rows.stateFeatures.map(() => 7) };
    expect(fitRidgeLogistic(constant, 1).coefficients[0]).toBe(0);
  });
});

describe('boosted trees', () => {
  const isEven = (customer: number) => customer % 2 === 0;

  it('find a step that no line can follow', () => {
    const rows = rowsFrom(20_000, (state, period) => (state > 0.3 && period < 0 ? 1 : -1));
    const shift = shiftsBy(fitBoostedTrees(rows, rows.offset, isEven));
    expect(shift(0.6, -0.5)).toBeCloseTo(2, 0);
    expect(Math.abs(shift(0.6, 0.5))).toBeLessThan(0.3);
    expect(Math.abs(shift(-0.6, -0.5))).toBeLessThan(0.3);
  });

  it('say nothing where there is nothing to find', () => {
    const rows = rowsFrom(5_000, () => -1);
    const shift = shiftsBy(fitBoostedTrees(rows, rows.offset, isEven));
    for (const state of [-0.9, 0, 0.9]) {
      expect(Math.abs(shift(state, state))).toBeLessThan(0.15);
    }
  });

  it('read the same from text', () => {
    const rows = rowsFrom(5_000, (state) => 3 * state);
    const trees = fitBoostedTrees(rows, rows.offset, isEven);
    const stored = shiftsBy(JSON.parse(JSON.stringify(trees)));
    const fresh = shiftsBy(trees);
    for (let i = 0; i < 200; i++) {
      const [state, period] = [2 * share01(i, 8) - 1, 2 * share01(i, 9) - 1];
      expect(stored(state, period)).toBe(fresh(state, period));
    }
  });
});

it('every n-th draw keeps whole draws with their own rows', () => {
  const rows = rowsFrom(1_000, (state) => state);
  const some = everyNthDraw(rows, 500);
  expect(some.count).toBe(500);
  for (let draw = 0; draw < some.customer.length; draw++) {
    const before = some.customer[draw] ?? 0;
    expect(some.stateFeatures[draw]).toBe(rows.stateFeatures[before]);
    expect([...some.periodFeatures.slice(2 * draw, 2 * draw + 2)]).toEqual([
      ...rows.periodFeatures.slice(2 * before, 2 * before + 2),
    ]);
  }
  expect(everyNthDraw(rows, 2_000)).toBe(rows);
});

describe('the hazard of an overdue customer', () => {
  it('never rises with the silence, whatever the learned one does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        (due, wriggles, late, later) => {
          const hazardAt = (silence: number) => Float64Array.of(0, wriggles[silence % 5] ?? 0);
          const [, sooner = 0] = neverRising(due, due + late, hazardAt);
          const [, after = 0] = neverRising(due, due + late + later, hazardAt);
          expect(after).toBeLessThanOrEqual(sooner + 1e-12);
        },
      ),
      { seed: 1 },
    );
  });

  it('is left as it is where it falls by itself', () => {
    const hazardAt = (silence: number) => Float64Array.of(0, 1 / Math.log(silence));
    const [, at = 0] = neverRising(30, 45, hazardAt);
    expect(at).toBeCloseTo(1 / Math.log(45), 6);
  });
});

describe('the calendar', () => {
  const edges = periodEdges(30, 1);

  it('has a typical December ahead in a young shop, and a February after it', () => {
    const calendarOf = calendars(edges, 200);
    const { logPrior, features } = calendarOf(parseDay('2025-11-30'));
    expect(features).toHaveLength(0);
    expect(logPrior[2] ?? 0).toBeGreaterThan(0.1);
    const january = calendarOf(parseDay('2025-12-31'));
    expect(january.logPrior[2] ?? 0).toBeLessThan(0);
  });

  it('lets a shop of two years learn its own season', () => {
    const { logPrior, features } = calendars(edges, 700)(parseDay('2025-11-30'));
    expect([...logPrior].every((value) => value === 0)).toBe(true);
    expect(features.length).toBe(5 * (edges.length - 1));
  });
});

it('the day of a share is the first by which so many have ordered', () => {
  // A constant hazard: 1 % a day for a hundred days.
  const edges = [0, 50, 100];
  const hazard = Float64Array.of(0, 0.5, 1);
  const within = (days: number) => 1 - Math.exp(-days / 100);
  for (const share of [0.1, 0.5, 0.9]) {
    const day = dayOfShare(edges, hazard, share, 100);
    expect(within(day)).toBeGreaterThanOrEqual(share * within(100));
    expect(within(day - 1)).toBeLessThan(share * within(100));
  }
});
