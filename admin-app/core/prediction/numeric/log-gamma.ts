/** Below this the argument is shifted up by recurrence, above it the asymptotic series is exact to 1e-15. */
const SERIES_FROM = 10;

/**
 * log Γ(x) for x > 0, relative error below 1e-14; NaN otherwise. Stirling's series after shifting x up by the
 * recurrence Γ(x + 1) = x Γ(x). (Abramowitz and Stegun 1964, 6.1.40)
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let product = 1;
  let shifted = x;
  while (shifted < SERIES_FROM) product *= shifted++;
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    1 / 12 -
    square *
      (1 / 360 -
        square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360)))));
  const halfLogTwoPi = 0.9189385332046728;
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    halfLogTwoPi +
    series * inverse -
    Math.log(product)
  );
}

/** ψ(x) = d log Γ(x) / dx for x > 0; NaN otherwise. (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18) */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let sum = 0;
  let shifted = x;
  while (shifted < SERIES_FROM) sum -= 1 / shifted++;
  const square = 1 / (shifted * shifted);
  const series =
    square *
    (1 / 12 -
      square *
        (1 / 120 -
          square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760))))));
  return sum + Math.log(shifted) - 0.5 / shifted - series;
}

/** log B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
