import type { BtydFit } from './btyd-model.ts';
import { chanceActive, phaseWeights } from './order-chances.ts';
import type { CustomerHistory } from './recency-frequency.ts';

const MOST_ORDERS = 2000;

/**
 * How many orders does this history promise on average within `time` (unit of the fit, weeks)?
 * p(active) · Σ_m P(still active after m − 1 further orders) · P(at least m orders within `time`), the sum ended where a
 * term falls below 1e-7. (Fader, Hardie, Lee 2005, eq. 10, as a series; Platzer and Reutterer 2017 for k > 1)
 */
export function expectedOrders(fit: BtydFit, history: CustomerHistory, time: number): number {
  const { r, alpha, a, b } = fit.parameters;
  const k = fit.regularity;
  const shape = r + k * history.repeats;
  const rest = (alpha + history.observed) / (alpha + history.observed + time);
  const weights = phaseWeights(fit, history);
  const stayed = b + history.repeats + (fit.mayLeaveAtFirstOrder ? 1 : 0);
  // Per phase: P(exactly n events) and P(at most n − 1), moved on as m grows.
  const exactly = new Float64Array(k);
  for (let j = 0; j < k; j++) exactly[j] = Math.exp((shape + j) * Math.log(rest));
  const fewer = new Float64Array(k);
  let active = 1;
  let sum = 0;
  for (let m = 1; m <= MOST_ORDERS; m++) {
    let atLeast = 0;
    for (let j = 0; j < k; j++) {
      for (let n = Math.max(0, (m - 1) * k - j); n < m * k - j; n++) {
        fewer[j] = (fewer[j] ?? 0) + (exactly[j] ?? 0);
        exactly[j] = ((exactly[j] ?? 0) * (shape + j + n) * (1 - rest)) / (n + 1);
      }
      atLeast += (weights[j] ?? 0) * Math.max(0, 1 - (fewer[j] ?? 0));
    }
    sum += active * atLeast;
    if (active * atLeast < 1e-7) break;
    active *= (stayed + m - 1) / (a + stayed + m - 1);
  }
  return chanceActive(fit, history) * sum;
}
