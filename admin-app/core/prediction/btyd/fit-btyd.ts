import { logGamma } from '../numeric/log-gamma.ts';
import { minimise } from '../numeric/minimise.ts';
import { btydLogLikelihood, LOG_LIMIT } from './btyd-likelihood.ts';
import type { BtydFit, BtydParameters, BtydVariant } from './btyd-model.ts';
import type { RecencyFrequency } from './recency-frequency.ts';

/** A normal prior on (log r, log alpha in weeks, log a, log b), the same standard deviation for each. */
export interface BtydPrior {
  readonly means: readonly [number, number, number, number];
  readonly deviation: number;
}

/**
 * What stores tend to be like; it saves the fit of a small store and is outweighed from a few hundred customers on.
 * Means and deviation from the project's measurements on several stores (docs/prediction.md).
 */
export const TYPICAL_STORE: BtydPrior = { means: [-0.3, 2.0, -0.4, 0.6], deviation: 0.8 };

const STARTS: readonly (readonly number[])[] = [
  [-0.3, 2.0, -0.4, 0.6],
  [0, 1.2, 0, 1],
];

/**
 * Which parameters fit these customers best? Maximum a posteriori under `prior`, or maximum likelihood for null, by
 * L-BFGS over the logarithms from two starts; the better end is taken. `data` in weeks. Never fails: with no
 * customers the prior's mean (or the first start) is the answer, `converged` false where the search was cut short.
 */
export function fitBtyd(
  data: RecencyFrequency,
  variant: BtydVariant,
  prior: BtydPrior | null = TYPICAL_STORE,
): BtydFit {
  const logLikelihood = btydLogLikelihood(data, variant);
  const customers = Math.max(data.customers, 1);
  const objective = (point: Float64Array, gradient: Float64Array): number => {
    let value = -logLikelihood(point, gradient);
    for (let i = 0; i < point.length; i++) {
      const component = point[i] ?? 0;
      let slope = -(gradient[i] ?? 0);
      const distance = prior ? component - (prior.means[i] ?? 0) : 0;
      const excess = Math.max(0, Math.abs(component) - LOG_LIMIT) * Math.sign(component);
      const weight = prior ? 1 / prior.deviation ** 2 : 0;
      value += (weight * distance ** 2) / 2 + (customers * excess ** 2) / 2;
      slope += weight * distance + customers * excess;
      gradient[i] = slope / customers;
    }
    return value / customers;
  };
  const ends = STARTS.map((start) => minimise(objective, start));
  const best = ends.reduce((a, b) => (b.value < a.value ? b : a));
  const total = logLikelihood(best.point, new Float64Array(4));
  const k = variant.regularity;
  return {
    ...variant,
    parameters: parametersOf(best.point),
    logLikelihood: total,
    comparableLogLikelihood: total + (k - 1) * data.sumLogGaps - data.sumRepeats * logGamma(k),
    converged: best.converged,
  };
}

function parametersOf(logs: Float64Array): BtydParameters {
  const [r = 1, alpha = 1, a = 1, b = 1] = logs.map((log) =>
    Math.exp(Math.max(-LOG_LIMIT, Math.min(LOG_LIMIT, log))),
  );
  return { r, alpha, a, b };
}
