/** Each point of the grid lies this much further from 0 than the one before, at least by 1. */
const STEP = 1.25;

/**
 * The value at `x` of a curve that is made to fall, or stay, from `start` on: below `start` the curve itself, from there
 * on a line through its running minimum at a grid of points. Of two values past `start` the later is never the higher
 * one, and where the curve falls by itself the line follows it. `start` ≥ 1, x ≥ 0; asks for the curve at whole numbers
 * from `start` to 1.25 x, some ten times for an x of ten times `start`.
 */
export function fallingFrom(start: number, x: number, curve: (x: number) => number): number {
  if (x <= start) return curve(x);
  let left = start;
  let lowest = curve(start);
  for (;;) {
    const right = Math.max(left + 1, Math.round(left * STEP));
    const next = Math.min(lowest, curve(right));
    if (x <= right) return lowest + ((next - lowest) * (x - left)) / (right - left);
    left = right;
    lowest = next;
  }
}
