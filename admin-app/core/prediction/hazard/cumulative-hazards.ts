import type { Day } from '../../time.ts';
import type { Calendar } from './calendar.ts';
import { type CustomerState, customerStates, stateWidth } from './customer-state.ts';
import type { HazardModel } from './hazard-model.ts';
import { periodFeatures } from './period-features.ts';
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
  return (rhythm, landmark, calendar, hazard) => {
    const state = stateOf(rhythm, landmark);
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

/** Returns what writes the learned hazards of a customer, one for each period that is learned and among those of `shop`. */
function learnedHazards(
  shop: ShopScale,
  { linear, trees, periods }: HazardModel,
): (state: CustomerState, calendar: Calendar) => Float64Array {
  const width = stateWidth(shop);
  const widths = { state: width, period: linear.coefficients.length - width };
  const coefficients = Float64Array.from(linear.coefficients);
  const readTrees = treeReader(trees, widths);
  const writePeriod = periodFeatures(shop.edges);
  const hazards = new Float64Array(Math.min(periods, shop.edges.length - 1));
  const ofState = new Float32Array(width);
  const ofPeriods = new Float32Array(hazards.length * widths.period);
  return (state, calendar) => {
    ofState.set(state.features);
    for (let period = 0; period < hazards.length; period++) {
      writePeriod(state, period, calendar, ofPeriods, period * widths.period);
    }
    readTrees(ofState, ofPeriods, hazards);
    let stateLogit = linear.intercept;
    for (let j = 0; j < width; j++) stateLogit += (coefficients[j] ?? 0) * (ofState[j] ?? 0);
    for (let period = 0; period < hazards.length; period++) {
      let logit = stateLogit + offsetOf(state, period, calendar);
      const at = period * widths.period;
      for (let j = 0; j < widths.period; j++) {
        logit += (coefficients[width + j] ?? 0) * (ofPeriods[at + j] ?? 0);
      }
      hazards[period] = log1pExp(logit + (hazards[period] ?? 0));
    }
    return hazards;
  };
}
