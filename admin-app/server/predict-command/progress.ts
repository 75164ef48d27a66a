const WIDTH = 24;
const STEP = 0.01;

export interface Progress {
  /** `share` of the stage that is done, 0–1. */
  show(stage: string, share: number): void;
  /** Takes the bar away, so that what is printed next has the line to itself. */
  clear(): void;
}

/** A bar on one line of a terminal; silent where the output goes to a file. */
export function createProgress(
  output: NodeJS.WritableStream & { readonly isTTY?: boolean },
): Progress {
  if (!output.isTTY) return { show: () => {}, clear: () => {} };
  let shown: { stage: string; share: number } | null = null;
  return {
    show: (stage, share) => {
      if (shown?.stage === stage && share < 1 && share - shown.share < STEP) return;
      shown = { stage, share };
      const done = Math.round(WIDTH * Math.min(1, share));
      const bar = '█'.repeat(done) + '░'.repeat(WIDTH - done);
      output.write(`\r\u001b[K${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${stage}`);
    },
    clear: () => {
      if (shown !== null) output.write('\r\u001b[K');
      shown = null;
    },
  };
}
