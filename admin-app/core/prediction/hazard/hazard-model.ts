import type { Day } from '../../time.ts';
import { share01 } from '../numeric/share01.ts';
import type { OrderLog } from '../types.ts';
import { type BoostedTrees, fitBoostedTrees } from './boosted-trees.ts';
import { calendars } from './calendar.ts';
import { fitRidgeLogistic, type LinearLogit, logitsOf } from './ridge-logistic.ts';
import type { ShopScale } from './shop-scale.ts';
import { everyNthDraw, trainingRows } from './training-rows.ts';

/** What a shop's own past says beyond BTYD: a linear shift of the logit of each period's hazard, and trees on top. */
export interface HazardModel {
  readonly linear: LinearLogit;
  readonly trees: BoostedTrees;
  /** Periods that were learned; later ones continue BTYD times the last ratio. */
  readonly periods: number;
}

const PENALTY = 20;
/** Fewer orders than this in all rows teach nothing that BTYD does not know better. */
const FEWEST_ORDERS = 50;
/** Trees gain little from more rows, and cost most of the fit. */
const MOST_TREE_ROWS = 200_000;
const SPLIT_SALT = 999;

/**
 * Learns a shop's discrete-time hazard on the past of each landmark, with the BTYD curve as offset. Null where the past
 * has too few orders to learn from. `logs` in an order that depends on nothing but their content.
 * (Tutz and Schmid 2016, Modeling Discrete Time-to-Event Data, chapter 3; landmarking: van Houwelingen 2007)
 */
export function fitHazard(
  shop: ShopScale,
  logs: readonly OrderLog[],
  cut: Day,
  firstDay: Day,
  onProgress: (share: number) => void = () => {},
): HazardModel | null {
  const rows = trainingRows(shop, logs, cut, firstDay, calendars(shop.edges, cut - firstDay + 1));
  onProgress(0.3);
  let orders = 0;
  for (const ordered of rows.ordered) orders += ordered;
  if (orders < FEWEST_ORDERS) return null;
  const linear = fitRidgeLogistic(rows, PENALTY);
  onProgress(0.6);
  const sample = everyNthDraw(rows, MOST_TREE_ROWS);
  const trees = fitBoostedTrees(
    sample,
    logitsOf(sample, linear),
    (customer) => share01(customer, SPLIT_SALT) < 0.5,
  );
  return { linear, trees, periods: rows.periods };
}
