/**
 * What all channels have in common: how a delivery ends. What matters is to know whether the customer may have got the
 * message: one that may have arrived is never repeated.
 */

export type Delivery =
  | {
      readonly kind: 'sent';
      /** What the provider calls it, where it says so. */
      readonly providerId?: string;
    }
  | Refused
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Refused {
  readonly kind: 'refused';
  /** Trying again later is pointless. */
  readonly permanent: boolean;
  /** The address itself was refused: nothing should be sent there any more. */
  readonly badAddress: boolean;
  /** The owner of the address told the provider to stop. */
  readonly unsubscribed?: boolean;
  /** The provider asks not to be called before this has passed, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly reason: string;
}

/** Not now: what is at fault will pass, or its owner can mend it while messages wait. */
export function refusedForNow(reason: string, retryAfterMs: number | null = null): Refused {
  const wait = retryAfterMs === null ? {} : { retryAfterMs };
  return { kind: 'refused', permanent: false, badAddress: false, reason, ...wait };
}

/** Never: the message itself, or the way it is sent, is at fault. */
export function refusedForGood(reason: string): Refused {
  return { kind: 'refused', permanent: true, badAddress: false, reason };
}
