import type { Day } from '../time.ts';

/**
 * How many days usually lie between this customer's orders? The geometric mean of the own gaps and two made-up gaps
 * of the shop's median length, so that one odd gap does not decide. `days` ascending; at least the shop's median is
 * always an answer. Never below one day.
 */
export function usualGap(days: readonly Day[], shopMedianGap: number): number {
  let sumOfLogs = 2 * Math.log(Math.max(shopMedianGap, 1));
  for (let i = 1; i < days.length; i++) {
    sumOfLogs += Math.log(Math.max((days[i] ?? 0) - (days[i - 1] ?? 0), 1));
  }
  return Math.exp(sumOfLogs / (Math.max(days.length - 1, 0) + 2));
}
