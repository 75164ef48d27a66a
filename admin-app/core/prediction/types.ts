import type { Day } from '../time.ts';

/** One customer's order log: one entry per day with orders, ascending; amounts of a day added up. */
export interface OrderLog {
  readonly days: readonly Day[];
  /** Minor units of the shop's currency, same length as `days`; null where the source has no amounts. */
  readonly amountsMinor: readonly number[] | null;
  /**
   * What was mainly bought on each day, same length as `days`: any number that stands for the category, the same for the
   * same one; null where it is not known. Absent where the source has none.
   */
  readonly categories?: readonly (number | null)[] | null;
}

/**
 * How much the prediction rests on: the customer's own repeated rhythm, the rhythm of similar customers of this
 * shop, or not enough of either (then dates and chances are null, never 0).
 */
export type Confidence = 'own rhythm' | 'similar customers' | 'not enough yet';

/** The numbers behind the reason in words; words are made from these and nothing else. */
export interface Reason {
  /** Days between this customer's orders, usually (median, or pooled for few orders). */
  readonly usualGapDays: number;
  readonly lastOrderDay: Day;
  /** Own repeat orders that `usualGapDays` rests on. */
  readonly repeatOrders: number;
  /** Share of customers like this one who order within 90 days, 0–1. */
  readonly returnShare: number;
}

/** What is known of one customer's next order. Days are shop-local; null means "not enough data", never zero. */
export interface Prediction {
  readonly confidence: Confidence;
  /** When the next order was to be expected, seen from the last one; fixed while the customer stays away. */
  readonly dueDay: Day | null;
  /** 80 % interval of the due day, seen from the last order. */
  readonly dueEarliestDay: Day | null;
  readonly dueLatestDay: Day | null;
  /** As of `asOfDay`: chance to order within so many days, 0–1. */
  readonly chance30d: number | null;
  readonly chance90d: number | null;
  readonly chance365d: number | null;
  /** Chance that the customer has not left for good, 0–1. */
  readonly chanceActive: number | null;
  readonly expectedOrders90d: number | null;
  readonly expectedOrders365d: number | null;
  /** If they come back within a year, when: 10 %, 50 %, 90 % days. */
  readonly next10Day: Day | null;
  readonly next50Day: Day | null;
  readonly next90Day: Day | null;
  /** Money expected in the next 365 days, and over the customer's life, in minor units. */
  readonly value365dMinor: number | null;
  readonly valueTotalMinor: number | null;
  readonly reason: Reason | null;
  /** The day this was computed for. */
  readonly asOfDay: Day;
}

/** Days past the due day; negative before it; null without one. */
export function daysOverdue(prediction: Pick<Prediction, 'dueDay'>, today: Day): number | null {
  return prediction.dueDay === null ? null : today - prediction.dueDay;
}
