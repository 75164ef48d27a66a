/**
 * The posterior of a rate after customers of whom some returned, with Jeffreys' prior, as a row of small cells. On the
 * scale θ = asin √rate that prior is flat, so the density is smooth up to both ends, and the sum over the cells is
 * exact to about 1e-5.
 */
export interface BetaGrid {
  /** Middle of each cell as θ, rising. */
  readonly places: readonly number[];
  /** Probability of each cell; they add up to 1. */
  readonly masses: readonly number[];
  /** Probability of everything below each cell. */
  readonly below: readonly number[];
  readonly width: number;
}

const CELLS = 600;
/** On this scale the spread is 1/(2√n) in the middle and 1/√(2n) at the ends: eight times that and more. */
const REACH = 6;

export function betaGrid(counts: {
  readonly customers: number;
  readonly returned: number;
}): BetaGrid {
  const { customers, returned } = counts;
  const peak = customers === 0 ? 0 : Math.asin(Math.sqrt(returned / customers));
  const reach = customers === 0 ? Math.PI / 2 : REACH / Math.sqrt(customers);
  const from = Math.max(0, peak - reach);
  const width = (Math.min(Math.PI / 2, peak + reach) - from) / CELLS;
  const places = Array.from({ length: CELLS }, (_, cell) => from + (cell + 0.5) * width);
  const heights = places.map((place) => logDensity(place, returned, customers - returned));
  const highest = Math.max(...heights);
  const weights = heights.map((height) => Math.exp(height - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const masses = weights.map((weight) => weight / total);
  let sum = 0;
  const below = masses.map((mass) => {
    sum += mass;
    return sum - mass;
  });
  return { places, masses, below, width };
}

/** Without its constant. The middle of a cell is never an end, where a logarithm would be infinite. */
function logDensity(place: number, returned: number, silent: number): number {
  return 2 * (returned * Math.log(Math.sin(place)) + silent * Math.log(Math.cos(place)));
}

/** Probability that the rate lies below a place. */
export function cumulativeAt({ places, masses, below, width }: BetaGrid, place: number): number {
  const cells = (place - (places[0] ?? 0)) / width + 0.5;
  if (cells <= 0) return 0;
  const cell = Math.floor(cells);
  const start = below[cell];
  return start === undefined ? 1 : start + (masses[cell] ?? 0) * (cells - cell);
}

/** The rate below which the true one lies with this probability. */
export function quantileOf({ places, masses, below, width }: BetaGrid, share: number): number {
  const cell = Math.max(
    0,
    below.findLastIndex((sum) => sum <= share),
  );
  const into = (share - (below[cell] ?? 0)) / (masses[cell] || 1);
  const place = (places[cell] ?? 0) + (into - 0.5) * width;
  return Math.sin(place) ** 2;
}
