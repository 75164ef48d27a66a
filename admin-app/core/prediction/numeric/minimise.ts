export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  /** False when the steps ran out before the gradient vanished. */
  readonly converged: boolean;
}

/** Writes the gradient at `point` into `gradient` and returns the value there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

interface Correction {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

const MEMORY = 8;

/**
 * Where is a smooth function smallest, starting from `start`? Limited-memory BFGS with a backtracking line search
 * (Nocedal and Wright 2006, algorithms 7.4 and 7.5; sufficient decrease as in 3.1). Stops when no gradient component
 * exceeds `tolerance` or a step no longer helps. A value that is not finite counts as infinitely bad.
 */
export function minimise(
  objective: Objective,
  start: readonly number[],
  { tolerance = 1e-7, maxSteps = 200 } = {},
): Minimum {
  let point: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(point.length);
  let value = objective(point, gradient);
  const corrections: Correction[] = [];
  for (let step = 0; step < maxSteps; step++) {
    if (largest(gradient) <= tolerance) return { point, value, converged: true };
    const next = search(objective, point, value, gradient, direction(gradient, corrections));
    if (next === null) {
      if (corrections.length === 0) return { point, value, converged: false };
      corrections.length = 0;
      continue;
    }
    remember(corrections, point, next.point, gradient, next.gradient);
    const gained = value - next.value;
    ({ point, gradient, value } = next);
    if (gained <= 1e-13 * (1 + Math.abs(value))) return { point, value, converged: true };
  }
  return { point, value, converged: false };
}

/** The descent direction −H·gradient, H the inverse Hessian as the last corrections suggest (two-loop recursion). */
function direction(gradient: Float64Array, corrections: readonly Correction[]): Float64Array {
  const result = gradient.map((component) => -component);
  const weights: number[] = [];
  for (const { step, change, curvature } of corrections.toReversed()) {
    const weight = dot(step, result) / curvature;
    weights.push(weight);
    addScaled(result, change, -weight);
  }
  const latest = corrections.at(-1);
  const scale = latest
    ? latest.curvature / dot(latest.change, latest.change)
    : 1 / Math.max(1, largest(gradient));
  for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) * scale;
  for (const { step, change, curvature } of corrections) {
    addScaled(result, step, (weights.pop() ?? 0) - dot(change, result) / curvature);
  }
  return result;
}

function search(
  objective: Objective,
  point: Float64Array,
  value: number,
  gradient: Float64Array,
  towards: Float64Array,
): { point: Float64Array; value: number; gradient: Float64Array } | null {
  const slope = dot(gradient, towards);
  if (!(slope < 0)) return null;
  for (let length = 1; length > 1e-12; length /= 2) {
    const nextPoint = point.slice();
    addScaled(nextPoint, towards, length);
    const nextGradient = new Float64Array(point.length);
    const nextValue = objective(nextPoint, nextGradient);
    if (nextValue <= value + 1e-4 * length * slope) {
      return { point: nextPoint, value: nextValue, gradient: nextGradient };
    }
  }
  return null;
}

function remember(
  corrections: Correction[],
  from: Float64Array,
  to: Float64Array,
  gradientFrom: Float64Array,
  gradientTo: Float64Array,
): void {
  const step = to.map((component, i) => component - (from[i] ?? 0));
  const change = gradientTo.map((component, i) => component - (gradientFrom[i] ?? 0));
  const curvature = dot(step, change);
  if (curvature <= 1e-14) return;
  corrections.push({ step, change, curvature });
  if (corrections.length > MEMORY) corrections.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function addScaled(target: Float64Array, added: Float64Array, scale: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + scale * (added[i] ?? 0);
}

function largest(values: Float64Array): number {
  let result = 0;
  for (const value of values) result = Math.max(result, Math.abs(value));
  return result;
}
