/**
 * What the back-test of a shop says. Words: a cut is a day in the past; what was known by its end is given to the model,
 * what came in the horizon after it is what really happened. A case is one customer at one cut.
 */
import type { Day } from '../../time.ts';
import type { Confidence, OrderLog } from '../types.ts';

/** An order log with whose it is; the identity is only carried along. */
export interface CustomerLog extends OrderLog {
  readonly customerId: number | string;
}

/** One customer at one cut: what was said then, and what happened. Days are shop-local. */
export interface BacktestCase {
  readonly customerId: number | string;
  readonly cutDay: Day;
  /** Days with orders, as known at the cut; at least 1. */
  readonly orderDays: number;
  readonly lastOrderDay: Day;
  readonly confidence: Confidence;
  /** When the next order was due, seen from the last one; before the cut for an overdue customer. */
  readonly dueDay: Day | null;
  /** Chance to order within the horizon, 0–1. */
  readonly chance: number;
  readonly expectedOrders: number;
  /** The day of the next order given one within the horizon: 10 %, 50 % and 90 % quantile. */
  readonly earliestDay: Day;
  readonly expectedDay: Day;
  readonly latestDay: Day;
  /** Last order plus the customer's own mean gap (the shop's median gap without one), within the horizon. */
  readonly naiveDay: Day;
  /** First day with an order within the horizon; null when there was none. */
  readonly orderedDay: Day | null;
  /** Days with orders within the horizon. */
  readonly orders: number;
}

/** How far dates were off among customers who did order within the horizon, days. */
export interface DateScores {
  readonly meanAbsoluteDays: number;
  readonly medianAbsoluteDays: number;
}

/** Scores of three ways to name a date, on the same cases: those with 2 or more order days who did order. */
export interface DateComparison {
  readonly cases: number;
  readonly model: DateScores;
  /** Last order plus own mean gap. */
  readonly naive: DateScores;
  /** The shop's usual day of the next order, the same for everybody. */
  readonly sameDate: DateScores;
}

/** How good the chances were, over all cases; lower is better except for `auc`. */
export interface ChanceScores {
  readonly logLoss: number;
  /** The same score for one chance for all: the share that ordered in the horizon before the cut. */
  readonly baseLogLoss: number;
  readonly brier: number;
  readonly baseBrier: number;
  /** Chance that of two customers the one who ordered had been given the higher chance; null unless both kinds exist. */
  readonly auc: number | null;
  /** Mean distance between predicted chance and share that ordered, over `bins`, weighted by their cases. */
  readonly calibrationError: number;
  /** The calibration curve: ten groups of equal size by predicted chance, ascending; fewer in tiny shops. */
  readonly bins: readonly CalibrationBin[];
}

export interface CalibrationBin {
  readonly cases: number;
  /** Mean predicted chance, 0–1. */
  readonly predicted: number;
  /** Share that did order, 0–1. */
  readonly ordered: number;
}

/** Of the overdue customers who came back by themselves, the share found among the first so many. */
export interface LiftPoint {
  /** Share of the overdue looked at, 0–1; also what a random order would find. */
  readonly first: number;
  readonly likeliestFirst: number;
  readonly mostOverdueFirst: number;
}

export interface OverdueLift {
  readonly overdueCases: number;
  readonly returned: number;
  readonly points: readonly LiftPoint[];
}

export interface ConfidenceScores {
  readonly confidence: Confidence;
  readonly cases: number;
  readonly returned: number;
  /** Mean predicted chance and share that ordered, 0–1. */
  readonly predicted: number;
  readonly ordered: number;
  /** Among those who ordered; null without any. */
  readonly medianAbsoluteDays: number | null;
  readonly coverage: number | null;
}

export interface BacktestScores {
  readonly horizonDays: number;
  /** Ascending. */
  readonly cutDays: readonly Day[];
  /** Cases, the different customers among them, and the cases with an order within the horizon. */
  readonly cases: number;
  readonly customers: number;
  readonly returned: number;
  /** Share of the shop's customers that was tested, 0–1; below 1 in very large shops. */
  readonly sampled: number;
  /** Null when nobody with 2 or more order days came back. */
  readonly dates: DateComparison | null;
  /** Mean pinball loss of the three quantiles in days, among all who ordered; null without any. */
  readonly pinball: { readonly model: number; readonly sameDate: number } | null;
  /** Share of those who ordered that did so within the interval meant to hold 80 %; null without any. */
  readonly coverage: number | null;
  readonly chances: ChanceScores;
  /** Null when nobody overdue came back. */
  readonly overdue: OverdueLift | null;
  readonly orders: { readonly expected: number; readonly actual: number };
  readonly byConfidence: readonly ConfidenceScores[];
}

/** What would make the predictions of this shop better, each with the numbers it was seen by. */
export type Improvement =
  /** Not enough for any prediction or for looking back; until then there are no scores. */
  | {
      readonly code: 'not enough to look back';
      readonly days: number;
      readonly neededDays: number;
      readonly repeatOrders: number;
      readonly neededRepeatOrders: number;
    }
  /** The season cannot be learned from this shop alone. */
  | { readonly code: 'short history'; readonly days: number; readonly neededDays: number }
  | {
      readonly code: 'few repeat orders';
      readonly repeatOrders: number;
      readonly neededRepeatOrders: number;
    }
  /** The last 60 days held so many times the orders of usual 60 days; what follows is easily overstated. */
  | { readonly code: 'ends at a peak'; readonly timesUsual: number }
  | { readonly code: 'amounts missing'; readonly share: number }
  /** Who orders often spends otherwise per order (rank correlation −1 … 1), so their values are rougher. */
  | { readonly code: 'value goes with frequency'; readonly rankCorrelation: number }
  /** So few came back within the horizon that the figures of the back-test are rough themselves. */
  | { readonly code: 'few returns'; readonly returned: number; readonly neededReturned: number }
  /** Only known where the store is asked: orders older than 60 days are hidden from the app. */
  | { readonly code: 'orders older than 60 days hidden' };

/** How much a customer's own orders say of their rhythm; only the last is a rhythm to name a date by. */
export type RhythmKind = 'one order' | 'two orders' | 'irregular' | 'regular';

/** One kind of customer: how many there are, and how much of the error in dates was theirs. */
export interface RhythmScores {
  readonly kind: RhythmKind;
  /** Of the whole shop, as known at the as-of day. */
  readonly customers: number;
  /** How far dates were off, days; null when nobody of this kind ordered in the days tested. */
  readonly meanAbsoluteDays: number | null;
  /** Of all days by which dates were off, the share that fell on this kind, 0–1; null when nobody ordered. */
  readonly errorShare: number | null;
}

/** A few who order far more often than others do, as resellers would. */
export interface HeavyBuyers {
  readonly customers: number;
  /** Their share of the shop's order days, 0–1. */
  readonly orderShare: number;
  /** They had at least so many order days. */
  readonly fromOrders: number;
}

export interface Backtest {
  readonly asOfDay: Day;
  /** Null while the shop is too young or too small to look back; `improvements` says what is missing. */
  readonly scores: BacktestScores | null;
  readonly improvements: readonly Improvement[];
  /** One of each kind. Absent from back-tests older than this count, until the next fit. */
  readonly rhythms?: readonly RhythmScores[];
  /** As `rhythms`; null where nobody stands out. */
  readonly heavyBuyers?: HeavyBuyers | null;
}
