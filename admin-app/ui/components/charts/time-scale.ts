import type { Day } from '../../../core/time.ts';

/** Days along a line of so many pixels; a long silence may be drawn shorter than it is. */
export interface TimeScale {
  readonly x: (day: Day) => number;
  /** The silence that is shortened; null where everything is true to scale. */
  readonly fold: { readonly from: Day; readonly to: Day } | null;
}

interface Span {
  readonly from: Day;
  readonly to: Day;
  /** Nothing happens between these; null where nothing is to be shortened. */
  readonly silence: { readonly from: Day; readonly to: Day } | null;
  readonly width: number;
  readonly edge: number;
}

/** What a silence may take of the line before it is shortened, and what it takes then. */
const MOST_SILENCE = 0.5;
const FOLDED = 0.36;

export function timeScale({ from, to, silence, width, edge }: Span): TimeScale {
  const room = Math.max(1, width - 2 * edge);
  const days = Math.max(1, to - from);
  const quiet = silence === null ? 0 : Math.max(0, silence.to - silence.from);
  if (silence === null || quiet / days <= MOST_SILENCE || quiet === days) {
    return { x: (day) => edge + ((day - from) / days) * room, fold: null };
  }
  const lively = ((1 - FOLDED) * room) / (days - quiet);
  const start = edge + (silence.from - from) * lively;
  const end = start + FOLDED * room;
  return {
    fold: { from: silence.from, to: silence.to },
    x: (day) => {
      if (day <= silence.from) return edge + (day - from) * lively;
      if (day >= silence.to) return end + (day - silence.to) * lively;
      return start + ((day - silence.from) / quiet) * (end - start);
    },
  };
}
