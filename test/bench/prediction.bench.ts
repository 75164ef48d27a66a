/** What a shop of a million customers costs to be fitted and predicted, in how much memory, and one customer alone. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measurement } from './measurement.ts';

/** What `prediction-run.ts` prints; seconds are those of one core. */
export interface PredictionRun {
  readonly customers: number;
  readonly orders: number;
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  /** One pass of the MBG/NBD log-likelihood over all customers, none collapsed. */
  readonly likelihoodSeconds: number;
  /** From the stored model: one customer's prediction after a new order, mean over many. */
  readonly updateSeconds: number;
  readonly peakMegabytes: number;
}

const BUDGET_SECONDS = 60;
const BUDGET_MEGABYTES = 1500;
const RUN = fileURLToPath(new URL('./prediction-run.ts', import.meta.url));

/** Runs in a process of its own, so that the memory counted is that of the predictions. */
export async function measurePrediction(): Promise<readonly Measurement[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--max-old-space-size=4096', RUN],
    { maxBuffer: 1_000_000 },
  );
  const run = JSON.parse(stdout) as PredictionRun; // its one line
  const whole = run.fitSeconds + run.predictSeconds;
  const size = `${run.customers.toLocaleString('en')} customers, ${run.orders.toLocaleString('en')} orders`;
  return [
    {
      name: `fit and predict ${size}`,
      value: whole,
      unit: 's of one core',
      reference: `budget ${BUDGET_SECONDS} s`,
      ratio: whole / BUDGET_SECONDS,
    },
    {
      name: `fit, ${size}`,
      value: run.fitSeconds,
      unit: 's of one core',
      reference: `one bare likelihood pass: ${run.likelihoodSeconds.toFixed(2)} s`,
      ratio: run.fitSeconds / run.likelihoodSeconds,
    },
    {
      name: `peak memory, ${size}`,
      value: run.peakMegabytes,
      unit: 'MB',
      reference: `budget ${BUDGET_MEGABYTES} MB`,
      ratio: run.peakMegabytes / BUDGET_MEGABYTES,
    },
    {
      name: 'prediction of one customer after a new order',
      value: run.updateSeconds * 1e6,
      unit: 'µs',
      reference: `bare likelihood of one customer: ${((run.likelihoodSeconds / run.customers) * 1e6).toFixed(2)} µs`,
      ratio: (run.updateSeconds * run.customers) / run.likelihoodSeconds,
    },
  ];
}
