/** Scores our predictions at one cut of one log, beside those we can make of other methods ourselves. */
import { fitShop } from '../../admin-app/core/prediction/fit-shop.ts';
import type { ShopModel } from '../../admin-app/core/prediction/shop-model.ts';
import type { Day } from '../../admin-app/core/time.ts';
import { readOrderFile } from '../../admin-app/server/order-file/read-order-file.ts';
import { predictionFile } from '../../admin-app/server/predict-command/prediction-rows.ts';
import { type Holdout, holdoutOf } from './holdout.ts';
import { predictionColumns } from './prediction-columns.ts';
import { type Interval, interval95, onceEach, resamples } from './resample.ts';
import { dateScore, METRICS, type Metric, type Score, scoresOf } from './scores.ts';

export interface MetricComparison {
  readonly metric: Metric;
  readonly ours: number;
  readonly interval: Interval;
  /** The BTYD part of our own model alone: the mean of the k = 1 and the k̂ fit. */
  readonly btyd: number;
  /** Ours minus BTYD, on the same resamples of customers. */
  readonly overBtyd: Interval;
  /** Ours minus the naive gap, likewise; null for the metrics it has no answer to. */
  readonly overNaive: Interval | null;
}

export interface CutComparison {
  readonly customers: number;
  readonly orderers: number;
  readonly horizonDays: number;
  /** Mean days off of the naive gap as we make it; equals the published one. */
  readonly naiveDateError: number;
  readonly metrics: readonly MetricComparison[];
}

/** `samples` resamples of customers; the horizon reaches to the end of the log. */
export async function compareAtCut(
  path: string,
  cutDay: Day,
  samples: number,
): Promise<CutComparison> {
  const { orders } = await readOrderFile(path, { currency: 'USD' });
  const end = orders.range()?.last ?? cutDay;
  const holdout = holdoutOf(orders.logs(end), cutDay);
  // What the command does with the file cut off after that day.
  const calibration = orders.logs(cutDay);
  const model = fitShop(calibration, cutDay);
  const scored = (of: ShopModel) => {
    const options = { asOfDay: cutDay, horizonDays: holdout.horizonDays, language: 'en' } as const;
    const csv = [...predictionFile(of, calibration, options)].join('');
    return scoresOf(holdout, predictionColumns(csv, holdout));
  };
  return compareScores(holdout, scored(model), scored({ ...model, learnedShare: 0 }), samples);
}

function compareScores(
  holdout: Holdout,
  ours: Readonly<Record<Metric, Score>>,
  btyd: Readonly<Record<Metric, Score>>,
  samples: number,
): CutComparison {
  const customers = holdout.customerIds.length;
  const once = onceEach(customers);
  const drawn = resamples(customers, samples);
  const naive = dateScore(holdout, holdout.naiveDays);
  return {
    customers,
    orderers: holdout.ordered.reduce((sum, yes) => sum + yes, 0),
    horizonDays: holdout.horizonDays,
    naiveDateError: naive(once),
    metrics: METRICS.map((metric) => {
      const own = drawn.map(ours[metric]);
      const less = (other: Score) =>
        interval95(own.map((score, i) => score - other(drawn[i] ?? once)));
      return {
        metric,
        ours: ours[metric](once),
        interval: interval95(own),
        btyd: btyd[metric](once),
        overBtyd: less(btyd[metric]),
        overNaive: metric === 'date_mae_ge2' ? less(naive) : null,
      };
    }),
  };
}
