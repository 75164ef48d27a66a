import type { Day } from '../../time.ts';

/** Chances are kept this far from 0 and 1, so that one surprise does not outweigh everything. */
const CLIP = 0.001;

/** How wrong was a chance? Minus the log of the chance given to what happened, nats. */
export function logLoss(chance: number, happened: boolean): number {
  const clipped = Math.min(1 - CLIP, Math.max(CLIP, chance));
  return -Math.log(happened ? clipped : 1 - clipped);
}

/** How wrong were three quantiles of a day? Mean pinball loss at 10 %, 50 % and 90 %, days (Koenker and Bassett 1978). */
export function pinball(quantiles: readonly [Day, Day, Day], actual: Day): number {
  const [early, middle, late] = quantiles;
  return (
    (pinballAt(0.1, early, actual) +
      pinballAt(0.5, middle, actual) +
      pinballAt(0.9, late, actual)) /
    3
  );
}

function pinballAt(level: number, quantile: Day, actual: Day): number {
  const error = actual - quantile;
  return Math.max(level * error, (level - 1) * error);
}

/** 0 for no values. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : 0;
}
