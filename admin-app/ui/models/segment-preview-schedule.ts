/** When an open page looks whether anything is new. */

export interface Schedule {
  /** Every some seconds. */
  tick(): void;
  /** Every minute while the page is seen, and when it is seen again. */
  refresh(): void;
}

const TICK_MS = 5_000;
const REFRESH_MS = 60_000;
/** Going back and forth between tabs asks no more often. */
const SEEN_AGAIN_MS = 15_000;

/** Returns what stops it. */
export function runSchedule({ tick, refresh }: Schedule): () => void {
  let refreshedAt = Date.now();

  function refreshAfter(pause: number): void {
    if (document.visibilityState !== 'visible' || Date.now() - refreshedAt < pause) return;
    refreshedAt = Date.now();
    refresh();
  }
  function seen(): void {
    tick();
    refreshAfter(SEEN_AGAIN_MS);
  }

  const timer = setInterval(() => {
    tick();
    refreshAfter(REFRESH_MS);
  }, TICK_MS);
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
