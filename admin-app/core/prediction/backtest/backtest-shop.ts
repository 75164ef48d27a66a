import type { Day } from '../../time.ts';
import { fitShop } from '../fit-shop.ts';
import { knownAt } from '../known-at.ts';
import { median } from '../median.ts';
import type { Confidence } from '../types.ts';
import { casesAtCut, knownCut } from './cases-at-cut.ts';
import { chanceScores } from './chance-scores.ts';
import { chooseCuts } from './cuts.ts';
import { compareDates, coverageOf, didReturn } from './date-scores.ts';
import { heavyBuyersAmong } from './heavy-buyers.ts';
import { improvementsOf } from './improvements.ts';
import { mean, pinball } from './losses.ts';
import { overdueLift } from './overdue-lift.ts';
import { rhythmScores } from './rhythm-scores.ts';
import { type SameForAll, sameForAll } from './same-for-all.ts';
import { sampleCustomers } from './sample-customers.ts';
import type {
  Backtest,
  BacktestCase,
  BacktestScores,
  ConfidenceScores,
  CustomerLog,
} from './types.ts';

/** More customers would not change the figures, only the time they take. */
const MOST_CUSTOMERS = 50_000;

export interface BacktestOptions {
  /** Called now and then with the share that is done, 0–1. */
  readonly onProgress?: (share: number) => void;
  readonly mostCustomers?: number;
}

/** The figures, and every case behind them in the order of cuts and of the logs. */
export interface BacktestResult {
  readonly backtest: Backtest;
  readonly cases: readonly BacktestCase[];
}

/**
 * How good would the predictions of this shop have been? At each of several past days a model is fitted to what was known
 * then and asked about every customer known then; what came in the horizon after it is the answer. Orders after
 * `asOfDay` are left out. In a shop of more than 50,000 customers a fixed sample of them is taken throughout. A shop too
 * young or too small gives no scores but says what is missing; never throws for strange logs. Costs up to four fits.
 */
export function backtestShop(
  logs: readonly CustomerLog[],
  asOfDay: Day,
  options: BacktestOptions = {},
): BacktestResult {
  const known = logs.map((log) => knownAt(log, asOfDay)).filter(hasOrders);
  const firstOrderDay = known.reduce(
    (first, log) => Math.min(first, log.days[0] ?? first),
    asOfDay,
  );
  const sample = sampleCustomers(known, options.mostCustomers ?? MOST_CUSTOMERS);
  const { cases, alike, horizonDays } = allCases(sample, { firstOrderDay, asOfDay }, options);
  const past = {
    logs: known,
    asOfDay,
    days: asOfDay - firstOrderDay,
    repeatOrders: known.reduce((sum, log) => sum + log.days.length - 1, 0),
  };
  const scores = cases.length > 0 ? scoreCases(cases, alike, horizonDays) : null;
  const improvements = improvementsOf({ ...past, returned: scores?.returned ?? null });
  return {
    backtest: {
      asOfDay,
      scores: scores && { ...scores, sampled: sample.length / known.length },
      improvements,
      rhythms: rhythmScores(known, cases),
      heavyBuyers: heavyBuyersAmong(known),
    },
    cases,
  };
}

function hasOrders(log: CustomerLog): boolean {
  return log.days.length > 0;
}

function allCases(
  sample: readonly CustomerLog[],
  { firstOrderDay, asOfDay }: { readonly firstOrderDay: Day; readonly asOfDay: Day },
  { onProgress }: BacktestOptions,
) {
  const cases: BacktestCase[] = [];
  const alike = new Map<Day, SameForAll>();
  const { cutDays, horizonDays } = chooseCuts(firstOrderDay, asOfDay) ?? {
    cutDays: [],
    horizonDays: 0,
  };
  cutDays.forEach((cutDay, i) => {
    const cut = knownCut(sample, cutDay, horizonDays);
    const logs = cut.customers.map(({ known }) => known);
    const model = fitShop(logs, cutDay);
    onProgress?.((i + 0.8) / cutDays.length);
    if (model.enough) {
      const same = sameForAll(logs, cutDay, horizonDays);
      alike.set(cutDay, same);
      for (const one of casesAtCut(model, cut, same)) cases.push(one);
    }
    onProgress?.((i + 1) / cutDays.length);
  });
  return { cases, alike, horizonDays };
}

function scoreCases(
  cases: readonly BacktestCase[],
  alike: ReadonlyMap<Day, SameForAll>,
  horizonDays: number,
): Omit<BacktestScores, 'sampled'> {
  const returned = cases.filter(didReturn);
  const same = (cutDay: Day) => alike.get(cutDay) ?? NOTHING_KNOWN;
  return {
    horizonDays,
    cutDays: [...alike.keys()],
    cases: cases.length,
    customers: new Set(cases.map((one) => one.customerId)).size,
    returned: returned.length,
    dates: compareDates(returned, (cutDay) => cutDay + same(cutDay).days[1]),
    pinball:
      returned.length === 0
        ? null
        : {
            model: mean(
              returned.map((one) =>
                pinball([one.earliestDay, one.expectedDay, one.latestDay], one.orderedDay),
              ),
            ),
            sameDate: mean(
              returned.map((one) => pinball(same(one.cutDay).days, one.orderedDay - one.cutDay)),
            ),
          },
    coverage: coverageOf(returned),
    chances: chanceScores(
      cases.map((one) => ({
        chance: one.chance,
        base: same(one.cutDay).chance,
        happened: one.orderedDay !== null,
      })),
    ),
    overdue: overdueLift(cases),
    orders: {
      expected: cases.reduce((sum, one) => sum + one.expectedOrders, 0),
      actual: cases.reduce((sum, one) => sum + one.orders, 0),
    },
    byConfidence: LEVELS.flatMap((confidence) => scoresOfLevel(cases, confidence)),
  };
}

/** Every cut with cases has its own; this is never shown. */
const NOTHING_KNOWN: SameForAll = { chance: 0.5, days: [1, 1, 1] };

const LEVELS: readonly Confidence[] = ['own rhythm', 'similar customers', 'not enough yet'];

function scoresOfLevel(cases: readonly BacktestCase[], confidence: Confidence): ConfidenceScores[] {
  const level = cases.filter((one) => one.confidence === confidence);
  if (level.length === 0) return [];
  const returned = level.filter(didReturn);
  return [
    {
      confidence,
      cases: level.length,
      returned: returned.length,
      predicted: mean(level.map((one) => one.chance)),
      ordered: returned.length / level.length,
      medianAbsoluteDays: median(returned.map((one) => Math.abs(one.expectedDay - one.orderedDay))),
      coverage: coverageOf(returned),
    },
  ];
}
