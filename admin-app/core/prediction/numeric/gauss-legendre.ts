export interface Quadrature {
  /** Points in (−1, 1), ascending. */
  readonly nodes: Float64Array;
  /** Their weights; they add up to 2. */
  readonly weights: Float64Array;
}

/**
 * Nodes and weights of Gauss–Legendre quadrature with `count` points: exact for polynomials up to degree
 * 2 · count − 1. Newton's method on the Legendre polynomial from Tricomi's approximation of its roots.
 * (Davis and Rabinowitz 1984, section 2.7)
 */
export function gaussLegendre(count: number): Quadrature {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let node = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      const [value, derivative] = legendre(count, node);
      slope = derivative;
      const change = value / derivative;
      node -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    nodes[i] = node;
    weights[i] = 2 / ((1 - node * node) * slope * slope);
  }
  return { nodes, weights };
}

/** The Legendre polynomial of a degree and its derivative at x inside (−1, 1), by Bonnet's recursion. */
function legendre(degree: number, x: number): [number, number] {
  let previous = 1;
  let value = x;
  for (let n = 2; n <= degree; n++) {
    [previous, value] = [value, ((2 * n - 1) * x * value - (n - 1) * previous) / n];
  }
  return [value, (degree * (x * value - previous)) / (x * x - 1)];
}
