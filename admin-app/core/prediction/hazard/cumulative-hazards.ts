import type { Day } from '../../time.ts';
import type { Calendar } from './calendar.ts';
import { type CustomerState, customerStates, stateWidth } from './customer-state.ts';
import type { HazardModel } from './hazard-model.ts';
import { periodFeatures, writeSeason } from './period-features.ts';
import type { Rhythm } from './rhythm.ts';
import { log1pExp } from './ridge-logistic.ts';
import type { ShopScale } from './shop-scale.ts';
import { offsetOf } from './training-rows.ts';
import { treeReader } from './tree-reader.ts';

/**
 * Writes −log P(no order until edges[i] days after the landmark) into `hazard`, one per edge, from 0 upwards, and returns
 * the chance that the customer has not left for good. The season is that of `calendar`, whatever the landmark.
 */
export type WriteHazard = (
  rhythm: Rhythm,
  landmark: Day,
  calendar: Calendar,
  hazard: Float64Array,
) => number;

/**
 * The learned hazard with weight `learnedShare` and the mean of both BTYD fits for the rest, at the edges of `shop`:
 * survivals blended by their geometric mean. Beyond the periods learned, BTYD times the last ratio.
 */
export function cumulativeHazards(
  shop: ShopScale,
  model: HazardModel | null,
  learnedShare: number,
): WriteHazard {
  const stateOf = customerStates(shop);
  const learnedOf = model && learnedHazards(shop, model);
  const share = model ? learnedShare : 0;
  let state: CustomerState | null = null;
  return (rhythm, landmark, calendar, hazard) => {
    const isSame = state?.rhythm === rhythm && state.silence === landmark - rhythm.last;
    if (state === null || !isSame) state = stateOf(rhythm, landmark);
    const learned = learnedOf?.(state, calendar);
    let ratio = 1;
    let sum = 0;
    hazard[0] = 0;
    for (let period = 0; period + 1 < hazard.length; period++) {
      const poisson = state.poissonHazards[period] ?? 0;
      const btyd = (poisson + (state.regularHazards[period] ?? 0)) / 2;
      let own = poisson * ratio;
      if (learned && period < learned.length) {
        own = learned[period] ?? 0;
        ratio = Math.max(0.3, Math.min(3, own / poisson));
      }
      sum = sum + share * own + (1 - share) * btyd;
      hazard[period + 1] = sum;
    }
    return state.chanceActive;
  };
}

/**
 * Returns what writes the learned hazards of a customer, one for each period that is learned and among those of `shop`.
 * The same state in another season costs little.
 */
function learnedHazards(
  shop: ShopScale,
  { linear, trees, periods }: HazardModel,
): (state: CustomerState, calendar: Calendar) => Float64Array {
  const width = stateWidth(shop);
  const widths = { state: width, period: linear.coefficients.length - width };
  const coefficients = Float64Array.from(linear.coefficients);
  const ofPeriod = coefficients.subarray(width);
  const readTrees = treeReader(trees, widths);
  const writePeriod = periodFeatures(shop.edges);
  const hazards = new Float64Array(Math.min(periods, shop.edges.length - 1));
  const logits = new Float64Array(hazards.length);
  const ofState = new Float32Array(width);
  const ofPeriods = new Float32Array(hazards.length * widths.period);
  let written: CustomerState | null = null;
  return (state, calendar) => {
    if (state !== written) ofState.set(state.features);
    for (let period = 0; period < hazards.length; period++) {
      const at = period * widths.period;
      if (state !== written) writePeriod(state, period, ofPeriods, at);
      writeSeason(calendar, period, ofPeriods, at);
    }
    written = state;
    readTrees(ofState, ofPeriods, hazards);
    let stateLogit = linear.intercept;
    for (let j = 0; j < width; j++) stateLogit += (coefficients[j] ?? 0) * (ofState[j] ?? 0);
    for (let period = 0; period < hazards.length; period++) {
      logits[period] = stateLogit + offsetOf(state, period, calendar);
    }
    addProducts(logits, ofPeriod, ofPeriods);
    for (let period = 0; period < hazards.length; period++) {
      hazards[period] = log1pExp((logits[period] ?? 0) + (hazards[period] ?? 0));
    }
    return hazards;
  };
}

/**
 * Adds coefficient · feature to the logit of each period. One feature of all periods after the other, so that the sums
 * do not wait for each other.
 */
function addProducts(
  logits: Float64Array,
  coefficients: Float64Array,
  features: Float32Array,
): void {
  const width = coefficients.length;
  for (let j = 0; j < width; j++) {
    const coefficient = coefficients[j] ?? 0;
    for (let period = 0, at = j; period < logits.length; period++, at += width) {
      logits[period] = (logits[period] ?? 0) + coefficient * (features[at] ?? 0);
    }
  }
}
