import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  minimise,
  type Objective,
} from '../../../../admin-app/core/prediction/numeric/minimise.ts';

const rosenbrock: Objective = (point, gradient) => {
  const [x = 0, y = 0] = point;
  gradient.set([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

/** Σ weight · (x − middle)². */
const quadratic =
  (middles: readonly number[], weights: readonly number[]): Objective =>
  (point, gradient) => {
    let value = 0;
    for (const [i, middle] of middles.entries()) {
      const distance = (point[i] ?? 0) - middle;
      const weight = weights[i] ?? 1;
      gradient[i] = 2 * weight * distance;
      value += weight * distance ** 2;
    }
    return value;
  };

describe('minimising', () => {
  it.each([
    [-1.2, 1],
    [0, 0],
    [-3, -4],
    [10, 100],
  ])('finds the bottom of Rosenbrock’s valley from (%d, %d)', (x, y) => {
    const { point, value, converged } = minimise(rosenbrock, [x, y]);
    expect(converged).toBe(true);
    expect(value).toBeLessThan(1e-10);
    expect(point[0]).toBeCloseTo(1, 4);
    expect(point[1]).toBeCloseTo(1, 4);
  });

  it('finds the middle of bowls of any width', () => {
    const axis = fc.record({
      middle: fc.double({ min: -100, max: 100, noNaN: true }),
      weight: fc.double({ min: -2, max: 2, noNaN: true }).map((power) => 10 ** power),
    });
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 6 }), (axes) => {
        const middles = axes.map(({ middle }) => middle);
        const weights = axes.map(({ weight }) => weight);
        const start = axes.map(() => 0);
        const { point, converged } = minimise(quadratic(middles, weights), start);
        expect(converged).toBe(true);
        for (const [i, middle] of middles.entries())
          expect(Math.abs((point[i] ?? Number.NaN) - middle)).toBeLessThan(1e-3);
      }),
      { seed: 1 },
    );
  });

  it('stays where the start is best', () => {
    const { point, converged } = minimise(quadratic([2, 3], [1, 1]), [2, 3]);
    expect([...point]).toEqual([2, 3]);
    expect(converged).toBe(true);
  });

  it('steps back from where there is no value', () => {
    const withWall: Objective = (point, gradient) => {
      const x = point[0] ?? 0;
      gradient[0] = 1 - 1 / x;
      return x > 0 ? x - Math.log(x) : Number.NaN;
    };
    expect(minimise(withWall, [0.001]).point[0]).toBeCloseTo(1, 5);
    expect(minimise(withWall, [50]).point[0]).toBeCloseTo(1, 5);
  });

  it('admits when the steps ran out', () => {
    expect(minimise(rosenbrock, [-1.2, 1], { maxSteps: 3 }).converged).toBe(false);
  });
});
