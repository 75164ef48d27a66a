/** Looks for something to do again and again: at once while there is any, otherwise at the next poll or when woken. */
export interface TimerLoop {
  readonly stopping: boolean;
  /** Look now instead of at the next poll. */
  wake(): void;
  /** Resolves when the pass under way is over. */
  stop(): Promise<void>;
}

/** `pass` looks once, never throws, and says whether it found anything. */
export function startLoop(pass: () => Promise<boolean>, pollMs: number): TimerLoop {
  let stopping = false;
  let woken = false;
  let wakeUp: () => void = () => {};

  async function pause(): Promise<void> {
    if (!woken && !stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    woken = false;
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const busy = await pass();
      if (!busy) await pause();
    }
  }

  // Not before the caller has its loop in hand: a pass may wake it.
  const running = Promise.resolve().then(run);
  return {
    get stopping() {
      return stopping;
    },
    wake: () => {
      woken = true;
      wakeUp();
    },
    stop: async () => {
      stopping = true;
      wakeUp();
      await running;
    },
  };
}
