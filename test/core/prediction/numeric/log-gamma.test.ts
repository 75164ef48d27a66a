import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digamma,
  logBeta,
  logGamma,
} from '../../../../admin-app/core/prediction/numeric/log-gamma.ts';
import { logGammaSteps } from '../../../../admin-app/core/prediction/numeric/log-gamma-steps.ts';

const EULER = 0.5772156649015329;
/** From 1e-6 to 1e6, small numbers as often as large ones. */
const positive = fc.double({ min: -6, max: 6, noNaN: true }).map((power) => 10 ** power);

describe('log Γ', () => {
  it.each([
    { x: 1e-10, value: -Math.log(1e-10) - 1e-10 * EULER },
    { x: 1 / 3, value: 0.9854206469277671 },
    { x: 0.5, value: Math.log(Math.PI) / 2 },
    { x: 1, value: 0 },
    { x: 2, value: 0 },
    { x: 10, value: Math.log(362_880) },
    { x: 100, value: 359.1342053695754 },
    { x: 1e6, value: 12_815_504.569147611 },
  ])('of $x is $value', ({ x, value }) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-14 * Math.max(Math.abs(value), 1));
  });

  it('follows the duplication formula', () => {
    fc.assert(
      fc.property(positive, (x) => {
        const both = logGamma(x) + logGamma(x + 0.5);
        const doubled = logGamma(2 * x) + (1 - 2 * x) * Math.LN2 + Math.log(Math.PI) / 2;
        expect(Math.abs(both - doubled)).toBeLessThan(1e-13 * Math.max(Math.abs(both), x, 10));
      }),
      { seed: 1 },
    );
  });

  it.each([0, -1.5, Number.NaN])('is not a number at %d', (x) => {
    expect(logGamma(x)).toBeNaN();
    expect(digamma(x)).toBeNaN();
  });
});

describe('ψ', () => {
  it.each([
    { x: 0.25, value: -EULER - Math.PI / 2 - 3 * Math.LN2 },
    { x: 0.5, value: -EULER - 2 * Math.LN2 },
    { x: 1, value: -EULER },
    { x: 10, value: 2.251752589066721 },
    { x: 100, value: 4.600161852738087 },
  ])('of $x is $value', ({ x, value }) => {
    expect(Math.abs(digamma(x) - value)).toBeLessThan(2e-14);
  });

  it('is the slope of log Γ', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), (x) => {
        const h = 1e-5 * x;
        const slope = (logGamma(x + h) - logGamma(x - h)) / (2 * h);
        expect(Math.abs(digamma(x) - slope)).toBeLessThan(1e-6 * Math.max(1, 1 / x));
      }),
      { seed: 1 },
    );
  });
});

describe('log B', () => {
  it('is that of the factorials', () => {
    expect(logBeta(3, 5)).toBeCloseTo(Math.log((2 * 24) / 5040), 13);
  });
});

describe('steps of log Γ', () => {
  it('agree with each value on its own after a thousand steps', () => {
    fc.assert(
      fc.property(positive, (start) => {
        const { value, slope } = logGammaSteps(start, 1000);
        for (const n of [0, 1, 10, 1000]) {
          const expected = logGamma(start + n);
          const distance = Math.abs((value[n] ?? Number.NaN) - expected);
          expect(distance).toBeLessThan(1e-12 * Math.max(Math.abs(expected), 1));
          const expectedSlope = digamma(start + n);
          expect(Math.abs((slope[n] ?? Number.NaN) - expectedSlope)).toBeLessThan(
            1e-12 * Math.max(Math.abs(digamma(start)), 1),
          );
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});
