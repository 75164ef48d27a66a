/** Heights for the level pieces of lines, so that two that run beside each other never look like one. */

/** What runs level between two rows: from where lines come down to where they go on down. */
export interface Span {
  readonly tops: readonly number[];
  readonly bottoms: readonly number[];
}

/** The track of each span, 0 the highest. Spans that do not touch share one. */
export function tracksOf(spans: readonly Span[]): readonly number[] {
  const order = spans
    .map((_, at) => at)
    .sort((a, b) => {
      const [first, second] = [spans[a], spans[b]];
      return first && second ? crossed(first, second) - crossed(second, first) : 0;
    });
  const tracks = new Map<number, number>();
  for (const at of order) {
    const touching = [...tracks].filter(([other]) => touches(spans[at], spans[other]));
    tracks.set(at, Math.max(-1, ...touching.map(([, track]) => track)) + 1);
  }
  return spans.map((_, at) => tracks.get(at) ?? 0);
}

/** Upright pieces that would be crossed with `upper` above `lower`. */
function crossed(upper: Span, lower: Span): number {
  const inside = (span: Span, xs: readonly number[]) => {
    const [left, right] = boundsOf(span);
    return xs.filter((x) => x > left && x < right).length;
  };
  return inside(upper, lower.tops) + inside(lower, upper.bottoms);
}

/** Closer than this, two level pieces read as one. */
const APART = 14;

function touches(a: Span | undefined, b: Span | undefined): boolean {
  if (!a || !b) return false;
  const [aLeft, aRight] = boundsOf(a);
  const [bLeft, bRight] = boundsOf(b);
  if (aLeft === aRight || bLeft === bRight) return false;
  return aLeft < bRight + APART && bLeft < aRight + APART;
}

function boundsOf({ tops, bottoms }: Span): readonly [left: number, right: number] {
  const xs = [...tops, ...bottoms];
  return [Math.min(...xs), Math.max(...xs)];
}
