import type { Day } from '../time.ts';

/**
 * All that the prediction of a single customer needs to know of the shop: plain data, safe to store as JSON.
 * Only `version`, the data range and the counts are for others to read; the rest belongs to `predict`.
 */
export interface ShopModel {
  /** Changes when an older stored model can no longer be read; refit then. */
  readonly version: 1;
  readonly fittedAsOfDay: Day;
  readonly firstOrderDay: Day | null;
  readonly lastOrderDay: Day | null;
  readonly customers: number;
  /** Order days: several orders of one customer on one day count once. */
  readonly orders: number;
  readonly repeatOrders: number;
  /** False while the shop is too young or too small to say anything. */
  readonly enough: boolean;
  /** The shop's median gap between orders, days; null without a single repeat order. */
  readonly medianGapDays: number | null;
  /** Quantiles 10 %, 50 %, 90 % of gap ÷ the customer's usual gap. */
  readonly gapRatios: readonly [number, number, number];
  /**
   * Share of customers still without a next order so many days (CURVE_EDGES) after their 1st, 2nd, 3rd or
   * later order (Kaplan–Meier).
   */
  readonly silenceCurves: readonly (readonly number[])[];
  /** Mean of log amounts (minor units) and their variance within and between customers; null without amounts. */
  readonly amounts: {
    readonly meanLog: number;
    readonly within: number;
    readonly between: number;
  } | null;
}
