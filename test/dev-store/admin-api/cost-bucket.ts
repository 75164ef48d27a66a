/** The bucket of query points that a shop gives an app: 2,000 at most, refilled by 100 a second of the clock. */
import type { Instant } from '../../../admin-app/core/time.ts';

const MAXIMUM_AVAILABLE = 2000;
const RESTORE_RATE = 100;
/** No single query may ask for more. */
export const MAX_QUERY_COST = 1000;

export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

export class CostBucket {
  readonly #now: () => Instant;
  #available = MAXIMUM_AVAILABLE;
  #restoredAt: Instant;

  constructor(now: () => Instant) {
    this.#now = now;
    this.#restoredAt = now();
  }

  /** Takes the points if they are there. */
  take(points: number): boolean {
    this.#restore();
    if (points > this.#available) return false;
    this.#available -= points;
    return true;
  }

  /** Gives back what a query asked for and did not use. */
  giveBack(points: number): void {
    this.#available = Math.min(MAXIMUM_AVAILABLE, this.#available + points);
  }

  status(): ThrottleStatus {
    this.#restore();
    return {
      maximumAvailable: MAXIMUM_AVAILABLE,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: RESTORE_RATE,
    };
  }

  #restore(): void {
    const now = this.#now();
    this.giveBack(((now - this.#restoredAt) / 1000) * RESTORE_RATE);
    this.#restoredAt = now;
  }
}
