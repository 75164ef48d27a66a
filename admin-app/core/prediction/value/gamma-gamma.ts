import { digamma, logGamma } from '../numeric/log-gamma.ts';
import { minimise } from '../numeric/minimise.ts';

/** What is known of one customer's order values: their mean (any money unit, > 0) over so many orders (≥ 1). */
export interface MeanOrderValue {
  readonly orders: number;
  readonly mean: number;
}

/**
 * Order values of a customer vary as Gamma(shape p, an own rate), the rates over customers as Gamma(q, gamma):
 * the papers' p, q, γ.
 */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

export interface GammaGammaFit {
  readonly parameters: GammaGammaParameters;
  readonly logLikelihood: number;
  readonly converged: boolean;
}

const STARTS = [
  [1, 1, 2],
  [0, 0.5, 4],
] as const;

/**
 * How do order values differ within and between customers (maximum likelihood)? Null with fewer than two customers.
 * Assumes that value does not go with frequency: check that before trusting it.
 * (Fader, Hardie, Lee 2005, Journal of Marketing Research 42(4); Fader and Hardie 2013, "The Gamma-Gamma Model of
 * Monetary Value", eq. 1a)
 */
export function fitGammaGamma(customers: readonly MeanOrderValue[]): GammaGammaFit | null {
  const known = customers.filter(({ orders, mean }) => orders >= 1 && mean > 0);
  if (known.length < 2) return null;
  const objective = (point: Float64Array, gradient: Float64Array): number => {
    const value = gammaGammaLogLikelihood(known, point, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -(gradient[i] ?? 0) / known.length;
    return -value / known.length;
  };
  const ends = STARTS.map((start) => minimise(objective, start));
  const best = ends.reduce((a, b) => (b.value < a.value ? b : a));
  return {
    parameters: naturalParameters(best.point),
    logLikelihood: -best.value * known.length,
    converged: best.converged,
  };
}

/** The expected value of this customer's next order; null where the fit has no finite mean (q ≤ 1). (eq. 5) */
export function gammaGammaExpectedValue(
  { p, q, gamma }: GammaGammaParameters,
  { orders, mean }: MeanOrderValue,
): number | null {
  const degrees = p * orders + q - 1;
  return degrees > 0 && q > 1 ? (p * (gamma + orders * mean)) / degrees : null;
}

/**
 * How likely are these mean order values (all above 0)? Takes (log p, log q, log gamma) and writes the derivatives by
 * them into `gradient`.
 */
export function gammaGammaLogLikelihood(
  customers: readonly MeanOrderValue[],
  logs: Float64Array,
  gradient: Float64Array,
): number {
  const { p, q, gamma } = naturalParameters(logs);
  let value = customers.length * (q * Math.log(gamma) - logGamma(q));
  let slopeP = 0;
  let slopeQ = customers.length * (Math.log(gamma) - digamma(q));
  let slopeGamma = (customers.length * q) / gamma;
  for (const { orders, mean } of customers) {
    const shape = p * orders;
    const logScale = Math.log(gamma + mean * orders);
    const together = digamma(shape + q);
    value +=
      logGamma(shape + q) -
      logGamma(shape) +
      (shape - 1) * Math.log(mean) +
      shape * Math.log(orders) -
      (shape + q) * logScale;
    slopeP += orders * (together - digamma(shape) + Math.log(mean) + Math.log(orders) - logScale);
    slopeQ += together - logScale;
    slopeGamma -= (shape + q) / (gamma + mean * orders);
  }
  gradient.set([p * slopeP, q * slopeQ, gamma * slopeGamma]);
  return value;
}

function naturalParameters(logs: Float64Array): GammaGammaParameters {
  const [p = 1, q = 1, gamma = 1] = logs.map((log) => Math.exp(Math.max(-15, Math.min(15, log))));
  return { p, q, gamma };
}
