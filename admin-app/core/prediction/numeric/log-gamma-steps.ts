import { digamma, logGamma } from './log-gamma.ts';

export interface LogGammaSteps {
  /** `value[n]` = log Γ(start + n). */
  readonly value: Float64Array;
  /** `slope[n]` = ψ(start + n). */
  readonly slope: Float64Array;
}

/**
 * log Γ and ψ at start, start + 1, …, start + count (start > 0), by the recurrences Γ(x + 1) = x Γ(x) and
 * ψ(x + 1) = ψ(x) + 1/x: one logarithm a step instead of a series for each customer of a likelihood.
 */
export function logGammaSteps(start: number, count: number): LogGammaSteps {
  const value = new Float64Array(count + 1);
  const slope = new Float64Array(count + 1);
  let logGammaHere = logGamma(start);
  let digammaHere = digamma(start);
  for (let n = 0; n <= count; n++) {
    value[n] = logGammaHere;
    slope[n] = digammaHere;
    logGammaHere += Math.log(start + n);
    digammaHere += 1 / (start + n);
  }
  return { value, slope };
}
