/** Runs things at moments of the dev store's clock, whether the moment comes by waiting or by a jump. */
import type { Instant } from '../../admin-app/core/time.ts';
import type { MovableClock } from './clock.ts';

export interface Schedule {
  /** Runs at the moment, or soon when it has passed; returns the way to call it off. */
  at(instant: Instant, run: () => void): () => void;
  stop(): void;
}

/** The longest that a Node timer can wait without wrapping around. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createSchedule(clock: MovableClock): Schedule {
  const waiting = new Set<{ readonly instant: Instant; readonly run: () => void }>();
  let timer: NodeJS.Timeout | undefined;

  const runDue = (): void => {
    const now = clock.now();
    const due = [...waiting].filter((one) => one.instant <= now);
    for (const one of due.sort((a, b) => a.instant - b.instant)) {
      // Something that ran before may have called this one off.
      if (waiting.delete(one)) one.run();
    }
    arm();
  };
  const arm = (): void => {
    clearTimeout(timer);
    if (waiting.size === 0) return;
    const next = Math.min(...[...waiting].map((one) => one.instant));
    const wait = Math.min(Math.max(0, next - clock.now()), MAX_TIMER_MS);
    timer = setTimeout(runDue, wait);
    timer.unref();
  };
  const stopListening = clock.onChange(runDue);
  return {
    at(instant, run) {
      const entry = { instant, run };
      waiting.add(entry);
      arm();
      return () => {
        waiting.delete(entry);
      };
    },
    stop() {
      stopListening();
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
