/**
 * A "buy till you die" model: a customer orders at an own rate and, at some order, leaves for good unseen. Rates vary
 * over customers as Gamma(shape r, rate alpha), the chance to leave at an order as Beta(a, b).
 */
export interface BtydParameters {
  readonly r: number;
  /** In the time unit of the fit (weeks here). */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface BtydVariant {
  /** Gaps are Erlang-k: 1 for purely random timing (Poisson), more for regular buyers. */
  readonly regularity: number;
  /**
   * True when customers may leave after any order, the first too (MBG/NBD, MBG/CNBD-k); false when only after a
   * repeat order (BG/NBD), which holds every one-timer to be still active.
   */
  readonly mayLeaveAtFirstOrder: boolean;
}

export interface BtydFit extends BtydVariant {
  readonly parameters: BtydParameters;
  /** Log-likelihood of all customers without the prior and without constants common to all parameters. */
  readonly logLikelihood: number;
  /** The same with the constants that depend on the regularity: comparable between regularities. */
  readonly comparableLogLikelihood: number;
  readonly converged: boolean;
}

export const BG_NBD: BtydVariant = { regularity: 1, mayLeaveAtFirstOrder: false };
export const MBG_NBD: BtydVariant = { regularity: 1, mayLeaveAtFirstOrder: true };

/** Days per time unit of all fits: weeks keep the parameters near 1. */
export const DAYS_PER_WEEK = 7;
