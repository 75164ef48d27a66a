import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fallingFrom } from '../../../../admin-app/core/prediction/numeric/falling-from.ts';

describe('a curve made to fall', () => {
  it('never rises past the start, whatever the curve', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 500,
      maxLength: 500,
    });
    const start = fc.integer({ min: 1, max: 60 });
    const point = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(values, start, point, point, (curve, from, a, b) => {
        const at = (x: number) => fallingFrom(from, x, (day) => curve[day] ?? Number.NaN);
        const [near, far] = [from + Math.min(a, b), from + Math.max(a, b)];
        expect(at(far)).toBeLessThanOrEqual(at(near) + 1e-12);
      }),
      { seed: 1 },
    );
  });

  it('is itself until the start', () => {
    const rising = (x: number) => x / 100;
    expect([0, 5, 10].map((x) => fallingFrom(10, x, rising))).toEqual([0, 0.05, 0.1]);
    expect([11, 30, 90].map((x) => fallingFrom(10, x, rising))).toEqual([0.1, 0.1, 0.1]);
  });

  it('stays near a curve that falls by itself', () => {
    const curve = (x: number) => Math.exp(-x / 50);
    for (let x = 10; x < 300; x += 7)
      expect(Math.abs(fallingFrom(10, x, curve) - curve(x))).toBeLessThan(0.03);
  });
});
