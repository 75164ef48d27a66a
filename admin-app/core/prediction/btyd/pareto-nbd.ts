import { gaussLegendre } from '../numeric/gauss-legendre.ts';
import { digamma, logGamma } from '../numeric/log-gamma.ts';
import { logGammaSteps } from '../numeric/log-gamma-steps.ts';
import { minimise } from '../numeric/minimise.ts';
import type { CustomerHistory, RecencyFrequency } from './recency-frequency.ts';

/** Ordering rates vary as Gamma(r, alpha), the rates of leaving for good as Gamma(s, beta); time unit of the fit. */
export interface ParetoNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

export interface ParetoNbdFit {
  readonly parameters: ParetoNbdParameters;
  readonly logLikelihood: number;
  readonly converged: boolean;
}

const QUADRATURE = gaussLegendre(24);
const START = [-0.5, 2.3, -0.5, 2.3] as const;

/**
 * Which Pareto/NBD model fits these customers best (maximum likelihood)? A reference to compare the others with: it
 * lets customers leave at any moment rather than at an order. `data` in weeks, not empty.
 * (Schmittlein, Morrison, Colombo 1987, Management Science 33(1), eq. 22)
 */
export function fitParetoNbd(data: RecencyFrequency): ParetoNbdFit {
  const objective = (point: Float64Array, gradient: Float64Array): number => {
    const value = paretoNbdLogLikelihood(data, point, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -(gradient[i] ?? 0) / data.customers;
    return -value / data.customers;
  };
  const { point, value, converged } = minimise(objective, START);
  return {
    parameters: naturalParameters(point),
    logLikelihood: -value * data.customers,
    converged,
  };
}

/** The chance that a customer has not left for good, 0–1. (Fader and Hardie 2005, note on Pareto/NBD, eq. 16) */
export function paretoNbdChanceActive(
  parameters: ParetoNbdParameters,
  history: CustomerHistory,
): number {
  const { stayed } = mixture(parameters, history);
  return stayed;
}

/**
 * How many orders in the next `time` (unit of the fit) does this history promise on average?
 * (Schmittlein, Morrison, Colombo 1987, eq. 22 and 23; s = 1 is approached from nearby)
 */
export function paretoNbdExpectedOrders(
  parameters: ParetoNbdParameters,
  history: CustomerHistory,
  time: number,
): number {
  const { r, alpha, beta } = parameters;
  const s = Math.abs(parameters.s - 1) < 1e-6 ? 1 + 1e-6 : parameters.s;
  const rate = (r + history.repeats) / (alpha + history.observed);
  const left = beta + history.observed;
  const lifetime = (left / (s - 1)) * (1 - (left / (left + time)) ** (s - 1));
  return paretoNbdChanceActive(parameters, history) * rate * lifetime;
}

interface Mixture {
  /** Log of the likelihood but for log Γ(r + x) − log Γ(r) + r log alpha + s log beta. */
  readonly log: number;
  readonly stayed: number;
  /** Posterior means that the gradient needs. */
  readonly logRate: number;
  readonly inverseRate: number;
  readonly logLeave: number;
  readonly inverseLeave: number;
  readonly gone: number;
}

/**
 * Stayed until now, or left at some time u between the last order and now: the integral over u runs in log(alpha + u)
 * because the closed form with hypergeometric functions loses all digits for many customers.
 */
function mixture({ r, alpha, s, beta }: ParetoNbdParameters, history: CustomerHistory): Mixture {
  const { repeats, lastOrder, observed } = history;
  const shape = r + repeats;
  const low = Math.log(alpha + lastOrder);
  const high = Math.log(alpha + observed);
  const half = (high - low) / 2;
  const stayedLog = -shape * high - s * Math.log(beta + observed);
  const nodes = QUADRATURE.nodes.map((node) => low + half * (node + 1));
  const logs = nodes.map((v, i) => {
    const leaveTime = beta + Math.exp(v) - alpha;
    const weight = half * (QUADRATURE.weights[i] ?? 0);
    return weight > 0
      ? Math.log(weight * s) - (s + 1) * Math.log(leaveTime) - (shape - 1) * v
      : Number.NEGATIVE_INFINITY;
  });
  const largest = logs.reduce((a, b) => Math.max(a, b), stayedLog);
  let total = Math.exp(stayedLog - largest);
  let logRate = total * high;
  let inverseRate = total / (alpha + observed);
  let logLeave = total * Math.log(beta + observed);
  let inverseLeave = (total * s) / (beta + observed);
  const stayedPart = total;
  for (const [i, v] of nodes.entries()) {
    const part = Math.exp((logs[i] ?? Number.NEGATIVE_INFINITY) - largest);
    const leaveTime = beta + Math.exp(v) - alpha;
    total += part;
    logRate += part * v;
    inverseRate += part * Math.exp(-v);
    logLeave += part * Math.log(leaveTime);
    inverseLeave += (part * (s + 1)) / leaveTime;
  }
  return {
    log: largest + Math.log(total),
    stayed: stayedPart / total,
    logRate: logRate / total,
    inverseRate: inverseRate / total,
    logLeave: logLeave / total,
    inverseLeave: inverseLeave / total,
    gone: 1 - stayedPart / total,
  };
}

/**
 * How likely are these customers under a Pareto/NBD model? Takes (log r, log alpha, log s, log beta) and writes the
 * derivatives by them into `gradient`.
 */
export function paretoNbdLogLikelihood(
  data: RecencyFrequency,
  logs: Float64Array,
  gradient: Float64Array,
): number {
  const parameters = naturalParameters(logs);
  const { r, alpha, s, beta } = parameters;
  const shape = logGammaSteps(r, data.maxRepeats);
  let value = data.customers * (r * Math.log(alpha) + s * Math.log(beta) - logGamma(r));
  let slopeR = data.customers * (Math.log(alpha) - digamma(r));
  let slopeAlpha = (data.customers * r) / alpha;
  let slopeS = data.customers * Math.log(beta);
  let slopeBeta = (data.customers * s) / beta;
  for (let i = 0; i < data.count.length; i++) {
    const count = data.count[i] ?? 0;
    const repeats = data.repeats[i] ?? 0;
    const history = {
      repeats,
      lastOrder: data.lastOrder[i] ?? 0,
      observed: data.observed[i] ?? 0,
    };
    const mixed = mixture(parameters, history);
    value += count * ((shape.value[repeats] ?? 0) + mixed.log);
    slopeR += count * ((shape.slope[repeats] ?? 0) - mixed.logRate);
    slopeAlpha -= count * (r + repeats) * mixed.inverseRate;
    slopeS += count * (mixed.gone / s - mixed.logLeave);
    slopeBeta -= count * mixed.inverseLeave;
  }
  gradient.set([r * slopeR, alpha * slopeAlpha, s * slopeS, beta * slopeBeta]);
  return value;
}

function naturalParameters(logs: Float64Array): ParetoNbdParameters {
  const [r = 1, alpha = 1, s = 1, beta = 1] = logs.map((log) =>
    Math.exp(Math.max(-12, Math.min(12, log))),
  );
  return { r, alpha, s, beta };
}
