/** May a refit replace the model in use? */

/** A mean over the same customers for both models, and the paired difference with its 95 % interval. */
export interface PairedScore {
  readonly current: number;
  readonly candidate: number;
  /** Candidate − current; above 0 the candidate is worse. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Why a model was, or was not, accepted in place of the one before it. Words are made of it by the UI. */
export type Verdict =
  | { readonly code: 'first' }
  /** The model before was made by another version and can no longer be read. */
  | { readonly code: 'unreadable before' }
  /** One of the two says "not enough yet", so there is nothing to compare; the orders decide. */
  | { readonly code: 'not enough orders'; readonly repeatOrders: number }
  | { readonly code: 'enough orders now'; readonly repeatOrders: number }
  /** Better and worse are by more than a fifth and beyond noise; what lies between is no worse. */
  | {
      readonly code: 'better' | 'no worse' | 'worse';
      readonly customers: number;
      readonly logLoss: PairedScore;
      /** Days; null when nobody came back within the horizon. */
      readonly pinball: PairedScore | null;
    };

/** Only a refit that is worse is turned down. */
export function isAccepted(verdict: Verdict): boolean {
  return verdict.code !== 'worse';
}
