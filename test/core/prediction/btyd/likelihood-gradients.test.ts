import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btydLogLikelihood } from '../../../../admin-app/core/prediction/btyd/btyd-likelihood.ts';
import { paretoNbdLogLikelihood } from '../../../../admin-app/core/prediction/btyd/pareto-nbd.ts';
import {
  type CustomerHistory,
  collapse,
} from '../../../../admin-app/core/prediction/btyd/recency-frequency.ts';
import { gammaGammaLogLikelihood } from '../../../../admin-app/core/prediction/value/gamma-gamma.ts';

const histories = fc.array(
  fc
    .record({
      repeats: fc.integer({ min: 0, max: 40 }),
      between: fc.double({ min: 0.1, max: 1, noNaN: true }),
      observed: fc.double({ min: 0.2, max: 200, noNaN: true }),
    })
    .map(({ repeats, between, observed }): CustomerHistory => {
      return { repeats, lastOrder: repeats === 0 ? 0 : between * observed, observed };
    }),
  { minLength: 1, maxLength: 20 },
);
const logParameters = (count: number) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: count, maxLength: count });

type ValueAndGradient = (point: Float64Array, gradient: Float64Array) => number;

describe('the gradient', () => {
  it.each([
    { regularity: 1, mayLeaveAtFirstOrder: false },
    { regularity: 1, mayLeaveAtFirstOrder: true },
    { regularity: 2, mayLeaveAtFirstOrder: true },
    { regularity: 5, mayLeaveAtFirstOrder: true },
  ])('of the BTYD likelihood is that of its values for %o', (variant) => {
    fc.assert(
      fc.property(histories, logParameters(4), (customers, point) => {
        expectGradient(btydLogLikelihood(collapse(customers, 0), variant), point);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('of the Pareto/NBD likelihood is that of its values', () => {
    fc.assert(
      fc.property(histories, logParameters(4), (customers, point) => {
        const data = collapse(customers, 0);
        expectGradient((logs, gradient) => paretoNbdLogLikelihood(data, logs, gradient), point);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('of the Gamma-Gamma likelihood is that of its values', () => {
    const customer = fc.record({
      orders: fc.integer({ min: 1, max: 40 }),
      mean: fc.double({ min: 0.1, max: 1000, noNaN: true }),
    });
    const customers = fc.array(customer, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(customers, logParameters(3), (known, point) => {
        expectGradient((logs, gradient) => gammaGammaLogLikelihood(known, logs, gradient), point);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

/** Compares with central differences, whose own error grows with the value. */
function expectGradient(likelihood: ValueAndGradient, point: readonly number[]): void {
  const gradient = new Float64Array(point.length);
  const value = likelihood(Float64Array.from(point), gradient);
  const h = 1e-4;
  for (const [i, component] of point.entries()) {
    const at = (shifted: number) =>
      likelihood(Float64Array.from(point.with(i, shifted)), new Float64Array(point.length));
    const slope = (at(component + h) - at(component - h)) / (2 * h);
    const tolerance = 1e-6 * (1 + Math.abs(value) + Math.abs(slope));
    expect(Math.abs((gradient[i] ?? Number.NaN) - slope)).toBeLessThan(tolerance);
  }
}
