import type { BtydFit } from './btyd-model.ts';
import type { CustomerHistory } from './recency-frequency.ts';

/** More regular than this is never fitted. */
export const MAX_REGULARITY = 5;

/**
 * Is this customer still active, and how soon will they order? Returns the chance that they have not left for good and
 * writes P(at least one order within `times[i]`) into `chances[i]`, leaving included. History and times in the unit of
 * the fit (weeks); times ascending or not, 0 gives 0.
 *
 * With the running gap in phase j with a weight as in the likelihood, P(order within d | active) is
 * Σ_j weight_j · P(NegBin(r + kx + j, q) ≥ k − j), q = (alpha + T)/(alpha + T + d).
 * Sources: Fader, Hardie, Lee (2005), Marketing Science 24(2); Platzer and Reutterer (2017), BTYDplus (MBG/CNBD-k).
 */
export function orderChances(
  fit: BtydFit,
  history: CustomerHistory,
  times: ArrayLike<number>,
  chances: Float64Array,
): number {
  const k = fit.regularity;
  const shape = fit.parameters.r + k * history.repeats;
  const rateNow = fit.parameters.alpha + history.observed;
  const active = chanceActive(fit, history);
  const weights = k > 1 ? phaseWeights(fit, history) : null;
  for (let i = 0; i < times.length; i++) {
    const rest = rateNow / (rateNow + (times[i] ?? 0));
    const none = Math.exp(shape * Math.log(rest));
    const within = weights ? phasesWithin(weights, shape, rest, none) : 1 - none;
    chances[i] = active * Math.max(0, within);
  }
  return active;
}

/** Σ_j weight_j · P(NegBin(shape + j, rest) ≥ k − j), with `none` = rest^shape. */
function phasesWithin(weights: Float64Array, shape: number, rest: number, none: number): number {
  const k = weights.length;
  let fromPhase = none;
  let within = 0;
  for (let j = 0; j < k; j++) {
    let exactly = fromPhase;
    let fewer = 0;
    for (let n = 0; n < k - j; n++) {
      fewer += exactly;
      exactly *= ((shape + j + n) / (n + 1)) * (1 - rest);
    }
    within += (weights[j] ?? 0) * (1 - fewer);
    fromPhase *= rest;
  }
  return within;
}

/** The chance that a customer has not left for good, 0–1: the first of the likelihood's two terms over their sum. */
export function chanceActive(fit: BtydFit, history: CustomerHistory): number {
  const { r, alpha, a, b } = fit.parameters;
  const occasions = history.repeats + (fit.mayLeaveAtFirstOrder ? 1 : 0);
  if (occasions === 0) return 1;
  const shape = r + fit.regularity * history.repeats;
  const logAged = Math.log((alpha + history.observed) / (alpha + history.lastOrder));
  const left = (a / (b + occasions - 1)) * Math.exp(shape * logAged);
  return 1 / (1 + left / phaseSum(fit, history));
}

/** How likely the running gap is in phase 0 … k − 1, given that the customer is active; they add up to 1. */
export function phaseWeights(fit: BtydFit, history: CustomerHistory): Float64Array {
  const terms = new Float64Array(fit.regularity);
  const sum = phaseSum(fit, history, terms);
  for (let j = 0; j < terms.length; j++) terms[j] = (terms[j] ?? 0) / sum;
  return terms;
}

/** Σ_j w^j/j! · Γ(R + j)/Γ(R) / (alpha + T)^j for a silence w; the terms themselves into `terms`. */
function phaseSum(fit: BtydFit, history: CustomerHistory, terms?: Float64Array): number {
  const shape = fit.parameters.r + fit.regularity * history.repeats;
  const share = (history.observed - history.lastOrder) / (fit.parameters.alpha + history.observed);
  let term = 1;
  let sum = 0;
  for (let j = 0; j < fit.regularity; j++) {
    if (j > 0) term *= (share * (shape + j - 1)) / j;
    if (terms) terms[j] = term;
    sum += term;
  }
  return sum;
}
