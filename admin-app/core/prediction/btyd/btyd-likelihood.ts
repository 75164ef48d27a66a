import { type LogGammaSteps, logGammaSteps } from '../numeric/log-gamma-steps.ts';
import type { BtydVariant } from './btyd-model.ts';
import type { RecencyFrequency } from './recency-frequency.ts';

/** Order of the parameters in the vectors of the fit, all as logarithms. */
export const LOG_R = 0;
export const LOG_ALPHA = 1;
export const LOG_A = 2;
export const LOG_B = 3;

/** Parameters outside e^±LOG_LIMIT say no more than those on the border; the fit clamps to it. */
export const LOG_LIMIT = 12;

/** Writes d/d(log parameters) of the log-likelihood into `gradient` and returns the log-likelihood. */
export type LogLikelihood = (logParameters: Float64Array, gradient: Float64Array) => number;

/**
 * How likely are these customers under a BTYD model? Returns the log-likelihood as a function of (log r, log alpha,
 * log a, log b), with its gradient; constants common to all parameters are left out.
 *
 * A customer with x repeat orders, the last at t, silent for w = T − t, has either stayed,
 *   B(a, b+m)/B(a, b) · Σ_{j<k} w^j/j! · Γ(r+kx+j)/(alpha+T)^(r+kx+j)   (no k-th event of the running gap yet),
 * or left at the last order, B(a+1, b+m−1)/B(a, b) · Γ(r+kx)/(alpha+t)^(r+kx), with m the number of orders that gave
 * an occasion to leave: x, or x + 1 where the first order is one too.
 *
 * Sources: Fader, Hardie, Lee (2005), Marketing Science 24(2), eq. 6 (BG/NBD); Batislam, Denizel, Filiztekin (2007),
 * IJRM 24(3) (MBG/NBD); Platzer and Reutterer (2017), BTYDplus vignette (MBG/CNBD-k).
 * Linear in the number of distinct customers.
 */
export function btydLogLikelihood(data: RecencyFrequency, variant: BtydVariant): LogLikelihood {
  const phases = variant.regularity;
  const logSilence = silenceLogs(data);
  const logFactorials = logGammaSteps(1, phases).value;
  const occasionsShift = variant.mayLeaveAtFirstOrder ? 1 : 0;
  // Scratch of the mixture over the phases of the running gap.
  const stayTerms = new Float64Array(phases);

  return (logParameters, gradient) => {
    const [r, alpha, a, b] = naturalParameters(logParameters);
    const shape = logGammaSteps(r, phases * (data.maxRepeats + 1));
    const ratios = leaveRatios(a, b, data.maxRepeats + occasionsShift);
    const logA = Math.log(a);
    const common = r * Math.log(alpha) - at(shape.value, 0);
    let total = 0;
    let dr = 0;
    let dAlpha = 0;
    let da = 0;
    let db = 0;
    for (let i = 0; i < data.count.length; i++) {
      const repeats = at(data.repeats, i);
      const count = at(data.count, i);
      const occasions = repeats + occasionsShift;
      const first = phases * repeats;
      const rateNow = alpha + at(data.observed, i);
      const rateThen = alpha + at(data.lastOrder, i);
      const logRateNow = Math.log(rateNow);
      const logRateThen = Math.log(rateThen);

      // Stayed: log Σ_j of the phases, with the weighted means that its derivatives need.
      let largest = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < phases; j++) {
        const waited = j === 0 ? 0 : j * at(logSilence, i) - at(logFactorials, j);
        const term = waited + at(shape.value, first + j) - (r + first + j) * logRateNow;
        stayTerms[j] = term;
        if (term > largest) largest = term;
      }
      let weightSum = 0;
      let meanDigamma = 0;
      let meanShape = 0;
      for (let j = 0; j < phases; j++) {
        const weight = Math.exp(at(stayTerms, j) - largest);
        weightSum += weight;
        meanDigamma += weight * at(shape.slope, first + j);
        meanShape += weight * (r + first + j);
      }
      const stay = largest + Math.log(weightSum) + at(ratios.stay.value, occasions);
      const left =
        occasions === 0
          ? Number.NEGATIVE_INFINITY
          : logA +
            at(shape.value, first) -
            (r + first) * logRateThen +
            at(ratios.leave.value, occasions);
      const higher = Math.max(stay, left);
      const logBoth = higher + Math.log(Math.exp(stay - higher) + Math.exp(left - higher));
      const stayed = Math.exp(stay - logBoth);
      const gone = 1 - stayed;

      total += count * (common + logBoth);
      dr +=
        count *
        (stayed * (meanDigamma / weightSum - logRateNow) +
          gone * (at(shape.slope, first) - logRateThen));
      dAlpha -=
        count * ((stayed * meanShape) / weightSum / rateNow + (gone * (r + first)) / rateThen);
      da += count * (at(ratios.slopeA, occasions) + gone / a);
      db +=
        count *
        (stayed * at(ratios.stay.slopeB, occasions) + gone * at(ratios.leave.slopeB, occasions));
    }
    gradient[LOG_R] = r * (dr + data.customers * (Math.log(alpha) - at(shape.slope, 0)));
    gradient[LOG_ALPHA] = alpha * (dAlpha + (data.customers * r) / alpha);
    gradient[LOG_A] = a * da;
    gradient[LOG_B] = b * db;
    return total;
  };
}

interface LeaveRatios {
  /** log B(a, b+m)/B(a, b) by m, and its slope in b. */
  readonly stay: { readonly value: Float64Array; readonly slopeB: Float64Array };
  /** log B(a+1, b+m−1)/B(a, b) − log a by m ≥ 1, and its slope in b. */
  readonly leave: { readonly value: Float64Array; readonly slopeB: Float64Array };
  /** Slope in a of either. */
  readonly slopeA: Float64Array;
}

function leaveRatios(a: number, b: number, maxOccasions: number): LeaveRatios {
  const ofB: LogGammaSteps = logGammaSteps(b, maxOccasions);
  const ofSum: LogGammaSteps = logGammaSteps(a + b, maxOccasions);
  const size = maxOccasions + 1;
  const stay = { value: new Float64Array(size), slopeB: new Float64Array(size) };
  const leave = { value: new Float64Array(size), slopeB: new Float64Array(size) };
  const slopeA = new Float64Array(size);
  for (let m = 0; m < size; m++) {
    const value = at(ofSum.value, 0) - at(ofB.value, 0) - at(ofSum.value, m);
    const slope = at(ofSum.slope, 0) - at(ofSum.slope, m);
    stay.value[m] = value + at(ofB.value, m);
    stay.slopeB[m] = slope - at(ofB.slope, 0) + at(ofB.slope, m);
    leave.value[m] = m === 0 ? 0 : value + at(ofB.value, m - 1);
    leave.slopeB[m] = m === 0 ? 0 : slope - at(ofB.slope, 0) + at(ofB.slope, m - 1);
    slopeA[m] = slope;
  }
  return { stay, leave, slopeA };
}

function naturalParameters(logs: Float64Array): [number, number, number, number] {
  const natural = (index: number) =>
    Math.exp(Math.max(-LOG_LIMIT, Math.min(LOG_LIMIT, at(logs, index))));
  return [natural(LOG_R), natural(LOG_ALPHA), natural(LOG_A), natural(LOG_B)];
}

function silenceLogs(data: RecencyFrequency): Float64Array {
  // A silence of no days has not reached a second phase: log 0 would be right, −50 avoids −∞ · 0.
  return data.observed.map((observed, i) => {
    const silence = observed - at(data.lastOrder, i);
    return silence > 0 ? Math.log(silence) : -50;
  });
}

/** Reads an array whose index is known to lie inside it. */
function at(values: Float64Array | Int32Array, index: number): number {
  return values[index] ?? Number.NaN;
}
