import type { Instant } from '../core/time.ts';

/** The server's only source of "now". The demo hands in one that can be moved. */
export interface Clock {
  now(): Instant;
  /** Calls back after the clock was moved by hand; timers must then look again. Returns how to stop listening. */
  onMove(listener: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  onMove: () => () => {},
};
