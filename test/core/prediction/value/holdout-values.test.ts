import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../../../admin-app/core/prediction/numeric/rank-correlation.ts';
import type { OrderLog } from '../../../../admin-app/core/prediction/types.ts';
import {
  fitGammaGamma,
  gammaGammaExpectedValue,
  type MeanOrderValue,
} from '../../../../admin-app/core/prediction/value/gamma-gamma.ts';
import {
  expectedOrderValueMinor,
  fitOrderValue,
} from '../../../../admin-app/core/prediction/value/order-value.ts';
import { parseDay } from '../../../../admin-app/core/time.ts';
import { absentFile, readOrderLogFile } from '../order-log-files.ts';

interface Case {
  readonly known: OrderLog;
  /** Mean value of the customer's later orders. */
  readonly later: number;
}

/** Why the log-normal shrinkage is the product's: it ranks customers better, and is as near or nearer in money. */
describe.each([
  { file: 'cdnow_full', until: '1997-09-30', largestErrorRatio: 0.96 },
  { file: 'dtc_bricks_clicks', until: '2018-06-30', largestErrorRatio: 1.01 },
] as const)('order values after $until in $file', ({ file, until, largestErrorRatio }) => {
  it('are ranked better than by Gamma-Gamma, and about as near', (context) => {
    const logs = readOrderLogFile(file);
    if (logs === null) return context.skip(absentFile(file));
    const cutDay = parseDay(until);
    const cases = logs.flatMap((log) => caseOf(log, cutDay));
    const known = logs.map((log) => split(log, cutDay).known).filter(({ days }) => days.length > 0);
    const model = fitOrderValue(known);
    const gammaGamma = fitGammaGamma(known.map(meanValue));
    if (model === null || gammaGamma === null) throw new Error(`${file} has amounts`);
    const shrunk = cases.map((one) => expectedOrderValueMinor(model, one.known));
    const reference = cases.map(
      (one) => gammaGammaExpectedValue(gammaGamma.parameters, meanValue(one.known)) ?? Number.NaN,
    );
    const later = cases.map((one) => one.later);
    const rankOf = (values: readonly number[]) => rankCorrelation(values, later) ?? Number.NaN;
    expect(rankOf(shrunk)).toBeGreaterThan(rankOf(reference));
    expect(error(shrunk, later) / error(reference, later)).toBeLessThan(largestErrorRatio);
  });
});

function caseOf(log: OrderLog, cutDay: number): Case[] {
  const { known, laterAmounts } = split(log, cutDay);
  if (known.days.length === 0 || laterAmounts.length === 0) return [];
  return [{ known, later: sum(laterAmounts) / laterAmounts.length }];
}

function split({ days, amountsMinor }: OrderLog, cutDay: number) {
  const count = days.filter((day) => day <= cutDay).length;
  const amounts = amountsMinor ?? [];
  const known: OrderLog = { days: days.slice(0, count), amountsMinor: amounts.slice(0, count) };
  return { known, laterAmounts: amounts.slice(count) };
}

/** Gamma-Gamma knows values above 0 only. */
function meanValue({ amountsMinor }: OrderLog): MeanOrderValue {
  const paid = (amountsMinor ?? []).filter((amount) => amount > 0);
  return { orders: paid.length, mean: paid.length > 0 ? sum(paid) / paid.length : 0 };
}

/** Root of the mean squared difference. */
function error(expected: readonly number[], later: readonly number[]): number {
  return Math.sqrt(sum(expected.map((value, i) => (value - (later[i] ?? 0)) ** 2)) / later.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
