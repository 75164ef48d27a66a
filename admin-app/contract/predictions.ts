import type { Verdict } from '../core/prediction/backtest/model-comparison.ts';
import type { BacktestScores } from '../core/prediction/backtest/types.ts';
import type { Need } from '../core/prediction/model-needs.ts';
import type { Confidence } from '../core/prediction/types.ts';
import type { DayText, Instant } from '../core/time.ts';

/** GET /api/predictions */
export interface PredictionsView {
  /** What predicts now; null before the first fit. */
  readonly model: ModelView | null;
  readonly fit: FitView;
  /** Finished fits, newest first, those turned down too; at most 10. */
  readonly history: readonly FitRecord[];
  /** Of the model in use; null before the first fit and until its back-test is done. */
  readonly backtest: BacktestView | null;
  /** What would make the predictions better, the most useful first. */
  readonly needs: readonly Need[];
  /** Customers by how much their prediction rests on; null while a large shop is counted for the first time. */
  readonly confidence: Readonly<Record<Confidence, number>> | null;
  /** When; null when that was just now. */
  readonly countedAt: Instant | null;
  /** The shop-local day. */
  readonly today: DayText;
}

export interface ModelView {
  readonly modelId: number;
  readonly fittedAt: Instant;
  /** False while the shop is too young or too small to say anything: below either of the two limits. */
  readonly enough: boolean;
  readonly neededRepeatOrders: number;
  readonly neededDays: number;
  /** The data it was fitted to; days are null for a shop without orders. */
  readonly firstOrderDay: DayText | null;
  readonly lastOrderDay: DayText | null;
  readonly asOfDay: DayText;
  readonly customers: number;
  /** Order days: several orders of one customer on one day count once. */
  readonly orders: number;
  readonly repeatOrders: number;
}

/** Why a fit was asked for. */
const FIT_CAUSES = ['sync', 'nightly', 'new orders', 'manual'] as const;
export type FitCause = (typeof FIT_CAUSES)[number];

/** Stages in their order; predictions are fresh once "back-testing" begins. */
export const FIT_STAGES = [
  'reading',
  'fitting',
  'comparing',
  'predicting',
  'back-testing',
] as const;
export type FitStage = (typeof FIT_STAGES)[number];

/**
 * GET /api/predictions/fit: cheap, to ask every second while the state is "waiting", "running" or "interrupted"; when it
 * has become another, or `stage` moves on, ask for the whole view again.
 */
export interface FitView {
  /** "interrupted": the process at work was killed; the fit begins again by itself within a minute. */
  readonly state: 'never' | 'waiting' | 'running' | 'interrupted' | 'done' | 'failed';
  readonly cause: FitCause | null;
  /** While running, or where it failed. */
  readonly stage: FitStage | null;
  /** Share of the stage that is done, 0–1; null unless running. */
  readonly share: number | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  /** Why it failed, as the server says it; null unless failed. */
  readonly error: string | null;
  /** Order days that came since the last finished fit, and how many start the next one. */
  readonly newOrders: number;
  readonly newOrdersForRefit: number;
}

export interface FitRecord {
  readonly modelId: number;
  readonly fittedAt: Instant;
  readonly asOfDay: DayText;
  readonly cause: FitCause;
  readonly customers: number;
  readonly orders: number;
  readonly accepted: boolean;
  readonly verdict: Verdict;
  /** The one that predicts now. */
  readonly inUse: boolean;
}

export interface BacktestView {
  readonly asOfDay: DayText;
  /** Null while the shop is too young or too small to look back. */
  readonly scores: BacktestScores | null;
  /** Rows of GET /api/predictions/cases.csv. */
  readonly cases: number;
}

/**
 * GET /api/predictions/cases.csv: every case behind the back-test (`CASE_COLUMNS`); 404 before there is one.
 * POST /api/predictions/fit: asks for a refit and answers with PredictionsView; 409 while one is running.
 */
export const CASE_COLUMNS = [
  'customer_id',
  'as_of_day',
  'order_days',
  'last_order_day',
  'confidence',
  'due_day',
  'chance',
  'expected_orders',
  'expected_day',
  'earliest_day',
  'latest_day',
  'naive_day',
  'ordered_day',
  'orders',
] as const;
