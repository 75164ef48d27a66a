import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../../../admin-app/core/prediction/numeric/gauss-legendre.ts';

function integral(count: number, of: (x: number) => number): number {
  const { nodes, weights } = gaussLegendre(count);
  return nodes.reduce((sum, node, i) => sum + (weights[i] ?? Number.NaN) * of(node), 0);
}

describe('Gauss–Legendre quadrature', () => {
  it('has the known three points', () => {
    const { nodes, weights } = gaussLegendre(3);
    const outer = Math.sqrt(3 / 5);
    for (const [i, node] of [-outer, 0, outer].entries()) expect(nodes[i]).toBeCloseTo(node, 14);
    for (const [i, weight] of [5 / 9, 8 / 9, 5 / 9].entries())
      expect(weights[i]).toBeCloseTo(weight, 14);
  });

  it.each([1, 2, 3, 5, 24, 64])(
    'is exact with %d points up to degree 2n − 1, no further',
    (count) => {
      for (let degree = 0; degree < 2 * count; degree++) {
        const exact = degree % 2 === 0 ? 2 / (degree + 1) : 0;
        expect(integral(count, (x) => x ** degree)).toBeCloseTo(exact, 13);
      }
      const tooHigh = integral(count, (x) => x ** (2 * count));
      if (count <= 5) expect(Math.abs(tooHigh - 2 / (2 * count + 1))).toBeGreaterThan(1e-4);
    },
  );

  it('integrates a smooth function to the last digits', () => {
    expect(integral(24, Math.exp)).toBeCloseTo(Math.E - 1 / Math.E, 13);
  });
});
