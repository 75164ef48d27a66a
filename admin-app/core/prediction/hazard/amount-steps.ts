import type { OrderLog } from '../types.ts';

const LOG_STEP = 0.05;

/** Mean and last of the first `orders` amounts against the shop's median, on the log scale. */
export function amountFeatures(
  amounts: OrderLog['amountsMinor'],
  orders: number,
  medianAmount: number,
): [number, number] {
  let sum = 0;
  for (let i = 0; i < orders; i++) sum += amounts?.[i] ?? medianAmount;
  const last = amounts?.[orders - 1] ?? medianAmount;
  return [logRatio(sum / orders, medianAmount), logRatio(last, medianAmount)];
}

/** Which step of 5 % the first amount is in; customers of one order with the same step and day are alike. */
export function amountStep(amounts: OrderLog['amountsMinor'], medianAmount: number | null): number {
  return medianAmount === null ? 0 : stepOf(amounts?.[0] ?? medianAmount, medianAmount);
}

function logRatio(amount: number, reference: number): number {
  return stepOf(amount, reference) * LOG_STEP;
}

/** Whole steps on the log scale, from a hundredth to a thousand times the reference. */
function stepOf(amount: number, reference: number): number {
  const ratio = Math.min(Math.max(amount / Math.max(reference, 1), 0.01), 1000);
  return Math.round(Math.log(ratio) / LOG_STEP);
}
