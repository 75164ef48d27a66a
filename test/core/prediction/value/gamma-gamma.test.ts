import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitGammaGamma,
  gammaGammaExpectedValue,
  type MeanOrderValue,
} from '../../../../admin-app/core/prediction/value/gamma-gamma.ts';
import { parseDay } from '../../../../admin-app/core/time.ts';
import { absentFile, knownAt, readOrderLogFile } from '../order-log-files.ts';

const FILE = 'cdnow_sample';

describe('Gamma-Gamma', () => {
  it('has the published parameters on the CDNOW sample', (context) => {
    const logs = readOrderLogFile(FILE);
    if (logs === null) return context.skip(absentFile(FILE));
    // Fader, Hardie, Lee (2005), "RFM and CLV": mean of the repeat orders, without the first one, in dollars.
    const repeaters = knownAt(logs, parseDay('1997-09-30')).flatMap(({ amountsMinor }) =>
      meanOf((amountsMinor ?? []).slice(1)),
    );
    expect(repeaters).toHaveLength(946);
    const fit = fitGammaGamma(repeaters);
    expect(fit?.converged).toBe(true);
    // Printed with two decimals.
    expect(fit?.parameters.p).toBeCloseTo(6.25, 2);
    expect(fit?.parameters.q).toBeCloseTo(3.74, 2);
    expect(fit?.parameters.gamma).toBeCloseTo(15.44, 2);
  });

  it('expects a value between the own mean and the mean of all', () => {
    const parameters = { p: 6.25, q: 3.74, gamma: 15.44 };
    const ofAll = (parameters.p * parameters.gamma) / (parameters.q - 1);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (orders, mean) => {
          const value = gammaGammaExpectedValue(parameters, { orders, mean }) ?? Number.NaN;
          expect(value).toBeGreaterThanOrEqual(Math.min(mean, ofAll) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(mean, ofAll) + 1e-9);
        },
      ),
      { seed: 1 },
    );
  });

  it('says nothing of a single customer or of rates without a mean', () => {
    expect(fitGammaGamma([{ orders: 3, mean: 20 }])).toBeNull();
    expect(
      gammaGammaExpectedValue({ p: 6, q: 0.9, gamma: 15 }, { orders: 3, mean: 20 }),
    ).toBeNull();
  });
});

function meanOf(amountsMinor: readonly number[]): MeanOrderValue[] {
  const orders = amountsMinor.length;
  if (orders === 0) return [];
  return [{ orders, mean: amountsMinor.reduce((sum, amount) => sum + amount, 0) / orders / 100 }];
}
