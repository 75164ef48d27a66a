import type { BtydFit } from '../btyd/btyd-model.ts';
import type { PeriodEdges } from './periods.ts';

/** What a customer's state is measured against: the shop as a whole. */
export interface ShopScale {
  readonly edges: PeriodEdges;
  readonly medianGapDays: number;
  /** Median amount of an order day in minor units; null where the shop has no amounts. */
  readonly medianAmountMinor: number | null;
  /** The categories most often bought, of which the learned hazard knows. */
  readonly categories: readonly number[];
  /** BTYD fits: purely random timing (k = 1), and the regularity that suits the shop best. */
  readonly poisson: BtydFit;
  readonly regular: BtydFit;
}
