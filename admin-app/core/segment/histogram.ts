/** How the customers of a shop spread over what one condition asks about, and how many of each part pass it. */
import type { DayText } from '../time.ts';
import type { Attribute } from './attributes.ts';

export type Histogram = NumberHistogram | DateHistogram | MonthHistogram | ValueHistogram;

interface OfCondition {
  /** The attribute, function or "in_segment", "in_scenario" that the condition begins with. */
  readonly subject: string;
  /** Of a function what is counted or added up per customer, such as "count" or "sum_amount"; else null. */
  readonly measure: string | null;
  /** Those of whom nothing is known. */
  readonly unknown: Share;
}

export interface Share {
  readonly customers: number;
  /** How many of them pass the condition. */
  readonly passing: number;
}

export interface NumberHistogram extends OfCondition {
  readonly kind: 'numbers';
  /** Of the bounds; money is in minor units. */
  readonly unit: Attribute['unit'];
  /** Without gaps. `from` belongs to the bin, `to` only where `closed`: whole numbers from `from` to `to`. */
  readonly closed: boolean;
  readonly bins: readonly (Share & { readonly from: number; readonly to: number })[];
}

export interface DateHistogram extends OfCondition {
  readonly kind: 'dates';
  readonly each: 'day' | 'week' | 'month' | 'year';
  /** Without gaps; both ends belong to the bin. */
  readonly bins: readonly (Share & { readonly from: DayText; readonly to: DayText })[];
}

/** Of anniversaries: twelve, January first. */
export interface MonthHistogram extends OfCondition {
  readonly kind: 'months';
  readonly bins: readonly Share[];
}

export interface ValueHistogram extends OfCondition {
  readonly kind: 'values';
  /** The most frequent first; texts are folded. A customer with several values is counted under each. */
  readonly values: readonly (Share & { readonly value: string })[];
  /** Values that are not listed. */
  readonly others: Share & { readonly values: number };
}
