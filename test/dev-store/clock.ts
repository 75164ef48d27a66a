/**
 * A clock that runs with real time and can be pushed forward. It never goes back: a store's history has one direction.
 * Whoever waits for a moment uses a Schedule on it, so that a jump wakes everything that has come due.
 */
import type { Instant } from '../../admin-app/core/time.ts';

export interface MovableClock {
  /** Milliseconds since the epoch: real time plus the offset. */
  now(): Instant;
  /** Moves the clock forward. Throws RangeError for anything but a finite number of milliseconds ≥ 0. */
  advance(ms: number): void;
  /** Calls the listener after every jump with the new offset; returns the way to stop listening. */
  onChange(listener: (offsetMs: number) => void): () => void;
  /** How far the clock is ahead of real time. */
  readonly offsetMs: number;
}

/** A clock that starts `offsetMs` ahead of real time. */
export function createMovableClock(offsetMs = 0): MovableClock {
  const listeners = new Set<(offsetMs: number) => void>();
  let offset = offsetMs;
  return {
    now: () => Date.now() + offset,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0)
        throw new RangeError(
          `Cannot advance the clock by ${ms} ms; expected a finite number ≥ 0, the clock never goes back`,
        );
      offset += ms;
      for (const listener of [...listeners]) listener(offset);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get offsetMs() {
      return offset;
    },
  };
}
