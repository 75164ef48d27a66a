import type { Day } from '../../time.ts';
import type { ShopModel } from '../shop-model.ts';
import { casesAtCut, type KnownCut, knownCut } from './cases-at-cut.ts';
import { chooseCuts } from './cuts.ts';
import { logLoss, mean, pinball } from './losses.ts';
import type { PairedScore, Verdict } from './model-comparison.ts';
import { sameForAll } from './same-for-all.ts';
import { sampleCustomers } from './sample-customers.ts';
import type { BacktestCase, CustomerLog } from './types.ts';

const MOST_CUSTOMERS = 20_000;
const FIRST_HORIZON_DAYS = 14;
/**
 * Both models have learned from these very outcomes, each from a choice of days of its own, and remember them a little
 * better or worse: measured on real stores, sound fits a few days apart differ by up to a twentieth, in tiny stores by an
 * eighth. Only a change of more than this share of the loss says something about the model.
 */
const REAL_CHANGE = 0.2;
/** And, for dates, of more than so many days: among clockwork customers a fifth of the loss is nothing. */
const REAL_CHANGE_DAYS = 0.5;
const SIGMAS_95 = 1.96;

/**
 * May this refit replace the model in use? Both are asked about the same customers as of the newest day that has a whole
 * horizon behind it, and the losses are compared customer by customer. Worse is what is so beyond the noise of the
 * customers and by more than a fifth: this finds a refit that went wrong, as both models have seen what came after that
 * day. How good predictions are is the back-test's question. `current` is null before the first model.
 */
export function judgeRefit(
  candidate: ShopModel,
  current: ShopModel | null,
  logs: readonly CustomerLog[],
  asOfDay: Day,
): Verdict {
  if (current === null) return { code: 'first' };
  if (current.version !== candidate.version) return { code: 'unreadable before' };
  const { repeatOrders } = candidate;
  if (!candidate.enough) return { code: 'not enough orders', repeatOrders };
  if (!current.enough) return { code: 'enough orders now', repeatOrders };
  try {
    return compare(candidate, current, newestCut(logs, asOfDay));
  } catch {
    // Plain data from the database that only looked like a model; the candidate is our own and has just been made.
    return { code: 'unreadable before' };
  }
}

function newestCut(logs: readonly CustomerLog[], asOfDay: Day): KnownCut {
  const firstOrderDay = logs.reduce((first, log) => Math.min(first, log.days[0] ?? first), asOfDay);
  const horizonDays = chooseCuts(firstOrderDay, asOfDay)?.horizonDays ?? FIRST_HORIZON_DAYS;
  return knownCut(sampleCustomers(logs, MOST_CUSTOMERS), asOfDay - horizonDays, horizonDays);
}

function compare(candidate: ShopModel, current: ShopModel, cut: KnownCut): Verdict {
  const alike = sameForAll(
    cut.customers.map(({ known }) => known),
    cut.cutDay,
    cut.horizonDays,
  );
  const ofCandidate = casesAtCut(candidate, cut, alike);
  const ofCurrent = casesAtCut(current, cut, alike);
  if (ofCurrent.some((one) => !Number.isFinite(one.chance))) return { code: 'unreadable before' };
  const logLosses = pairScores(ofCurrent.map(chanceLoss), ofCandidate.map(chanceLoss));
  const returned = (one: BacktestCase) => one.orderedDay !== null;
  const pinballs = pairScores(
    ofCurrent.filter(returned).map(dateLoss),
    ofCandidate.filter(returned).map(dateLoss),
  );
  return {
    code: codeOf([
      { score: logLosses, least: 0 },
      { score: pinballs, least: REAL_CHANGE_DAYS },
    ]),
    customers: ofCandidate.length,
    logLoss: logLosses ?? NO_SCORE,
    pinball: pinballs,
  };
}

interface Judged {
  readonly score: PairedScore | null;
  /** A smaller change is none, in the unit of the score. */
  readonly least: number;
}

/** Better in one and worse in the other, the larger of the two changes decides. */
function codeOf(scores: readonly Judged[]): 'better' | 'no worse' | 'worse' {
  const better = scores.some(isBetter);
  if (!scores.some(isWorse)) return better ? 'better' : 'no worse';
  const change = scores.reduce(
    (sum, { score }) => sum + (score ? score.difference / score.current : 0),
    0,
  );
  return better && change < 0 ? 'better' : 'worse';
}

const NO_SCORE: PairedScore = { current: 0, candidate: 0, difference: 0, low: 0, high: 0 };

function chanceLoss(one: BacktestCase): number {
  return logLoss(one.chance, one.orderedDay !== null);
}

function dateLoss(one: BacktestCase): number {
  const quantiles = [one.earliestDay, one.expectedDay, one.latestDay] as const;
  return pinball(quantiles, one.orderedDay ?? one.cutDay);
}

/** The mean of the differences, customer by customer, with the interval of a large sample; null for none. */
function pairScores(current: readonly number[], candidate: readonly number[]): PairedScore | null {
  if (current.length === 0) return null;
  const differences = candidate.map((loss, i) => loss - (current[i] ?? loss));
  const difference = mean(differences);
  const variance = mean(differences.map((one) => (one - difference) ** 2));
  const margin = SIGMAS_95 * Math.sqrt(variance / Math.max(differences.length - 1, 1));
  return {
    current: mean(current),
    candidate: mean(candidate),
    difference,
    low: difference - margin,
    high: difference + margin,
  };
}

/** A candidate that answers with something other than numbers is worse than any. */
function isWorse({ score, least }: Judged): boolean {
  if (score === null) return false;
  if (!Number.isFinite(score.candidate)) return true;
  return score.low > 0 && score.difference > Math.max(least, REAL_CHANGE * score.current);
}

function isBetter({ score, least }: Judged): boolean {
  if (score === null) return false;
  return score.high < 0 && -score.difference > Math.max(least, REAL_CHANGE * score.current);
}
