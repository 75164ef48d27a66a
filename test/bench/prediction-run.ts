/** One run of the prediction bench: prints a PredictionRun as JSON. `node --import tsx prediction-run.ts [customers]` */

import { btydLogLikelihood } from '../../admin-app/core/prediction/btyd/btyd-likelihood.ts';
import { MBG_NBD } from '../../admin-app/core/prediction/btyd/btyd-model.ts';
import { fitShop } from '../../admin-app/core/prediction/fit-shop.ts';
import { predict } from '../../admin-app/core/prediction/predict.ts';
import type { OrderLog } from '../../admin-app/core/prediction/types.ts';
import { simulateShop } from '../core/prediction/simulated-shop.ts';
import type { PredictionRun } from './prediction.bench.ts';

const CUSTOMERS = Number(process.argv[2] ?? 1_000_000);
const UPDATES = 20_000;

const { logs, asOfDay } = simulate();
const fit = timed(() => fitShop(logs, asOfDay));
const predictions = timed(() => {
  for (const log of logs) predict(fit.result, log, asOfDay);
});
// Before what follows takes memory of its own.
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
const run: PredictionRun = {
  customers: logs.length,
  orders: logs.reduce((sum, { days }) => sum + days.length, 0),
  fitSeconds: fit.seconds,
  predictSeconds: predictions.seconds,
  likelihoodSeconds: timed(likelihoodPass).seconds,
  updateSeconds: timed(updateSome).seconds / UPDATES,
  peakMegabytes,
};
process.stdout.write(JSON.stringify(run));

/** In portions, because what is simulated beside the logs would count as memory of the predictions. */
function simulate(): { readonly logs: readonly OrderLog[]; readonly asOfDay: number } {
  const portion = 20_000;
  const logs: OrderLog[] = [];
  for (let seed = 1; logs.length < CUSTOMERS; seed++) {
    const customers = Math.min(portion, CUSTOMERS - logs.length);
    const shop = simulateShop({ customers, historyDays: 1_100, horizonDays: 0, seed });
    for (const { log } of shop.customers) logs.push(log);
    if (logs.length === CUSTOMERS) return { logs, asOfDay: shop.asOfDay };
  }
  throw new Error('No customers asked for');
}

/** Seconds that the processor worked, on all cores together: what others do on the machine meanwhile does not count. */
function timed<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}

function likelihoodPass(): number {
  const weeks = (from: number, to: number) => (to - from) / 7;
  const first = logs.map(({ days }) => days[0] ?? asOfDay);
  const likelihood = btydLogLikelihood(
    {
      repeats: Int32Array.from(logs, ({ days }) => days.length - 1),
      lastOrder: Float64Array.from(logs, ({ days }, i) => weeks(first[i] ?? 0, days.at(-1) ?? 0)),
      observed: Float64Array.from(logs, (_, i) => weeks(first[i] ?? 0, asOfDay)),
      count: new Float64Array(logs.length).fill(1),
      customers: logs.length,
      maxRepeats: logs.reduce((most, { days }) => Math.max(most, days.length - 1), 0),
      sumLogGaps: 0,
      sumRepeats: 0,
    },
    MBG_NBD,
  );
  return likelihood(Float64Array.from([-0.3, 2, -0.4, 0.6]), new Float64Array(4));
}

function updateSome(): void {
  for (const { days, amountsMinor } of logs.slice(0, UPDATES)) {
    const renewed = {
      days: [...days.filter((day) => day < asOfDay), asOfDay],
      amountsMinor: amountsMinor && [...amountsMinor.slice(0, days.length), 3000],
    };
    predict(fit.result, renewed, asOfDay);
  }
}
