/** Days since an order at which the silence curves are written down. */
export const CURVE_EDGES: readonly number[] = [
  0, 3, 7, 10, 14, 21, 28, 35, 45, 60, 75, 90, 120, 150, 180, 240, 300, 365, 545, 730, 1095,
];

export interface Silence {
  readonly days: number;
  /** True when the silence ended with an order, false when it still lasts. */
  readonly ended: boolean;
}

/**
 * How many stay silent, and for how long? The share without a next order at each of CURVE_EDGES after an order,
 * silences that still last counted for as long as they are known (Kaplan and Meier 1958, equation 2b). Two made-up
 * silences that follow `prior` (or a mild default) keep small samples away from 0 and 1.
 */
export function silenceCurve(
  silences: readonly Silence[],
  prior?: readonly number[],
): readonly number[] {
  const ended = new Float64Array(CURVE_EDGES.length);
  const lasting = new Float64Array(CURVE_EDGES.length);
  for (const silence of silences) {
    const interval = intervalOf(silence.days);
    const counts = silence.ended ? ended : lasting;
    counts[interval] = (counts[interval] ?? 0) + 1;
  }
  return productLimit(ended, lasting, silences.length, prior);
}

function productLimit(
  ended: Float64Array,
  lasting: Float64Array,
  count: number,
  prior: readonly number[] | undefined,
): readonly number[] {
  const curve = [1];
  let atRisk = count;
  for (let i = 1; i < CURVE_EDGES.length; i++) {
    const priorHazard = prior ? 1 - (prior[i] ?? 1) / Math.max(prior[i - 1] ?? 1, 1e-9) : 0.05;
    const endedHere = ended[i - 1] ?? 0;
    const lastingHere = lasting[i - 1] ?? 0;
    const exposed = atRisk - lastingHere / 2;
    const hazard = (endedHere + 2 * priorHazard) / (Math.max(exposed, 0) + 2);
    curve.push((curve[i - 1] ?? 1) * (1 - Math.min(hazard, 1)));
    atRisk -= endedHere + lastingHere;
  }
  return curve;
}

function intervalOf(days: number): number {
  let interval = 0;
  while (interval < CURVE_EDGES.length - 1 && days > (CURVE_EDGES[interval + 1] ?? 0)) interval++;
  return interval;
}

/** The share still silent after so many days, log-linear between the edges and flat after the last. */
export function shareSilent(curve: readonly number[], days: number): number {
  const interval = intervalOf(days);
  const left = CURVE_EDGES[interval] ?? 0;
  const right = CURVE_EDGES[interval + 1];
  const from = curve[interval] ?? 1;
  const to = curve[interval + 1];
  if (right === undefined || to === undefined) return from;
  const part = Math.max(0, days - left) / (right - left);
  return from * (Math.max(to, 1e-12) / Math.max(from, 1e-12)) ** part;
}
