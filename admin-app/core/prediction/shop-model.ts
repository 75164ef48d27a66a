import type { Day } from '../time.ts';
import type { HazardModel } from './hazard/hazard-model.ts';
import type { ShopScale } from './hazard/shop-scale.ts';
import type { OrderValueModel } from './value/order-value.ts';

/** Changes when an older stored model can no longer be read; refit then. */
export const MODEL_VERSION = 2;

/**
 * All that the prediction of a single customer needs to know of the shop: plain data, safe to store as JSON.
 * Only `version`, the data range and the counts are for others to read; the rest belongs to `forecast`.
 */
export interface ShopModel {
  readonly version: typeof MODEL_VERSION;
  readonly fittedAsOfDay: Day;
  readonly firstOrderDay: Day | null;
  readonly lastOrderDay: Day | null;
  readonly customers: number;
  /** Order days: several orders of one customer on one day count once. */
  readonly orders: number;
  readonly repeatOrders: number;
  /** False while the shop is too young or too small to say more than what stores tend to be like. */
  readonly enough: boolean;
  /** The shop's median gap between orders, days; null without a single repeat order. */
  readonly medianGapDays: number | null;
  readonly historyDays: number;
  readonly scale: ShopScale;
  readonly hazard: HazardModel | null;
  /** How much the learned hazard counts beside BTYD, 0–1. */
  readonly learnedShare: number;
  /** Null where the shop's orders have no amounts. */
  readonly orderValue: OrderValueModel | null;
}
