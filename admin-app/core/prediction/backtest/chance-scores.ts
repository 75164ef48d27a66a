import { logLoss, mean } from './losses.ts';
import type { CalibrationBin, ChanceScores } from './types.ts';

/** A chance that was given, one given to all alike, and what happened. */
export interface GivenChance {
  readonly chance: number;
  readonly base: number;
  readonly happened: boolean;
}

const MOST_BINS = 10;
const FEWEST_CASES_A_BIN = 10;

/** How good were the chances? At least one is needed; the order of `given` does not matter. */
export function chanceScores(given: readonly GivenChance[]): ChanceScores {
  const bins = calibrationBins(given);
  return {
    logLoss: mean(given.map((one) => logLoss(one.chance, one.happened))),
    baseLogLoss: mean(given.map((one) => logLoss(one.base, one.happened))),
    brier: mean(given.map((one) => squaredError(one.chance, one.happened))),
    baseBrier: mean(given.map((one) => squaredError(one.base, one.happened))),
    auc: aucOf(given),
    calibrationError: calibrationErrorOf(bins, given.length),
    bins,
  };
}

function calibrationErrorOf(bins: readonly CalibrationBin[], cases: number): number {
  let sum = 0;
  for (const bin of bins) sum += bin.cases * Math.abs(bin.ordered - bin.predicted);
  return sum / cases;
}

function squaredError(chance: number, happened: boolean): number {
  return (chance - (happened ? 1 : 0)) ** 2;
}

/** Equal chances in a row, ascending by chance. */
interface Tie {
  readonly chance: number;
  cases: number;
  happened: number;
}

function tiesOf(given: readonly GivenChance[]): Tie[] {
  const ties: Tie[] = [];
  for (const { chance, happened } of [...given].sort((a, b) => a.chance - b.chance)) {
    let tie = ties.at(-1);
    if (tie?.chance !== chance) {
      tie = { chance, cases: 0, happened: 0 };
      ties.push(tie);
    }
    tie.cases += 1;
    if (happened) tie.happened += 1;
  }
  return ties;
}

/**
 * Of two cases, one that happened and one that did not, how often had the former the higher chance? Equal chances count
 * half (Mann and Whitney 1947). Null unless there are both kinds.
 */
export function aucOf(given: readonly GivenChance[]): number | null {
  let pairs = 0;
  let notHappenedBelow = 0;
  let happened = 0;
  for (const tie of tiesOf(given)) {
    const not = tie.cases - tie.happened;
    pairs += tie.happened * (notHappenedBelow + not / 2);
    notHappenedBelow += not;
    happened += tie.happened;
  }
  return happened > 0 && notHappenedBelow > 0 ? pairs / (happened * notHappenedBelow) : null;
}

/**
 * The calibration curve: groups of equal size by chance. Where a group ends among equal chances, each side gets its
 * part of what happened to them, so the order in which they came does not matter.
 */
function calibrationBins(given: readonly GivenChance[]): CalibrationBin[] {
  const count = Math.min(MOST_BINS, Math.max(1, Math.floor(given.length / FEWEST_CASES_A_BIN)));
  const bins = Array.from({ length: count }, () => ({ cases: 0, predicted: 0, ordered: 0 }));
  let place = 0;
  for (const tie of tiesOf(given)) {
    let left = tie.cases;
    while (left > 0) {
      const index = Math.floor((place * count) / given.length);
      const end = Math.ceil(((index + 1) * given.length) / count);
      const taken = Math.min(left, end - place);
      const bin = bins[index];
      if (bin) {
        bin.cases += taken;
        bin.predicted += taken * tie.chance;
        bin.ordered += taken * (tie.happened / tie.cases);
      }
      place += taken;
      left -= taken;
    }
  }
  return bins.map(({ cases, predicted, ordered }) => ({
    cases,
    predicted: predicted / cases,
    ordered: ordered / cases,
  }));
}
