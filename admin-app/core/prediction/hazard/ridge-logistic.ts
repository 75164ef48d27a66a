import type { TrainingRows } from './training-rows.ts';

/** A linear logit on the features as they are: offset + intercept + Σ coefficient · feature (state, then period). */
export interface LinearLogit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

const MOST_STEPS = 12;
const ENOUGH_GAIN = 1e-6;

/**
 * How do the features shift the logit beyond its offset? Ridge logistic regression by Newton's method with step halving;
 * `penalty` applies to the coefficients of standardised features, the intercept is free. A feature that never varies
 * gets 0. Never fails: where no step helps, the best point so far is the answer.
 * (Hastie, Tibshirani, Friedman 2009, The Elements of Statistical Learning, 4.4.1 and 3.4.1)
 */
export function fitRidgeLogistic(rows: TrainingRows, penalty: number): LinearLogit {
  const scale = standardisation(rows);
  const standard = standardised(rows, scale);
  let point: Float64Array = new Float64Array(scale.mean.length + 1);
  let value = objective(standard, point, penalty);
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = newtonDirection(standard, point, penalty);
    const next = halvingSearch(point, direction, value, (at) => objective(standard, at, penalty));
    if (next === null) break;
    const gain = value - next.value;
    ({ point, value } = next);
    if (gain < ENOUGH_GAIN * value) break;
  }
  return rawScale(point, scale);
}

/** The logit of every row, offset included. */
export function logitsOf(
  rows: TrainingRows,
  { intercept, coefficients }: LinearLogit,
): Float64Array {
  const point = Float64Array.from([...coefficients, intercept]);
  const logits = new Float64Array(rows.count);
  forEachDraw(rows, point, (_, row, logit) => {
    logits[row] = logit;
  });
  return logits;
}

/** log(1 + e^x) without overflow. */
export function log1pExp(x: number): number {
  return x > 30 ? x : Math.log1p(Math.exp(x));
}

interface Standardisation {
  readonly mean: Float64Array;
  /** 1 ÷ standard deviation; 0 for a feature that never varies. */
  readonly inverse: Float64Array;
}

/** Weighted mean and spread of each feature over the rows. */
function standardisation(rows: TrainingRows): Standardisation {
  const drawWeight = new Float64Array(rows.customer.length);
  for (let draw = 0; draw < drawWeight.length; draw++) {
    for (let r = rows.drawStarts[draw] ?? 0; r < (rows.drawStarts[draw + 1] ?? 0); r++) {
      drawWeight[draw] = (drawWeight[draw] ?? 0) + (rows.weight[r] ?? 0);
    }
  }
  const state = spreadOf(rows.stateFeatures, rows.stateWidth, drawWeight);
  const period = spreadOf(rows.periodFeatures, rows.periodWidth, rows.weight);
  return {
    mean: Float64Array.from([...state.mean, ...period.mean]),
    inverse: Float64Array.from([...state.inverse, ...period.inverse]),
  };
}

function spreadOf(features: Float32Array, width: number, weight: Float64Array): Standardisation {
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  let total = 0;
  for (let r = 0; r < weight.length; r++) {
    const w = weight[r] ?? 0;
    total += w;
    for (let j = 0; j < width; j++) mean[j] = (mean[j] ?? 0) + w * (features[r * width + j] ?? 0);
  }
  for (let j = 0; j < width; j++) mean[j] = (mean[j] ?? 0) / (total || 1);
  for (let r = 0; r < weight.length; r++) {
    const w = weight[r] ?? 0;
    for (let j = 0; j < width; j++) {
      const distance = (features[r * width + j] ?? 0) - (mean[j] ?? 0);
      square[j] = (square[j] ?? 0) + w * distance * distance;
    }
  }
  const inverse = square.map((sum) => {
    const deviation = Math.sqrt(sum / (total || 1));
    return deviation > 1e-6 ? 1 / deviation : 0;
  });
  return { mean, inverse };
}

/** The rows with standardised features. */
function standardised(rows: TrainingRows, { mean, inverse }: Standardisation): TrainingRows {
  const rescale = (features: Float32Array, width: number, count: number, first: number) => {
    const scaled = new Float32Array(count * width);
    for (let at = 0; at < scaled.length; at++) {
      const j = first + (at % width);
      scaled[at] = ((features[at] ?? 0) - (mean[j] ?? 0)) * (inverse[j] ?? 0);
    }
    return scaled;
  };
  const { stateWidth, periodWidth } = rows;
  return {
    ...rows,
    stateFeatures: rescale(rows.stateFeatures, stateWidth, rows.customer.length, 0),
    periodFeatures: rescale(rows.periodFeatures, periodWidth, rows.count, stateWidth),
  };
}

/** Coefficients on the raw features; the last entry of a point is the intercept. */
function rawScale(point: Float64Array, { mean, inverse }: Standardisation): LinearLogit {
  const coefficients = Array.from(inverse, (factor, j) => (point[j] ?? 0) * factor);
  const shift = coefficients.reduce((sum, value, j) => sum + value * (mean[j] ?? 0), 0);
  return { intercept: (point[inverse.length] ?? 0) - shift, coefficients };
}

/** Calls `visit` with every draw, row and its logit at a point (coefficients, then intercept). */
function forEachDraw(
  rows: TrainingRows,
  point: Float64Array,
  visit: (draw: number, row: number, logit: number) => void,
): void {
  const { stateWidth, periodWidth, stateFeatures, periodFeatures, drawStarts } = rows;
  const intercept = point[stateWidth + periodWidth] ?? 0;
  for (let draw = 0; draw < rows.customer.length; draw++) {
    let shared = intercept;
    const stateAt = draw * stateWidth;
    for (let j = 0; j < stateWidth; j++) {
      shared += (point[j] ?? 0) * (stateFeatures[stateAt + j] ?? 0);
    }
    for (let row = drawStarts[draw] ?? 0; row < (drawStarts[draw + 1] ?? 0); row++) {
      let logit = shared + (rows.offset[row] ?? 0);
      const periodAt = row * periodWidth;
      for (let j = 0; j < periodWidth; j++) {
        logit += (point[stateWidth + j] ?? 0) * (periodFeatures[periodAt + j] ?? 0);
      }
      visit(draw, row, logit);
    }
  }
}

/** Minus the penalised log-likelihood of standardised rows. */
function objective(rows: TrainingRows, point: Float64Array, penalty: number): number {
  let sum = 0;
  for (let j = 0; j < point.length - 1; j++) sum += (penalty / 2) * (point[j] ?? 0) ** 2;
  forEachDraw(rows, point, (_, row, logit) => {
    sum += (rows.weight[row] ?? 0) * (log1pExp(logit) - (rows.ordered[row] ? logit : 0));
  });
  return sum;
}

/**
 * Hessian⁻¹ · gradient at a point. The features of a customer are the same in all rows of a draw, so their part of the
 * Hessian is added up once a draw.
 */
function newtonDirection(rows: TrainingRows, point: Float64Array, penalty: number): Float64Array {
  const { stateWidth, periodWidth, stateFeatures, periodFeatures } = rows;
  const width = stateWidth + periodWidth;
  const size = width + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  // Of the running draw: slopes, curvatures, and curvature · period feature (and · 1 at the end).
  let current = 0;
  let slopes = 0;
  let curvatures = 0;
  const crossed = new Float64Array(periodWidth);
  const closeDraw = () => {
    const at = current * stateWidth;
    for (let j = 0; j < stateWidth; j++) {
      const value = stateFeatures[at + j] ?? 0;
      const factor = curvatures * value;
      gradient[j] = (gradient[j] ?? 0) + slopes * value;
      for (let k = 0; k <= j; k++)
        add(hessian, j * size + k, factor * (stateFeatures[at + k] ?? 0));
      for (let k = 0; k < periodWidth; k++) {
        add(hessian, (stateWidth + k) * size + j, value * (crossed[k] ?? 0));
      }
      add(hessian, width * size + j, factor);
    }
    gradient[width] = (gradient[width] ?? 0) + slopes;
    add(hessian, width * size + width, curvatures);
    slopes = 0;
    curvatures = 0;
    crossed.fill(0);
  };
  forEachDraw(rows, point, (draw, row, logit) => {
    if (draw !== current) {
      closeDraw();
      current = draw;
    }
    const chance = 1 / (1 + Math.exp(-logit));
    const weight = rows.weight[row] ?? 0;
    const slope = weight * (chance - (rows.ordered[row] ?? 0));
    const curvature = weight * chance * (1 - chance);
    slopes += slope;
    curvatures += curvature;
    const at = row * periodWidth;
    for (let j = 0; j < periodWidth; j++) {
      const value = periodFeatures[at + j] ?? 0;
      const factor = curvature * value;
      const line = (stateWidth + j) * size + stateWidth;
      crossed[j] = (crossed[j] ?? 0) + factor;
      gradient[stateWidth + j] = (gradient[stateWidth + j] ?? 0) + slope * value;
      for (let k = 0; k <= j; k++) add(hessian, line + k, factor * (periodFeatures[at + k] ?? 0));
      add(hessian, width * size + stateWidth + j, factor);
    }
  });
  closeDraw();
  for (let j = 0; j < size; j++) {
    add(hessian, j * size + j, j < width ? penalty : 1e-6);
    gradient[j] = (gradient[j] ?? 0) + (j < width ? penalty * (point[j] ?? 0) : 0);
  }
  return solveByCholesky(hessian, gradient, size);
}

function add(values: Float64Array, index: number, added: number): void {
  values[index] = (values[index] ?? 0) + added;
}

/** Solves H x = g for a symmetric positive definite H (lower triangle given, overwritten). */
function solveByCholesky(h: Float64Array, g: Float64Array, size: number): Float64Array {
  const at = (j: number, k: number) => h[j * size + k] ?? 0;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = at(j, k);
      for (let q = 0; q < k; q++) sum -= at(j, q) * at(k, q);
      h[j * size + k] = j === k ? Math.sqrt(Math.max(sum, 1e-9)) : sum / at(k, k);
    }
  }
  const x = g.slice();
  for (let j = 0; j < size; j++) {
    let sum = x[j] ?? 0;
    for (let k = 0; k < j; k++) sum -= at(j, k) * (x[k] ?? 0);
    x[j] = sum / at(j, j);
  }
  for (let j = size - 1; j >= 0; j--) {
    let sum = x[j] ?? 0;
    for (let k = j + 1; k < size; k++) sum -= at(k, j) * (x[k] ?? 0);
    x[j] = sum / at(j, j);
  }
  return x;
}

function halvingSearch(
  point: Float64Array,
  direction: Float64Array,
  value: number,
  objectiveAt: (point: Float64Array) => number,
): { readonly point: Float64Array; readonly value: number } | null {
  for (let length = 1; length > 1e-4; length /= 2) {
    const next = point.map((component, j) => component - length * (direction[j] ?? 0));
    const nextValue = objectiveAt(next);
    if (nextValue <= value) return { point: next, value: nextValue };
  }
  return null;
}
