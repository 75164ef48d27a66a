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

/** Between its two ends; null where it is open, for the few far from the others. */
export interface Bin<End> extends Share {
  readonly from: End | null;
  readonly to: End | null;
}

export interface NumberHistogram extends OfCondition {
  readonly kind: 'numbers';
  /** Of the ends; money is in minor units. */
  readonly unit: Attribute['unit'];
  /** Whole numbers: both ends belong to a bin. Otherwise `to` is where the next begins. */
  readonly whole: boolean;
  /** Without gaps, of the same width. */
  readonly bins: readonly Bin<number>[];
}

export interface DateHistogram extends OfCondition {
  readonly kind: 'dates';
  readonly each: DateUnit;
  /** Without gaps; both ends belong to the bin. */
  readonly bins: readonly Bin<DayText>[];
}
export type DateUnit = 'day' | 'week' | 'month' | 'year';

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
