import { describe, expect, it } from 'vitest';
import {
  btydLogLikelihood,
  LOG_LIMIT,
} from '../../../../admin-app/core/prediction/btyd/btyd-likelihood.ts';
import {
  BG_NBD,
  type BtydVariant,
  MBG_NBD,
} from '../../../../admin-app/core/prediction/btyd/btyd-model.ts';
import { fitBtyd } from '../../../../admin-app/core/prediction/btyd/fit-btyd.ts';
import { recencyFrequencyOf } from '../../../../admin-app/core/prediction/btyd/histories.ts';
import { fitParetoNbd } from '../../../../admin-app/core/prediction/btyd/pareto-nbd.ts';
import { minimise } from '../../../../admin-app/core/prediction/numeric/minimise.ts';
import { parseDay } from '../../../../admin-app/core/time.ts';
import { absentFile, type OrderLogFile, readOrderLogFile } from '../order-log-files.ts';

/**
 * Fits that the literature and the reference package BTYDplus published, by maximum likelihood in weeks. They are
 * printed with three to five digits and their optimisers stop early, so a parameter agrees when it is within half a
 * per cent or half a unit of its last printed digit, and a log-likelihood within 0.06 (printed with one digit).
 */
const CDNOW = { file: 'cdnow_sample', until: '1997-09-30', customers: 2357 } as const;
const GROCERY = { file: 'grocery_online', until: '2006-12-31', customers: 1525 } as const;
const LOG_LIKELIHOOD_TOLERANCE = 0.06;

interface Calibration {
  readonly file: OrderLogFile;
  readonly until: string;
  readonly customers: number;
}

interface PublishedFit {
  readonly model: string;
  readonly source: string;
  readonly calibration: Calibration;
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
}

/** Fader, Hardie, Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2). */
const EASY_WAY = 'Fader, Hardie, Lee 2005';
/** Platzer and Reutterer's R package BTYDplus: its vignette and functions. */
const BTYDPLUS = 'BTYDplus';

const BTYD: readonly (PublishedFit & { readonly variant: BtydVariant })[] = [
  {
    model: 'BG/NBD',
    source: EASY_WAY,
    variant: BG_NBD,
    calibration: CDNOW,
    parameters: { r: 0.2426, alpha: 4.414, a: 0.793, b: 2.426 },
    logLikelihood: -9582.4,
  },
  {
    model: 'MBG/NBD',
    source: BTYDPLUS,
    variant: MBG_NBD,
    calibration: CDNOW,
    parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
    logLikelihood: -9582.1,
  },
  {
    model: 'BG/NBD',
    source: BTYDPLUS,
    variant: BG_NBD,
    calibration: GROCERY,
    parameters: { r: 0.349, alpha: 2.581, a: 0.504, b: 3.644 },
    logLikelihood: -15836.6,
  },
  {
    model: 'MBG/CNBD-2',
    source: BTYDPLUS,
    variant: { ...MBG_NBD, regularity: 2 },
    calibration: GROCERY,
    parameters: { r: 1.329, alpha: 2.813, a: 0.425, b: 0.79 },
    logLikelihood: -14978.2,
  },
];

const PARETO: readonly PublishedFit[] = [
  {
    model: 'Pareto/NBD',
    source: EASY_WAY,
    calibration: CDNOW,
    parameters: { r: 0.553, alpha: 10.58, s: 0.606, beta: 11.66 },
    logLikelihood: -9595.0,
  },
  {
    model: 'Pareto/NBD',
    source: BTYDPLUS,
    calibration: GROCERY,
    parameters: { r: 0.786, alpha: 5.68, s: 0.386, beta: 5.72 },
    logLikelihood: -15782.4,
  },
];

describe.each(BTYD)('$model on $calibration.file, as in $source', (published) => {
  it('has the published parameters and log-likelihood', (context) => {
    const { file, until, customers } = published.calibration;
    const logs = readOrderLogFile(file);
    if (logs === null) return context.skip(absentFile(file));
    const data = recencyFrequencyOf(logs, parseDay(until));
    expect(data.customers).toBe(customers);
    const fit = fitBtyd(data, published.variant, null);
    expect(fit.converged).toBe(true);
    expectParameters({ ...fit.parameters }, published.parameters);
    expectNear(fit.comparableLogLikelihood, published.logLikelihood, LOG_LIKELIHOOD_TOLERANCE);
  });
});

describe.each(PARETO)('$model on $calibration.file, as in $source', (published) => {
  it('has the published parameters and log-likelihood', (context) => {
    const { file, until } = published.calibration;
    const logs = readOrderLogFile(file);
    if (logs === null) return context.skip(absentFile(file));
    const fit = fitParetoNbd(recencyFrequencyOf(logs, parseDay(until)));
    expect(fit.converged).toBe(true);
    expectParameters({ ...fit.parameters }, published.parameters);
    expectNear(fit.logLikelihood, published.logLikelihood, LOG_LIKELIHOOD_TOLERANCE);
  });
});

describe('NBD on cdnow_sample, as in BTYDplus', () => {
  it('is what remains of BG/NBD where nobody ever leaves', (context) => {
    const logs = readOrderLogFile(CDNOW.file);
    if (logs === null) return context.skip(absentFile(CDNOW.file));
    const logLikelihood = btydLogLikelihood(
      recencyFrequencyOf(logs, parseDay(CDNOW.until)),
      BG_NBD,
    );
    // a / (a + b), the chance to leave, is e⁻²⁴.
    const fixed = [-LOG_LIMIT, LOG_LIMIT];
    const { point, value } = minimise(
      (free, gradient) => {
        const slopes = new Float64Array(4);
        const total = logLikelihood(Float64Array.of(...free, ...fixed), slopes);
        gradient.set(slopes.subarray(0, 2).map((slope) => -slope / CDNOW.customers));
        return -total / CDNOW.customers;
      },
      [0, 2],
    );
    const [r = 0, alpha = 0] = point.map(Math.exp);
    expectParameters({ r, alpha }, { r: 0.385, alpha: 12.07 });
    expectNear(-value * CDNOW.customers, -9763.7, LOG_LIKELIHOOD_TOLERANCE);
  });
});

describe.each([
  { calibration: CDNOW, published: 1 },
  { calibration: GROCERY, published: 2 },
])('the regularity of $calibration.file', ({ calibration, published }) => {
  it(`is ${published}, as BTYDplus estimates it`, (context) => {
    const logs = readOrderLogFile(calibration.file);
    if (logs === null) return context.skip(absentFile(calibration.file));
    const data = recencyFrequencyOf(logs, parseDay(calibration.until));
    const likelihoods = [1, 2, 3, 4, 5].map(
      (regularity) => fitBtyd(data, { ...MBG_NBD, regularity }, null).comparableLogLikelihood,
    );
    expect(likelihoods.indexOf(Math.max(...likelihoods)) + 1).toBe(published);
  });
});

function expectParameters(
  found: Readonly<Record<string, number>>,
  published: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(published))
    expectNear(found[name] ?? Number.NaN, value, Math.max(0.005 * value, 0.0005), name);
}

function expectNear(found: number, published: number, tolerance: number, name = ''): void {
  const distance = Math.abs(found - published);
  expect(distance, `${name} is ${found}, published ${published}`).toBeLessThanOrEqual(tolerance);
}
